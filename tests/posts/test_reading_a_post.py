"""The post page: title, byline, dates, text, neighbours, and what machines read in it."""

from __future__ import annotations

import datetime as dt
import html
from typing import TYPE_CHECKING

import pytest

from blogs.models import Blog
from tests.make import NOON, make_blog, make_comment, make_post
from tests.pages import get, links, part, text_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

    from accounts.models import User
    from posts.models import Post

CATEGORIES = ["Ways of working", "Societies and circles", "meeting people"]
TAGS = ["cilip", "evidence", "groups", "like", "london", "networks", "shelf-free"]


@pytest.fixture
def us_blog(ada: User) -> Blog:
    return make_blog(ada, date_style=Blog.DateStyle.LONG_US)


def byline_of(post: Post) -> str:
    return text_of("<body>" + part(get(post.get_absolute_url()), "div", "byline"))


def with_byline(blog: Blog, style: str) -> Blog:
    blog.byline_style = style
    blog.save()
    return blog


def test_the_byline_says_where_when_who_and_about_what(us_blog: Blog) -> None:
    post = make_post(us_blog, categories=CATEGORIES, tags=TAGS)

    assert byline_of(post).endswith(
        "In meeting people, Societies and circles, Ways of working on July 2, 2012 "
        "by Ada Kowalczyk Tagged: cilip, evidence, groups, like, london, networks, shelf-free"
    )


def test_every_part_of_the_byline_is_a_link(us_blog: Blog) -> None:
    post = make_post(us_blog, categories=["Trains"], tags=["weather"])
    blog = us_blog.get_absolute_url()

    found = links(part(get(post.get_absolute_url()), "div", "byline"))

    assert found == [f"{blog}category/trains/", f"{blog}2012/07/", "/people/ada/", "/tags/weather/"]


@pytest.mark.parametrize(
    ("categories", "tags", "expected"),
    [
        ([], [], "On July 2, 2012 by Ada Kowalczyk"),
        (["Trains"], [], "In Trains on July 2, 2012 by Ada Kowalczyk"),
        ([], ["weather"], "On July 2, 2012 by Ada Kowalczyk Tagged: weather"),
    ],
)
def test_a_missing_part_leaves_no_gap(
    us_blog: Blog, categories: list[str], tags: list[str], expected: str
) -> None:
    post = make_post(us_blog, categories=categories, tags=tags)

    assert byline_of(post).endswith(expected)


def test_a_draft_has_no_date_to_show(as_ada: Client, us_blog: Blog) -> None:
    post = make_post(us_blog, status="draft", tags=["weather"])

    page = get(post.get_absolute_url(), by=as_ada)

    assert text_of("<body>" + part(page, "div", "byline")).endswith(
        "By Ada Kowalczyk Tagged: weather"
    )


def test_the_date_may_stand_above_the_title_and_the_name_below(quiet_carriage: Blog) -> None:
    post = make_post(with_byline(quiet_carriage, "date_above"), title="Rain", tags=["weather"])

    page = get(post.get_absolute_url())

    assert "Monday, 2 July 2012" in text_of("<body>" + part(page, "p", "post-date"))
    assert byline_of(post).endswith("By Ada Kowalczyk Tagged: weather")


def test_the_date_above_leaves_the_categories_with_the_name(quiet_carriage: Blog) -> None:
    post = make_post(with_byline(quiet_carriage, "date_above"), categories=["Trains", "Rain"])

    assert byline_of(post).endswith("In Rain, Trains by Ada Kowalczyk")


def test_name_and_date_may_stand_after_the_text_alone(quiet_carriage: Blog) -> None:
    blog = with_byline(quiet_carriage, "none")
    post = make_post(blog, categories=["Trains"], tags=["weather"])

    page = get(post.get_absolute_url())

    assert links(part(page, "div", "byline")) == []
    assert (
        text_of("<body>" + part(page, "p", "signature")) == "By Ada Kowalczyk · Monday, 2 July 2012"
    )
    assert page.index('class="signature"') > page.index("It rained, and we talked.</p>")


@pytest.mark.parametrize(
    ("title", "mark"),
    [("Rain", "’12 Kow"), ("Thing 7 – Real rooms", "7 Kow"), ("things 12", "12 Kow")],
)
def test_the_spine_shows_the_thing_else_the_year_and_the_author(
    quiet_carriage: Blog, title: str, mark: str
) -> None:
    post = make_post(quiet_carriage, title=title)

    assert text_of("<body>" + part(get(post.get_absolute_url()), "span", "spine")) == mark
    assert post.short_year == "’12"


