"""Finds the members here who are the authors of what is imported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from accounts.models import User
from blogs.models import Blog, BlogMember
from transfer.importers.common.text import strip_markup

if TYPE_CHECKING:
    from transfer.importers.common.items import ImportedAuthor

_MAX_NAME_LENGTH = 80
_MAX_NEWCOMERS = 500
_validate_url = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class People:
    """Who is who, for one import.

    Anybody can write any e-mail address into a file. Where a host brings it in, the address finds
    the member; where a member does, it finds only who writes on that blog already, and nobody
    becomes an author of words they never saw.
    """

    owner: User
    finds_members: bool = True
    newcomers: set[tuple[str, str, str]] = field(default_factory=set)

    def author_of(self, imported: ImportedAuthor, *, blog: Blog) -> User:
        """The member with the e-mail address of the author there; else who writes on this blog
        under that handle or name; else somebody new, who may write here and nothing more.

        A handle alone makes nobody the author: "admin" there is seldom the admin here.
        """
        login, email = imported.login, clean_email(imported.email)
        name = clean_name(imported.name) or login[:_MAX_NAME_LENGTH]
        if not (login or email or name):
            return self.owner
        known = self._member(email, blog) or _find_writer(blog, login, name)
        author = known or self._newcomer(login or name, email, name)
        blog.members.join(author, role=BlogMember.Role.GUEST)
        return author

    def _member(self, email: str, blog: Blog) -> User | None:
        if not email:
            return None
        people = User.objects.active() if self.finds_members else blog.writers()
        return people.with_handle_or_email(email=email).first()  # type: ignore[attr-defined,no-any-return]

    def _newcomer(self, login: str, email: str, name: str) -> User:
        self.newcomers.add((login, email, name))
        if len(self.newcomers) > _MAX_NEWCOMERS:
            return self.owner
        stored_email = email if self.finds_members else ""
        return User.objects.create_user(User.objects.free_handle(login), stored_email, name=name)


def clean_name(text: str) -> str:
    return strip_markup(text)[:_MAX_NAME_LENGTH].strip()


def clean_email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text if len(text) <= 254 else ""  # noqa: PLR2004


def clean_url(text: str, *, max_length: int = 200) -> str:
    try:
        _validate_url(text)
    except ValidationError:
        return ""
    return text if len(text) <= max_length else ""


def _find_writer(blog: Blog, login: str, name: str) -> User | None:
    by_handle = blog.writers().filter(handle=login.lower()).first() if login else None
    return by_handle or blog.writers().filter(name=name).order_by("pk").first()
