"""Words that are longer than a page: they break, and no page is scrolled sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from tests.make import make_blog, make_comment, make_post, make_user
from transfer.models import Export, Import

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog
    from tests.browser.conftest import OpenPage

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TOO_WIDE = """() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    return wide > 0 ? `${wide} px` : "";
}"""


@pytest.fixture
def blog() -> Blog:
    """A community of nothing but long words."""
    owner = make_user("W" * 80, handle="w" * 40, email=f"{'w' * 60}@{'w' * 60}.example.org")
    owner.bio, owner.region, owner.website = LONG * 2, LONG, f"https://example.org/{'w' * 150}"
    owner.save()
    blog = make_blog(owner, handle="x" * 40, title="X" * 100, tagline="Y" * 120)
    post = make_post(
        blog,
        title="T" * 120,
        source=f"{LONG}{LONG}\n\nhttps://example.org/{'u' * 150}\n\n`{'c' * 200}`\n\n"
        f"| {'a' * 90} | b |\n|---|---|\n| {'b' * 90} | {'d' * 90} |\n\n```\n{'e' * 200}\n```",
        tags=["g" * 60],
        categories=["C" * 60],
    )
    comment = make_comment(post, f"{'o' * 200} https://example.org/{'v' * 150}", name="W" * 80)
    make_comment(post, LONG, parent=comment, by=owner)
    make_comment(post, "h" * 100, status="pending", name="W" * 80, email=f"{'w' * 60}@example.org")
    draft = make_post(blog, title="D" * 120, status="draft")
    draft.apply_edit(
        {"title": "R" * 120, "source": f"{LONG}{'r' * 200}", "excerpt": "z" * 300}, by=owner
    )
    on_its_way(blog, owner)
    return blog


def on_its_way(blog: Blog, owner: User) -> None:
    """What came in, what stopped, and what is packed, under names as long as they may be."""
    when = timezone.now()
    facts = {"blog": blog, "by": owner, "kind": "wordpress", "finished_at": when}
    long = "n" * 190
    notes = [f"{long}, {long}: left out, {long}"]
    report = {"imported": {long: 1}, "skipped": {long: 2}, "notes": notes}
    for status, problem in (("done", ""), ("failed", f"{long} {long}")):
        Import.objects.create(
            **facts,
            status=status,
            original_name=f"{'f' * 190}.xml",
            file="imports/nothing",
            report={**report, "problem": problem, "posts": [post.pk for post in blog.posts.all()]},
        )
    counts = {"comments": 1, "versions": 1, "likes": 1}
    for of in (blog, None):
        Export.objects.create(
            blog=of,
            by=owner,
            status="done",
            file="exports/nothing",
            finished_at=when,
            counts=counts,
        )


def addresses(blog: Blog) -> list[str]:
    post, draft = blog.posts.published().get(), blog.posts.get(status="draft")
    desk = f"/desk/@{blog.handle}/"
    return [
        "/",
        "/posts/",
        "/people/",
        "/blogs/",
        "/feeds/",
        "/tags/",
        f"/tags/{'g' * 60}/",
        f"/search/?q={'x' * 100}",
        f"/search/?q={'t' * 120}",
        f"/search/?q={'w' * 80}",
        blog.get_absolute_url(),
        post.author.get_absolute_url(),
        blog.categories.get().get_absolute_url(),
        post.get_absolute_url(),
        f"{post.get_absolute_url()}reply/",
        f"/@{blog.handle}/{post.address_year}/{post.address_month:02}/",
        f"/nothing/{'n' * 200}/",
        "/desk/",
        f"/desk/posts/{draft.pk}/",
        "/comments/pending/",
        "/accounts/profile/",
        "/accounts/email/",
        "/accounts/3rdparty/",
        "/accounts/sessions/",
        *(f"{desk}settings/{section}" for section in ("", "look/", "comments/")),
        f"{desk}people/",
        f"{desk}ownership/",
        f"{desk}pictures/",
        f"{desk}posts/",
        "/desk/bin/",
        *(f"/desk/posts/{draft.pk}/{page}/" for page in ("revisions", "address", "preview-link")),
        f"/desk/posts/{draft.pk}/revisions/compare/?old=1&new=2",
        f"{desk}import/",
        *(f"{desk}import/{import_.pk}/" for import_ in blog.imports.all()),
        f"{desk}export/",
        "/desk/everything/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
    ]


SECOND_FACTOR = [
    "/accounts/2fa/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
]


def offices(blog: Blog) -> list[str]:
    post = blog.posts.published().get()
    lists = ["blogs/blog", "posts/post", "posts/tag", "comments/comment", "accounts/user"]
    changed = [f"blogs/blog/{blog.pk}", f"posts/post/{post.pk}", f"accounts/user/{post.author_id}"]
    return [f"/admin/{name}/" for name in ["", *lists, *(f"{one}/change" for one in changed)]]


@pytest.mark.django_db(transaction=True)
def test_no_page_of_long_words_is_scrolled_sideways(open_page: OpenPage, blog: Blog) -> None:
    wide = []
    for by in (None, blog.owner()):
        page = open_page(by=by)
        wide += [overflow for address in addresses(blog) for overflow in too_wide(page, address)]

    assert "; ".join(wide) == ""


@pytest.mark.django_db(transaction=True)
def test_no_page_of_two_step_sign_in_is_scrolled_sideways(open_page: OpenPage, blog: Blog) -> None:
    owner = blog.owner()
    assert owner
    TOTP.activate(owner, generate_totp_secret())
    codes = RecoveryCodes.activate(owner)
    page = open_page(by=owner)

    wide = too_wide(page, "/accounts/2fa/reauthenticate/")
    page.locator("main [name=code]").fill(codes.get_unused_codes()[0])
    page.locator("main [name=code]").press("Enter")
    page.wait_for_url(lambda url: "reauthenticate" not in url)
    for address in SECOND_FACTOR:
        wide += too_wide(page, address)
        assert page.url.endswith(address)  # it was not asked for again

    assert "; ".join(wide) == ""


@pytest.mark.django_db(transaction=True)
def test_no_page_of_the_admin_is_scrolled_sideways(
    open_page: OpenPage, blog: Blog, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    page = open_page(by=make_user("Mo", is_staff=True, is_superuser=True))

    wide = [overflow for address in offices(blog) for overflow in too_wide(page, address)]

    assert "; ".join(wide) == ""


def too_wide(page: Page, address: str) -> list[str]:
    answer = page.goto(address.replace("//", "/"))
    assert answer, address
    assert answer.ok or address.startswith("/nothing/"), address
    assert page.locator("main, #content").count(), address
    found = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if overflow := page.evaluate(TOO_WIDE):
            found.append(f"{address} {width}: {overflow}")
    return found
