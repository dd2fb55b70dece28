from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import UnknownDoor, open_door
from accounts.joining import Joining, accept_invitation
from accounts.links import NoSuchLink, owner_of_link, use_link


@require_POST
@login_not_required
def door(request: HttpRequest) -> HttpResponse:
    next_url = request.POST.get("next") or "/"
    sign_in = f"{reverse('account_login')}?{urlencode({'next': next_url})}"
    connect = "connect" in request.POST and request.user.is_authenticated
    try:
        return open_door(
            request,
            request.POST.get("door", ""),
            next_url=next_url,
            cancel_url=next_url if connect else sign_in,
            connect=connect,
        )
    except UnknownDoor:
        messages.warning(
            request, gettext("We do not know that way in. Please choose one of these.")
        )
        return redirect(sign_in)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def known_email(request: HttpRequest) -> HttpResponse:
    joining = Joining.pending(request)
    if joining is None:
        return redirect("account_login")
    if request.POST.get("do") == "new":
        return joining.go_on_as_new()
    if request.method == "POST":
        joining.send_code()
        return redirect("accounts:join_code")
    return render(request, "accounts/known_email.html", {"joining": joining})


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def join_code(request: HttpRequest) -> HttpResponse:
    joining = Joining.pending(request)
    if joining is None or not joining.awaits_code:
        return redirect("accounts:known_email")
    if request.method == "POST" and joining.accepts(request.POST.get("code", "")):
        return joining.join()
    if joining.is_over:
        joining.drop()
        messages.warning(
            request, gettext("That code is used up. Nothing was joined, nothing was lost.")
        )
        return redirect(joining.way_back.cancel_url)
    is_wrong = request.method == "POST"
    context = {"joining": joining, "is_wrong": is_wrong}
    return render(request, "accounts/join_code.html", context, status=422 if is_wrong else 200)


@require_safe
@login_not_required
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    if answer := accept_invitation(request, token):
        return answer
    messages.warning(request, gettext("That link is too old. Ask for a new letter here."))
    return redirect("account_login")


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the link does not use it up: mail programs and chats look at every link."""
    try:
        if request.method == "POST":
            return use_link(request, token)
        return render(request, "accounts/sign_in_link.html", {"person": owner_of_link(token)})
    except NoSuchLink:
        messages.warning(request, gettext("That link is too old, or somebody has used it."))
        return redirect("account_login")
