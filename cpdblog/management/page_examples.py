"""Something in this community that stands for each part of an address."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from blogs.models import Blog
from comments import guests
from comments.models import Comment
from posts.blogs import categories_in_use, pages_of
from posts.models import Post, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from accounts.models import User
    from posts.models.post_queries import PostQuerySet

# A key is in the e-mail that brought it and nowhere else; the page says that this one is no good.
NO_KEY = "opens-nothing"
PASSKEY = Authenticator.Type.WEBAUTHN


class Examples:
    """What AUTHOR may open: their blog, their posts, what was said there."""

    def __init__(self, author: User) -> None:
        self.author = author

    def address(self, name: str, parts: Iterable[str]) -> str:
        """Empty where there is nothing of the kind."""
        if name in _WHOLE:
            return _WHOLE[name](self)
        known = {**self._usual(), **self._special(name)}
        values = {part: known.get(part, NO_KEY) for part in parts}
        if name == "admin:app_list":
            values = {"app_label": Post._meta.app_label}
        try:
            return "" if None in values.values() else reverse(name, kwargs=values)
        except NoReverseMatch:  # where a number stands, and nothing has one
            return ""

    def lost_address(self) -> str:
        """Of a post that is not there: a letter fell out on the way."""
        return f"{self.post.get_absolute_url()[:-2]}/" if self.post else "/nothing/"

    @cached_property
    def blog(self) -> Blog | None:
        return Blog.objects.open().owned_by(self.author).by_title().first()

    @cached_property
    def post(self) -> Post | None:
        """The one that is discussed most."""
        return self.posts().published().posts().order_by("-comment_count", "pk").first()

    @cached_property
    def draft(self) -> Post | None:
        mine = self.posts().posts().not_binned().by(self.author).order_by("pk")
        return mine.in_month(None, None).first() or mine.first()

    def posts(self) -> PostQuerySet:
        return self.blog.posts.all() if self.blog else Post.objects.none()

    def guests_comment(self, **of: str) -> Comment | None:
        return Comment.objects.approved().filter(author=None, **of).order_by("pk").first()

    def _usual(self) -> dict[str, Any]:
        """What a part of an address stands for wherever nothing else is said."""
        post = self.post
        comment = post.comments.approved().order_by("pk").first() if post else None
        return {
            "handle": self.blog and self.blog.handle,
            "year": post and post.address_year,
            "month": post and f"{post.address_month:02}",
            "slug": post and post.slug,
            "post_id": self.draft and self.draft.pk,
            "comment_id": comment and comment.pk,
            "parent_id": comment and comment.pk,
            "image_id": self.blog and _pk(self.blog.images.order_by("pk")),
        }

    def _special(self, name: str) -> dict[str, Any]:
        match name:
            case "comments:edit":
                mine = Comment.objects.for_its_author().filter(author=self.author)
                return {"comment_id": _pk(mine.order_by("pk"))}
            case "comments:claim":
                claimable = self.guests_comment(email=self.author.email)
                return {"comment_id": claimable and claimable.pk}
            case "desk:deletion":
                return {"post_id": _pk(self.posts().binned().by(self.author).order_by("pk"))}
            case "transfer:import_detail" if self.blog:
                return {"pk": _pk(self.blog.imports.newest_first())}
            case "mfa_edit_webauthn" | "mfa_remove_webauthn":
                keys = Authenticator.objects.filter(user=self.author, type=PASSKEY)
                return {"pk": _pk(keys.order_by("pk"))}
        return {"object_id": _pk_in_the_admin(name)} if name.startswith("admin:") else {}


# What knows its address itself, and pages whose keys can be made.
_WHOLE: dict[str, Callable[[Examples], str]] = {
    "people:detail": lambda of: of.author.get_absolute_url(),
    "comments:of_person": lambda of: f"{of.author.get_absolute_url()}comments/",
    "posts:tag": lambda of: _address(Tag.objects.most_used()),
    "posts:page": lambda of: _address(pages_of(of.blog)) if of.blog else "",
    "blogs:category": lambda of: _address(categories_in_use(of.blog)) if of.blog else "",
    "posts:preview_link": lambda of: _preview(of.posts().exclude(preview_key="").first()),
    "comments:private": lambda of: _maybe(guests.private_address, of.guests_comment()),
    "comments:claim_by_email": lambda of: _maybe(
        guests.claim_address, of.guests_comment(email=of.author.email)
    ),
}


def _pk(things: QuerySet[Any]) -> int | None:
    return things.values_list("pk", flat=True).first()


def _address(things: QuerySet[Any]) -> str:
    thing = things.first()
    return thing.get_absolute_url() if thing else ""


def _preview(post: Post | None) -> str:
    return reverse("posts:preview_link", args=[post.preview_key]) if post else ""


def _maybe(address: Callable[[Comment], str], comment: Comment | None) -> str:
    return address(comment) if comment else ""


def _pk_in_the_admin(name: str) -> int | str | None:
    for model in admin.site._registry:
        if name.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_"):
            return _pk(model._default_manager.order_by("pk"))
    return None
