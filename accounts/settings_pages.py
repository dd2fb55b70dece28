"""What somebody changes about themselves: their page, the ways in, the devices."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.connections import connections
from accounts.forms import NamesForm, ProfileForm, lookalike_message
from accounts.requests import AuthedRequest
from accounts.signin.return_to import place_on
from cpdblog.lib.database.races import asks_again_when_beaten
from cpdblog.lib.http.redirects import own_address
from cpdblog.lib.images.renditions import store_picture

_View = TypeVar("_View", bound=Callable[..., HttpResponse])
confirmed_lately: Callable[[_View], _View] = reauthentication_required(app="allauth.socialaccount")


@require_http_methods(["GET", "HEAD", "POST"])
@asks_again_when_beaten
def welcome(request: AuthedRequest) -> HttpResponse:
    """What somebody is called who has just come in by a door for the first time."""
    user = request.user
    next_url = (
        own_address(request, request.POST.get("next") or request.GET.get("next") or "") or "/"
    )
    if not user.can_change_handle:
        return redirect(next_url)
    form = NamesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        user.change_handle(form.cleaned_data["new_handle"])
        user.rename(form.cleaned_data["name"])
        if user.has_lookalike():
            messages.info(request, lookalike_message(user.handle), extra_tags=place_on(next_url))
        return redirect(next_url)
    if form.errors:
        user.refresh_from_db()
    context = {
        "form": form,
        "next": next_url,
        "alike": not form.is_bound and user.has_lookalike(),
    }
    return render(request, "accounts/welcome.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_again_when_beaten
def profile(request: AuthedRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, request.FILES or None, instance=user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if "new_handle" in told:
            user.change_handle(told["new_handle"])
        user.update_profile(**{key: told[key] for key in ("name", "region", "website", "bio")})
        if told["picture"] or told["remove_picture"]:
            user.change_avatar(store_picture("avatars", told["picture"]) if told["picture"] else "")
        messages.success(request, gettext("Your page is changed."))
        if user.has_lookalike():
            messages.info(request, lookalike_message(user.handle))
        return redirect("accounts:profile")
    if form.errors:
        user.refresh_from_db()
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)


@require_safe
def ways(request: AuthedRequest) -> HttpResponse:
    user = request.user
    context = {
        "addresses": connections.confirmed_addresses(user),
        "elsewhere": connections.accounts_elsewhere(user),
        "passkeys": connections.passkeys(user),
        "sign_in_options": connections.connections_to_add(),
    }
    return render(request, "accounts/connections.html", context)


@require_POST
@confirmed_lately
def disconnection(request: AuthedRequest, number: int) -> HttpResponse:
    account = get_object_or_404(SocialAccount, pk=number, user=request.user)
    if not connections.can_do_without(request.user, account):
        messages.warning(
            request, gettext("That is your only way in. Add another one first, then take it away.")
        )
        return redirect("socialaccount_connections")
    name = connections.disconnect(request, account)
    messages.success(request, gettext("%(name)s is disconnected.") % {"name": name})
    return redirect("socialaccount_connections")


@require_POST
def end_of_session(request: AuthedRequest, number: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=number, user=request.user)
    session.end()
    messages.success(request, gettext("That device is signed out."))
    return redirect("usersessions_list")