def test_a_tag_said_in_the_text_is_listed_once_it_is_put_under_the_post_too(
    quiet_carriage: Blog,
) -> None:
    post = make_post(quiet_carriage, source="A wet day. #weather")
    assert "Tagged:" not in byline_of(post)

    post.set_tags(["weather"])
    assert byline_of(post).endswith("Tagged: weather")


@pytest.mark.parametrize("style", Blog.BylineStyle.values)
@pytest.mark.parametrize("title", ["Rain", ""])
def test_every_post_says_who_wrote_it_and_when(
    quiet_carriage: Blog, style: str, title: str
) -> None:
    post = make_post(with_byline(quiet_carriage, style), title=title)

    page = get(post.get_absolute_url())
    seen = text_of("<body>" + page[page.index("<article") : page.index("<footer")])

    assert "Ada Kowalczyk" in seen
    assert "Monday, 2 July 2012" in seen
    assert page.count('class="p-author h-card" hidden') == 0


@pytest.mark.parametrize("style", Blog.BylineStyle.values)
@pytest.mark.parametrize("title", ["Rain", ""])
def test_who_with_a_face_when_and_how_long_stand_before_the_text(
    quiet_carriage: Blog, style: str, title: str
) -> None:
    ada = quiet_carriage.owner()
    assert ada
    ada.avatar = "avatars/ab/ada.webp"
    ada.save()
    source = "It rained. " * 350
    post = make_post(with_byline(quiet_carriage, style), title=title, source=source)

    page = get(post.get_absolute_url())
    before = page[page.index("<article") : page.index('class="prose')]
    seen = text_of(f"<body>{before}")

    assert all(fact in seen for fact in ("Ada Kowalczyk", "Monday, 2 July 2012", "3 min read"))
    assert 'src="/media/avatars/ab/ada.webp"' in before


def test_under_the_title_there_is_a_way_to_the_comments_and_to_the_form(
    quiet_carriage: Blog,
) -> None:
    post = make_post(quiet_carriage)
    facts = part(get(post.get_absolute_url()), "div", "post-facts")
    assert text_of(f"<body>{facts}") == "1 min read Reply"

    make_comment(post), make_comment(post)
    page = get(post.get_absolute_url())
    facts = part(page, "div", "post-facts")

    assert text_of(f"<body>{facts}") == "1 min read 2 responses Reply"
    assert links(facts) == ["#responses", "#respond"]
    assert '<a class="skip" href="#comments">Skip to comments</a>' in page
    assert all(f'id="{place}"' in page for place in ("comments", "responses", "respond"))


