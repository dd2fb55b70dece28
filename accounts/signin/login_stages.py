"""What stands between proving who one is and being in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage

from accounts.allauth_internals import did_use_passwordless_login

if TYPE_CHECKING:
    from django.http import HttpResponse


class ConfirmAddressStage(EmailVerificationStage):
    """Somebody may have no address at all, or come with a passkey, and is not held up for one."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user and (did_use_passwordless_login(self.request, user) or not self._has_one(user)):
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer

    @staticmethod
    def _has_one(user: object) -> bool:
        return bool(getattr(user, "email", "")) or EmailAddress.objects.filter(user=user).exists()
