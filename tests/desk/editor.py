"""Writing at the desk as a browser without scripts does: the form as it came, and what is typed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from posts.models import Post

IN_PLACE = {"X-In-Place": "yes"}


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.inside, self.text_of = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        name = attributes.get("name", "")
        if tag == "form":
            self.inside = attributes.get("class") == "editor-form"
        elif not self.inside or not name:
            return
        elif tag == "textarea":
            self.text_of, self.values[name] = name, ""
        elif tag == "input" and (
            attributes.get("type") not in {"checkbox", "radio"} or "checked" in attributes
        ):
            self.values[name] = attributes.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self.text_of] = self.values[self.text_of].removeprefix("\n")
            self.text_of = ""

    def handle_data(self, data: str) -> None:
        if self.text_of:
            self.values[self.text_of] += data


def form_fields(page: str) -> dict[str, str]:
    """What a browser would send if the form were sent as it came."""
    form = _Fields()
    form.feed(page)
    form.values.pop("csrfmiddlewaretoken", None)
    return form.values


def editor_url(post: Post) -> str:
    return f"/desk/posts/{post.pk}/"


def open_editor(client: Client, address: str) -> dict[str, str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return form_fields(answer.text)


def submit(client: Client, address: str, do: str = "save", **typed: Any) -> Any:
    """Opens the editor, types, presses a button; follows where that leads."""
    return client.post(address, {**open_editor(client, address), **typed, "do": do}, follow=True)


def autosave(client: Client, address: str, sent: dict[str, str], **typed: Any) -> Any:
    return client.post(address, {**sent, **typed, "do": "autosave"}, headers=IN_PLACE)
