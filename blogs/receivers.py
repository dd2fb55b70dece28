from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from blogs.models import Invitation
from mail.signals import letter_sent

if TYPE_CHECKING:
    from mail.models import Letter


@receiver(letter_sent)
def note_that_an_invitation_left(*, letter: Letter, **_more: Any) -> None:
    Invitation.objects.note_sent(letter)
