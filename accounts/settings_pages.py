"""What somebody changes about themselves: their page, the connections, the devices."""

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

from accounts.connections.connections import (
    can_do_without,
    confirmed_addresses,
    connected_accounts,
    connections_to_add,
    disconnect,
    passkeys,
    second_steps,
)
from accounts.forms import NamesForm, ProfileForm, lookalike_message
from accounts.requests import AuthedRequest
from accounts.signin.return_to import message_tags
from cpdblog.lib.database.concurrency import retry_on_integrity_error
from cpdblog.lib.http.redirects import own_address
from cpdblog.lib.images.renditions import store_image

_View = TypeVar("_View", bound=Callable[..., HttpResponse])
confirmed_lately: Callable[[_View], _View] = reauthentication_required(app="allauth.socialaccount")


@require_http_methods(["GET", "HEAD", "POST"])
@retry_on_integrity_error
def welcome(request: AuthedRequest) -> HttpResponse:
    """What somebody is called who has just signed in with a provider for the first time."""
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
            messages.info(
                request, lookalike_message(user.handle), extra_tags=message_tags(next_url)
            )
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
@retry_on_integrity_error
def profile(request: AuthedRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, request.FILES or None, instance=user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if "new_handle" in data:
            user.change_handle(data["new_handle"])
        user.update_profile(**{key: data[key] for key in ("name", "region", "website", "bio")})
        if data["picture"] or data["remove_picture"]:
            user.change_avatar(store_image("avatars", data["picture"]) if data["picture"] else "")
        messages.success(request, gettext("Saved. Readers see it from now on."))
        if user.has_lookalike():
            messages.info(request, lookalike_message(user.handle))
        return redirect("accounts:profile")
    if form.errors:
        user.refresh_from_db()
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)


@require_safe
def connections(request: AuthedRequest) -> HttpResponse:
    user = request.user
    context = {
        "addresses": confirmed_addresses(user),
        "connected_accounts": connected_accounts(user),
        "passkeys": passkeys(user),
        "sign_in_options": connections_to_add(),
        "authenticators": second_steps(user),
    }
    return render(request, "accounts/connections.html", context)


@require_POST
@confirmed_lately
def disconnection(request: AuthedRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    if not can_do_without(request.user, account):
        messages.warning(
            request,
            gettext("That is your only sign-in method. Add another one first, then disconnect it."),
        )
        return redirect("socialaccount_connections")
    name = disconnect(request, account)
    messages.success(request, gettext("%(name)s is disconnected.") % {"name": name})
    return redirect("socialaccount_connections")


@require_POST
def end_of_session(request: AuthedRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    session.end()
    messages.success(request, gettext("That device is signed out."))
    return redirect("usersessions_list")
