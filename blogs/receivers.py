from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from blogs.models import Invitation
from mail.signals import email_sent

if TYPE_CHECKING:
    from mail.models import OutgoingEmail


@receiver(email_sent)
def note_sent_invitation(*, outgoing: OutgoingEmail, **_more: Any) -> None:
    Invitation.objects.note_sent(outgoing)
