"""A blog's home and archives, tags, people: the ways to find a post."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from posts.models import Post, Tag, TagAlias
from tests.make import NOON, make_blog, make_comment, make_post, make_user
from tests.pages import compact, get, links, part, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def test_a_blog_shows_its_days_newest_first_and_what_stays_on_top_before_them(
    quiet_carriage: Blog,
) -> None:
    make_post(quiet_carriage, title="Old", published=NOON - 9 * DAY)
    make_post(quiet_carriage, title="Morning", published=NOON)
    make_post(quiet_carriage, title="Evening", published=NOON + dt.timedelta(hours=7))
    make_post(quiet_carriage, title="Welcome", is_sticky=True, published=NOON - 99 * DAY)

    page = get("/@quiet-carriage/")

    titles = ["Welcome", "Evening", "Morning", "Old"]
    assert sorted(titles, key=lambda title: page.index(f">{title}<")) == titles
    assert page.count("Monday, 2 July 2012") == 1


def test_a_short_post_is_told_whole_and_a_long_one_begun(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Short", source="*All* of it.")
    long = make_post(quiet_carriage, title="Long", source="Word. " * 70 + "\n\nThe end.")

    page = get("/@quiet-carriage/")

    assert "<em>All</em> of it." in page
    assert "The end." not in page
    assert page.count("Keep reading<") == 1
    assert f'href="{long.get_absolute_url()}" aria-label="Keep reading: Long"' in page


def test_an_excerpt_stands_for_the_post(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, source="The text itself.", excerpt="In a word & two.")

    page = get("/@quiet-carriage/")

    assert "<p>In a word &amp; two.</p>" in page
    assert "The text itself." not in page


def test_a_blog_says_how_many_answers_there_are_in_its_own_voice(ada: User) -> None:
    blog = make_blog(ada, comments_heading="thoughts")
    make_comment(make_post(blog))
    much_answered = make_post(blog)
    for _answer in range(4):
        make_comment(much_answered)
    make_post(blog, title="Lonely")

    page = text_of(get(blog.get_absolute_url()))

    assert "1 thought " in page
    assert "4 thoughts " in page
    assert "No comments yet. Be the first" in page


def test_nobody_is_asked_to_answer_a_post_whose_days_are_over(ada: User) -> None:
    blog = make_blog(ada, close_after_days=14)
    make_post(blog, published=NOON)

    page = text_of(get(blog.get_absolute_url()))

    assert "No comments yet" not in page
    assert "Permanent link" in page


def test_beside_the_posts_stand_about_archive_and_categories(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, kind="page", title="About me", source="I take trains.")
    make_post(quiet_carriage, categories=["Trains"])
    make_post(quiet_carriage, published=NOON - 40 * DAY, categories=["Trains"])

    aside = part(get("/@quiet-carriage/"), "aside", "in-aside")

    assert "I take trains." in aside
    text = text_of("<body>" + aside)
    assert "Archive July 2012 1 May 2012 1" in text
    assert "Categories Trains 2" in text


def test_a_long_archive_is_folded(quiet_carriage: Blog) -> None:
    for month in range(14):
        make_post(quiet_carriage, published=NOON - month * 31 * DAY)

    page = get("/@quiet-carriage/?page=2")

    assert part(page, "details", '"earlier"').count("<li>") == 2


def test_pages_of_a_list_lead_to_each_other(quiet_carriage: Blog) -> None:
    for number in range(13):
        make_post(quiet_carriage, title=f"Number {number:02}", published=NOON + number * DAY)

    first, second = get("/@quiet-carriage/"), get("/@quiet-carriage/?page=2")

    assert text_of("<body>" + part(first, "nav", '"pages"')) == "Page 1 of 3 Older posts"
    assert (
        text_of("<body>" + part(second, "nav", '"pages"')) == "Newer posts Page 2 of 3 Older posts"
    )
    assert links(part(second, "nav", '"pages"')) == ["/@quiet-carriage/", "?page=3"]
    assert "Posts 7 to 12 of 13" in second
    assert "Number 12" in first
    assert "Number 12" not in second
    assert '/@quiet-carriage/?page=2">' in part(second + "</link>", "link", 'rel="canonical"')


def test_a_month_and_a_category_hold_their_own_posts(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="In July", categories=["Trains"])
    make_post(quiet_carriage, title="In May", published=NOON - 40 * DAY)

    month, category = get("/@quiet-carriage/2012/07/"), get("/@quiet-carriage/category/trains/")

    assert "<h1>July 2012</h1>" in month
    assert "<h1>Trains</h1>" in category
    for page in (month, category):
        assert "In July" in page
        assert "In May" not in page


def test_a_tag_gathers_the_posts_of_everybody(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="By Ada", tags=["Weather", "trains"])
    make_post(make_blog(), title="By another", tags=["weather"])
    make_post(quiet_carriage, title="Said in passing", source="A wet day. #weather")

    page = get("/tags/weather/")

    assert all(title in page for title in ("By Ada", "By another", "Said in passing"))
    assert "3 posts by 2 people" in text_of(page)
    assert text_of("<body>" + part(page, "aside", "")) == "Often together with trains 1"


def test_another_spelling_leads_to_the_tag(guest: Client, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, tags=["mashlib"])
    TagAlias.objects.create(tag=Tag.objects.get(key="mashlib"), key="Mash Libs")

    response = guest.get("/tags/mash-libs/")

    assert response.status_code == 301
    assert response.headers["Location"] == "/tags/mashlib/"
    assert "see mashlib" in text_of(get("/tags/"))
    assert "Also: mash libs" in text_of(get("/tags/mashlib/"))


def test_a_tag_and_another_spelling_of_one_do_not_share_an_address(
    guest: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, title="Kettles", tags=["tea"])
    tea = Tag.objects.get(key="tea")
    tea.aliases.create(key="Earl Grey")
    make_post(quiet_carriage, title="Peers", tags=["Earl-Grey"])

    assert guest.get("/tags/earl-grey/").headers["Location"] == "/tags/tea/"
    assert "Peers" in get("/tags/earl-grey-2/")
    assert tea.aliases.create(key="earl.grey.2").slug != "earl-grey-2"


def test_a_tag_stands_at_its_address_whatever_else_leads_there(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, tags=["tea"])
    make_post(quiet_carriage, title="Peers", tags=["earls"])
    for key in ("grey", "greys"):
        Tag.objects.get(key="tea").aliases.create(key=key, slug="earls")

    assert "Peers" in get("/tags/earls/")


def test_the_index_has_every_letter_and_links_those_in_use(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, tags=["Évaluation", "evidence", "23 things", "Żubr"])

    page = get("/tags/")

    alphabet = part(page, "nav", "alphabet")
    assert text_of("<body>" + alphabet) == " ".join([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0–9"])
    assert len(links(alphabet)) == 3
    assert text_of("<body>" + part(page, "section", "letter-5")) == "E Évaluation 1 evidence 1"


def test_the_index_begins_with_the_tags_that_are_used_most(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, tags=["zinc", "amber"])
    make_post(quiet_carriage, tags=["zinc"])

    page = get("/tags/")

    assert text_of("<body>" + part(page, "ol", "tag-list")) == "zinc 2 amber 1"
    assert "all 2 tags" in text_of(page)


def test_without_tags_the_page_says_what_would_stand_there(db: None) -> None:
    page = get("/tags/")

    assert "No tags yet." in page
    assert "alphabet" not in page
    assert "/posts/" in links(part(page, "main", ""))


def test_a_person_has_words_a_site_blogs_and_posts(ada: User, quiet_carriage: Blog) -> None:
    ada.bio, ada.website = "Two libraries.\n\nOne <b>bicycle</b>.", "https://www.panniers.example/"
    ada.region = "Ely"
    ada.save()
    make_post(quiet_carriage, title="Mine")
    make_post(quiet_carriage, title="By a guest", author=make_user())

    page = get("/people/ada/")

    assert "One &lt;b&gt;bicycle&lt;/b&gt;." in page
    assert 'href="https://www.panniers.example/" rel="me nofollow noopener"' in compact(page)
    assert ">panniers.example<" in compact(page)
    assert "Writes on one blog" in page
    assert "2 posts, the last on 2 July 2012" in text_of(page)
    assert "Mine" in page
    assert "By a guest" not in page


def test_a_member_who_has_not_written_has_a_page_without_zeros(ben: User) -> None:
    page = text_of(get("/people/ben/"))

    assert "Ben Okafor" in page
    assert "Posts0" not in page
    assert "Writes on" not in page


@pytest.mark.parametrize(
    "posts",
    [
        lambda: Post.objects.published().for_list(),
        lambda: Post.objects.published().for_reading(),
        lambda: Post.objects.published().oldest_first(),
        Tag.objects.most_used,
        lambda: Tag.objects.in_use().by_name(),
    ],
)
def test_every_list_has_one_order(posts: object) -> None:
    assert posts().totally_ordered  # type: ignore[operator]
