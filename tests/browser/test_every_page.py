"""Each kind of page that bin/pages lists, over a community with something of everything on it.

Widths and colours are dealt out among the pages: every page is looked at, not every page in
every light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from axe_playwright_python.sync_playwright import Axe

from cpdblog.management.page_examples import Examples
from cpdblog.management.page_kinds import ANYBODY, HOST, LOST, page_kinds
from tests.filled import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog
    from cpdblog.management.page_kinds import PageKind
    from tests.browser.conftest import OpenPage

# Where axe looks: at each page once, at the next page in another way.
LOOKS = ((360, "light"), (1280, "dark"), (1280, "light"), (360, "dark"))
WIDTHS = (320, 360, 1280)
AT_REST = "document.getAnimations().forEach((one) => one.finish())"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPTIONS = {"resultTypes": ["violations"], "preload": False}
# Faults that stand: (name of the page, what axe calls it). Whoever mends one takes it out; a line
# that names no fault any more fails.
STANDING: set[tuple[str, str]] = set()
axe = Axe()


@pytest.fixture
def kinds(quiet_carriage: Blog, ada: User, mo: User, settings: Settings) -> list[PageKind]:
    settings.STAFF_SECOND_FACTOR = False
    fill(quiet_carriage, ada, mo)
    return [kind for kind in page_kinds(Examples(ada)) if kind.address]


def look_at(page: Page, kind: PageKind, turn: int) -> set[tuple[str, str]]:
    answer = page.goto(kind.address)
    assert answer, kind.name
    found = set()
    if answer.status >= 400 and not may_refuse(kind):
        found.add((kind.name, f"answer {answer.status}"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if (more := page.evaluate(TOO_WIDE)) > 0:
            found.add((kind.name, f"{more} px too wide at {width}"))
    width, scheme = LOOKS[turn % len(LOOKS)]
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(AT_REST)
    violations = axe.run(page, options=OPTIONS).response["violations"]
    return found | {(kind.name, violation["id"]) for violation in violations}


def confirm(page: Page, author: User) -> None:
    """Shows the second factor once more, without which some pages of it do not open."""
    codes = RecoveryCodes(Authenticator.objects.get(user=author, type="recovery_codes"))
    page.goto("/accounts/2fa/reauthenticate/")
    page.locator("main [name=code]").fill(codes.get_unused_codes()[0])
    page.locator("main [name=code]").press("Enter")
    page.wait_for_url(lambda url: "reauthenticate" not in url)


def may_refuse(kind: PageKind) -> bool:
    """What is lost, what a used key opens, and what even a host may not do in the admin."""
    return kind.name.startswith((LOST, "admin:")) or "opens-nothing" in kind.address


@pytest.mark.parametrize("who", ["anybody", "author", "host"])
def test_every_page_is_whole_at_every_width_and_without_barriers(
    open_page: OpenPage, kinds: list[PageKind], ada: User, mo: User, who: str
) -> None:
    seen_by: dict[str, Callable[[PageKind], bool]] = {
        "anybody": lambda kind: kind.who == ANYBODY,
        "author": lambda kind: kind.who not in {ANYBODY, HOST},
        "host": lambda kind: kind.who == HOST,
    }
    page = open_page(by={"author": ada, "host": mo}.get(who))
    if who == "author":
        confirm(page, ada)
    mine = [kind for kind in kinds if seen_by[who](kind)]
    found: set[tuple[str, str]] = set()
    for turn, kind in enumerate(mine):
        found |= look_at(page, kind, turn)

    standing = {fault for fault in STANDING if fault[0] in {kind.name for kind in mine}}
    assert sorted(found - standing) == []
    assert sorted(standing - found) == [], "Mended: take it out of STANDING."
