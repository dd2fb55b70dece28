"""What a strict feed reader would say to a feed: each complaint in a line."""

from __future__ import annotations

import datetime as dt
import json
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser

if TYPE_CHECKING:
    from collections.abc import Iterator

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
WHOLE = re.compile(r"(https?://[^\s/]+/|mailto:|tag:)")
LINK = re.compile(r"<[a-z][^<>]*? (?:href|src|cite)=\"([^\"]*)\"")


def complaints(response: Any) -> list[str]:
    is_json = response.headers["Content-Type"].startswith("application/feed+json")
    if is_json:
        return [*_about_json(response.content)]
    is_atom = ET.fromstring(response.content).tag == f"{ATOM}feed"
    check = _about_atom if is_atom else _about_rss
    found = [*check(response.content)]
    headers = {"content-type": response.headers["Content-Type"]}
    parsed = feedparser.parse(response.content, response_headers=headers)
    if parsed.bozo:
        found.append(f"feedparser: {parsed.bozo_exception}")
    return found


def _about_atom(content: bytes) -> Iterator[str]:
    feed = ET.fromstring(content)
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    entries = feed.findall(f"{ATOM}entry")
    yield from _about_ids([feed.findtext(f"{ATOM}id"), *_texts(entries, f"{ATOM}id")])
    for element in (feed, *entries):
        yield from _exactly_one(element, "id", "title", "updated", "author")
        for name in ("updated", "published"):
            for stamp in element.findall(f"{ATOM}{name}"):
                yield from _about_moment(stamp.text)
        yield from _about_atom_links(element)
    for entry in entries:
        for category in entry.findall(f"{ATOM}category"):
            if not category.get("term"):
                yield "a category without a term"
        yield from _about_html(entry.findtext(f"{ATOM}content"))


def _about_atom_links(element: ET.Element) -> Iterator[str]:
    for person in element.findall(f"{ATOM}author"):
        yield from _exactly_one(person, "name")
    links = element.findall(f"{ATOM}link")
    same = [link.get("type") for link in links if link.get("rel") == "alternate"]
    if len(same) != 1:
        yield f"{len(same)} alternates"
    for link in links:
        yield from _about_address(link.get("href"))


def _about_rss(content: bytes) -> Iterator[str]:
    channel = ET.fromstring(content).find("channel")
    assert channel is not None
    for name in ("title", "link", "description", "lastBuildDate", f"{ATOM}link"):
        if not (channel.findtext(name) or channel.find(f"{ATOM}link") is not None):
            yield f"no {name}"
    items = channel.findall("item")
    yield from _about_ids(_texts(items, "guid"))
    for item in items:
        try:
            if parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo is None:
                yield "a date without a zone"
        except ValueError:
            yield f"not a date: {item.findtext('pubDate')}"
        guid, link = item.find("guid"), item.findtext("link")
        assert guid is not None
        yield from _about_address(link)
        if (guid.get("isPermaLink") == "true") != (guid.text == link):
            yield f"a guid that says the wrong thing about itself: {guid.text}"
        yield from _about_html(item.findtext(f"{CONTENT}encoded"))


def _about_json(content: bytes) -> Iterator[str]:
    feed: dict[str, Any] = json.loads(content)
    if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"]:
        yield "not what it says"
    for name in ("home_page_url", "feed_url"):
        yield from _about_address(feed[name])
    yield from _about_ids([item["id"] for item in feed["items"]])
    for item in feed["items"]:
        yield from _about_address(item["url"])
        yield from _about_moment(item["date_published"])
        yield from _about_moment(item["date_modified"])
        yield from _about_html(item["content_html"])
        if any(not isinstance(tag, str) for tag in item.get("tags", [])):
            yield "a tag that is none"
        yield from (f"an author without a name in {item}" for a in item["authors"] if not a["name"])


def _texts(elements: list[ET.Element], name: str) -> list[str | None]:
    return [element.findtext(name) for element in elements]


def _exactly_one(element: ET.Element, *names: str) -> Iterator[str]:
    for name in names:
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"not one {name} in {element.tag}"


def _about_ids(ids: list[str | None]) -> Iterator[str]:
    if not all(ids) or len(ids) != len(set(ids)):
        yield f"ids: {ids}"
    yield from (f"not an address: {one}" for one in ids if one and not WHOLE.match(one))


def _about_moment(value: str | None) -> Iterator[str]:
    try:
        if dt.datetime.fromisoformat(value or "").tzinfo is None:
            yield f"without a zone: {value}"
    except ValueError:
        yield f"not a date: {value}"


def _about_address(value: str | None) -> Iterator[str]:
    if not value or not WHOLE.match(value):
        yield f"not a whole address: {value}"


def _about_html(value: str | None) -> Iterator[str]:
    if not value:
        yield "no text"
    for link in LINK.findall(value or ""):
        yield from _about_address(link)
