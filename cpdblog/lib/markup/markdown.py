"""From an author's Markdown to HTML that is safe to store and to show."""

from collections.abc import Callable

from markdown import Extension, Markdown

from cpdblog.lib.markup.blocks import Abbreviations, NoReferences, References, Tables
from cpdblog.lib.markup.code import Code
from cpdblog.lib.markup.footnotes import Footnotes
from cpdblog.lib.markup.images import LookUp, with_images
from cpdblog.lib.markup.inline import CommunityMarks
from cpdblog.lib.markup.lines import bounded
from cpdblog.lib.markup.links import Links
from cpdblog.lib.markup.marks import MarkGuard
from cpdblog.lib.markup.sanitise import COMMENT_TAGS, POST_TAGS, SafeHTML, clean
from cpdblog.lib.markup.tree import CommentTree, PostTree
from cpdblog.lib.text.plain import (
    as_paragraphs,
    excerpt,
    has_visible_text,
    normalise,
    plain_text,
    word_count,
)

__all__ = [
    "RENDERER_VERSION",
    "clean_comment_html",
    "clean_html",
    "excerpt",
    "has_visible_text",
    "normalise",
    "plain_text",
    "render_comment",
    "render_post",
    "word_count",
]

# Raised when the same source would give other HTML or another excerpt: a stored page tells which
# rules made it.
RENDERER_VERSION = 4

AddressOf = Callable[[str], str]

_SHARED: list[Extension | str] = [
    "nl2br",
    "sane_lists",
    "pymdownx.betterem",
    "pymdownx.magiclink",
    "pymdownx.saneheaders",
    "pymdownx.tilde",
]
_FOR_POSTS: list[Extension | str] = [
    "def_list",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.details",
]
_SETTINGS = {
    "pymdownx.tilde": {"subscript": False},
    "pymdownx.blocks.caption": {"auto": False},
}


def render_post(
    source: str,
    *,
    prefix: str,
    hashtag_url: AddressOf,
    mention_url: AddressOf,
    own_hosts: frozenset[str],
    pictures: LookUp | None = None,
) -> SafeHTML:
    marks = CommunityMarks(hashtag_url=hashtag_url, mention_url=mention_url, tags=POST_TAGS)
    bounded_ones = [Abbreviations(), Code(coloured=True), Footnotes(prefix), Tables()]
    links = [Links(), References()]
    extensions = [*_SHARED, *_FOR_POSTS, *bounded_ones, *links, marks, PostTree(prefix)]
    page = _converted(source, extensions)
    cleaned = clean(page, prefix=prefix, own_hosts=own_hosts, tags=POST_TAGS)
    return SafeHTML(with_images(cleaned, pictures)) if pictures else cleaned


def render_comment(
    source: str, *, hashtag_url: AddressOf, mention_url: AddressOf, own_hosts: frozenset[str]
) -> SafeHTML:
    marks = CommunityMarks(hashtag_url=hashtag_url, mention_url=mention_url, tags=COMMENT_TAGS)
    links = [Links(), NoReferences()]
    page = _converted(source, [*_SHARED, Code(coloured=False), *links, marks, CommentTree()])
    return clean(page, prefix="", own_hosts=own_hosts, tags=COMMENT_TAGS)


def clean_html(
    page: str, *, prefix: str, own_hosts: frozenset[str], pictures: LookUp | None = None
) -> SafeHTML:
    """The HTML of an imported post, through the same allow-list."""
    cleaned = clean(normalise(page), prefix=prefix, own_hosts=own_hosts, tags=POST_TAGS)
    return SafeHTML(with_images(cleaned, pictures)) if pictures else cleaned


def clean_comment_html(page: str, *, own_hosts: frozenset[str]) -> SafeHTML:
    """The HTML of an imported comment, through the narrower allow-list."""
    return clean(normalise(page), prefix="", own_hosts=own_hosts, tags=COMMENT_TAGS)


def _converted(source: str, extensions: list[Extension | str]) -> str:
    marked, rest = bounded(normalise(source))
    md = Markdown(extensions=extensions, extension_configs=_SETTINGS, output_format="html")
    md.treeprocessors.register(MarkGuard(md, len(source)), "mark_guard", 26)
    try:
        page = md.convert(marked)
    except RecursionError:
        page = as_paragraphs(marked)
    return f"{page}\n{as_paragraphs(rest)}"
