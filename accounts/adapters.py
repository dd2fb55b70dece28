"""What allauth asks us: who may come in as whom, and what happens when a provider fails."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any, cast, override
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from accounts.allauth_internals import get_authentication_records
from accounts.allauth_limits import RETRY_AFTER
from accounts.connections import email_linking
from accounts.identities import record_identity, use_identity
from accounts.models import User
from accounts.signin.provider_session import BoundedSession
from accounts.signin.return_to import ReturnTo, not_signed_in
from community.context import community_context
from cpdblog.lib.rate_limits import limits
from cpdblog.lib.text.plain import one_line
from mail import outbox
from mail.addresses import normalise_email
from mail.limits import code_limits
from mail.messages import paragraphs, render_html

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.core.mail import EmailMultiAlternatives

UNKNOWN = "account/email/unknown_account"
FOR_STRANGERS = {
    UNKNOWN,
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
}
SIGN_IN_EMAILS = FOR_STRANGERS | {
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/password_reset_key",
}
CODE_LIFETIME = dt.timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request: HttpRequest, user: User) -> None:
        if not user.handle:
            user.handle = User.objects.free_handle(user.name or user.email.partition("@")[0])

    @override
    def clean_username(self, username: str, shallow: bool = False) -> str:
        handle: str = super().clean_username(username, shallow=True)
        if not shallow and User.objects.known_as(handle).exists():
            message = gettext("Somebody here is called %(taken)s already. %(free)s is free.")
            free = User.objects.free_handle(handle)
            raise ValidationError(message % {"taken": handle, "free": free})
        return handle

    @override
    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name") or user.name
        super().save_user(request, user, form, commit=False)
        if commit:
            User.objects.register(user)
        return user

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the connections: allauth's own page would ask for the password that was just set."""
        return reverse("socialaccount_connections")

    def clean_email(self, email: str) -> str:
        return normalise_email(email)

    def get_login_stages(self) -> list[str]:
        theirs = "allauth.account.stages.EmailVerificationStage"
        ours = "accounts.signin.login_stages.ConfirmAddressStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        email = more.get("email")
        for record in get_authentication_records(request, user):
            if email and (record["method"], record.get("email")) == ("code", email):
                email_linking.confirm_address(user, email)
        response: HttpResponse | None = super().pre_login(request, user, **more)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, gettext("This account is closed."))
        return HttpResponseRedirect(ReturnTo.of(request).cancel_url)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Whether EMAIL is known here shows neither in what is counted nor in what is answered."""
        if template_prefix == UNKNOWN:
            context["signup_url"] = email_linking.invitation_url(self.request, email)
        context = {**community_context(), "request": self.request, "email": email, **context}
        message = self.render_mail(template_prefix, email, context)
        if template_prefix not in SIGN_IN_EMAILS:
            outbox.queue(message)
            return
        is_unsolicited = template_prefix in FOR_STRANGERS or email_linking.owner_of(email) is None
        expires_in = outbox.A_DAY if is_unsolicited else CODE_LIFETIME
        try:
            with transaction.atomic():
                limits.take(*code_limits(email))
                outbox.queue(message, is_unsolicited=is_unsolicited, expires_in=expires_in)
        except limits.TooMany as limit:
            self.request.META[RETRY_AFTER] = limit.seconds
            raise ImmediateHttpResponse(respond_429(self.request)) from limit

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        message = super().render_mail(template_prefix, email, context, headers)
        text = paragraphs(str(message.body))
        context = {**context, "subject": message.subject, "paragraphs": text}
        message.attach_alternative(render_html("email/paragraphs.html", context), "text/html")
        return cast("EmailMultiAlternatives", message)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def get_requests_session(self) -> BoundedSession:
        return BoundedSession(self.request or context.request)

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        user: User = sociallogin.user
        whole = data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        name = one_line(str(whole)) or one_line(str(data.get("username") or ""))
        user.name = name[:80] or gettext("Member")
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        member = request.user if request.user.is_authenticated else None
        if sociallogin.is_existing:
            if member == sociallogin.user:
                self._sign_with(request, sociallogin)
            return
        proven = email_linking.proven_addresses(sociallogin)
        if member:
            sociallogin.state["process"] = "connect"
        elif email := next(filter(email_linking.owner_of, proven), None):
            raise ImmediateHttpResponse(email_linking.ask_to_link(request, sociallogin, email))
        email_linking.hold_back_addresses(sociallogin, proven)

    def _sign_with(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody who is signed in came back with an account that is theirs already."""
        use_identity(request, record_identity(sociallogin.account))
        raise ImmediateHttpResponse(
            HttpResponseRedirect(ReturnTo.of(request, sociallogin.state).next_url)
        )

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        while True:
            try:
                with transaction.atomic():
                    user: User = super().save_user(request, sociallogin, form)
                    if form is None:  # allauth saved them itself; with a form AccountAdapter did
                        user.announce()
                    email_linking.add_proven_addresses(sociallogin)
            except IntegrityError:
                # Two people of one name at the same moment: the second takes the next handle.
                if not User.objects.filter(handle=sociallogin.user.handle).exists():
                    raise
                sociallogin.user.pk, sociallogin.user.handle = None, ""
            else:
                _welcome(sociallogin, ReturnTo.of(request, sociallogin.state).next_url)
                return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Whatever went wrong, they land where they came from, with everything they had typed."""
        state = (extra_context or {}).get("state")
        name = str(provider.sub_id)
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(not_signed_in(request, name, state, cancelled=True))
        log.warning("Sign-in with %s failed: %s %r", name, error, exception)
        raise ImmediateHttpResponse(not_signed_in(request, name, state))


def _welcome(sociallogin: SocialLogin, next_url: str) -> None:
    """Signing in with a provider made an account: on the way back they hear of it and of the
    rules, and choose what they are called.
    """
    here = reverse("accounts:welcome")
    sociallogin.state["next"] = f"{here}?{urlencode({'next': next_url})}"
