"""Words typed at the doors of the community, and how each page shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from posts.models import Post
from tests.casts import signed_in
from tests.comments.replies import send
from tests.desk.editor import submit as submit_editor
from tests.make import make_post, make_user
from tests.pages import get

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog


def as_a_comment(source: str) -> str:
    """Sent by a member whom nobody has met before, and read by anybody."""
    post = make_post()
    answer = send(signed_in(make_user()), post, comment=source, key="typed")
    assert answer.status_code == 303, source
    return _inside(get(post.get_absolute_url()), "comment-body")


def as_a_post(client: Client, blog: Blog, source: str) -> str:
    """Published from the editor of BLOG, and read by anybody."""
    answer = submit_editor(
        client, _write_url(blog), "publish", title="Typed", source=source, when="now"
    )
    assert answer.status_code == 200, source
    post = Post.objects.filter(blog=blog).latest("pk")
    return _inside(get(post.get_absolute_url()), "prose e-content")


def as_a_preview(client: Client, blog: Blog, source: str) -> str:
    answer = submit_editor(client, _write_url(blog), "preview", title="Typed", source=source)
    assert answer.status_code == 200, source
    return _inside(answer.text[answer.text.index("data-preview") :], "prose")


def _write_url(blog: Blog) -> str:
    return f"/desk/@{blog.handle}/write/"


def _inside(page: str, marked: str) -> str:
    opening = re.search(rf'<div class="{marked}[^>]*>', page)
    assert opening, page
    depth = 1
    for tag in re.finditer(r"<(/?)div\b", page[opening.end() :]):
        depth += -1 if tag[1] else 1
        if not depth:
            return page[opening.end() :][: tag.start()]
    raise AssertionError(page)
