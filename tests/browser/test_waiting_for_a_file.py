"""What takes a while says so, and shows what came of it without being asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from transfer.models import Export, Import

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from tests.browser.conftest import OpenPage

COUNTS = dict.fromkeys(["posts", "pages", "comments", "pictures", "versions", "likes"], 1)


@pytest.mark.parametrize(
    ("address", "is_personal"),
    [("/desk/@quiet-carriage/export/", False), ("/desk/everything/", True)],
)
def test_an_export_is_there_once_it_is_made(
    open_page: OpenPage, ada: User, quiet_carriage: Blog, address: str, *, is_personal: bool
) -> None:
    export = Export.objects.create(by=ada, blog=None if is_personal else quiet_carriage)
    page = open_page(by=ada)
    page.goto(address)
    expect(page.get_by_text("The export is being made.")).to_be_visible()
    expect(page.get_by_text("You may leave this page: the file will be here.")).to_be_visible()

    export.finish(file="a.zip", size=1000, counts=COUNTS)

    expect(page.get_by_role("link", name="Download")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("The export is being made.")).to_have_count(0)
    expect(page.locator("[data-said]")).to_have_text("Ready to download")


def test_without_scripts_one_looks_again(
    open_page: OpenPage, ada: User, quiet_carriage: Blog
) -> None:
    export = Export.objects.create(by=ada, blog=quiet_carriage)
    page = open_page(by=ada, scripts=False)
    page.goto("/desk/@quiet-carriage/export/")
    export.finish(file="a.zip", size=1000, counts=COUNTS)

    page.get_by_role("link", name="Refresh").click()

    expect(page.get_by_role("link", name="Download")).to_be_visible()


def test_the_list_of_imports_says_when_one_is_done(
    open_page: OpenPage, ada: User, quiet_carriage: Blog
) -> None:
    running = Import.objects.create(
        by=ada, blog=quiet_carriage, status="running", original_name="old.xml"
    )
    page = open_page(by=ada)
    page.goto("/desk/@quiet-carriage/import/")
    expect(page.get_by_text("Running")).to_be_visible()

    Import.objects.filter(pk=running.pk).update(status="done")

    expect(page.get_by_text("Running")).to_have_count(0, timeout=10_000)
    expect(page.get_by_text("Imported", exact=True)).to_be_visible()
