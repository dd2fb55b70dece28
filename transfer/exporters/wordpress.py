"""A blog as WordPress's own importer reads it: WXR 1.2, written item by item."""

from __future__ import annotations

import datetime as dt
import html
from email.utils import format_datetime
from typing import TYPE_CHECKING

from django.conf import settings

from accounts.models import User
from cpdblog.lib.markup.absolute import with_absolute_links
from cpdblog.lib.markup.images import names_in
from cpdblog.lib.text.xml import cdata, escape, legal, quoteattr
from images.models import Image
from posts.models import Post
from transfer.exporters.rows import comments_of, posts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogs.models import Blog
    from comments.models import Comment

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- In WordPress: Tools, Import, WordPress, and choose this file. -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
_FOOT = "</channel>\n</rss>\n"
_NO_DATE = "0000-00-00 00:00:00"
_STATES = {
    Post.Status.PUBLISHED: "publish",
    Post.Status.SCHEDULED: "future",
    Post.Status.PRIVATE: "private",
    Post.Status.BINNED: "trash",
}
_APPROVED = {"approved": "1", "spam": "spam", "removed": "trash"}


def wordpress_xml(blog: Blog, *, at: dt.datetime) -> Iterator[tuple[str, Post | None]]:
    """Pieces of the file; with the last piece of a post comes the post."""
    yield _HEAD + _channel(blog, at), None
    above = blog.posts.order_by("-pk").values_list("pk", flat=True).first() or 0
    featured = _featured_images(blog)
    for post in posts_of(blog):
        yield _opening(post), None
        if image := featured.get(post.featured_image):
            yield _meta("_thumbnail_id", str(above + image.pk)), None
        for comment in comments_of(post):
            yield _comment(comment, blog), None
        yield "</item>\n", post
    for image in blog.images.select_related("by").order_by("pk"):
        yield _attachment(image, blog, post_id=above + image.pk), None
    for image in featured.values():
        if image.blog_id != blog.pk:  # of the blog that its post stood on before
            yield _attachment(image, blog, post_id=above + image.pk), None
    yield _FOOT, None


def _featured_images(blog: Blog) -> dict[str, Image]:
    """By address, those that posts of the blog show at their head."""
    shown = blog.posts.exclude(featured_image="").values_list("featured_image", flat=True)
    names = {name for address in shown.order_by("pk").iterator() for name in names_in(address)}
    images = Image.objects.filter(name__in=names).select_related("by").order_by("pk")
    return {image.url: image for image in images}


def _channel(blog: Blog, at: dt.datetime) -> str:
    home = f"{settings.SITE_URL}{blog.get_absolute_url()}"
    lines = [
        _plain("title", _html(blog.title)),
        _plain("link", home),
        _plain("description", _html(blog.tagline)),
        _plain("pubDate", format_datetime(at)),
        _plain("generator", "cpdblog"),
        _plain("language", blog.language),
        _plain("wp:wxr_version", "1.2"),
        _plain("wp:base_site_url", f"{settings.SITE_URL}/"),
        _plain("wp:base_blog_url", home.rstrip("/")),
        *(_author(person, blog) for person in _authors(blog)),
    ]
    for term_id, row in enumerate(blog.categories.order_by("pk"), start=1):
        xml = _plain("wp:term_id", str(term_id)) + _data("wp:category_nicename", row.slug)
        xml += _data("wp:category_parent", "") + _data("wp:cat_name", _html(row.name))
        lines.append(f"<wp:category>{xml}</wp:category>\n")
    return "".join(lines)


def _authors(blog: Blog) -> list[User]:
    return list(User.objects.filter(pk__in=blog.posts.values("author")).order_by("pk"))


def _author(person: User, blog: Blog) -> str:
    """The owner gets the own e-mail address back, and nobody else's."""
    email = person.email if person == blog.owner() else ""
    xml = _plain("wp:author_id", str(person.pk)) + _data("wp:author_login", person.handle)
    xml += _data("wp:author_email", email) + _data("wp:author_display_name", _html(str(person)))
    xml += _data("wp:author_first_name", "") + _data("wp:author_last_name", "")
    return f"<wp:author>{xml}</wp:author>\n"


def _opening(post: Post) -> str:
    here = post.get_absolute_url()
    body = with_absolute_links(post.body_html, site=settings.SITE_URL, here=here)
    return "".join(
        [
            "<item>\n",
            _data("title", _html(post.title)),
            _plain("link", f"{settings.SITE_URL}{here}"),
            _plain("pubDate", format_datetime(post.published_at)) if post.published_at else "",
            _data("dc:creator", post.author.handle),
            _guid(f"{settings.SITE_URL}{post.blog.get_absolute_url()}?p={post.pk}"),
            _plain("description", ""),
            _data("content:encoded", body),
            _data("excerpt:encoded", _html(post.excerpt)),
            _plain("wp:post_id", str(post.pk)),
            _dates("wp:post_date", post.published_at, post.blog),
            _data("wp:comment_status", "open" if post.comments_open else "closed"),
            _data("wp:ping_status", "closed"),
            _data("wp:post_name", post.slug),
            _data("wp:status", _STATES.get(Post.Status(post.status), "draft")),
            _plain("wp:post_parent", "0"),
            _plain("wp:menu_order", "0"),
            _data("wp:post_type", post.kind),
            _data("wp:post_password", ""),
            _plain("wp:is_sticky", "1" if post.is_sticky else "0"),
            *_terms(post),
            *_old_names(post),
        ]
    )


