"""What can be done to several posts at once; an exception says why one stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from blogs.models.blog import BlogClosed
from cpdblog.lib.database.locking import Conflict
from posts.models import Post
from posts.models.post import NOTHING_TO_READ
from posts.models.tag import tag_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from accounts.models import User

type Value = list[str]  # names of tags, or of one category


class NotYoursToChange(Conflict):
    message = _("You may not change it.")


class NotYoursToPublish(Conflict):
    message = _("An editor of the blog decides about that.")


class NothingToShow(Conflict):
    message = NOTHING_TO_READ


class AlreadySo(Conflict):
    message = _("There was nothing to do.")


class OnAnotherBlog(Conflict):
    message = _("It is on a blog without that category.")


@dataclass(frozen=True)
class BulkAction:
    """`verb` answers whether `undo`, another action with the same value, takes back all it did."""

    label: str | _StrPromise
    verb: Callable[[Post, User, Value], bool]
    done: Any  # the sentence afterwards, by number
    undo: str = ""
    asks_for: str = ""  # "tags" or "category"
    is_in_menu: bool = True

    def apply(self, post: Post, *, by: User, value: Value) -> bool:
        """Raises Conflict where the post stays as it was."""
        with transaction.atomic():
            post.lock_with_blog()
            if post.blog.is_closed:
                raise BlogClosed
            if not post.can_be_managed_by(by):
                raise NotYoursToChange
            return self.verb(post, by, value)


def _publish(post: Post, by: User, _value: Value) -> bool:
    was_draft = post.status == Post.Status.DRAFT
    if post.is_published:
        raise AlreadySo
    _refuse_guests(post, by)
    if not post.has_visible_text:
        raise NothingToShow
    post.publish()
    post.submit_for_review(at=None)
    return was_draft


def _back_to_drafts(post: Post, by: User, _value: Value) -> bool:
    was_public = post.is_published
    if post.status == Post.Status.DRAFT:
        raise AlreadySo
    _refuse_guests(post, by)
    post.unpublish()
    return was_public


def _bin(post: Post, _by: User, _value: Value) -> bool:
    if post.status == Post.Status.BINNED:
        raise AlreadySo
    post.bin()
    return True


def _restore(post: Post, _by: User, _value: Value) -> bool:
    if post.status != Post.Status.BINNED:
        raise AlreadySo
    post.restore_from_bin()
    return True


def _add_tags(post: Post, by: User, value: Value) -> bool:
    have = post.tag_names()
    known = {tag_key(name) for name in have}
    new = [name for name in value if tag_key(name) not in known]
    if not new:
        raise AlreadySo
    post.apply_edit({"tags": [*have, *new]}, by=by)
    return len(new) == len(value)


def _remove_tags(post: Post, by: User, value: Value) -> bool:
    have, unwanted = post.tag_names(), {tag_key(name) for name in value}
    rest = [name for name in have if tag_key(name) not in unwanted]
    if rest == have:
        raise AlreadySo
    post.apply_edit({"tags": rest}, by=by)
    return len(have) - len(rest) == len(value)


def _set_category(post: Post, by: User, value: Value) -> bool:
    known = {str(one) for one in post.blog.categories.all()}
    if not known.issuperset(value):
        raise OnAnotherBlog
    if post.editable_fields()["categories"] == value:
        raise AlreadySo
    post.apply_edit({"categories": value}, by=by)
    return False


def _refuse_guests(post: Post, by: User) -> None:
    if not post.blog.can_be_published_on_by(by):
        raise NotYoursToPublish


ACTIONS = {
    "publish": BulkAction(
        _("Publish"),
        _publish,
        ngettext_lazy("One post is published.", "%d posts are published."),
        undo="draft",
    ),
    "draft": BulkAction(
        _("Back to drafts"),
        _back_to_drafts,
        ngettext_lazy("One post is a draft again.", "%d posts are drafts again."),
        undo="publish",
    ),
    "tag": BulkAction(
        _("Add tags"),
        _add_tags,
        ngettext_lazy("One post has new tags.", "%d posts have new tags."),
        undo="untag",
        asks_for="tags",
    ),
    "untag": BulkAction(
        _("Remove tags"),
        _remove_tags,
        ngettext_lazy("One post has fewer tags.", "%d posts have fewer tags."),
        undo="tag",
        asks_for="tags",
    ),
    "category": BulkAction(
        _("Change category"),
        _set_category,
        ngettext_lazy("One post has another category.", "%d posts have another category."),
        asks_for="category",
    ),
    "bin": BulkAction(
        _("Move to bin"),
        _bin,
        ngettext_lazy("One post is in the bin.", "%d posts are in the bin."),
        undo="restore",
    ),
    "restore": BulkAction(
        _("Restore"),
        _restore,
        ngettext_lazy("One post is restored.", "%d posts are restored."),
        undo="bin",
        is_in_menu=False,
    ),
}
FOR_PUBLISHERS = {"publish", "draft"}


def actions_for_list(
    *, is_bin: bool, can_publish: bool, has_categories: bool
) -> list[tuple[str, Any]]:
    """Values and labels for the menu under a list of posts."""
    if is_bin:
        return [("restore", ACTIONS["restore"].label)]
    left_out = set() if can_publish else FOR_PUBLISHERS
    left_out |= set() if has_categories else {"category"}
    return [
        (name, action.label)
        for name, action in ACTIONS.items()
        if action.is_in_menu and name not in left_out
    ]
