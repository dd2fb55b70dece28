"""Deciding about comments, one by one and several at once; each decision can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from comments.discussion import address_of
from comments.forms import RemovalForm
from comments.models import Comment, Decision, EditedSince, RemovedByAuthor
from cpdblog.lib.database.locking import Gone
from cpdblog.lib.http.parse_pk import parse_pk
from cpdblog.lib.http.redirects import own_address
from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User
    from accounts.requests import AuthedRequest

MAX_AT_ONCE = 100


class Verb(Protocol):
    def __call__(self, comment: Comment, /, *, by: User, version: str | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Deciding:
    verb: Verb
    one: str  # name of the address that does it to one comment
    several: str  # and to several
    message: Any
    message_of_several: Any


DECIDING = {
    Decision.Kind.APPROVED: Deciding(
        Comment.approve,
        "comments:approval",
        "comments:approve_several",
        gettext_lazy("Approved: what %(name)s wrote is on the page."),
        ngettext_lazy("Approved: one comment.", "Approved: %(count)d comments.", "count"),
    ),
    Decision.Kind.SPAM: Deciding(
        Comment.mark_as_spam,
        "comments:spam",
        "comments:spam_several",
        gettext_lazy("Marked as spam: what %(name)s wrote."),
        ngettext_lazy(
            "Marked as spam: one comment.", "Marked as spam: %(count)d comments.", "count"
        ),
    ),
    Decision.Kind.REMOVED: Deciding(
        Comment.remove,
        "comments:removal",
        "comments:remove_several",
        gettext_lazy("Removed: what %(name)s wrote."),
        ngettext_lazy("Removed: one comment.", "Removed: %(count)d comments.", "count"),
    ),
    Decision.Kind.REOPENED: Deciding(
        Comment.reopen,
        "comments:reopening",
        "comments:reopen_several",
        gettext_lazy("What %(name)s wrote is to be approved again."),
        ngettext_lazy(
            "One comment is to be approved again.",
            "%(count)d comments are to be approved again.",
            "count",
        ),
    ),
}


@require_POST
def approval(request: AuthedRequest, comment_id: int) -> HttpResponse:
    return _decide(request, _comment_to_decide(request, comment_id), Decision.Kind.APPROVED)


@require_POST
def spam(request: AuthedRequest, comment_id: int) -> HttpResponse:
    return _decide(request, _comment_to_decide(request, comment_id), Decision.Kind.SPAM)


@require_POST
def reopening(request: AuthedRequest, comment_id: int) -> HttpResponse:
    return _decide(request, _comment_to_decide(request, comment_id), Decision.Kind.REOPENED)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: AuthedRequest, comment_id: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.for_its_author(), pk=comment_id)
    if not comment.can_be_removed_by(request.user):
        raise PermissionDenied
    form = RemovalForm(request.POST or None)
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return _ask_to_remove(request, comment, form)
    return _decide(request, comment, Decision.Kind.REMOVED, **form.reason_given())


@require_POST
def decide_several(request: AuthedRequest, kind: str) -> HttpResponse:
    """Each as it was read; the others are left alone."""
    pks = _ticked(request)
    if not pks:
        messages.warning(request, _("Tick the comments first."))
        return _to_queue(request)
    comments = Comment.objects.all().moderated_by(request.user).with_pks(pks)
    undone_by, decided = "", []
    for comment in comments.select_related("post__blog").order_by("pk"):
        before = _latest_kind(comment)
        if _decides(request, comment, kind):
            undone_by = before
            decided.append(comment)
    _tell_of_several(request, kind, decided, left=len(pks) - len(decided), undone_by=undone_by)
    return _to_queue(request)


def _decide(
    request: AuthedRequest, comment: Comment, kind: Decision.Kind, **more: Any
) -> HttpResponse:
    before, status = _latest_kind(comment), comment.status
    deciding = DECIDING[kind]
    try:
        deciding.verb(comment, by=request.user, version=request.POST.get("version"), **more)
    except EditedSince as since:
        messages.error(request, str(since.message))
        return back_from(request, comment)
    if comment.status == status:
        messages.info(request, _("Nothing was changed: it had been decided so already."))
        return back_from(request, comment)
    undo = "" if comment.removed_by_author else reverse(DECIDING[before].one, args=[comment.pk])
    message = deciding.message % {"name": isolated(comment.name)}
    messages.success(request, message, extra_tags=undo)
    return back_from(request, comment)


def _decides(request: AuthedRequest, comment: Comment, kind: str) -> bool:
    version = request.POST.get(f"version-{comment.pk}")
    status = comment.status
    try:
        DECIDING[Decision.Kind(kind)].verb(comment, by=request.user, version=version)
    except (EditedSince, RemovedByAuthor, Gone):
        return False
    return comment.status != status


def _latest_kind(comment: Comment) -> Decision.Kind:
    """The decision that leads back to where COMMENT is now."""
    if comment.is_pending:
        return Decision.Kind.REOPENED
    latest = comment.decisions.order_by("-pk").first()
    is_hidden = not comment.is_approved and latest is not None
    return Decision.Kind(latest.kind if latest and is_hidden else comment.status)


def _tell_of_several(
    request: AuthedRequest, kind: str, decided: list[Comment], *, left: int, undone_by: str
) -> None:
    if decided:
        undo = DECIDING[Decision.Kind(undone_by)].several
        ticks = urlencode([("c", comment.pk) for comment in decided])
        message = DECIDING[Decision.Kind(kind)].message_of_several % {"count": len(decided)}
        messages.success(request, message, extra_tags=f"{reverse(undo)}?{ticks}")
    if left:
        messages.warning(request, _left_alone % {"count": left})


_left_alone = ngettext_lazy(
    "One comment was left alone: it was edited or decided meanwhile, or it is not yours to decide.",
    "%(count)d comments were left alone: they were edited or decided meanwhile, or they are not"
    " yours to decide.",
    "count",
)


def _ticked(request: HttpRequest) -> list[int]:
    """In the form, or in the address that undoes."""
    typed: Iterable[str] = request.POST.getlist("c") or request.GET.getlist("c")
    if "all" in request.POST:
        typed = [name.removeprefix("version-") for name in request.POST if "version-" in name]
    pks = [pk for pk in map(parse_pk, typed) if pk is not None]
    return sorted(set(pks))[:MAX_AT_ONCE]


def _comment_to_decide(request: AuthedRequest, comment_id: int) -> Comment:
    comment = get_object_or_404(Comment.objects.select_related("post__blog"), pk=comment_id)
    if not comment.can_be_decided_by(request.user):
        raise PermissionDenied
    return comment


def _ask_to_remove(request: AuthedRequest, comment: Comment, form: RemovalForm) -> HttpResponse:
    """What somebody wrote themselves needs no reason."""
    is_own = comment.is_by(request.user)
    context = {
        "comment": comment,
        "post": comment.post,
        "blog": comment.post.blog,
        "form": form,
        "back": own_address(request, request.GET.get("next", "")),
    }
    name = "comments/removal.html" if is_own else "comments/removal_by_moderator.html"
    return render(request, name, context, status=422 if form.errors else 200)


def _to_queue(request: HttpRequest) -> HttpResponse:
    if next_url := own_address(request, request.POST.get("next", "")):
        return HttpResponseRedirect(next_url)
    return redirect("comments:pending")


def back_from(request: HttpRequest, comment: Comment) -> HttpResponse:
    if next_url := own_address(request, request.POST.get("next", "")):
        return HttpResponseRedirect(next_url)
    if comment.is_placed:
        return redirect(address_of(comment))
    return redirect(comment.post)
