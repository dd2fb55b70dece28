"""Those who decide about a comment approve and answer it in one go, and go on in the queue."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.decisions import comment_to_decide
from comments.forms import ReplyForm
from comments.models import Comment, EditedSince, RemovedByAuthor
from comments.replying import member_signature
from comments.submitting import Reply, ReplyRefused
from cpdblog.lib.http.client_address import client_address
from cpdblog.lib.http.redirects import own_address

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: AuthedRequest, comment_id: int) -> HttpResponse:
    comment = comment_to_decide(request, comment_id)
    if request.method != "POST":
        return _show(request, comment, ReplyForm())
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _show(request, comment, form, status=422)
    was_approved = comment.is_approved
    try:
        reply = _approve_and_reply(request, comment, form.cleaned_data["comment"])
    except (EditedSince, RemovedByAuthor) as conflict:
        return _show(request, comment, form, str(conflict.message), status=409)
    except ReplyRefused as refusal:
        comment.refresh_from_db()
        return _show(request, comment, form, refusal.message, status=refusal.status)
    if was_approved:
        messages.success(request, _("Your reply is on the page."))
    else:
        messages.success(request, _("Approved, and your reply is on the page."))
    next_url = own_address(request, request.POST.get("next", ""))
    return HttpResponseRedirect(next_url) if next_url else redirect(reply)


@transaction.atomic
def _approve_and_reply(request: AuthedRequest, comment: Comment, text: str) -> Comment:
    comment.approve(by=request.user, version=request.POST.get("version"))
    reply = Reply(
        post=comment.post,
        source=text,
        parent=comment,
        author=request.user,
        address=client_address(request),
        key=request.POST.get("key", ""),
        signature=member_signature(request),
    )
    return reply.submit()


def _show(
    request: AuthedRequest, comment: Comment, form: ReplyForm, notice: str = "", status: int = 200
) -> HttpResponse:
    """What was typed is in the form still."""
    sent = request.POST or request.GET
    context = {
        "comment": comment,
        "post": comment.post,
        "blog": comment.post.blog,
        "form": form,
        "notice": notice,
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
        "next": own_address(request, sent.get("next", "")),
        "back": own_address(request, sent.get("back", "")),
    }
    return render(request, "comments/answer.html", context, status=status)
