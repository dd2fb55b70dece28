"""What pages say to machines: JSON-LD and microformats."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import mf2py
import pytest

from tests.make import make_comment, make_post
from tests.pages import get

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post

SITE = "http://localhost:8000"
NASTY = '</script><script>alert(1)</script> & "quoted" \u2028 <!--'
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def data(address: str) -> list[dict[str, Any]]:
    blocks = BLOCK.findall(get(address))
    assert len(blocks) == 1
    data = json.loads(blocks[0])
    assert data["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = data["@graph"]
    return things


def formats(address: str) -> list[dict[str, Any]]:
    parsed = mf2py.parse(doc=get(address), url=f"{SITE}{address}")
    items: list[dict[str, Any]] = parsed["items"]
    return items


def of_kind(items: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [item for item in items if kind in item["type"]]


@pytest.fixture
def rain(quiet_carriage: Blog) -> Post:
    fields: dict[str, Any] = {"tags": ["weather"], "categories": ["Trains"]}
    return make_post(quiet_carriage, title="Rain", excerpt="It rained.", **fields)


def test_a_post_says_what_it_is_to_search_engines(rain: Post) -> None:
    post, trail = data(rain.get_absolute_url())

    assert post["@type"] == "BlogPosting"
    assert post["headline"] == "Rain"
    assert post["description"] == "It rained."
    assert post["url"] == f"{SITE}{rain.get_absolute_url()}"
    assert post["datePublished"] == "2012-07-02T12:00:00+00:00"
    assert post["author"] == {
        "@type": "Person",
        "name": "Ada Kowalczyk",
        "url": f"{SITE}/people/ada/",
    }
    assert post["keywords"] == ["weather"]
    assert [step["name"] for step in trail["itemListElement"]][1:] == ["The Quiet Carriage", "Rain"]


def test_a_blog_a_person_and_the_community_do_so_too(rain: Post, ada: User) -> None:
    ada.website = "https://panniers.example"
    ada.save()

    (blog,), (person,), (site,) = data("/@quiet-carriage/"), data("/people/ada/"), data("/")

    assert (blog["@type"], blog["name"]) == ("Blog", "The Quiet Carriage")
    assert person["mainEntity"]["sameAs"] == ["https://panniers.example"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/search/?q={{q}}"


def test_nothing_that_somebody_wrote_ends_the_block(quiet_carriage: Blog, ada: User) -> None:
    ada.update_profile(name=NASTY[:80], region="", website="", bio=NASTY)
    quiet_carriage.tagline = NASTY
    quiet_carriage.save()
    post = make_post(quiet_carriage, title=NASTY, excerpt=NASTY, tags=[NASTY])

    for address in (post.get_absolute_url(), "/@quiet-carriage/", "/people/ada/"):
        page = get(address)
        assert "alert(1)" in json.dumps(data(address))
        assert "<script>alert" not in page
        assert "\u2028" not in BLOCK.findall(page)[0]


def test_a_draft_says_nothing(quiet_carriage: Blog, as_ada: Any) -> None:
    draft = make_post(quiet_carriage, status="draft")

    assert "ld+json" not in get(draft.get_absolute_url(), by=as_ada)


@pytest.mark.parametrize("style", ["below", "date_above", "none"])
def test_a_post_is_an_entry(rain: Post, quiet_carriage: Blog, style: str) -> None:
    quiet_carriage.byline_style = style
    quiet_carriage.save()

    (entry,) = of_kind(formats(rain.get_absolute_url()), "h-entry")

    properties = entry["properties"]
    assert properties["name"] == ["Rain"]
    assert properties["url"] == [f"{SITE}{rain.get_absolute_url()}"]
    assert properties["published"][0].startswith("2012-07-02T12:00:00+00")
    assert "It rained, and we talked." in properties["content"][0]["value"]
    (author,) = properties["author"]
    assert author["type"] == ["h-card"]
    assert author["properties"]["name"] == ["Ada Kowalczyk"]
    assert author["properties"]["url"] == [f"{SITE}/people/ada/"]


def test_comments_are_citations_in_the_entry_and_say_what_they_answer(rain: Post) -> None:
    first = make_comment(rain, "First.")
    make_comment(rain, "Second.", parent=first, name="Greta")

    (entry,) = of_kind(formats(rain.get_absolute_url()), "h-entry")
    (outer,) = entry["properties"]["comment"]
    (inner,) = outer["properties"]["comment"]

    assert outer["type"] == ["h-cite"]
    assert outer["properties"]["in-reply-to"] == [f"{SITE}{rain.get_absolute_url()}"]
    assert outer["properties"]["content"][0]["value"].strip() == "First."
    assert inner["properties"]["in-reply-to"] == [f"{SITE}/comments/{first.pk}/"]
    assert inner["properties"]["author"][0]["properties"]["name"] == ["Greta"]
    assert inner["properties"]["url"] == [f"{SITE}/comments/{first.pk + 1}/"]


@pytest.mark.parametrize(
    "address", ["/", "/posts/", "/@quiet-carriage/", "/tags/weather/", "/people/ada/"]
)
def test_a_list_of_posts_is_a_feed(rain: Post, address: str) -> None:
    (feed,) = of_kind(formats(address), "h-feed")

    (entry,) = of_kind(feed["children"], "h-entry")
    assert feed["properties"]["name"]
    assert entry["properties"]["name"] == ["Rain"]
    assert entry["properties"]["url"] == [f"{SITE}{rain.get_absolute_url()}"]
    assert entry["properties"]["published"]
    assert "It rained." in entry["properties"]["summary"][0]


def test_a_person_is_a_card(ada: User) -> None:
    ada.update_profile(
        name="Ada K.", region="Ely", website="https://panniers.example", bio="Trains."
    )
    ada.change_avatar("avatars/00/ada.webp")

    (card,) = of_kind(formats("/people/ada/"), "h-card")

    assert card["properties"]["name"] == ["Ada K."]
    assert card["properties"]["note"] == ["Trains."]
    assert card["properties"]["locality"] == ["Ely"]
    assert card["properties"]["url"] == [f"{SITE}/people/ada/", "https://panniers.example"]
    assert "/media/avatars/00/ada.webp" in str(card["properties"]["photo"])
