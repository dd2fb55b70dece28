"""Whose words the imported ones are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from accounts.models import User
from blogs.models import Blog, BlogMember
from transfer.importers.common.text import words

if TYPE_CHECKING:
    from transfer.importers.common.items import ImportedAuthor

_LONGEST_NAME = 80
_MOST_NEWCOMERS = 500
_web_address = URLValidator(schemes=["http", "https"])


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

    def author_of(self, there: ImportedAuthor, *, blog: Blog) -> User:
        """The member with the e-mail address of the author there; else who writes on this blog
        under that handle or name; else somebody new, who may write here and nothing more.

        A handle alone makes nobody the author: "admin" there is seldom the admin here.
        """
        login, email = there.login, email_of(there.email)
        name = name_of(there.name) or login[:_LONGEST_NAME]
        if not (login or email or name):
            return self.owner
        known = self._member(email, blog) or _writing_here(blog, login, name)
        author = known or self._newcomer(login or name, email, name)
        BlogMember.objects.get_or_create(
            blog=blog, user=author, defaults={"role": BlogMember.Role.GUEST}
        )
        return author

    def _member(self, email: str, blog: Blog) -> User | None:
        if not email:
            return None
        people = User.objects.active() if self.finds_members else blog.writers()
        return people.called(email=email).first()  # type: ignore[attr-defined,no-any-return]

    def _newcomer(self, login: str, email: str, name: str) -> User:
        self.newcomers.add((login, email, name))
        if len(self.newcomers) > _MOST_NEWCOMERS:
            return self.owner
        kept = email if self.finds_members else ""
        return User.objects.create_user(User.objects.free_handle(login), kept, name=name)


def name_of(text: str) -> str:
    return words(text)[:_LONGEST_NAME].strip()


def email_of(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text if len(text) <= 254 else ""  # noqa: PLR2004


def website_of(text: str, *, longest: int = 200) -> str:
    try:
        _web_address(text)
    except ValidationError:
        return ""
    return text if len(text) <= longest else ""


def _writing_here(blog: Blog, login: str, name: str) -> User | None:
    by_handle = blog.writers().filter(handle=login.lower()).first() if login else None
    return by_handle or blog.writers().filter(name=name).order_by("pk").first()
