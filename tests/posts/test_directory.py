"""The blogs in a row: for people, for feed readers, for search engines."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from posts import sitemap
from tests.make import NOON, make_blog, make_comment, make_member, make_post, make_user
from tests.pages import get, links, part, status, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

SITE = "http://localhost:8000"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"


def test_the_directory_tells_of_each_blog(quiet_carriage: Blog) -> None:
    quiet_carriage.tagline = "By train."
    quiet_carriage.save()
    make_comment(make_post(quiet_carriage))
    make_post(quiet_carriage, published=NOON + dt.timedelta(days=3))
    make_post(quiet_carriage, status="draft")
    make_blog(title="Empty Shelf")

    text = text_of(get("/blogs/"))

    assert "By train." in text
    assert "By Ada Kowalczyk Post" in text
    assert "Ada Kowalczyk, 5 July 2012 posts 2 comment 1" in text
    assert "Nothing published yet" in text
    assert text.index("The Quiet Carriage") < text.index("Empty Shelf")


def test_a_closed_blog_is_not_in_the_directory(quiet_carriage: Blog) -> None:
    quiet_carriage.closed_at = timezone.now()
    quiet_carriage.save()

    assert "The Quiet Carriage" not in get("/blogs/")
    assert "quiet-carriage" not in get("/opml.xml")


def test_the_directory_opens_at_a_letter(quiet_carriage: Blog) -> None:
    make_blog(title="Élan vital")
    make_blog(title="élan again")
    make_blog(title="42 things")
    make_blog(title="专业发展")

    page = get("/blogs/?letter=e")

    assert [name in page for name in ("Élan vital", "élan again", "Quiet", "42 things")] == [
        *(True, True),
        *(False, False),
    ]
    assert 'name="robots" content="noindex"' in page
    assert "42 things" in get("/blogs/?letter=0–9")
    assert "42 things" in get("/blogs/?letter=nonsense")


def test_the_blog_that_was_written_on_last_comes_first(quiet_carriage: Blog) -> None:
    early, late = make_blog(title="A"), make_blog(title="Z")
    make_post(early, published=NOON)
    make_post(late, published=NOON + dt.timedelta(days=1))

    assert blogs_at("/blogs/") == ["Z", "A", "The Quiet Carriage"]
    assert blogs_at("/blogs/?order=newest") == ["Z", "A", "The Quiet Carriage"]
    assert blogs_at("/blogs/?order=name") == ["A", "The Quiet Carriage", "Z"]


def test_blogs_are_found_by_title_tagline_author_tag_and_language(quiet_carriage: Blog) -> None:
    other = make_blog(title="Kolej", tagline="Zawsze na czas", language="pl")
    make_post(quiet_carriage, tags=["weather"])
    make_post(other, tags=["snow"], status="draft")

    for query in ("q=quiet", "q=ada+carriage", "tag=weather", "language=en-GB"):
        assert blogs_at(f"/blogs/?{query}") == ["The Quiet Carriage"], query
    assert blogs_at("/blogs/?q=czas&language=pl") == ["Kolej"]
    nothing = get("/blogs/?tag=snow")
    assert "No blog is found with that." in nothing
    assert "/blogs/" in links(part(nothing, "main", ""))
    assert "Polski" in nothing


def test_a_directory_without_anybody_offers_the_next_step(db: None) -> None:
    blogs, people = get("/blogs/"), get("/people/")

    assert "Nobody keeps a blog here yet." in blogs
    assert "Nobody writes here yet." in people
    for page in (blogs, people):
        assert "/desk/blogs/new/" in links(part(page, "main", ""))
        assert "alphabet" not in page


def test_people_who_wrote_last_come_first(ada: User, quiet_carriage: Blog) -> None:
    silent = make_user("Silent", bio="I read.", region="Ely")
    late = make_user("Late")
    for person in (silent, late):
        make_member(quiet_carriage, person)
    make_post(quiet_carriage, title="Early", author=ada)
    make_post(quiet_carriage, title="Rain", author=late, published=NOON + dt.timedelta(days=1))
    make_post(quiet_carriage, title="Hidden", author=silent, status="draft")

    page = get("/people/")

    assert people_at("/people/") == ["Late", "Ada Kowalczyk", "Silent"]
    assert people_at("/people/?order=name") == ["Ada Kowalczyk", "Late", "Silent"]
    assert people_at("/people/?order=newest") == ["Late", "Silent", "Ada Kowalczyk"]
    assert "Rain 3 July 2012" in text_of(page)
    assert "I read. Nothing published yet" in text_of(page)
    assert "Hidden" not in page


def test_a_person_is_shown_with_what_they_write_about(ada: User, quiet_carriage: Blog) -> None:
    for tags in (["tea", "rain"], ["tea", "snow"], ["tea", "snow", "ice"], ["mud"]):
        make_post(quiet_carriage, tags=tags)
    make_post(quiet_carriage, tags=["secret"], status="draft")

    text = text_of(get("/people/"))

    assert "Writes about tea, snow, ice" in text
    assert "secret" not in text


def test_people_are_found_by_name_region_and_interest(ada: User, quiet_carriage: Blog) -> None:
    ada.region, ada.bio = "Ely", "Two libraries and a kettle."
    ada.save()
    make_member(quiet_carriage, make_user("Lena", region="Leeds"))
    make_user("Nobody's author", region="Ely")
    make_post(quiet_carriage, tags=["weather"])

    for query in ("q=kowal", "q=ely+kettle", "region=Ely", "tag=weather", "letter=a"):
        assert people_at(f"/people/?{query}") == ["Ada Kowalczyk"], query
    assert people_at("/people/?region=Leeds&tag=weather") == []
    assert "Nobody is found with that." in get("/people/?q=zzz")
    assert 'name="robots" content="noindex"' in get("/people/?q=ada")
    assert 'name="robots"' not in get("/people/")


def test_who_wrote_this_week_stands_on_top(ada: User, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, published=timezone.now() - dt.timedelta(days=8))

    assert "this week" not in text_of(get("/people/"))

    make_post(quiet_carriage, published=timezone.now() - dt.timedelta(days=1))

    assert "One of them wrote something this week." in text_of(get("/people/"))
    assert links(part(get("/people/"), "div", '"table"')) == ["/people/ada/"]
    assert part(get("/people/?q=ada"), "div", '"table"') == ""


def test_choices_stay_from_page_to_page(quiet_carriage: Blog) -> None:
    for number in range(25):
        make_member(quiet_carriage, make_user(f"Quiet {number}", region="Ely"))

    assert "?q=quiet&region=Ely&page=2" in links(get("/people/?q=quiet&region=Ely"))


def people_at(address: str) -> list[str]:
    return headings(part(get(address), "ul", "people-list"))


def blogs_at(address: str) -> list[str]:
    return headings(part(get(address), "ul", "blog-list"))


def headings(listed: str) -> list[str]:
    return [text_of(f"<body>{found}") for found in re.findall(r"<h3>(.*?)</h3>", listed, re.DOTALL)]


def test_the_directory_keeps_its_letter_from_page_to_page(db: None) -> None:
    for number in range(41):
        make_blog(title=f"Quiet {number}")

    assert "?letter=Q&page=2" in links(get("/blogs/?letter=Q"))
    assert "?letter=Q&page=1" in links(get("/blogs/?letter=Q&page=2"))


def test_the_blogs_can_be_taken_into_a_reader_at_once(quiet_carriage: Blog, guest: Client) -> None:
    quiet_carriage.title = 'Rain & <snow> "quoted" \x0b'
    quiet_carriage.save()

    answer = guest.get("/opml.xml")

    outline = ET.fromstring(answer.content).find("body/outline")
    assert outline is not None
    assert answer["Content-Type"].startswith("text/x-opml")
    assert outline.get("text") == 'Rain & <snow> "quoted" '
    assert outline.get("type") == "rss"
    assert outline.get("xmlUrl") == f"{SITE}/@quiet-carriage/feed/"
    assert outline.get("htmlUrl") == f"{SITE}/@quiet-carriage/"


def test_the_page_about_feeds_leads_to_all_of_them(quiet_carriage: Blog) -> None:
    found = links(get("/feeds/"))

    for address in ("/feed/", "/feed.rss", "/comments/feed.json", "/@quiet-carriage/feed/"):
        assert address in found
    assert "/feeds/" in links(get("/"))


def listed(address: str) -> list[str]:
    """What a sitemap, or its index, lists."""
    return [found.text or "" for found in ET.fromstring(get(address).encode()).iter(LOC)]


def test_the_sitemap_leads_to_everything_public(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, tags=["weather"])
    page = make_post(quiet_carriage, kind="page", title="About")

    files = [address.removeprefix(SITE) for address in listed("/sitemap.xml")]
    found = {address for file in files for address in listed(file)}

    assert f"Sitemap: {SITE}/sitemap.xml" in get("/robots.txt")
    for address in (
        *(post.get_absolute_url(), page.get_absolute_url(), "/@quiet-carriage/"),
        *("/", "/tags/weather/", "/people/ada/", "/blogs/"),
    ):
        assert f"{SITE}{address}" in found
    assert all(status(address.removeprefix(SITE)) == 200 for address in found)
    assert all(
        dt.datetime.fromisoformat(changed.text or "")
        for changed in ET.fromstring(get(files[0]).encode()).iter(LASTMOD)
    )


def test_the_sitemap_names_nothing_that_is_not_public(quiet_carriage: Blog) -> None:
    for state in ("draft", "scheduled", "private"):
        make_post(quiet_carriage, title=f"Hidden {state}", status=state, published=NOON)
    make_post(quiet_carriage, title="Hidden bin").bin()
    make_post(quiet_carriage, title="Hidden copy", canonical_url="https://old.example/1/")
    make_blog(handle="hidden-and-empty")

    found = [
        address for file in listed("/sitemap.xml") for address in listed(file.removeprefix(SITE))
    ]

    assert [address for address in found if "hidden" in address] == []


def test_many_posts_are_in_several_files(
    quiet_carriage: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "POSTS_IN_A_FILE", 2)
    for _ in range(5):
        make_post(quiet_carriage)

    files = [file for file in listed("/sitemap.xml") if "/2012-" in file]

    assert len(files) == 3
    assert sum(len(listed(file.removeprefix(SITE))) for file in files) == 5


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap/2012-0.xml",
        "/sitemap/2012-99999999999999999999999.xml",
        "/sitemap/1999-1.xml",
        "/sitemap/secrets.xml",
        "/sitemap/.xml",
    ],
)
def test_a_sitemap_that_is_not_there_is_not_found(db: None, address: str) -> None:
    assert status(address) == 404
