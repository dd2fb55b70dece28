"""Into the bin and out again from the notice, with scripts and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from posts.models import Post
from tests.browser.test_looks import troubles
from tests.make import make_post

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from tests.browser.conftest import OpenPage

PHONE = {"width": 360, "height": 720}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_post_is_binned_and_the_notice_undoes_it(
    open_page: OpenPage, ada: User, quiet_carriage: Blog, *, scripts: bool
) -> None:
    post = make_post(quiet_carriage, title="Rain")
    page = open_page(by=ada, scripts=scripts, viewport=PHONE)
    page.goto("/desk/@quiet-carriage/posts/")

    page.get_by_text("More: Rain").click()
    page.get_by_role("button", name="Move to bin").click()
    expect(page.get_by_role("status")).to_contain_text("“Rain” is in the bin.")
    assert Post.objects.get(pk=post.pk).status == Post.Status.BINNED

    expect(page.locator(".flash:focus")).to_contain_text("is in the bin")

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("is restored")
    assert Post.objects.get(pk=post.pk).is_published


def test_the_pages_around_a_post_fit_and_can_be_read_by_everybody(
    open_page: OpenPage, ada: User, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="Rain", status="draft", source="It rained.")
    post.apply_edit({"source": "It snowed."}, by=ada)
    post.create_preview_link()
    make_post(quiet_carriage, title="Fog").bin()
    page = open_page(by=ada)

    for address in (
        "/desk/@quiet-carriage/posts/",
        "/desk/bin/",
        f"/desk/posts/{post.pk}/revisions/",
        f"/desk/posts/{post.pk}/revisions/compare/",
        f"/desk/posts/{post.pk}/address/",
        f"/desk/posts/{post.pk}/preview-link/",
        f"/preview/{post.preview_key}/",
    ):
        page.goto(address)
        assert troubles(page, address) == []
