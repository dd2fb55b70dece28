"""What is to become of a post when the publish button is pressed: the choices, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from posts.models import Post

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import User


class PublishChoice:
    NOW, DATE, DRAFT, PRIVATE, ASK = "now", "date", "draft", "private", "ask"
    TO_READERS = frozenset({NOW, DATE, ASK})  # at once, later, or once an editor has looked


def publish_choices(post: Post, *, can_publish: bool) -> list[tuple[str, Any]]:
    """Values and labels, as a ChoiceField takes them."""
    draft = (PublishChoice.DRAFT, _("Keep as a draft"))
    private = (PublishChoice.PRIVATE, _("Private, for writers of this blog"))
    if not can_publish:
        return [(PublishChoice.ASK, _("Submit for review")), draft]
    if post.is_published:
        return [
            (PublishChoice.NOW, _("Published")),
            (PublishChoice.DRAFT, _("Unpublish, back to draft")),
            private,
        ]
    return [
        (PublishChoice.NOW, _("Now")),
        (PublishChoice.DATE, _("On a date")),
        draft,
        private,
    ]


def publish_labels(post: Post) -> dict[str, str]:
    """What the filled button says for each choice."""
    is_scheduled = post.status == Post.Status.SCHEDULED
    return {
        PublishChoice.NOW: gettext("Update") if post.is_published else gettext("Publish"),
        PublishChoice.ASK: gettext("Submit for review"),
        PublishChoice.DATE: gettext("Update") if is_scheduled else gettext("Schedule"),
        PublishChoice.PRIVATE: gettext("Save as private"),
        PublishChoice.DRAFT: gettext("Unpublish")
        if post.is_published
        else gettext("Save as draft"),
    }


def conflict_labels(post: Post, choice: str) -> dict[str, str]:
    """What the buttons of the conflict page say: `this`, of the merged text, and `mine`. CHOICE is
    what was pressed first; "" where it was only to be saved.
    """
    is_public = post.is_published
    if choice == PublishChoice.NOW and is_public:
        this, mine = gettext("Update with this text"), gettext("Keep mine and update")
    elif choice == PublishChoice.NOW:
        this, mine = gettext("Publish this text"), gettext("Keep mine and publish")
    elif choice == PublishChoice.DATE:
        this, mine = gettext("Schedule this text"), gettext("Keep mine and schedule")
    elif choice == PublishChoice.ASK:
        this, mine = gettext("Submit this text"), gettext("Keep mine and submit")
    elif choice == PublishChoice.DRAFT and is_public:
        this, mine = gettext("Unpublish with this text"), gettext("Keep mine and unpublish")
    else:
        this, mine = gettext("Save this text"), gettext("Keep mine")
    return {"this": this, "mine": mine}


def initial_choice(post: Post, by: User) -> str:
    if not post.blog.can_be_published_on_by(by):
        return PublishChoice.ASK
    choices = {
        Post.Status.SCHEDULED: PublishChoice.DATE,
        Post.Status.PRIVATE: PublishChoice.PRIVATE,
    }
    return choices.get(Post.Status(post.status), PublishChoice.NOW)


def apply_publish_choice(post: Post, choice: str, date: dt.datetime | None) -> None:
    match choice:
        case PublishChoice.NOW if not post.is_published:
            post.publish(at=date)
        case PublishChoice.DATE if date:
            post.schedule(at=date)
        case PublishChoice.DRAFT if post.status != Post.Status.DRAFT:
            post.unpublish()
        case PublishChoice.PRIVATE:
            post.keep_private()
    post.submit_for_review(at=timezone.now() if choice == PublishChoice.ASK else None)
