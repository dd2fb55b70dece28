"""What somebody can sign in with, and taking one away without locking them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.signals import social_account_removed
from django.utils.translation import gettext

from accounts.providers import is_configured, provider_name
from accounts.signin.sign_in_options import EMAIL, SignInOption, sign_in_icon, sign_in_options
from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from accounts.models import User


@dataclass(frozen=True)
class Connection:
    """An account elsewhere. Where its provider has no keys any more it stays listed, and can go."""

    pk: int
    icon: str
    title: str
    used_at: datetime
    is_open: bool


def connected_accounts(user: User) -> list[Connection]:
    names = {(one.provider, one.uid): one.name for one in user.identities.all()}
    return [
        Connection(
            pk=account.pk,
            icon=sign_in_icon(account.provider),
            title=_title(account.provider, names.get((account.provider, account.uid), "")),
            used_at=account.last_login,
            is_open=is_configured(account.provider),
        )
        for account in SocialAccount.objects.filter(user=user).order_by("pk")
    ]


def connections_to_add() -> list[SignInOption]:
    return [option for option in sign_in_options() if option.id != EMAIL]


def passkeys(user: User) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN))


def second_steps(user: User) -> dict[str, Any]:
    """What is set up, by the names that allauth gives the types."""
    return {one.type: one.wrap() for one in Authenticator.objects.filter(user=user)}


def confirmed_addresses(user: User) -> list[EmailAddress]:
    return list(EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk"))


def can_do_without(user: User, account: SocialAccount) -> bool:
    others = [
        other for other in connected_accounts(user) if other.pk != account.pk and other.is_open
    ]
    has_passkey = any(key.wrap().is_passwordless for key in passkeys(user))
    return bool(others or has_passkey or confirmed_addresses(user) or user.has_usable_password())


def disconnect(request: HttpRequest, account: SocialAccount) -> str:
    """Returns the name of the provider."""
    account.delete()
    social_account_removed.send(sender=SocialAccount, request=request, socialaccount=account)
    return provider_name(account.provider)


def _title(provider: str, name: str) -> str:
    if not name:
        return provider_name(provider)
    title = gettext("%(provider)s, as %(name)s")
    return title % {"provider": provider_name(provider), "name": isolated(name)}
