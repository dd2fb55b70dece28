"""Out to a provider and back: only by a form of ours, and never ending on an error page."""

import logging

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.signin.return_to import ReturnTo, not_signed_in
from accounts.signin.sign_in_options import BROKEN_PROVIDER, UnknownSignInOption, start_sign_in

log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """allauth's own address of a provider: a link to it leads to sign-in, a form goes through."""
    return_to = ReturnTo.of(request)
    if request.method in {"GET", "HEAD"}:
        return redirect("account_login")
    try:
        return start_sign_in(
            request,
            provider_id,
            next_url=request.POST.get("next", "/"),
            cancel_url=return_to.cancel_url,
            connect=request.POST.get("process") == "connect",
        )
    except UnknownSignInOption:
        return not_signed_in(request, provider_id)


@require_safe
@login_not_required
@never_cache
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        provider = get_adapter(request).get_provider(request, provider_id)
        adapter = provider.get_oauth2_adapter(request)
        response: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except (*BROKEN_PROVIDER, IntegrityError, ImproperlyConfigured, SocialApp.DoesNotExist):
        log.warning("What %s answered makes no sense", provider_id, exc_info=True)
        return not_signed_in(request, provider_id)
    return response


@require_safe
@login_not_required
def cancelled(request: HttpRequest) -> HttpResponse:
    return redirect(ReturnTo.of(request).cancel_url)
