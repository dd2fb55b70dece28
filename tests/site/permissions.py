"""Reads docs/permissions.md, and knows something that stands for each part of an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from blogs.models import BlogMember, Handover, Invitation
from images.models import Image
from posts.models import Post, Tag
from tests.casts import signed_in
from tests.make import NOON, make_blog, make_comment, make_member, make_post, make_user
from tests.rules.ground import ROOT, is_ours
from transfer.models import Export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase

    from accounts.models import User
    from blogs.models import Blog

TABLE = ROOT / "docs" / "permissions.md"
ROLES = ["signed out", "member", "guest author", "author", "editor", "owner", "owner elsewhere"]
ROLES += ["host"]
ANSWERS = {"yes", "sign in", "no", "hidden"}


@dataclass(frozen=True)
class Row:
    """`names` may hold *; `of` says which of several things the row is about."""

    names: tuple[str, ...]
    of: str
    method: str
    answers: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {' '.join(self.names)} {self.of}".strip()

    def is_about(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.names)


def rows() -> list[Row]:
    found = []
    for line in TABLE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 2 + len(ROLES):
            names = tuple(re.findall(r"`([^`]+)`", cells[0]))
            of = re.sub(r"`[^`]+`", "", cells[0]).strip(" ,")
            found.append(Row(names, of, cells[1], tuple(cells[2:])))
    return found


def addresses() -> dict[str, list[str]]:
    """Every address of ours by its name, with the names of its parts."""
    return {
        name: list(pattern.pattern.converters)
        for name, pattern in _walk(get_resolver().url_patterns)
        if is_ours(pattern.callback.__module__) or _is_of_the_office(name)
    }


def _is_of_the_office(name: str) -> bool:
    return name == "admin:index" or fnmatchcase(name, "admin:*_changelist")


def _walk(entries: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, space + _prefix(entry))
        else:
            yield f"{space}{entry.name}", entry


def _prefix(resolver: URLResolver) -> str:
    return f"{resolver.namespace}:" if resolver.namespace else ""


class Place:
    """A blog with all its people, and one of everything that an address can name."""

    def __init__(self) -> None:
        owner, author = make_user("Olive"), make_user("Archie")
        self.blog = blog = make_blog(owner, handle="quiet-carriage")
        guest, editor = make_user("Greta"), make_user("Edie")
        self.author = make_member(blog, author, BlogMember.Role.AUTHOR)
        make_member(blog, guest, BlogMember.Role.GUEST)
        make_member(blog, editor, BlogMember.Role.EDITOR)
        elsewhere = make_user("Elias")
        make_blog(elsewhere, handle="elsewhere")
        host = make_user("Mo", is_staff=True, is_superuser=True)
        self.people = dict(
            zip(
                ROLES[1:],
                [make_user("Max"), guest, author, editor, owner, elsewhere, host],
                strict=True,
            )
        )
        self.post = make_post(
            blog, author=author, title="Rain", tags=["weather"], categories=["Trains"]
        )
        self.page = make_post(blog, kind=Post.Kind.PAGE, title="About")
        self.drafts = {
            role: make_post(blog, author=self.people[role], status="draft")
            for role in ("author", "guest author")
        }
        self.comment = make_comment(self.post, status="pending")
        self.comment = make_comment(self.post, by=self.people["member"])
        self.invitation = Invitation.objects.invite(
            "ines@example.org", blog=blog, role=BlogMember.Role.AUTHOR, by=owner
        )
        self.key = self.invitation.renew_key()
        Handover.objects.offer(blog, to=self.author, by=owner)
        self.image = Image.objects.create(
            blog=blog, by=author, digest="0", name="pictures/nothing", widths=[1], width=1, height=1
        )
        self.export = _packed(blog, owner)
        self.everything = _packed(None, self.people["member"])

    def address(self, name: str, parts: list[str], of: str = "") -> str:
        special = self._special(name, of)
        return reverse(name, kwargs={part: special.get(part, self._usual(part)) for part in parts})

    def _usual(self, part: str) -> Any:
        """What a part of an address stands for wherever nothing else is said."""
        return {
            "handle": self.blog.handle,
            "year": self.post.address_year,
            "month": f"{self.post.address_month:02}",
            "slug": self.post.slug,
            "post_id": self.drafts["author"].pk,
            "number": 0,
            "pk": 0,
        }.get(part, "nothing")

    def _special(self, name: str, of: str) -> dict[str, Any]:
        """What it stands for at this address; OF tells rows about one address apart."""
        if name.startswith("posts:tag"):
            return {"slug": Tag.objects.get(key="weather").slug}
        if "person" in name:
            return {"handle": self.people["owner"].handle}
        if ":category" in name:
            return {"slug": "trains"}
        if of in {"of the author", "of the guest author"}:
            return {"post_id": self.drafts[of.removeprefix("of the ")].pk}
        known: dict[str, dict[str, Any]] = {
            "people:detail": {"handle": self.people["owner"].handle},
            "posts:page": {"slug": self.page.slug},
            "comments:reply_to": {"parent_id": self.comment.pk},
            "comments:permalink": {"comment_id": self.comment.pk},
            "comments:approval": {"comment_id": self.comment.pk},
            "comments:spam": {"comment_id": self.comment.pk},
            "comments:reopening": {"comment_id": self.comment.pk},
            "comments:edit": {"comment_id": self.comment.pk},
            "comments:private": {"comment_id": self.comment.pk, "token": "opens-nothing"},
            "comments:claim": {"comment_id": self.comment.pk},
            "comments:claim_by_email": {"comment_id": self.comment.pk, "token": "opens-nothing"},
            "comments:removal": {"comment_id": self.comment.pk},
            "comments:answer": {"comment_id": self.comment.pk},
            "posts:sitemap_of_year": {"number": 1},
            "posts:sitemap_of": {"kind": "blogs"},
            "desk:image": {"image_id": self.image.pk},
            "desk:delete_image": {"image_id": self.image.pk},
            "transfer:export_file": {"pk": self.export.pk},
            "transfer:everything_file": {"pk": self.everything.pk},
            "desk:invitation": {"key": self.key},
            "desk:blog_member": {"member_id": self.author.pk},
            "desk:blog_invitation": {"invitation_id": self.invitation.pk},
        }
        return known.get(name, {})

    def client(self, role: str) -> Client:
        return signed_in(self.people[role]) if role in self.people else Client()


def _packed(blog: Blog | None, by: User) -> Export:
    return Export.objects.create(
        blog=blog,
        by=by,
        status=Export.Status.DONE,
        finished_at=NOON,
        counts={"comments": 1, "versions": 1, "likes": 1},
        file=storages["private"].save("exports/tried.zip", ContentFile(b"zip")),
    )


def meaning(answer: HttpResponseBase) -> str:
    """One of ANSWERS; let in with a form that is empty is let in."""
    if answer.status_code in {301, 302, 303}:
        return "sign in" if answer.headers["Location"].startswith("/accounts/login/") else "yes"
    known = {403: "no", 404: "hidden"}
    if answer.status_code in {200, 201, 204, 400, 409, 410, 422, 429}:
        return "yes"
    return known.get(answer.status_code, f"an answer {answer.status_code}")
