"""The pages that search engines may list. Posts by year, 5,000 in a file; nothing that is not
public, and nothing that was first published elsewhere.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blogs.models import Blog, BlogMember
from posts.models import Post, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from posts.models.post_queries import PostQuerySet

POSTS_IN_A_FILE = 5_000
MAX_FILES_A_YEAR = 10_000
MAX_IN_A_FILE = 50_000  # which the protocol allows
_XML = "application/xml; charset=utf-8"
_PAGES = ("posts:front", "posts:list", "posts:blogs", "people:list", "posts:tags")

type Listed = tuple[str, dt.datetime | None]


@require_safe
@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    years = _posts().order_by("address_year").values("address_year")
    counted = years.annotate(posts=Count("pk"), changed=Max("updated_at"))
    files: list[Listed] = [
        (reverse("posts:sitemap_of_year", args=[year["address_year"], number]), year["changed"])
        for year in counted
        for number in range(1, -(-year["posts"] // POSTS_IN_A_FILE) + 1)
    ]
    files += [(reverse("posts:sitemap_of", args=[kind]), None) for kind in _KINDS]
    return _answer(request, "posts/sitemap_index.xml", files)


@require_safe
@login_not_required
def of_year(request: HttpRequest, year: int, number: int) -> HttpResponse:
    shown = _posts().filter(address_year=year).select_related("blog").order_by("pk")
    if not 1 <= number <= MAX_FILES_A_YEAR:
        raise Http404
    address = ("kind", "slug", "address_year", "address_month", "blog__handle")
    needed = shown.only(*address, "updated_at")
    begin = (number - 1) * POSTS_IN_A_FILE
    posts = needed[begin : begin + POSTS_IN_A_FILE]
    listed: list[Listed] = [(post.get_absolute_url(), post.updated_at) for post in posts]
    if not listed:
        raise Http404
    return _answer(request, "posts/sitemap.xml", listed)


@require_safe
@login_not_required
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in _KINDS:
        raise Http404
    return _answer(request, "posts/sitemap.xml", _KINDS[kind]())


def _posts() -> PostQuerySet:
    return Post.objects.published().filter(canonical_url="")


def _blogs() -> list[Listed]:
    out = Q(posts__status=Post.Status.PUBLISHED)
    blogs = Blog.objects.annotate(changed=Max("posts__updated_at", filter=out))
    shown = blogs.filter(changed__isnull=False).order_by("pk").values_list("handle", "changed")
    return [
        (reverse("blogs:home", args=[handle]), changed) for handle, changed in shown[:MAX_IN_A_FILE]
    ]


def _tags() -> list[Listed]:
    tags = Tag.objects.in_use().order_by("pk")[:MAX_IN_A_FILE]
    return [(tag.get_absolute_url(), None) for tag in tags]


def _people() -> list[Listed]:
    people = BlogMember.objects.people()[:MAX_IN_A_FILE]
    return [(person.get_absolute_url(), None) for person in people]


def _community() -> list[Listed]:
    return [(reverse(name), None) for name in _PAGES]


_KINDS = {"blogs": _blogs, "tags": _tags, "people": _people, "community": _community}


def _answer(request: HttpRequest, template: str, listed: Iterable[Listed]) -> HttpResponse:
    whole = [(f"{settings.SITE_URL}{address}", changed) for address, changed in listed]
    return render(request, template, {"listed": whole}, content_type=_XML)
