"""Who writes here and where, for people and for programs: directories, feeds, OPML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blogs.models import Blog, BlogMember
from community.identity import get_community
from cpdblog.lib.feeds.feed import ATOM, FORMS
from cpdblog.lib.http.paging import page_of
from cpdblog.lib.locales import languages
from cpdblog.lib.text.xml import legal
from posts import people as people_directory
from posts.blogs import find_blogs, letters_of_blogs, rows_of
from posts.directory_query import DirectoryQuery
from posts.letters import choices
from posts.models import Post, Tag

if TYPE_CHECKING:
    from django.http import HttpRequest

BLOGS_A_PAGE = 24
PEOPLE_A_PAGE = 24
FEEDS_A_PAGE = 100
TAGS_TO_CHOOSE_FROM = 30


@require_safe
@login_not_required
def people(request: HttpRequest) -> HttpResponse:
    query, now = DirectoryQuery.from_params(request.GET), timezone.now()
    page = page_of(people_directory.find_people(query), request, size=PEOPLE_A_PAGE)
    lately = people_directory.wrote_since(now - people_directory.WEEK)
    context = {
        **_choices(query, people_directory.letters_of_people()),
        "page": page,
        "rows": people_directory.rows_of(page),
        "regions": BlogMember.objects.people().regions(),
        "faces": lately[: people_directory.FACES_SHOWN] if query.is_plain else [],
        "writers": Post.objects.published().posts().totals(at=now)["writers"],
        "today": timezone.localdate(now),
    }
    return render(request, "posts/people.html", context)


@require_safe
@login_not_required
def blogs(request: HttpRequest) -> HttpResponse:
    """All that are open, or those that are asked for; a letter without any is all of them."""
    query = DirectoryQuery.from_params(request.GET)
    page = page_of(find_blogs(query), request, size=BLOGS_A_PAGE)
    names = dict(languages())
    context = {
        **_choices(query, letters_of_blogs()),
        "page": page,
        "rows": rows_of(page),
        "languages": [(code, names.get(code, code)) for code in Blog.objects.open().languages()],
        "today": timezone.localdate(),
    }
    return render(request, "posts/blogs.html", context)


def _choices(query: DirectoryQuery, letters: dict[str, list[str]]) -> dict[str, Any]:
    tags = sorted(Tag.objects.most_used()[:TAGS_TO_CHOOSE_FROM], key=lambda tag: tag.key)
    return {"query": query, "tags": tags, "letters": choices(letters)}


@require_safe
@login_not_required
def feeds(request: HttpRequest) -> HttpResponse:
    page = page_of(Blog.objects.open().by_title(), request, size=FEEDS_A_PAGE)
    return render(request, "posts/feeds.html", {"page": page})


@require_safe
@login_not_required
def opml(_request: HttpRequest) -> HttpResponse:
    """Every open blog, to be taken into a feed reader at once."""
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = legal(get_community().name)
    ET.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    body = ET.SubElement(root, "body")
    for blog in Blog.objects.open().by_title():
        here = f"{settings.SITE_URL}{blog.get_absolute_url()}"
        outline = {
            "type": "rss",
            "text": legal(blog.title),
            "title": legal(blog.title),
            "description": legal(blog.tagline),
            "language": blog.language,
            "htmlUrl": here,
            "xmlUrl": f"{here}{FORMS[ATOM]}",
        }
        ET.SubElement(body, "outline", {name: value for name, value in outline.items() if value})
    written = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(written, content_type="text/x-opml; charset=utf-8")