def _terms(post: Post) -> Iterator[str]:
    for category in post.categories.all():
        yield _term("category", category.slug, category.name)
    for row in post.listed_tags:
        yield _term("post_tag", row.tag.slug, row.tag.name)


def _term(domain: str, nicename: str, name: str) -> str:
    opening = f'<category domain="{domain}" nicename={quoteattr(nicename)}>'
    return f"{opening}{cdata(_html(name))}</category>\n"


def _old_names(post: Post) -> Iterator[str]:
    """WordPress sends readers on from the former names of a post, wherever these stood."""
    last_parts = {row.path.rstrip("/").rpartition("/")[2] for row in post.old_addresses.all()}
    for name in sorted(last_parts - {post.slug, ""}):
        if "?" not in name:
            yield _meta("_wp_old_slug", name)


def _meta(key: str, value: str) -> str:
    xml = _data("wp:meta_key", key) + _data("wp:meta_value", value)
    return f"<wp:postmeta>{xml}</wp:postmeta>\n"


def _comment(comment: Comment, blog: Blog) -> str:
    is_public = not comment.removed_by_author
    here = f"{settings.SITE_URL}/"
    body = with_absolute_links(comment.body_html, site=settings.SITE_URL, here=here)
    return "".join(
        [
            "<wp:comment>\n",
            _plain("wp:comment_id", str(comment.pk)),
            _data("wp:comment_author", _html(comment.name) if is_public else ""),
            _data("wp:comment_author_email", _email(comment) if is_public else ""),
            _data("wp:comment_author_url", comment.website if is_public else ""),
            _data("wp:comment_author_IP", ""),
            _dates("wp:comment_date", comment.posted_at, blog),
            _data("wp:comment_content", body if is_public else ""),
            _data("wp:comment_approved", _APPROVED.get(comment.status, "0")),
            _data("wp:comment_type", comment.kind),
            _plain("wp:comment_parent", str(comment.parent_id or 0)),
            _plain("wp:comment_user_id", "0"),
            "</wp:comment>\n",
        ]
    )


def _email(comment: Comment) -> str:
    return "" if comment.author_id else comment.email


def _attachment(image: Image, blog: Blog, *, post_id: int) -> str:
    address = f"{settings.SITE_URL}{image.url}"
    title = image.original_name or image.alt or image.name.rpartition("/")[2]
    return "".join(
        [
            "<item>\n",
            _data("title", _html(title)),
            _plain("link", address),
            _plain("pubDate", format_datetime(image.created_at)),
            _data("dc:creator", _handle(image.by or blog.owner())),
            _guid(address),
            _plain("description", ""),
            _data("content:encoded", _html(image.credit)),
            _data("excerpt:encoded", _html(image.caption)),
            _plain("wp:post_id", str(post_id)),
            _dates("wp:post_date", image.created_at, blog),
            _data("wp:comment_status", "closed"),
            _data("wp:ping_status", "closed"),
            _data("wp:post_name", f"picture-{image.pk}"),
            _data("wp:status", "inherit"),
            _plain("wp:post_parent", "0"),
            _plain("wp:menu_order", "0"),
            _data("wp:post_type", "attachment"),
            _data("wp:post_password", ""),
            _plain("wp:is_sticky", "0"),
            _data("wp:attachment_url", address),
            _plain("wp:post_mime_type", "image/webp"),
            _meta("_wp_attachment_image_alt", image.alt),
            "</item>\n",
        ]
    )


def _handle(person: User | None) -> str:
    return person.handle if person else ""


def _guid(address: str) -> str:
    return f'<guid isPermaLink="false">{escape(legal(address))}</guid>\n'


def _dates(name: str, at: dt.datetime | None, blog: Blog) -> str:
    """As the clock on the wall of the blog says, and the one in Greenwich."""
    if at is None:
        return _data(name, _NO_DATE) + _data(f"{name}_gmt", _NO_DATE)
    wall = at.astimezone(blog.zone).strftime("%Y-%m-%d %H:%M:%S")
    greenwich = at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    return _data(name, wall) + _data(f"{name}_gmt", greenwich)


def _html(text: str) -> str:
    """Whatever WordPress shows is HTML to it, titles and names too."""
    return html.escape(text, quote=False)


def _plain(name: str, text: str) -> str:
    return f"<{name}>{escape(legal(text))}</{name}>\n"


def _data(name: str, text: str) -> str:
    return f"<{name}>{cdata(text)}</{name}>\n"
