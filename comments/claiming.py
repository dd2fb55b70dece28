"""A guest's comment gives a member's e-mail address: the member says whether it was theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.connections.email_linking import member_with_email, owner_of
from comments import guests
from comments.models import Comment, NotClaimable
from cpdblog.lib.http.csrf import is_forged

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: AuthedRequest, comment_id: int) -> HttpResponse:
    """For the member who is signed in; to anybody else there is nothing here."""
    comment = _of_a_guest(comment_id)
    if owner_of(comment.email) != request.user:
        raise Http404
    return _answer(request, comment, request.user)


# Exempt from the middleware's check: whoever follows the e-mail need not be signed in here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def claim_by_email(request: HttpRequest, comment_id: int, token: str) -> HttpResponse:
    comment = _of_a_guest(comment_id)
    member = member_with_email(comment.email)
    if member is None or not guests.is_claim_token(comment, token):
        raise Http404
    return _answer(request, comment, member)


def _of_a_guest(comment_id: int) -> Comment:
    return get_object_or_404(Comment.objects.for_its_author(), pk=comment_id, author=None)


def _answer(request: HttpRequest, comment: Comment, member: User) -> HttpResponse:
    can_claim = request.user == member == owner_of(comment.email)
    action = request.POST.get("do", "") if not is_forged(request) else ""
    try:
        if action == "claim" and can_claim:
            comment.claim(by=member)
            messages.success(request, _("It stands under your name now."))
            return redirect(comment)
        if action == "disown":
            comment.disown(by=member)
            messages.success(request, _("Removed. Thank you for telling us."))
            return redirect(comment.post)
    except NotClaimable:
        comment.refresh_from_db()
    post = comment.post
    context = {"comment": comment, "post": post, "blog": post.blog, "can_claim": can_claim}
    status = 409 if request.method == "POST" else 200
    response = render(request, "comments/claim.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response
