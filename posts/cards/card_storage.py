"""Which card shows a post as it is now; drawing, storing and deleting cards."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blogs.models import Blog
from community.identity import get_community
from cpdblog.lib.files import keep_file
from posts.cards import drawing
from posts.cards.drawing import Facts
from posts.models import Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posts.models.post_queries import PostQuerySet

LEAST_WIDTH = 600
_FEATURED = re.compile(r"/media/(?P<name>pictures/[\w/]+-(?P<width>\d+)\.webp)")
_DAYS = {Blog.DateStyle.LONG_US: "F j, Y", Blog.DateStyle.WEEKDAY_UK: "j F Y"}


def card_name(post: Post) -> str:
    """The name of the one image that shows what the post is now; "" while it is not public."""
    if not post.is_published:
        return ""
    facts = facts_of(post)
    drawn = repr((drawing.VERSION, facts)) + facts.picture
    digest = hashlib.sha256(drawn.encode()).hexdigest()
    return f"cards/{digest[:2]}/{digest[2:42]}.{'jpg' if facts.picture else 'png'}"


def facts_of(post: Post) -> Facts:
    blog, author, day = post.blog, post.author, post.local_day
    host = settings.SITE_URL.partition("://")[2]
    number = post.thing_number
    return Facts(
        community=get_community().name,
        title=post.headline,
        thing=_("Thing %(number)s") % {"number": number} if number else "",
        author=str(author),
        initials=author.initials,
        portrait=author.avatar.name or "",
        blog=blog.title,
        place=_("in %(blog)s") % {"blog": blog.title},
        colour=blog.colour,
        day=date_format(day, _DAYS[Blog.DateStyle(blog.date_style)]) if day else "",
        address=f"{host}/@{blog.handle}",
        picture=_picture(post),
        spine=(number or post.short_year, str(author).split()[-1][:3]),
    )


def _picture(post: Post) -> str:
    """The featured picture, where it is large enough to stand for the post alone."""
    found = _FEATURED.fullmatch(post.featured_image)
    return found["name"] if found and int(found["width"]) >= LEAST_WIDTH else ""


def _draw(facts: Facts) -> bytes:
    picture = _read_file(facts.picture)
    if picture:
        return drawing.cut_to_a_card(picture)
    return drawing.draw(facts, _read_file(facts.portrait))


def update_card(post: Post) -> bool:
    """Draws the card where it is missing or wrong. Says whether anything had to be done."""
    name, former = card_name(post), post.card
    if name == former:
        return False
    if name and not default_storage.exists(name):
        facts = facts_of(post)
        keep_file(name, _draw(facts))
    # A date or a version would say that the post was written anew, and only its card was.
    Post.objects.filter(pk=post.pk).update(card=name)
    post.card = name
    transaction.on_commit(lambda: delete_card(former), robust=True)
    return True


def delete_card(card: str) -> None:
    """Two posts of the same title and day share one."""
    if card and not Post.objects.filter(card=card).exists():
        default_storage.delete(card)


def stale(posts: PostQuerySet) -> Iterator[Post]:
    shown = posts.select_related("blog", "author").defer("source", "body_html").order_by("pk")
    return (post for post in shown.iterator() if card_name(post) != post.card)


def _read_file(name: str) -> bytes | None:
    if not name:
        return None
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except OSError:
        return None
    return content
