"""Blogger's exports for a test: the old single Atom file, and the feed.atom of the Takeout."""

from __future__ import annotations

from html import escape
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BLOG_ID = "tag:blogger.com,1999:blog-5550001"
HOME = "http://quiet-carriage.blogspot.com"
_SCHEME = "http://schemas.google.com/g/2005#kind"
_TERM = "http://schemas.google.com/blogger/2008/kind#"

_ids = count(9001)


def old_file(*entries: str, head: str = "", encoding: str = "UTF-8") -> str:
    return f"""<?xml version='1.0' encoding='{encoding}'?>{head}
<?xml-stylesheet href="http://www.blogger.com/styles/atom.css" type="text/css"?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005'
  xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'>
<id>{BLOG_ID}.archive</id>
<title type='text'>Quiet carriage</title>
<subtitle type='html'>Notes from a train</subtitle>
<link rel='alternate' type='text/html' href='{HOME}/'/>
{entry("layout", "Template: Quiet carriage", "&lt;html&gt;", kind="template")}
{entry("settings.BLOG_NAME", "The name of the blog", "Quiet carriage", kind="settings")}
{"".join(entries)}
</feed>
"""


def entry(
    source_id: str = "",
    title: str = "Thing 7",
    content: str = "It rained,<br />and we talked.",
    *,
    labels: Iterable[str] = (),
    **fields: str,
) -> str:
    source_id = source_id or str(next(_ids))
    path, kind = fields.get("path"), fields.get("kind", "post")
    terms = "".join(f"<category scheme='http://ns/' term={_quoted(label)}/>" for label in labels)
    link = f"<link rel='alternate' type='text/html' href='{HOME}{path}'/>" if path else ""
    return f"""<entry><id>{BLOG_ID}.post-{source_id}</id>
<published>{fields.get("published", "2012-07-02T13:00:00.001+01:00")}</published>
<category scheme='{_SCHEME}' term='{_TERM}{kind}'/>{terms}
<title type='text'>{escape(title)}</title><content type='html'>{escape(content)}</content>
{link}{_author(fields.get("author", "Flora"))}{fields.get("more", "")}</entry>
"""


def comment(
    source_id: str, text: str, *, post: str, parent: str = "", author: str = "Gus", more: str = ""
) -> str:
    address = "http://www.blogger.com/feeds/5550001/" + post + "/comments/default/"
    related = f"<link rel='related' href='{address}{parent}'/>" if parent else ""
    reply = f"<thr:in-reply-to href='{HOME}/x.html' ref='{BLOG_ID}.post-{post}'/>"
    return entry(
        source_id, text[:20], text, kind="comment", author=author, more=related + reply + more
    )


def takeout(*entries: str) -> str:
    return f"""<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
  <id>{BLOG_ID}</id>
  <title>Quiet carriage</title>
{"".join(entries)}
</feed>
"""


def takeout_entry(
    source_id: str, title: str = "", content: str = "It rained.", *labels: str, **fields: str
) -> str:
    values = {"type": "POST", "status": "LIVE", "created": "2012-07-01T12:00:00Z"} | fields
    author, published = (
        values.pop("author", "Flora"),
        values.pop("published", "2012-07-02T12:00:00Z"),
    )
    elements = "".join(
        f"<blogger:{name}>{escape(value)}</blogger:{name}>" for name, value in values.items()
    )
    terms = "".join(f"<category scheme='{BLOG_ID}' term={_quoted(label)}/>" for label in labels)
    return f"""<entry><id>{BLOG_ID}.post-{source_id}</id>{elements}
{_author(author).replace("</author>", "<blogger:type>BLOGGER</blogger:type></author>")}
<title>{escape(title)}</title><content type='html'>{escape(content)}</content>
<published>{published}</published>{terms}<link/><enclosure/><blogger:trashed/></entry>
"""


def _author(name: str) -> str:
    profile = "".join(str(ord(character)) for character in name)
    return f"""<author><name>{escape(name)}</name>
<uri>http://www.blogger.com/profile/{profile}</uri><email>noreply@blogger.com</email></author>"""


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'
