from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.dispatch import receiver

from accounts.allauth_internals import reauthenticate_by_password, record_authentication
from accounts.identities import current_identity, record_identity, use_identity
from accounts.models import Identity


@receiver(user_logged_in)
def sign_with_what_they_came_with(*, request: Any, user: Any, **more: Any) -> None:
    sociallogin = more.get("sociallogin")
    if sociallogin is None:
        use_identity(request, None)
    elif sociallogin.account.pk is None:
        sociallogin.connect(request, user)
    else:
        use_identity(request, record_identity(sociallogin.account))


@receiver(social_account_added)
def sign_with_what_was_connected(*, request: Any, sociallogin: Any, **_more: Any) -> None:
    use_identity(request, record_identity(sociallogin.account))


@receiver(social_account_removed)
def stop_signing_with_what_was_disconnected(
    *, request: Any, socialaccount: Any, **_more: Any
) -> None:
    Identity.objects.disconnect(provider=socialaccount.provider, uid=socialaccount.uid)
    if current_identity(request) is None:
        use_identity(request, None)


@receiver(authenticator_added)
def count_setting_up_as_showing(
    *, request: Any, user: Any, authenticator: Any, **_more: Any
) -> None:
    """Nobody is asked for a passkey or a code that they have this moment shown."""
    if authenticator.type in {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}:
        record = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True}
        record_authentication(request, user, "mfa", **record)


@receiver([password_set, password_changed])
def count_a_new_password_as_typed(*, request: Any, **_more: Any) -> None:
    """Nobody is asked for the password they have this moment thought of."""
    reauthenticate_by_password(request)
