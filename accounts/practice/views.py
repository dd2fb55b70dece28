from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.allauth_internals import statekit
from accounts.providers import is_configured
from accounts.signin.return_to import not_signed_in

NO_EMAIL, CLAIMED, CONFIRMED = "none", "claimed", "confirmed"


class PracticeForm(forms.Form):
    name = forms.CharField(label=_("Your name there"), max_length=80)
    tells = forms.ChoiceField(
        label=_("What Practice tells us about your e-mail"),
        choices=[
            (NO_EMAIL, _("nothing")),
            (CLAIMED, _("an address it has not checked")),
            (CONFIRMED, _("an address it has checked")),
        ],
        initial=NO_EMAIL,
        widget=forms.RadioSelect,
        required=False,
    )
    email = forms.EmailField(label=_("E-mail"), required=False)

    def response(self) -> dict[str, Any]:
        """What a provider would answer with."""
        claims = {"name": " ".join(self.cleaned_data["name"].split())}
        if self.cleaned_data["email"] and self.cleaned_data["tells"] in {CLAIMED, CONFIRMED}:
            claims["email"] = self.cleaned_data["email"]
            return {**claims, "email_verified": self.cleaned_data["tells"] == CONFIRMED}
        return claims


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    if not is_configured("practice"):
        raise Http404
    state_id = request.GET.get("state", "")
    if state_id not in statekit.get_states(request):
        return not_signed_in(request, "practice")
    if request.POST.get("do") == "refuse":
        return not_signed_in(request, "practice", _state(request, state_id), cancelled=True)
    form = PracticeForm(request.POST or None)
    if form.is_valid():
        return _sign_in(request, _state(request, state_id), form.response())
    address = f"{reverse('practice')}?{urlencode({'state': state_id})}"
    return render(request, "accounts/practice.html", {"form": form, "action": address})


def _state(request: HttpRequest, state_id: str) -> dict[str, Any] | None:
    state: dict[str, Any] | None = statekit.unstash_state(
        request, state_id=state_id, provider_id="practice"
    )
    return state


def _sign_in(
    request: HttpRequest, state: dict[str, Any] | None, claims: dict[str, Any]
) -> HttpResponse:
    if state is None:
        return not_signed_in(request, "practice")
    provider = get_adapter(request).get_provider(request, "practice")
    sociallogin = provider.sociallogin_from_response(request, claims)
    sociallogin.state = state
    response: HttpResponse
    try:
        response = complete_social_login(request, sociallogin)
    except ImmediateHttpResponse as reply:
        response = reply.response
    except IntegrityError:  # pressed twice at once: the other one made the account
        response = not_signed_in(request, "practice", state)
    return response
