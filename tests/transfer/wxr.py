"""WordPress exports for a test, written as the versions of WordPress wrote them."""

from __future__ import annotations

from html import escape
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HOME = "http://quiet.example/blog"

_ids = count(101)


def export(
    *items: str, version: str = "1.2", scheme: str = "http", head: str = "", authors: str = ""
) -> str:
    base = f"{scheme}://wordpress.org/export/{version}/"
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
{head}<!-- generator="WordPress/3.4" created="2012-07-20 09:00" -->
<rss version="2.0" xmlns:excerpt="{base}excerpt/" xmlns:wp="{base}"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>Quiet &amp; Carriage</title>
<link>{HOME}</link>
<description>Notes from a train</description>
<language>en</language>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>http://quiet.example</wp:base_site_url>
<wp:base_blog_url>{HOME}</wp:base_blog_url>
{authors}
<wp:category><wp:term_id>3</wp:term_id><wp:cat_name><![CDATA[Things]]></wp:cat_name></wp:category>
{"".join(items)}
</channel>
</rss>
"""


def author(login: str, *, source_id: int = 1, email: str = "", name: str = "") -> str:
    return tag(
        "wp:author",
        tag("wp:author_id", str(source_id)),
        tag("wp:author_login", login),
        tag("wp:author_email", email),
        tag("wp:author_display_name", cdata(name or login.title())),
    )


def item(
    title: str = "Thing 7",
    content: str = "It rained, and we talked.",
    *,
    terms: str = "",
    comments: Iterable[str] = (),
    excerpt: str = "",
    **fields: str,
) -> str:
    values = {
        "post_id": fields.get("post_id") or str(next(_ids)),
        "post_date": "2012-07-02 13:00:00",
        "post_date_gmt": "2012-07-02 12:00:00",
        "comment_status": "open",
        "post_name": "",
        "status": "publish",
        "post_parent": "0",
        "post_type": "post",
        "post_password": "",
        "is_sticky": "0",
    } | fields
    link = values.pop("link", f"{HOME}/2012/07/02/{values['post_name'] or 'untitled'}/")
    creator = values.pop("creator", "")
    return tag(
        "item",
        tag("title", cdata(title)),
        tag("link", escape(link)),
        tag("pubDate", "Mon, 02 Jul 2012 12:00:00 +0000"),
        tag("dc:creator", cdata(creator)),
        tag("guid", f"{HOME}/?p={values['post_id']}"),
        tag("content:encoded", cdata(content)),
        tag("excerpt:encoded", cdata(excerpt)),
        *(tag(f"wp:{name}", value) for name, value in values.items()),
        terms,
        tag("wp:postmeta", tag("wp:meta_key", "_edit_last"), tag("wp:meta_value", "1")),
        *comments,
    )


def meta(key: str, value: object) -> str:
    return tag(
        "wp:postmeta", tag("wp:meta_key", cdata(key)), tag("wp:meta_value", cdata(f"{value}"))
    )


def attachment(
    source_id: int, name: str, *, alt: str = "", post_id: int = 0, caption: str = ""
) -> str:
    """An attachment; NAME is its place among the uploads."""
    return item(
        name,
        "",
        post_id=str(source_id),
        post_type="attachment",
        post_parent=str(post_id),
        attachment_url=f"{HOME}/wp-content/uploads/{name}",
        excerpt=caption,
        terms=meta("_wp_attachment_image_alt", alt) if alt else "",
    )


def comment(text: str = "I was there too.", *, source_id: object = "", **fields: str) -> str:
    values = {
        "comment_id": str(source_id) or str(next(_ids)),
        "comment_author": "Gus Guest",
        "comment_author_email": "gus@example.org",
        "comment_author_url": "http://gus.example/",
        "comment_author_IP": "203.0.113.7",
        "comment_date": "2012-07-03 13:00:00",
        "comment_date_gmt": "2012-07-03 12:00:00",
        "comment_approved": "1",
        "comment_type": "",
        "comment_parent": "0",
        "comment_user_id": "0",
    } | fields
    parts = (tag(f"wp:{name}", cdata(value)) for name, value in values.items())
    return tag("wp:comment", *parts, tag("wp:comment_content", cdata(text)))


def category(name: str, domain: str = "category") -> str:
    attribute = f' domain="{domain}"' if domain else ""
    return f"<category{attribute}>{cdata(name)}</category>\n"


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def tag(name: str, *parts: str) -> str:
    return f"<{name}>{''.join(parts)}</{name}>\n"
