"""Every kind of page that there is, with an address where this community shows one."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.urls import URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpdblog.management.page_examples import Examples

ANYBODY, MEMBER, AUTHOR, HOST = "anybody", "member", "author", "host"
# What an address answers with where that is no page: a document, data, or the way to a page.
NO_PAGES = {
    "*feed": "a feed",
    "*feed_rss": "a feed",
    "*feed_json": "a feed",
    "posts:sitemap*": "for search engines",
    "site:robots": "for search engines",
    "posts:opml": "for feed readers",
    "posts:oembed": "for other websites",
    "site:media": "a file",
    "transfer:*_file": "a file",
    "mfa_download_recovery_codes": "a file",
    "desk:tags": "for a script",
    "mfa_login_webauthn": "for a script",
    "admin:autocomplete": "for a script",
    "admin:jsi18n": "a script",
    "comments:permalink": "leads to a comment on its page",
    "posts:like": "leads back to the post",
    "*_login": "leads to a provider",
    "*_callback": "leads back from a provider",
    "admin:logout": "only takes what is sent",
    "admin:login": "leads to the page for signing in",
    "admin:view_on_site": "leads to a page of the site",
    "admin:None": "leads to a page of the admin",
}
PAGES_DESPITE = {"account_login"}
# Pages that have several faces, or no address of their own.
STATES = {
    "search:search": [("results", {"q": "library"}), ("nothing found", {"q": "zxqvwk"})],
    "people:list": [("filtered", {"order": "name"}), ("nobody", {"q": "zxqvwk"})],
    "comments:pending": [
        ("approved", {"status": "approved"}),
        ("spam", {"status": "spam"}),
        ("removed", {"status": "removed"}),
    ],
    "posts:blogs": [("filtered", {"order": "title"}), ("none", {"q": "zxqvwk"})],
}
LOST = "not found"


@dataclass(frozen=True, slots=True)
class PageKind:
    """`name` is that of its address, with a remark in brackets where it has several states;
    `address` is empty where the community has nothing to show there yet.
    """

    name: str
    who: str
    address: str


class Address(NamedTuple):
    name: str
    parts: tuple[str, ...]  # what an address of the kind is made with
    view: Any

    @property
    def is_page(self) -> bool:
        is_none = any(fnmatchcase(self.name, known) for known in NO_PAGES)
        return (self.name in PAGES_DESPITE or not is_none) and self._takes_get

    @property
    def _takes_get(self) -> bool:
        """What require_POST, require_safe and their like were told; without them it is taken."""
        view = self.view
        while inspect.isfunction(view):
            methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
            if methods is not None:
                return "GET" in methods
            view = getattr(view, "__wrapped__", None)
        return True

    @property
    def who(self) -> str:
        """Nearly: what is of a blog is for its authors, and docs/permissions.md has exceptions."""
        if self.name.startswith("admin:"):
            return HOST
        if not getattr(self.view, "login_required", True):
            return ANYBODY
        is_of_a_blog = {"handle", "post_id", "comment_id"}.intersection(self.parts)
        return AUTHOR if is_of_a_blog else MEMBER


def page_kinds(examples: Examples) -> Iterator[PageKind]:
    pages = {address.name: address for address in named_addresses() if address.is_page}
    for name, page in pages.items():
        address = examples.address(name, page.parts)
        yield PageKind(name, page.who, address)
        for state, query in STATES.get(name, []):
            yield PageKind(f"{name} ({state})", page.who, f"{address}?{urlencode(query)}")
    yield PageKind(LOST, ANYBODY, "/nothing/")
    yield PageKind(f"{LOST} (on a blog)", ANYBODY, examples.lost_address())


def named_addresses() -> Iterator[Address]:
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(entries: list[Any], space: str, parts: tuple[str, ...]) -> Iterator[Address]:
    for entry in entries:
        here = (*parts, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            deeper = f"{entry.namespace}:" if entry.namespace else ""
            yield from _walk(entry.url_patterns, space + deeper, here)
        else:
            yield Address(f"{space}{entry.name}", here, entry.callback)
