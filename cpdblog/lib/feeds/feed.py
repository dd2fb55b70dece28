"""Feeds in three forms: whole texts that mean the same wherever they are read.

What a feed holds is written in the same bytes for everybody, and only where the reader has not
got it yet: a stamp, which costs no text, decides.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, Stylesheet
from django.utils.http import http_date, parse_http_date_safe
from django.utils.xmlutils import SimplerXMLGenerator

from cpdblog.lib.text.xml import legal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.urls import URLPattern
    from django.utils.feedgenerator import SyndicationFeed

# Part of every stamp: another number where a feed of the same facts would have other bytes.
VERSION = 2
ATOM, RSS, JSON = "atom", "rss", "json"
FORMS = {ATOM: "feed/", RSS: "feed.rss", JSON: "feed.json"}
TYPES = {
    ATOM: "application/atom+xml",
    RSS: "application/rss+xml",
    JSON: "application/feed+json",
}
# What a browser dresses by a stylesheet; Atom's own type it would show as bare text, or save.
_SERVED = {ATOM: "application/xml", RSS: "application/xml", JSON: TYPES[JSON]}
_NAMES = {ATOM: "Atom", RSS: "RSS", JSON: "JSON"}
# What a browser adds where somebody goes to an address; a feed reader sends nothing of it.
_ASKED_FOR = "Sec-Fetch-Dest"
_THREADS = "http://purl.org/syndication/thread/1.0"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


@dataclass(frozen=True, kw_only=True)
class Channel:
    """What a feed says of itself. Addresses are whole; FOLDER is where its three forms stand."""

    id: str
    title: str
    link: str
    folder: str
    since: dt.datetime  # when it began: the date of a feed that is empty
    language: str
    subtitle: str = ""
    author: str = ""
    hub: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    id: str
    title: str
    link: str
    html: str
    author: str
    published: dt.datetime
    updated: dt.datetime
    author_link: str = ""
    summary: str = ""
    categories: Sequence[str] = ()
    image: str = ""
    answers: str = ""  # the address of the feed of its comments
    answer_to: tuple[str, str] = ("", "")  # id and address of what this is an answer to


def feed_paths(folder: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """The addresses of the three forms: NAME is that of Atom, NAME_rss and NAME_json the others."""
    names = {ATOM: name, RSS: f"{name}_rss", JSON: f"{name}_json"}
    return [
        path(f"{folder}{FORMS[form]}", view, {"form": form}, name=names[form]) for form in FORMS
    ]


def tag_uri(day: dt.datetime, *what: str | int) -> str:
    """A name for ever (RFC 4151), which no renaming touches: of what has been here since DAY."""
    host = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"tag:{host},{day.astimezone(dt.UTC):%Y-%m-%d}:{'/'.join(map(str, what))}"


def answer(
    request: HttpRequest,
    form: str,
    channel: Channel,
    *,
    stamp: Iterable[Any],
    changed: dt.datetime | None,
    entries: Callable[[], Iterable[Entry]],
) -> HttpResponse:
    """The feed, or 304 where the reader has it. STAMP holds all that ENTRIES would be made of.

    Somebody who opens the address in a browser gets a page that says what this is.
    """
    if request.headers.get(_ASKED_FOR) == "document":
        return _page(request, form, channel, entries())
    made_of = (VERSION, form, settings.SITE_URL, _stylesheet(), channel, *stamp)
    etag = f'"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"'
    # A post that is taken back makes a feed older: only the very date we gave means "the same".
    seconds = int((changed or channel.since).timestamp())
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    known = get_conditional_response(request, etag, seconds if since == seconds else None)
    response = known or HttpResponse(
        write(form, channel, entries()), content_type=f"{_SERVED[form]}; charset=utf-8"
    )
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(seconds)
    patch_vary_headers(response, [_ASKED_FOR])
    if channel.hub:
        self_link = f'<{_address(channel, form)}>; rel="self"'
        response.headers["Link"] = f'{self_link}, <{channel.hub}>; rel="hub"'
    return response


def _page(
    request: HttpRequest, form: str, channel: Channel, entries: Iterable[Entry]
) -> HttpResponse:
    """Kept by nobody: whoever keeps answers for others keeps the feed."""
    addresses = [(_NAMES[other], _address(channel, other)) for other in FORMS]
    context = {
        "channel": channel,
        "address": _address(channel, form),
        "others": [other for other in addresses if other[0] != _NAMES[form]],
        "entries": list(entries),
    }
    response = render(request, "feeds/feed.html", context)
    patch_vary_headers(response, [_ASKED_FOR])
    patch_cache_control(response, private=True, no_store=True)
    return response


def write(
    form: str, channel: Channel, entries: Iterable[Entry], *, is_dressed: bool = True
) -> bytes:
    if form == JSON:
        data = _json_feed(channel, list(entries))
        return json.dumps(data, ensure_ascii=False, indent=1).encode()
    stylesheets = [Stylesheet(_stylesheet(), mimetype="text/css")] if is_dressed else []
    return _xml_feed(form, channel, entries, stylesheets)


def _address(channel: Channel, form: str) -> str:
    return f"{channel.folder}{FORMS[form]}"


def _stylesheet() -> str:
    return static("css/feed.css")


# Atom and RSS, by Django's writers


class _Dated:
    """A feed is as old as its youngest entry; an empty one as what it tells of, not as today."""

    def latest_post_date(self) -> dt.datetime:
        items: list[dict[str, Any]] = self.items  # type: ignore[attr-defined]
        since: dt.datetime = self.feed["since"]  # type: ignore[attr-defined]
        return max((item["updateddate"] for item in items), default=since)


class _FullTextAtom(_Dated, Atom1Feed):
    def write(self, outfile: Any, encoding: str) -> None:
        """As Django's, and dressed: its Atom knows no stylesheets."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", str(stylesheet))
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def root_attributes(self) -> dict[str, Any]:
        attributes = {**super().root_attributes(), "xmlns:thr": _THREADS}
        return {**attributes, "xml:lang": self.feed["language"]}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["html"], {"type": "html"})
        if item["answers"]:
            replies = {"rel": "replies", "type": TYPES[ATOM], "href": item["answers"]}
            handler.addQuickElement("link", "", replies)
        ref, href = item["answer_to"]
        if ref:
            handler.addQuickElement("thr:in-reply-to", "", {"ref": ref, "href": href})


