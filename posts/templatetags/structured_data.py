"""What a page says of itself to machines: JSON-LD, in the words of schema.org."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from community.identity import get_community
from posts.cards.drawing import HEIGHT, WIDTH
from posts.models import Post
from posts.templatetags.reading import card_address, iso_date

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog

register = template.Library()

# A data block is not run, but the parser of the page still looks for its end.
_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@register.simple_tag
def ld_of_community(*, search_url: str) -> SafeString:
    found = f"{_whole(search_url)}?q={{q}}"
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": found},
        "query-input": "required name=q",
    }
    about = {"description": get_community().tagline, "potentialAction": search}
    return _block({**_site(), **about})


@register.simple_tag
def ld_of_blog(blog: Blog, *, owner: User | None) -> SafeString:
    about = {"description": blog.tagline, "inLanguage": blog.language, "isPartOf": _site()}
    if owner:
        about["author"] = _person(owner)
    return _block({**_blog(blog), **about})


@register.simple_tag
def ld_of_person(person: User) -> SafeString:
    about: dict[str, Any] = {"description": person.bio}
    if person.website:
        about["sameAs"] = [person.website]
    if person.avatar:
        about["image"] = _whole(person.avatar.url)
    page = {"@type": "ProfilePage", "url": _whole(person.get_absolute_url())}
    return _block({**page, "mainEntity": {**_person(person), **about}})


@register.simple_tag
def ld_of_post(post: Post) -> SafeString:
    blog, address = post.blog, _whole(post.get_absolute_url())
    about: dict[str, Any] = {
        "@type": "BlogPosting" if post.kind == Post.Kind.POST else "WebPage",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": post.headline[:110],
        "description": post.summary,
        "datePublished": iso_date(post),
        "dateModified": post.updated_at.isoformat(timespec="seconds"),
        "inLanguage": blog.language,
        "wordCount": post.word_count,
        "author": _person(post.author),
        "isPartOf": _blog(blog),
        "publisher": {"@type": "Organization", "name": get_community().name, "url": _whole("/")},
        "keywords": [str(row.tag) for row in post.listed_tags],
    }
    if post.kind == Post.Kind.POST:
        about["commentCount"] = post.comment_count
    if post.card:
        card = {"url": _whole(card_address(post)), "width": WIDTH, "height": HEIGHT}
        about["image"] = {"@type": "ImageObject", **card}
    if post.featured_image:
        picture = {"@type": "ImageObject", "url": _whole(post.featured_image)}
        about["image"] = [picture, *([about["image"]] if post.card else [])]
    steps = [
        (get_community().name, _whole("/")),
        (blog.title, _whole(blog.get_absolute_url())),
        (post.headline, address),
    ]
    trail = [
        {"@type": "ListItem", "position": number, "name": name, "item": item}
        for number, (name, item) in enumerate(steps, 1)
    ]
    return _block(about, {"@type": "BreadcrumbList", "itemListElement": trail})


@register.simple_tag
def oembed_address(post: Post, form: str) -> str:
    query = urlencode({"url": _whole(post.get_absolute_url()), "format": form})
    return f"{_whole(reverse('posts:oembed'))}?{query}"


def _site() -> dict[str, Any]:
    name, home = get_community().name, _whole("/")
    return {"@type": "WebSite", "@id": home, "name": name, "url": home}


def _blog(blog: Blog) -> dict[str, Any]:
    address = _whole(blog.get_absolute_url())
    return {"@type": "Blog", "@id": address, "name": blog.title, "url": address}


def _person(person: User) -> dict[str, Any]:
    known = {"@type": "Person", "name": str(person)}
    return {**known, "url": _whole(person.get_absolute_url())} if person.is_active else known


def _whole(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def _block(*things: dict[str, Any]) -> SafeString:
    nodes = [{name: value for name, value in thing.items() if value} for thing in things]
    graph = {"@context": "https://schema.org", "@graph": nodes}
    data = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    block = f'<script type="application/ld+json">{data}</script>'
    return mark_safe(block)  # noqa: S308 - no sign in it can end the block
