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
def invited(request: HttpRequest, key: str) -> HttpResponse:
    """Looking changes nothing: mail programs look at every link."""
    asked = Invitation.objects.with_key(key).select_related("blog", "by").first()
    if asked is None:
        return render(request, "desk/invitation_over.html", status=404)
    if request.user.is_authenticated and asked.accepted_by_id == request.user.pk:
        return redirect(asked.blog)
    if not asked.is_open:
        return _over(request, asked)
    return _answer(request, asked) if request.method == "POST" else _show(request, asked)


def _answer(request: HttpRequest, asked: Invitation) -> HttpResponse:
    try:
        if "decline" in request.POST:
            asked.decline()
            return render(request, "desk/invitation_declined.html", {"invitation": asked})
        if request.user.is_authenticated:
            return _accept(request, asked, request.user)
    except NotOpen:
        asked.refresh_from_db()
        return _over(request, asked)
    return redirect_to_login(request.path)


def _accept(request: HttpRequest, asked: Invitation, user: User) -> HttpResponse:
    member = asked.accept(by=user)
    names = {"blog": asked.blog, "role": member.get_role_display().lower()}
    messages.success(request, _("You write on %(blog)s now: %(role)s.") % names)
    return redirect(asked.blog)


def _show(request: HttpRequest, asked: Invitation) -> HttpResponse:
    user = request.user
    context = {
        "invitation": asked,
        "blog": asked.blog,
        "role": asked.blog.role_of(user),
        "is_written_to_them": user.is_authenticated and owner_of(asked.email) == user,
        "signup_url": signup_url(request, asked.email, request.path),
    }
    return render(request, "desk/invitation.html", context)


def _over(request: HttpRequest, asked: Invitation) -> HttpResponse:
    context = {"invitation": asked, "blog": asked.blog}
    return render(request, "desk/invitation_over.html", context, status=410)
