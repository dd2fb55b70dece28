"""Deciding about a comment; each decision can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comments import several
from comments.decision_words import DECIDING, latest_kind
from comments.discussion import address_of
from comments.forms import RemovalForm
from comments.models import Comment, Decision, EditedSince
from cpdblog.lib.http.redirects import own_address
from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    from accounts.requests import AuthedRequest


@require_POST
def approval(request: AuthedRequest, comment_id: int) -> HttpResponse:
    return _decide(request, comment_to_decide(request, comment_id), Decision.Kind.APPROVED)


@require_POST
def spam(request: AuthedRequest, comment_id: int) -> HttpResponse:
    return _decide(request, comment_to_decide(request, comment_id), Decision.Kind.SPAM)


@require_POST
def reopening(request: AuthedRequest, comment_id: int) -> HttpResponse:
    return _decide(request, comment_to_decide(request, comment_id), Decision.Kind.REOPENED)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: AuthedRequest, comment_id: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.for_its_author(), pk=comment_id)
    if not comment.can_be_removed_by(request.user):
        raise PermissionDenied
    form = RemovalForm(request.POST or None)
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return _ask_to_remove(request, comment, form)
    return _decide(request, comment, Decision.Kind.REMOVED, **form.reason_given())


def _decide(
    request: AuthedRequest, comment: Comment, kind: Decision.Kind, **more: Any
) -> HttpResponse:
    if "alike" in request.POST:
        several.decide_alike(request, comment, kind, **more)
        return back_from(request, comment)
    before, status = latest_kind(comment), comment.status
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


def comment_to_decide(request: AuthedRequest, comment_id: int) -> Comment:
    comment = get_object_or_404(Comment.objects.select_related("post__blog"), pk=comment_id)
    if not comment.can_be_decided_by(request.user):
        raise PermissionDenied
    return comment


def _ask_to_remove(request: AuthedRequest, comment: Comment, form: RemovalForm) -> HttpResponse:
    """What somebody wrote themselves needs no reason."""
    sent = request.POST or request.GET
    is_own = comment.is_by(request.user)
    context = {
        "comment": comment,
        "post": comment.post,
        "blog": comment.post.blog,
        "form": form,
        "back": own_address(request, sent.get("next", "")),
        "cancel": own_address(request, sent.get("back", "") or sent.get("next", "")),
        "alike": "alike" in sent and several.alike_to(comment, request.user, sent).count(),
        "handle": sent.get("blog", ""),
    }
    name = "comments/removal.html" if is_own else "comments/removal_by_moderator.html"
    return render(request, name, context, status=422 if form.errors else 200)


def back_from(request: HttpRequest, comment: Comment) -> HttpResponse:
    if next_url := own_address(request, request.POST.get("next", "")):
        is_back = comment.is_pending and "#" not in next_url
        return HttpResponseRedirect(f"{next_url}#{comment.anchor}" if is_back else next_url)
    if comment.is_placed:
        return redirect(address_of(comment))
    return redirect(comment.post)
