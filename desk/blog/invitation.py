"""The page behind the link of an invitation. Whoever has the e-mail has been asked: the account
that accepts may use another address than the one that was written to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.connections.email_linking import owner_of, signup_url
from blogs.models import Invitation
from blogs.models.invitation import NotOpen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def invitation_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Looking changes nothing: mail programs look at every link."""
    invitation = Invitation.objects.with_key(key).select_related("blog", "by").first()
    if invitation is None:
        return render(request, "desk/invitation_over.html", status=404)
    if request.user.is_authenticated and invitation.accepted_by_id == request.user.pk:
        return redirect(invitation.blog)
    if not invitation.is_open:
        return _over(request, invitation)
    return _answer(request, invitation) if request.method == "POST" else _show(request, invitation)


def _answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    try:
        if "decline" in request.POST:
            invitation.decline()
            return render(request, "desk/invitation_declined.html", {"invitation": invitation})
        if request.user.is_authenticated:
            return _accept(request, invitation, request.user)
    except NotOpen:
        invitation.refresh_from_db()
        return _over(request, invitation)
    return redirect_to_login(request.path)


def _accept(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    member = invitation.accept(by=user)
    names = {"blog": invitation.blog, "role": member.get_role_display().lower()}
    messages.success(request, _("You write on %(blog)s now: %(role)s.") % names)
    return redirect(invitation.blog)


def _show(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    user = request.user
    context = {
        "invitation": invitation,
        "blog": invitation.blog,
        "role": invitation.blog.role_of(user),
        "is_written_to_them": user.is_authenticated and owner_of(invitation.email) == user,
        "signup_url": signup_url(request, invitation.email, request.path),
    }
    return render(request, "desk/invitation.html", context)


def _over(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    context = {"invitation": invitation, "blog": invitation.blog}
    return render(request, "desk/invitation_over.html", context, status=410)
