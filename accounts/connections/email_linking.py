"""A newcomer's proven e-mail address belongs to an account here: ask, never link by ourselves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.socialaccount.models import SocialLogin
from django.core import signing
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.allauth_internals import process_signup, record_authentication
from accounts.models import User
from accounts.signin.return_to import ReturnTo, not_signed_in
from mail.addresses import normalise_email

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_KEY = "linking"
_MINUTES = 15
_TRIES = 3
_INVITATION = "accounts.invitation"
INVITATION_DAYS = 1


def proven_addresses(sociallogin: SocialLogin) -> list[str]:
    """Only what the provider says it has checked itself; a mere claim is forgotten."""
    sure = [a for a in sociallogin.email_addresses if str(a.verified).lower() == "true"]
    return [normalise_email(address.email) for address in sure]


def owner_of(email: str) -> User | None:
    """Whose account EMAIL is: confirmed there, or given to it by a host."""
    email = normalise_email(email)
    row = (
        EmailAddress.objects.filter(email__iexact=email, verified=True)
        .select_related("user")
        .first()
    )
    if row:
        return row.user  # type: ignore[no-any-return]
    return User.objects.filter(email__iexact=email, emailaddress=None).first()


def member_with_email(email: str) -> User | None:
    """Who is told of e-mails to EMAIL, proved or not; only `owner_of` it may act by it."""
    owner = owner_of(email) or User.objects.with_handle_or_email(email=email).active().first()
    return owner if owner and owner.is_active else None


def addresses_of_members(emails: Iterable[str]) -> set[str]:
    """Those of EMAILS for which there is a `member_with_email`, in two queries."""
    mailboxes = {email: normalise_email(email) for email in emails}
    proved = EmailAddress.objects.filter(
        email__in=mailboxes.values(), verified=True, user__is_active=True
    )
    known = set(proved.values_list("email", flat=True))
    known |= set(User.objects.active().with_emails(mailboxes.values()))
    return {email for email, mailbox in mailboxes.items() if mailbox and mailbox in known}


def confirm_address(user: User, email: str) -> None:
    """A code sent to EMAIL came back, so it is the person's; a host may have typed it in."""
    email = normalise_email(email)
    taken = EmailAddress.objects.filter(email__iexact=email, verified=True).exclude(user=user)
    if taken.exists() or normalise_email(user.email) != email:
        return
    EmailAddress.objects.filter(user=user).exclude(email__iexact=email).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )


def hold_back_addresses(sociallogin: SocialLogin, proven: list[str]) -> None:
    """allauth would stop at an address that anybody has typed in; see add_proven_addresses."""
    sociallogin.proven = [email for email in proven if owner_of(email) is None]
    sociallogin.email_addresses = []
    sociallogin.user.email = ""


def add_proven_addresses(sociallogin: SocialLogin) -> None:
    user, proven = sociallogin.user, getattr(sociallogin, "proven", [])
    for email in proven:
        primary = email == proven[0]
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=primary)
    if proven:
        user.change_email(proven[0])


def ask_to_link(request: HttpRequest, sociallogin: SocialLogin, email: str) -> HttpResponse:
    request.session[_KEY] = {"login": sociallogin.serialize(), "email": email}
    return HttpResponseRedirect(reverse("accounts:link_email"))


class EmailLinking:
    """The question that is open in this session."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        self.state = state
        self.email: str = state["email"]

    @classmethod
    def pending(cls, request: HttpRequest) -> EmailLinking | None:
        state = request.session.get(_KEY)
        return cls(request, state) if state else None

    @property
    def return_to(self) -> ReturnTo:
        return ReturnTo.of(self.request, self.state["login"]["state"])

    @property
    def provider(self) -> str:
        return str(self.state["login"]["account"]["provider"])

    @property
    def awaits_code(self) -> bool:
        return "code" in self.state

    def send_code(self) -> None:
        adapter = get_adapter(self.request)
        code = adapter.generate_login_code()
        self._update(code=code, until=time.time() + _MINUTES * 60, tries=0)
        adapter.send_mail(
            "account/email/login_code", self.email, {"request": self.request, "code": code}
        )

    def accepts(self, typed: str) -> bool:
        right = constant_time_compare(_normalise_code(typed), _normalise_code(self.state["code"]))
        if not right:
            self._update(tries=self.state["tries"] + 1)
        return right and not self.is_over

    @property
    def is_over(self) -> bool:
        return bool(self.state["tries"] >= _TRIES or time.time() > self.state["until"])

    def link(self) -> HttpResponse:
        """Signs in as the owner; the provider's account is connected once that has succeeded."""
        sociallogin, owner = self._finish(), owner_of(self.email)
        if owner is None:
            return self._sign_up(sociallogin, proven=[self.email])
        sociallogin.user = owner
        record_authentication(self.request, owner, method="code", email=self.email)
        confirm_address(owner, self.email)
        return _perform_login(
            self.request,
            owner,
            email_verification="none",
            redirect_url=self.return_to.next_url,
            signal_kwargs={"sociallogin": sociallogin},
        )

    def sign_up_as_new(self) -> HttpResponse:
        sociallogin = self._finish()
        try:
            return self._sign_up(sociallogin, proven=proven_addresses(sociallogin))
        except IntegrityError:  # pressed twice at once: the other one made the account
            return not_signed_in(self.request, self.provider, self.state["login"]["state"])

    def drop(self) -> None:
        self.request.session.pop(_KEY, None)

    def _finish(self) -> SocialLogin:
        self.drop()
        return SocialLogin.deserialize(self.state["login"])

    def _sign_up(self, sociallogin: SocialLogin, *, proven: list[str]) -> HttpResponse:
        hold_back_addresses(sociallogin, proven)
        response: HttpResponse = process_signup(self.request, sociallogin)
        return response

    def _update(self, **more: object) -> None:
        self.state = {**self.state, **more}
        self.request.session[_KEY] = self.state


_perform_login: Callable[..., HttpResponse] = perform_login


def invitation_url(request: HttpRequest, email: str) -> str:
    """In the e-mail to an address nobody uses here yet: having it proves the address."""
    return signup_url(request, email, get_next_redirect_url(request) or "")


def signup_url(request: HttpRequest, email: str, next_url: str) -> str:
    """For the eyes of somebody who has shown that e-mails to EMAIL reach them."""
    token = signing.dumps([email, next_url], salt=_INVITATION)
    return request.build_absolute_uri(reverse("accounts:invitation", args=[token]))


def accept_invitation(request: HttpRequest, token: str) -> HttpResponse | None:
    try:
        email, next_url = signing.loads(token, salt=_INVITATION, max_age=INVITATION_DAYS * 86_400)
    except signing.BadSignature:
        return None
    get_adapter(request).stash_verified_email(request, normalise_email(email))
    more = {"email": email, **({"next": next_url} if next_url else {})}
    return HttpResponseRedirect(f"{reverse('account_signup')}?{urlencode(more)}")


def _normalise_code(code: str) -> str:
    return code.replace("-", "").replace(" ", "").strip().upper()
