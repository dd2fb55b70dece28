"""The first page of the admin: what waits for hosts, what failed, what happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import LogEntry
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from comments.models import Comment
from cpdblog.admin_records import DEEDS
from mail.models import OutgoingEmail
from posts.models import Post
from transfer.models import Export, Import

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

COUNTED_TO = 1_000
SHOWN = 5
LATELY = dt.timedelta(days=14)  # as long as the rows of tasks and e-mails are kept
TOO_LONG = dt.timedelta(minutes=10)  # for a task that could begin at once


@dataclass(frozen=True, slots=True)
class Pile:
    """So many of something, and where they lie."""

    text: str
    url: str


def overview(*, at: dt.datetime) -> dict[str, Any]:
    return {
        "stuck_since": _stuck_since(at=at),
        "waiting": _piles(_waiting()),
        "failed": _piles(_failed(since=at - LATELY)),
        "recent_posts": Post.objects.published().for_list()[:SHOWN],
        "recent_comments": _recent_comments(),
        "new_members": User.objects.active().order_by("-pk")[:SHOWN],
        "deeds": [(entry, DEEDS[entry.action_flag]) for entry in _log()],
    }


def _stuck_since(*, at: dt.datetime) -> dt.datetime | None:
    """When the longest waiting task was queued, if none is waited for that long while all is well:
    the worker does not run, or not fast enough.
    """
    ready = DBTaskResult.objects.ready()
    since: dt.datetime | None = ready.aggregate(since=models.Min("enqueued_at"))["since"]
    return since if since and since < at - TOO_LONG else None


type Sentence = Callable[[int], str]


def _waiting() -> list[tuple[QuerySet[Any], Sentence, str]]:
    return [
        (Comment.objects.pending(), _comments_to_approve, reverse("comments:pending")),
        (Post.objects.submitted(), _posts_to_review, _list("posts_post", "status__exact=review")),
    ]


def _failed(*, since: dt.datetime) -> list[tuple[QuerySet[Any], Sentence, str]]:
    imports = Import.objects.failed().filter(created_at__gte=since)
    exports = Export.objects.failed().filter(created_at__gte=since)
    return [
        (imports, _imports_stopped, _list("transfer_import", "status__exact=failed")),
        (exports, _exports_stopped, _list("transfer_export", "status__exact=failed")),
        (
            OutgoingEmail.objects.given_up(),
            _emails_not_delivered,
            _list("mail_outgoingemail", "delivery=given-up"),
        ),
        (
            DBTaskResult.objects.failed(),
            _tasks_failed,
            _list("django_tasks_database_dbtaskresult", "status__exact=FAILED"),
        ),
    ]


def _list(name: str, query: str) -> str:
    return f"{reverse(f'admin:{name}_changelist')}?{query}"


def _piles(counted: list[tuple[QuerySet[Any], Sentence, str]]) -> list[Pile]:
    """Those with something in them. Beyond a thousand nobody needs to know how many more."""
    piles = []
    for rows, sentence, url in counted:
        count = rows.order_by()[: COUNTED_TO + 1].count()
        if count > COUNTED_TO:
            more = gettext("%(text)s, and more")
            piles.append(Pile(more % {"text": sentence(COUNTED_TO)}, url))
        elif count:
            piles.append(Pile(sentence(count), url))
    return piles


def _recent_comments() -> QuerySet[Comment]:
    newest = Comment.objects.approved().for_its_author().newest_first()
    return newest.defer("body_html", "post__source", "post__body_html")[:SHOWN]


def _log() -> QuerySet[LogEntry]:
    return LogEntry.objects.select_related("user", "content_type").order_by("-pk")[:SHOWN]


def _comments_to_approve(count: int) -> str:
    text = ngettext("%(count)d comment to approve", "%(count)d comments to approve", count)
    return text % {"count": count}


def _posts_to_review(count: int) -> str:
    text = ngettext("%(count)d post to review", "%(count)d posts to review", count)
    return text % {"count": count}


def _imports_stopped(count: int) -> str:
    text = ngettext("%(count)d import stopped", "%(count)d imports stopped", count)
    return text % {"count": count}


def _exports_stopped(count: int) -> str:
    text = ngettext("%(count)d export stopped", "%(count)d exports stopped", count)
    return text % {"count": count}


def _emails_not_delivered(count: int) -> str:
    text = ngettext("%(count)d e-mail not delivered", "%(count)d e-mails not delivered", count)
    return text % {"count": count}


def _tasks_failed(count: int) -> str:
    text = ngettext("%(count)d task failed", "%(count)d tasks failed", count)
    return text % {"count": count}
