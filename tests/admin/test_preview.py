"""A host sees a post as readers will, before anything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posts.models import Post, Tag
from tests.admin.forms import fields
from tests.make import make_post
from tests.pages import compact

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

PREVIEW = "/admin/posts/post/preview/"


def test_the_preview_shows_what_the_page_will_show(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    source = "# One\n\n*two* and `three`\n\n- four\n\n<script>five</script>"
    post = make_post(quiet_carriage, source=source)

    shown = as_mo.post(PREVIEW, {"title": "As it will be", "source": source}).text

    assert "As it will be" in shown
    assert post.body_html.replace(f"p{post.pk}-", "") in shown.replace("pNone-", "")
    assert "<script>five" not in shown


def test_a_post_that_came_as_html_is_shown_as_html(as_mo: Client, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    Post.objects.filter(pk=post.pk).update(source_format="html", source="<p>One *two*</p>")
    address = f"/admin/posts/post/{post.pk}/change/"
    sent = fields(as_mo.get(address).text, "post")

    assert "<p>One *two*</p>" in as_mo.post(PREVIEW, sent).text


def test_the_preview_keeps_nothing(as_mo: Client, db: None) -> None:
    as_mo.post(PREVIEW, {"source": "About #newtag"})

    assert not Post.objects.exists()
    assert not Tag.objects.exists()


def test_the_form_sends_its_text_to_the_preview_without_scripts(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    page = as_mo.get("/admin/posts/post/add/").text

    assert f'formaction="{PREVIEW}" formtarget="post-preview"' in compact(page)
    assert page.index('name="_save"') < page.index("formaction")  # Enter saves


@pytest.mark.parametrize("source", ["", "\x00", "[a" * 5000, "a" * 200_001, ">" * 9000])
def test_the_preview_bears_any_text(as_mo: Client, db: None, source: str) -> None:
    assert as_mo.post(PREVIEW, {"source": source}).status_code == 200


def test_the_preview_is_for_hosts_and_for_sending_only(
    as_ada: Client, as_mo: Client, guest: Client
) -> None:
    for client in (as_ada, guest):
        answer = client.post(PREVIEW, {"source": "words"})
        assert answer.status_code == 302
        assert "words" not in answer.text
    assert as_mo.get(PREVIEW).status_code == 405
