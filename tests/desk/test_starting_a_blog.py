"""A member starts a blog with a title and an address, and sees what it will be."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from blogs.models import Blog, BlogAddressTaken
from desk.blog.forms import BlogForm, clean_address
from tests.make import make_blog
from tests.pages import get, text_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

    from accounts.models import User

NEW = "/desk/blogs/new/"
SETTINGS = {
    "colour": "petrol",
    "date_style": "long_us",
    "byline_style": "below",
    "comments_heading": "thoughts",
    "who_may_comment": "anyone",
    "what_waits": "every",
    "has_likes": "on",
    "language": "cy",
    "time_zone": "Europe/Warsaw",
}


def start(client: Client, title: str, handle: str = "", **more: Any) -> Any:
    return client.post(NEW, {**SETTINGS, "title": title, "handle": handle, **more})


def shown(answer: Any) -> str:
    """The words of an answer that is a part of a page."""
    return text_of(f"<body>{answer.content.decode()}")


def test_a_title_and_an_address_make_a_blog(as_ben: Client, ben: User) -> None:
    answer = start(as_ben, "Soup and Shelves", "soup-and-shelves")

    assert answer.headers["Location"] == "/desk/@soup-and-shelves/write/"
    assert "Your blog is there: http" in text_of(get("/desk/@soup-and-shelves/write/", by=as_ben))
    blog = Blog.objects.get(handle="soup-and-shelves")
    assert blog.owner() == ben
    assert (blog.colour, blog.language, blog.time_zone) == ("petrol", "cy", "Europe/Warsaw")
    page = get("/@soup-and-shelves/")
    assert "Soup and Shelves" in text_of(page)
    assert '<html lang="cy">' in page
    assert 'data-binding="petrol"' in page


def test_a_member_keeps_several_blogs(as_ben: Client, ben: User) -> None:
    start(as_ben, "One", "one-blog")
    start(as_ben, "Two", "two-blog")

    assert Blog.objects.owned_by(ben).count() == 2
    assert "Two" in text_of(get("/desk/", by=as_ben))


def test_the_form_is_filled_with_what_most_people_want(as_ben: Client) -> None:
    page = get(NEW, by=as_ben)

    for name in ("colour", "date_style", "byline_style", "comments_heading", "who_may_comment"):
        checked = [row for row in page.split("<input") if f'name="{name}"' in row]
        assert sum("checked" in row for row in checked) == 1


@pytest.mark.parametrize(
    ("title", "proposed"),
    [
        ("Soup & Shelves!", "soup-shelves"),
        ("Książka w pociągu", "ksiazka-w-pociagu"),
        ("ספרנית ברכבת", "ben"),
        ("🫖🫖🫖", "ben"),
        ("Admin", "admin-2"),
        ("o" * 120, "o" * 36),
    ],
)
def test_without_an_address_one_is_proposed_and_the_words_stay(
    as_ben: Client, title: str, proposed: str
) -> None:
    answer = start(as_ben, title, tagline="Kept")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{proposed}"' in page
    assert ">\nKept</textarea>" in page
    assert not Blog.objects.exists()
    assert start(as_ben, title, proposed).status_code == 302


@pytest.mark.parametrize(
    ("handle", "message"),
    [
        ("quiet-carriage", "Somebody has a blog at this URL. Please choose another one."),
        ("admin", "This URL is kept for the community."),
        ("Ünter", "Small letters, digits and hyphens only, please."),
        ("-dash", "Small letters, digits and hyphens only, please."),
        ("../up", "Small letters, digits and hyphens only, please."),
        ("x" * 41, "A URL has at most 40 letters, digits and hyphens."),
        ("nul\x00", "Null characters are not allowed."),
    ],
)
def test_an_address_that_cannot_be_had_is_said_so(
    as_ben: Client, ada: User, handle: str, message: str
) -> None:
    make_blog(ada, handle="quiet-carriage")

    answer = start(as_ben, "The Title I Typed", handle)

    assert answer.status_code == 422
    assert message in text_of(answer.content.decode())
    assert 'value="The Title I Typed"' in answer.content.decode()
    assert Blog.objects.count() == 1


def test_a_taken_address_comes_with_a_free_one(as_ben: Client) -> None:
    make_blog(handle="soup")

    assert "This one is free: soup-2" in text_of(start(as_ben, "S", "soup").content.decode())


def test_an_address_is_taken_out_of_whatever_was_pasted() -> None:
    assert clean_address(" https://blogs.example/@Quiet-Carriage/ ") == "quiet-carriage"
    assert clean_address("@Quiet Carriage") == "quiet-carriage"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "\u2800 \u200b"},
        {"title": "t" * 121},
        {"tagline": "t" * 201},
        {"colour": "gold"},
        {"time_zone": "Mars/Base"},
        {"language": "xx"},
        {"close_after_days": "-1"},
        {"close_after_days": "99999999999999999999"},
        {"comments_heading": ""},
        {"title": "nul\x00"},
    ],
)
def test_nonsense_is_answered_calmly(as_ben: Client, wrong: dict[str, str]) -> None:
    answer = as_ben.post(NEW, {**SETTINGS, "title": "Fine", "handle": "fine", **wrong})

    assert answer.status_code == 422
    assert "One thing to put right." in text_of(answer.content.decode())
    assert not Blog.objects.exists()


def test_a_title_turns_nothing_round_behind_it(as_ben: Client) -> None:
    start(as_ben, "\u202eevil\u2069", "evil")

    assert Blog.objects.get().title == "evil"


def test_hostile_words_are_words(as_ben: Client) -> None:
    start(as_ben, "<script>alert(1)</script>", "hostile", tagline='"><img src=x onerror=alert(1)>')

    page = get("/@hostile/")
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_showing_makes_nothing(as_ben: Client) -> None:
    answer = start(as_ben, "Soup", show="page", colour="plum", byline_style="date_above")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="soup"' in page
    look = page[page.index("data-look") :]
    assert 'data-binding="plum"' in look
    assert "4 thoughts on" in text_of(f"<body>{look}")
    assert "post-date" in look
    assert not Blog.objects.exists()


def test_the_live_look_is_drawn_from_whatever_is_there_so_far(as_ben: Client) -> None:
    empty = as_ben.post(NEW, {"show": "live"})
    half = as_ben.post(NEW, {"show": "live", "title": "Soup", "comments_heading": "nonsense"})

    assert "The title of your blog" in shown(empty)
    assert 'data-address="soup"' in half.content.decode()
    assert "<html" not in half.content.decode()


def test_the_look_says_who_may_answer(as_ben: Client) -> None:
    def look(**chosen: str) -> str:
        answer = start(as_ben, "Soup", "soup", show="live", **chosen)
        return shown(answer)

    assert "you approve what guests write" in look()
    assert "You must be logged in to post a comment." in look(who_may_comment="members")
    assert "Comments close after 14 days." in look(close_after_days="14")


def test_strangers_sign_in_first(guest: Client) -> None:
    assert guest.get(NEW).headers["Location"] == f"/accounts/login/?next={NEW}"


def test_hosts_may_keep_the_starting_to_themselves(
    as_ben: Client, as_mo: Client, settings: Settings
) -> None:
    settings.WHO_STARTS_BLOGS = "hosts"

    refused = start(as_ben, "Soup", "soup")

    assert refused.status_code == 403
    assert "the hosts start the blogs" in text_of(refused.content.decode())
    assert start(as_mo, "Soup", "soup").status_code == 302


def test_ten_blogs_are_enough_for_a_day(as_ben: Client) -> None:
    for number in range(10):
        assert start(as_ben, "Again", f"again-{number}").status_code == 302

    refused = start(as_ben, "Again", "again-10")

    assert refused.status_code == 429
    assert 'value="again-10"' in refused.content.decode()


def test_who_is_a_moment_late_is_told_so(
    as_ben: Client, monkeypatch: pytest.MonkeyPatch, ada: User
) -> None:
    """The other one's blog appears between the look at the address and the writing of ours."""
    looked = BlogForm.validate_unique

    def then_somebody_else(form: BlogForm) -> None:
        looked(form)
        make_blog(ada, handle="soup")

    monkeypatch.setattr(BlogForm, "validate_unique", then_somebody_else)
    answer = start(as_ben, "Soup", "soup")

    assert answer.status_code == 422
    assert "Somebody has a blog at this URL." in text_of(answer.content.decode())
    assert Blog.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_instant_one_has_the_address(ada: User, ben: User) -> None:
    begun: list[str] = []
    together = threading.Barrier(2)

    def begin(owner: User) -> None:
        together.wait()
        try:
            Blog.objects.create_blog(Blog(handle="soup", title="Soup"), owner=owner)
            begun.append(owner.handle)
        except BlogAddressTaken:
            begun.append("taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=[person]) for person in (ada, ben)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert begun.count("taken") == 1
    owner = Blog.objects.get().owner()
    assert owner
    assert owner.handle in begun
