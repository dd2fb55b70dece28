"""The blogs, for people and for programs: the directory, the page about feeds, OPML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models.functions import Substr
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blogs.models import Blog
from community.identity import get_community
from cpdblog.lib.feeds.feed import ATOM, FORMS
from cpdblog.lib.http.paging import page_of
from cpdblog.lib.text.xml import legal
from posts.blogs import post_counts
from posts.tag_index import LETTERS, letter_of

if TYPE_CHECKING:
    from django.http import HttpRequest

BLOGS_A_PAGE = 40
FEEDS_A_PAGE = 100


@require_safe
@login_not_required
def blogs(request: HttpRequest) -> HttpResponse:
    """All that are open, or those under one letter; a letter without any is all of them."""
    signs = Blog.objects.open().values_list(Substr("title", 1, 1), flat=True).order_by().distinct()
    under: dict[str, list[str]] = {}
    for sign in signs:
        under.setdefault(letter_of(sign), []).append(sign)
    letter = request.GET.get("letter", "").upper()
    chosen = letter if letter in under else ""
    found = Blog.objects.open().with_owner().by_title()
    if chosen:
        found = found.annotate(sign=Substr("title", 1, 1)).filter(sign__in=under[chosen])
    page = page_of(found, request, size=BLOGS_A_PAGE)
    counts = post_counts(page.object_list)
    context = {
        "page": page,
        "rows": [(blog, counts.get(blog.pk)) for blog in page],
        "letters": [(name, name in under) for name in sorted({*LETTERS, *under})],
        "chosen": chosen,
    }
    return render(request, "posts/blogs.html", context)


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
