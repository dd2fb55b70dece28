"""What people send with the reply form, and what they find on the page that answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.test import Client

from comments.reply_box import reply_address

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from comments.models import Comment
    from posts.models import Post

WORDS = "The kettle was on the long table all along."


def guest_reply(text: str = WORDS, **fields: Any) -> dict[str, Any]:
    return {"comment": text, "name": "Gus Guest", "email": "gus@example.org"} | fields


def browser() -> Client:
    """A browser that has none of our cookies and says where its forms come from."""
    return Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})


def send(client: Client, post: Post, parent: Comment | None = None, **fields: Any) -> Answer:
    """FIELDS are the form's own; a trailing underscore is dropped, so that `as` can be said."""
    sent = {name.rstrip("_"): value for name, value in fields.items()}
    return client.post(reply_address(post, parent), sent)


def states_on(answer: Answer) -> list[str]:
    return re.findall(r'data-state="([\w-]+)"', answer.content.decode())


def text_in_form(answer: Answer) -> str:
    found = re.search(
        r'<textarea\s+name="comment"[^>]*>\n(.*?)</textarea>', answer.content.decode(), re.DOTALL
    )
    return found[1] if found else ""


def hidden(answer: Answer, name: str) -> str:
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', answer.content.decode())
    return found[1] if found else ""
