"""Pages at every width and in both lights: no barrier that axe knows of, nothing sticks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.models import Identity
from comments.models import Comment
from comments.reply_box import reply_address
from tests.browser.conftest import use_providers
from tests.browser.reply_form import fill_in, go_to_the_form, press, write
from tests.make import make_blog, make_comment, make_post

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post
    from tests.browser.conftest import OpenPage

WIDTHS = (320, 360, 1280)
PROVIDERS = ["wordpress_com", "google", "facebook", "twitter_oauth2", "linkedin", "orcid"]
PROVIDERS += ["github", "microsoft"]  # with e-mail they are nine doors
# Colours that are still fading from light to dark are nobody's choice. Ended, not waited for: a
# page that draws no frame, on a busy machine, would keep us waiting for ever.
AT_REST = "document.getAnimations().forEach((one) => one.finish())"
axe = Axe()
OPTIONS = {"resultTypes": ["violations"], "preload": False}  # it would ask for our stylesheets


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    post = make_post(
        quiet_carriage,
        title="What the kettle knows",
        source="# One\n\nIt rained, and **we talked** about [tables](https://example.org/).\n\n"
        "## Two\n\n> Somebody said so.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "`averylongwordwithoutanyspaceinitthatgoesonandonandonandonandonandonandonandon`",
        tags=["kettles", "reference"],
        categories=["Tea"],
    )
    first = make_comment(post)
    second = make_comment(post, "And so was I, " + "o" * 120, parent=first)
    for _level in range(6):
        second = make_comment(post, "Deeper.", parent=second)
    make_comment(post, "Gone.").remove(by=post.author)
    return post


def troubles(page: Page, where: str) -> list[str]:
    """Looks at the page as it stands, at each width, in the light and in the dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{where} at {width}: {wide} wide")
            if width == 320:
                continue
            page.evaluate(AT_REST)
            for violation in axe.run(page, options=OPTIONS).response["violations"]:
                nodes = [node["html"][:160] for node in violation["nodes"][:3]]
                found.append(f"{where} at {width}, {scheme}: {violation['id']} {nodes}")
    return found


def test_the_pages_everybody_reads(open_page: OpenPage, post: Post, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, kind="page", title="About")
    page, found = open_page(), []
    addresses = ["/", "/posts/", "/people/", f"/people/{post.author.handle}/", "/tags/"]
    addresses += ["/tags/kettles/", quiet_carriage.get_absolute_url(), "/accounts/login/"]
    addresses += [post.get_absolute_url(), "/accounts/signup/", "/house-rules/", "/nowhere/"]
    for address in addresses:
        answer = page.goto(address)
        assert answer
        assert answer.status == (404 if address == "/nowhere/" else 200), address
        found += troubles(page, address)
    assert found == []


def test_the_pages_of_members_and_hosts(
    open_page: OpenPage, post: Post, mo: User, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    make_comment(post, "May I?", status=Comment.Status.PENDING)
    mo.is_superuser = True
    mo.save()
    author, host = open_page(by=post.author), open_page(by=mo)
    found = []
    for address in (post.get_absolute_url(), "/accounts/profile/", "/comments/pending/"):
        author.goto(address)
        assert author.url.endswith(address)
        found += troubles(author, address)
    for address in ("", "posts/post/", f"posts/post/{post.pk}/change/", "comments/comment/"):
        host.goto(f"/admin/{address}")
        assert host.url.endswith(f"/admin/{address}")
        found += troubles(host, f"/admin/{address}")
    assert found == []


def test_the_reply_form_of_a_guest(
    open_page: OpenPage, post: Post, settings: Settings, quiet_carriage: Blog
) -> None:
    page, found = open_page(), []
    use_providers(settings, dict.fromkeys(PROVIDERS, "http://127.0.0.1:9"))
    page.goto(reply_address(post, post.comments.order_by("pk")[0]))
    found += troubles(page, "replying")
    page.goto(reply_address(post))
    found += troubles(page, "guest")
    page.locator("#respond-form").evaluate("form => form.noValidate = true")
    write(page)
    fill_in(page, name="", email="gus@")
    press(page, "Post Comment")
    page.locator("[aria-invalid]").first.wait_for()
    found += troubles(page, "errors")
    fill_in(page)
    press(page, "Post Comment")
    page.locator("[data-status=pending]").wait_for()
    found += troubles(page, "held")
    page.goto(reply_address(make_post(quiet_carriage, comments_open=False)))
    found += troubles(page, "closed")
    page.goto(reply_address(make_post(make_blog(who_may_comment="members"))))
    found += troubles(page, "must sign in")
    assert found == []


def test_the_reply_form_of_a_member(open_page: OpenPage, post: Post, ben: User) -> None:
    for provider in ("Google", "ORCID"):
        Identity.objects.create(
            user=ben, provider=provider.lower(), provider_name=provider, uid="1", name="Benjamin"
        )
    page = open_page(by=ben)
    go_to_the_form(page, post)
    found = troubles(page, "member")
    press(page, "Change")
    page.locator(".choice-list").wait_for()
    found += troubles(page, "choosing")
    assert found == []


def test_the_pages_between(open_page: OpenPage, post: Post, elsewhere: str) -> None:
    page = open_page()
    page.route(f"{elsewhere}/**", lambda route: route.fulfill(status=204))  # so the page stays
    go_to_the_form(page, post)
    write(page)
    page.locator("button[value=elsewhere]").click()
    page.get_by_role("link", name="Go on to Elsewhere").wait_for()

    assert troubles(page, "connecting") == []
