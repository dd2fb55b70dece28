"""A browser's tab without a browser: it knows the page before it, and presses what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

FORM = "respond-form"
MOST_REDIRECTS = 5
# What a page shows when somebody forgot to fill something in.
UNFILLED = re.compile(r"%s|%\(|%d\b|\{\{|\}\}|\{%|=\"None\"|>None<|\bNone:")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = ""
        self.action = ""
        self.states: list[str] = []
        self.closed_lines = 0
        self.fields: dict[str, str] = {}
        self.buttons: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.notices: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "data-state" in attributes:
            self.states.append(attributes["data-state"])
        if attributes.get("class") == "closed":
            self.closed_lines += 1
        if tag == "a":
            self.addresses.append(attributes.get("href", ""))
        if tag == "form":
            self.form = attributes.get("id", "") or attributes.get("action", "")
            if self.form == FORM:
                self.action = attributes["action"]
        if attributes.get("form", self.form) == FORM:
            self._take(tag, attributes)
        if tag == "textarea" and (self.form == FORM or "readonly" in attributes):
            self.texts.append("")
            self._inside = "text"

    def _take(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "button":
            self.buttons.append((attributes.get("name", ""), attributes.get("value", "")))
        elif tag == "input" and (attributes.get("type") != "checkbox" or "checked" in attributes):
            self.fields[attributes["name"]] = attributes.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = ""
        if tag == "textarea":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


@dataclass
class Tab:
    client: Client
    address: str = ""
    status: int = 200
    html: str = ""
    page: _Reader = field(default_factory=_Reader)
    passed: list[str] = field(default_factory=list)  # the addresses the last step was led through
    last_post: tuple[str, dict[str, str]] | None = None

    @property
    def texts(self) -> list[str]:
        """The texts of the reply form, or of what it gives back to be copied."""
        return [text.removeprefix("\n") for text in self.page.texts]

    @property
    def panels(self) -> list[str]:
        return self.page.states + ["closed"] * self.page.closed_lines

    @property
    def state(self) -> str:
        return self.panels[0]

    def offers(self, name: str, value: str = "") -> bool:
        return any(
            name == here and (not value or value == there) for here, there in self.page.buttons
        )

    def go(self, address: str) -> None:
        self._arrive(self.client.get(address), address)

    def press(self, button: tuple[str, str], typed: dict[str, str]) -> None:
        """Sends the form as a browser would: what it holds, what is TYPED over it, the BUTTON."""
        assert button in self.page.buttons
        name, value = button
        text = self.texts[0] if self.texts else ""
        sent = {"comment": text, **self.page.fields, **typed}
        self.post(urlsplit(self.page.action).path, {**sent, **({name: value} if name else {})})

    def post(self, address: str, sent: dict[str, str]) -> None:
        self.last_post = (address, sent)
        self._arrive(self.client.post(address, sent), address)

    def _arrive(self, answer: Answer | Any, address: str) -> None:
        self.passed = []
        self._drop_cookies()
        while answer.status_code in {301, 302, 303, 307, 308}:
            address = answer["Location"]
            self.passed.append(address)
            assert len(self.passed) <= MOST_REDIRECTS, self.passed
            answer = self.client.get(address.partition("#")[0])
            self._drop_cookies()
        self.address, self.status = address, answer.status_code
        self.html = answer.content.decode()
        self.page = _Reader()
        self.page.feed(self.html)

    def _drop_cookies(self) -> None:
        """The test client goes on sending cookies that it was told to delete."""
        for name in [name for name, cookie in self.client.cookies.items() if not cookie.value]:
            del self.client.cookies[name]
