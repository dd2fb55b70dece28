"""A post as other sites show it when somebody puts its address into theirs (oembed.com)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.identity import get_community
from cpdblog.lib.text.xml import legal
from posts.cards.drawing import HEIGHT, WIDTH
from posts.models import Post
from posts.templatetags.reading import card_address

if TYPE_CHECKING:
    from django.http import HttpRequest

_WIDE, _HIGH = 640, 240
_MAX_DIGITS = 6  # of a number of pixels


@require_safe
@login_not_required
def oembed(request: HttpRequest) -> HttpResponse:
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return _refusal(_("There are two formats, json and xml."), status=501)
    if not request.GET.get("url"):
        return _refusal(_("Say which page you mean: url is missing."), status=400)
    try:
        post = _post_at(request.GET["url"])
    except (Http404, ValueError):
        return _refusal(_("There is no post at that address."), status=404)
    data = _data(post, wide=_pixels(request, "maxwidth"), high=_pixels(request, "maxheight"))
    if form == "json":
        return JsonResponse(data)
    root = ET.Element("oembed")
    for name, value in data.items():
        ET.SubElement(root, name).text = legal(str(value))
    written = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(written, content_type="text/xml; charset=utf-8")


def _post_at(url: str) -> Post:
    site, page = urlsplit(settings.SITE_URL), urlsplit(url)
    if page.scheme not in {"http", "https"} or page.netloc != site.netloc:
        raise Http404
    try:
        found = resolve(unquote(page.path))
    except Resolver404 as error:
        raise Http404 from error
    posts = Post.objects.published().select_related("blog", "author").defer("source", "body_html")
    parts = found.kwargs
    if found.view_name == "posts:detail":
        posts = posts.posts().in_month(parts["year"], parts["month"])
    elif found.view_name == "posts:page":
        posts = posts.pages()
    else:
        raise Http404
    post = posts.filter(blog__handle=parts["handle"], slug=parts["slug"]).first()
    if post is None:
        raise Http404
    return post


def _data(post: Post, *, wide: int | None, high: int | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": post.headline,
        "author_name": str(post.author),
        "author_url": f"{settings.SITE_URL}{post.author.get_absolute_url()}",
        "provider_name": get_community().name,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": 3600,
        "width": min(_WIDE, wide or _WIDE),
        "height": min(_HIGH, high or _HIGH),
        "html": _html(post),
    }
    if post.card and (wide or WIDTH) >= WIDTH and (high or HEIGHT) >= HEIGHT:
        data |= {
            "thumbnail_url": f"{settings.SITE_URL}{card_address(post)}",
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
        }
    return data


def _html(post: Post) -> str:
    """A quotation: nothing in it runs, and nothing is fetched when it is shown."""
    return render_to_string("posts/oembed.html", {"post": post, "site": settings.SITE_URL}).strip()


def _pixels(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    is_valid = value.isascii() and value.isdigit() and len(value) <= _MAX_DIGITS
    return (int(value) or None) if is_valid else None


def _refusal(message: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{message}\n", status=status, content_type="text/plain; charset=utf-8")