class _FullTextRss(_Dated, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, Any]:
        return {**super().rss_attributes(), "xmlns:content": _CONTENT}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])


def _xml_feed(
    form: str, channel: Channel, entries: Iterable[Entry], stylesheets: list[Stylesheet]
) -> bytes:
    kind = _FullTextAtom if form == ATOM else _FullTextRss
    feed: SyndicationFeed = kind(
        title=legal(channel.title),
        link=channel.link,
        description=legal(channel.subtitle or channel.title),
        subtitle=legal(channel.subtitle) or None,
        language=channel.language,
        author_name=legal(channel.author) or None,
        feed_url=_address(channel, form),
        feed_guid=channel.id,
        stylesheets=stylesheets,
        since=channel.since,
        hub=channel.hub,
    )
    for entry in entries:
        feed.add_item(
            title=legal(entry.title),
            link=entry.link,
            description=legal(entry.summary or entry.title),
            unique_id=entry.id,
            unique_id_is_permalink=entry.id == entry.link,
            author_name=legal(entry.author),
            author_link=entry.author_link or None,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=[legal(name) for name in entry.categories],
            html=legal(entry.html),
            answers=entry.answers,
            answer_to=entry.answer_to,
            comments=None,
        )
    written = io.BytesIO()
    feed.write(written, "utf-8")
    return written.getvalue()


# JSON Feed 1.1


def _json_feed(channel: Channel, entries: Sequence[Entry]) -> dict[str, Any]:
    return _without_empty(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "home_page_url": channel.link,
            "feed_url": _address(channel, JSON),
            "description": channel.subtitle,
            "language": channel.language,
            "authors": [{"name": channel.author}] if channel.author else None,
            "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else None,
        }
    ) | {"items": [_json_item(entry) for entry in entries]}


def _json_item(entry: Entry) -> dict[str, Any]:
    return _without_empty(
        {
            "id": entry.id,
            "url": entry.link,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": entry.image,
            "date_published": entry.published.isoformat(timespec="seconds"),
            "date_modified": entry.updated.isoformat(timespec="seconds"),
            "authors": [_without_empty({"name": entry.author, "url": entry.author_link})],
            "tags": list(entry.categories),
        }
    )


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}
