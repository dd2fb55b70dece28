"""What no page may do in a browser, whatever a test looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

AT_HOME = {"localhost", "127.0.0.1", ""}
# Chromium's own lines about answers that we look at below, and about a line that a test has cut.
KNOWN = (
    "the server responded with a status of 4",
    "the server responded with a status of 503",
    "net::ERR_INTERNET_DISCONNECTED",
)
AWAY = 503  # said in words, as in test_a_part_away.py


class Watch:
    """Notes down errors, refusals of our policy, and anything asked of other hosts."""

    def __init__(self) -> None:
        self.troubles: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(known in message.text for known in KNOWN):
            self.troubles.append(message.text)

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws"} and address.hostname not in AT_HOME:
            self.troubles.append(f"asked elsewhere: {request.url}")

    def _answered(self, response: Response) -> None:
        is_page = response.request.resource_type in {"document", "fetch", "xhr"}
        if is_page and response.status == AWAY:
            return
        if response.status >= (500 if is_page else 400):
            self.troubles.append(f"{response.status}: {response.url}")