def test_closed_comments_and_drafts_offer_no_way_to_reply(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    closed = make_post(quiet_carriage, comments_open=False)
    draft = make_post(quiet_carriage, status="draft")

    assert "#respond" not in links(get(closed.get_absolute_url()))
    page = get(draft.get_absolute_url(), by=as_ada)
    assert "#respond" not in links(page)
    assert "Skip to comments" not in page


@pytest.mark.parametrize("byline", Blog.BylineStyle.values)
@pytest.mark.parametrize(("title", "shown"), [("Rain & co", "Rain & co"), ("", "It rained, all…")])
def test_the_heading_is_the_title_and_comes_before_everything_about_it(
    quiet_carriage: Blog, byline: str, title: str, shown: str
) -> None:
    post = make_post(with_byline(quiet_carriage, byline), title=title, source="It rained, all.")

    page = get(post.get_absolute_url())
    main = page[page.index("<main") :]

    assert text_of("<body>" + part(main, "h1", "p-name")) == shown
    assert main.count("<h1") == 1
    assert main.index("<h1") < main.index("byline")
    assert ("visually-hidden" in part(main, "h1", "p-name")) is (title == "")


@pytest.mark.parametrize(
    ("zone", "style", "shown"),
    [
        ("Europe/London", "long_us", "July 31, 2012"),
        ("Europe/London", "weekday_uk", "Tuesday, 31 July 2012"),
        ("Asia/Tokyo", "weekday_uk", "Wednesday, 1 August 2012"),
    ],
)
def test_the_date_is_that_of_the_blogs_own_clock(
    ada: User, zone: str, style: str, shown: str
) -> None:
    blog = make_blog(ada, time_zone=zone, date_style=style)
    post = make_post(blog, published=dt.datetime(2012, 7, 31, 20, tzinfo=dt.UTC))

    assert shown in byline_of(post)


def test_awkward_titles_are_shown_and_addressed_as_they_are(quiet_carriage: Blog) -> None:
    title = "Thing 7 …. ‘Networks’ & “me”? <b>Where – do I\u00a0belong:</b>"
    post = make_post(quiet_carriage, title=title)

    page = get(post.get_absolute_url())

    assert html.escape(title, quote=False) in part(page, "h1", "p-name")
    assert post.slug == "thing-7-networks-and-me-b-where-do-i-belong-b"


def test_the_text_is_on_the_page_once_and_whole(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, source="One.\n\nTwo, **bold** & <script>three</script>.")

    page = get(post.get_absolute_url())

    assert page.count(post.body_html) == 1
    assert "<strong>bold</strong>" in page


def test_the_neighbours_are_the_published_posts_of_the_blog_on_either_side(
    quiet_carriage: Blog,
) -> None:
    day = dt.timedelta(days=1)
    before = make_post(quiet_carriage, title="Before", published=NOON - 3 * day)
    post = make_post(quiet_carriage, published=NOON)
    make_post(quiet_carriage, status="private", published=NOON + day)
    make_post(published=NOON + day)
    after = make_post(quiet_carriage, title="After", published=NOON + 2 * day)

    page = get(post.get_absolute_url())

    assert f'rel="prev" href="{before.get_absolute_url()}"' in page
    assert f'rel="next" href="{after.get_absolute_url()}"' in page
    assert "Previous, 29 June" in page


def test_posts_of_one_moment_are_neighbours_too(quiet_carriage: Blog) -> None:
    first, second, third = (make_post(quiet_carriage, published=NOON) for _ in range(3))

    assert second.neighbours() == (first, third)
    assert first.neighbours() == (None, second)


def test_machines_are_told_what_the_page_is(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Rain", excerpt="All about it.", tags=["weather"])
    address = f"http://localhost:8000{post.get_absolute_url()}"

    page = get(post.get_absolute_url())

    assert "<title>Rain · The Quiet Carriage · The Long Table</title>" in page
    assert '<meta name="description" content="All about it.">' in page
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert '<meta property="article:published_time" content="2012-07-02T12:00:00+00:00">' in page
    assert '<meta property="article:tag" content="weather">' in page
    assert "noindex" not in page


def test_a_post_from_elsewhere_says_where_it_stood_first(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, canonical_url="https://old.example/rain")

    page = get(post.get_absolute_url())

    assert '<link rel="canonical" href="https://old.example/rain">' in page


def test_the_marks_of_an_h_entry_are_there(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, categories=["Trains"], tags=["weather"])

    page = get(post.get_absolute_url())

    marks = ["h-entry", "p-name", "p-author h-card", "dt-published", "e-content", "u-url"]
    assert all(mark in page for mark in marks)
    assert page.count('class="p-category"') == 2


def test_a_page_such_as_about_has_neither_byline_nor_discussion(quiet_carriage: Blog) -> None:
    about = make_post(quiet_carriage, kind="page", title="About", source="I take trains.")

    page = get("/@quiet-carriage/about/")

    assert about.body_html in page
    assert part(page, "div", "byline") == ""
    assert "Leave a Reply" not in page
    assert ">About</a>" in get("/@quiet-carriage/")


def test_a_page_cannot_take_the_address_of_the_feed(quiet_carriage: Blog) -> None:
    page = make_post(quiet_carriage, kind="page", title="Feed")

    assert page.get_absolute_url() == "/@quiet-carriage/feed-2/"


def test_an_author_who_has_left_is_named_without_a_link(ada: User, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    ada.is_active = False
    ada.save()

    assert "/people/ada/" not in links(part(get(post.get_absolute_url()), "div", "byline"))
    assert "by Ada Kowalczyk" in byline_of(post)


def test_a_post_names_the_feed_of_its_comments_while_it_is_public(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    post = make_post(quiet_carriage, title="Rain")
    feed = f'{post.get_absolute_url()}comments/feed/">'

    assert feed in get(post.get_absolute_url())
    post.unpublish()
    assert feed not in get(post.get_absolute_url(), by=as_ada)


def test_a_link_to_ourselves_is_followed_whatever_the_port(
    quiet_carriage: Blog, settings: Settings
) -> None:
    settings.SITE_URL = "http://localhost:8000"
    post = make_post(quiet_carriage, source="[ours](http://localhost:8000/people/)")

    assert '<a href="http://localhost:8000/people/">ours</a>' in get(post.get_absolute_url())


def test_a_comment_leads_to_no_tag_that_only_a_draft_has(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, status="draft", tags=["secret"])
    post = make_post(quiet_carriage, tags=["open"])
    make_comment(post, "#secret and #open")

    page = get(post.get_absolute_url())

    assert "/tags/open/" in links(page)
    assert "/tags/secret/" not in links(page)
