"""An OpenID provider on its worst day. The first part of its address says what is wrong with it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

# What goes wrong, and at which of its addresses.
MODES = {
    "slow-to-say-where": ("discovery", "slow"),
    "nonsense-to-say-where": ("discovery", "nonsense"),
    "broken-to-say-where": ("discovery", "broken"),
    "refusing": ("authorize", "access_denied"),
    "erring": ("authorize", "server_error"),
    "asking": ("authorize", "ask"),
    "slow-to-confirm": ("token", "slow"),
    "nonsense-to-confirm": ("token", "nonsense"),
    "broken-to-confirm": ("token", "broken"),
    "nobody": ("me", "without-id"),
}
SLOW = 10  # seconds


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        split = urlsplit(self.path)
        mode, _slash, rest = split.path.strip("/").partition("/")
        step = "discovery" if "openid-configuration" in rest else rest
        where, problem = MODES.get(mode, ("", ""))
        if where != step:
            problem = ""
        if step == "authorize":
            self.send_back(dict(parse_qsl(split.query)), problem)
        elif problem:
            self.fail(problem)
        else:
            self.say(json.dumps(self.payload(mode, step)), status=200 if where else 404)

    do_POST = do_GET  # noqa: N815

    def payload(self, mode: str, step: str) -> dict[str, Any]:
        here = f"{self.server.url}/{mode}"
        if step == "discovery":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "me"}
            return {"issuer": here} | {f"{e}_endpoint": f"{here}/{p}" for e, p in ends.items()}
        if step == "token":
            return {"access_token": "t", "token_type": "bearer"}
        return {"sub": "1", "name": "Somebody"}

    def send_back(self, query: dict[str, str], problem: str) -> None:
        ask, problem = problem == "ask", problem.replace("ask", "access_denied")
        payload = {"error": problem} if problem else {"code": "c"}
        address = f"{query['redirect_uri']}?{urlencode({**payload, 'state': query['state']})}"
        if ask:
            link = address.replace("&", "&amp;")
            self.say(f'<title>May they?</title><a href="{link}">No</a>', kind="text/html")
            return
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def fail(self, problem: str) -> None:
        if problem == "slow":
            self.server.closing.wait(SLOW)
        if problem == "broken":
            self.say("<h1>Out of order</h1>", status=500, kind="text/html")
        elif problem == "without-id":
            self.say(json.dumps({"name": "Nobody", "email": "ada@example.org"}))
        else:
            self.say('[{"what": null}, 7, "')

    def say(self, words: str, *, status: int = 200, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words.encode("ascii"))

    def log_message(self, *_words: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.closing = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_about: object) -> None:
        """Who is slow is hung up on: nothing to write home about."""


class BrokenProvider:
    def __init__(self) -> None:
        self._server = _Server()
        self.url = self._server.url
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()
