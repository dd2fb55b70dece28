"""Filling in a form of the admin as a browser does: what the page holds, and what one changes."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.test import Client


class _Fields(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.values: dict[str, Any] = {}
        self.text_of = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = attributes.get("id") == self.form_id
        elif self.inside:
            self._field(tag, attributes.get("name", ""), attributes)

    def _field(self, tag: str, name: str, attributes: dict[str, str]) -> None:
        if tag == "textarea":
            self.text_of, self.values[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in attributes:
            self.values[self.select] = attributes.get("value", "")
        elif tag == "input" and attributes.get("type") in {"checkbox", "radio"}:
            if "checked" in attributes:
                self.values.setdefault(name, []).append(attributes.get("value", "on"))
        elif tag == "input" and attributes.get("type") != "submit" and name:
            self._keep(name, attributes.get("value", ""))

    def _keep(self, name: str, value: str) -> None:
        """Fields of one name are sent one after the other."""
        if name == "_selected_action":
            self.values.setdefault(name, []).append(value)
        else:
            self.values[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.text_of = ""

    def handle_data(self, attributes: str) -> None:
        if self.text_of:
            self.values[self.text_of] += attributes


def fields(page: str, model: str = "", *, form_id: str = "") -> dict[str, Any]:
    """What a browser would send if the form were sent as it came."""
    form = _Fields(form_id or f"{model}_form")
    form.feed(page)
    # The first line end in a text area belongs to the mark-up.
    return {
        name: value.removeprefix("\r\n").removeprefix("\n") if isinstance(value, str) else value
        for name, value in form.values.items()
        if not name.startswith("CHANGE_FORM-")
    }


def save(client: Client, url: str, model: str, **changes: Any) -> Any:
    """Opens the form, changes some fields and presses Save; follows where that leads."""
    sent = fields(client.get(url).text, model)
    return client.post(url, {**sent, **changes, "_save": "Save"}, follow=True)


def errors(answer: Any) -> list[str]:
    """What the page complains about."""
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', answer.text, re.DOTALL)
    return [message for one in lists for message in re.findall(r"<li>(.*?)</li>", one, re.DOTALL)]


def choose(client: Client, url: str, action: str, things: Iterable[Any], form: Any = None) -> Any:
    """Ticks the things beside a list and chooses an action: the page that says what will happen."""
    chosen = [getattr(thing, "pk", thing) for thing in things]
    return client.post(
        url, {**(form or {}), "action": action, "_selected_action": chosen}, follow=True
    )


def confirm(client: Client, url: str, question: Any) -> Any:
    """Presses its button; follows where that leads."""
    return client.post(url, fields(question.text, form_id="question"), follow=True)


def act(client: Client, url: str, action: str, things: Iterable[Any], form: Any = None) -> Any:
    return confirm(client, url, choose(client, url, action, things, form))
