"""Whose words the imported ones are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from accounts.models import User
from moving.importers.text import words
from posts.models import Blog, BlogMember

if TYPE_CHECKING:
    from moving.importers.arriving import ArrivingAuthor

_LONGEST_NAME = 80
_web_address = URLValidator(schemes=["http", "https"])


def author_of(there: ArrivingAuthor, *, blog: Blog, owner: User) -> User:
    """The member with the e-mail address of the author there; else who writes on this blog under
    that handle or name; else somebody new, who may write here and nothing more.

    A handle alone makes nobody the author: "admin" there is seldom the admin here.
    """
    login, email = there.login, email_of(there.email)
    name = name_of(there.name) or login[:_LONGEST_NAME]
    if not (login or email or name):
        return owner
    known = User.objects.active().called(email=email).first() if email else None
    author = known or _writing_here(blog, login, name) or _newcomer(login or name, email, name)
    BlogMember.objects.get_or_create(
        blog=blog, user=author, defaults={"role": BlogMember.Role.GUEST}
    )
    return author


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
    by_handle = blog.writers().filter(handle=login.lower()).first()
    return by_handle or blog.writers().filter(name=name).order_by("pk").first()


def _newcomer(login: str, email: str, name: str) -> User:
    return User.objects.create_user(User.objects.free_handle(login), email, name=name)
