"""The featured picture in a browser: uploaded, found in the library, removed, all in the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from images.models import Image
from posts.models import Post
from tests.drawings import drawing
from tests.make import make_post

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accounts.models import User
    from blogs.models import Blog
    from tests.browser.conftest import OpenPage

MADE = 60_000  # milliseconds that a busy machine may take to make a picture ready


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, source="Before.", status=Post.Status.DRAFT)


@pytest.fixture
def edit(open_page: OpenPage, ada: User, post: Post) -> Callable[[], Page]:
    def opened() -> Page:
        page = open_page(by=ada)
        page.goto(f"/desk/posts/{post.pk}/")
        page.locator("[data-featured] > summary").click()
        return page

    return opened


def upload(page: Page, file: Path, alt: str) -> None:
    fold = page.locator("[data-featured]")
    with page.expect_file_chooser() as chooser:
        fold.get_by_role("button", name="Upload", exact=True).click()
    chooser.value.set_files([file])
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Description (alt text)").fill(alt)
    dialog.get_by_role("button", name="Upload and use").click()


def test_one_is_uploaded_saved_by_itself_and_removed(
    edit: Callable[[], Page], post: Post, tmp_path: Path
) -> None:
    (tmp_path / "shelf.png").write_bytes(drawing(size=(64, 48)))
    page = edit()
    fold = page.locator("[data-featured]")

    upload(page, tmp_path / "shelf.png", "A shelf")
    expect(fold.get_by_role("radio", name="A shelf")).to_be_checked(timeout=MADE)
    expect(fold.locator("[data-value]")).to_have_text("A shelf")
    expect(page.locator(".saved")).to_contain_text("Saved at", timeout=MADE)
    post.refresh_from_db()
    assert post.featured_image == Image.objects.get().url

    fold.get_by_role("button", name="Remove").click()
    expect(fold.locator("[data-value]")).to_have_text("None")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".saved")).to_contain_text("Saved at", timeout=MADE)
    post.refresh_from_db()
    assert post.featured_image == ""


def test_what_is_said_of_one_that_the_library_has_already_is_used(
    edit: Callable[[], Page], post: Post, ada: User, tmp_path: Path
) -> None:
    (tmp_path / "shelf.png").write_bytes(content := drawing(size=(64, 48)))
    Image.objects.store(blog=post.blog, by=ada, content=content, alt="A shelf")
    page = edit()

    upload(page, tmp_path / "shelf.png", "Books at dusk")

    status = page.locator("[data-featured-status]")
    expect(status).to_contain_text("in the library already", timeout=MADE)
    expect(page.get_by_role("radio", name="A shelf")).to_be_checked()
    expect(page.locator("#featured_alt")).to_have_value("Books at dusk")
    expect(page.locator(".saved")).to_contain_text("Saved at", timeout=MADE)
    post.refresh_from_db()
    assert (post.featured_alt, Image.objects.get().alt) == ("Books at dusk", "A shelf")


def test_a_file_that_is_no_picture_is_refused_where_it_was_chosen(
    edit: Callable[[], Page], post: Post, tmp_path: Path
) -> None:
    (tmp_path / "words.png").write_bytes(b"no picture")
    page = edit()

    upload(page, tmp_path / "words.png", "Words")

    status = page.locator("[data-featured-status]")
    expect(status).to_contain_text("read that as an image", timeout=MADE)
    expect(page.locator("[data-featured]").get_by_role("radio", name="None")).to_be_checked()


def test_one_of_the_library_takes_the_place_of_another_with_its_own_words(
    edit: Callable[[], Page], post: Post, ada: User
) -> None:
    for alt in ("A shelf", "A kettle"):
        Image.objects.store(blog=post.blog, by=ada, content=drawing(size=(64, 48)), alt=alt)
    post.featured_image = Image.objects.get(alt="A shelf").url
    post.featured_alt = "At dusk"
    post.write()
    page = edit()

    page.locator("[data-featured]").get_by_role("button", name="Image library").click()
    page.get_by_role("dialog").get_by_role("button", name="A kettle").click()

    expect(page.get_by_role("radio", name="A kettle")).to_be_checked()
    expect(page.locator("#featured_alt")).to_have_value("")
    expect(page.locator(".saved")).to_contain_text("Saved at", timeout=MADE)
    post.refresh_from_db()
    assert post.featured_image == Image.objects.get(alt="A kettle").url
