"""A provider on this machine: WordPress.com or OpenID Connect, and as rude as a test wants it."""

from __future__ import annotations

import io
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from PIL import Image


class FakeProvider:
    def __init__(self) -> None:
        self.person: Any = {"ID": 7, "username": "quietcarriage", "display_name": "Ada Kowalczyk"}
        self.token: Any = {"access_token": "t", "token_type": "bearer"}
        self.raw: dict[str, bytes] = {}
        self.seconds = 0.0
        self.drips = ""
        self.requested: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> bytes:
        if path in self.raw:
            return self.raw[path]
        if path.endswith("openid-configuration"):
            ends = {"authorization": "authorize", "token": "token", "userinfo": "me"}
            data: Any = {f"{end}_endpoint": f"{self.url}/{name}" for end, name in ends.items()}
            return json.dumps({**data, "issuer": self.url}).encode()
        return json.dumps(self.token if path.endswith("token") else self.person).encode()

    def _handler(provider) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.requested.append(self.path)
                time.sleep(provider.seconds)
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.drip() if provider.drips else self.answer()

            def answer(self) -> None:
                body = provider.answer(self.path.partition("?")[0])
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def drip(self) -> None:
                self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 900\r\n")
                self.wfile.write(b"X: " if provider.drips == "head" else b"\r\n")
                for _ in range(20):
                    time.sleep(0.5)
                    self.wfile.write(b" ")

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_words: Any) -> None:
                pass

        return Handler


def drawing(side: int = 40, kind: str = "PNG", **more: Any) -> bytes:
    answer = io.BytesIO()
    Image.new("RGB", (side * 2, side), "teal").save(answer, kind, **more)
    return answer.getvalue()
