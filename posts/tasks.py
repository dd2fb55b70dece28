"""What is done behind the page for blogs: letters to those who are asked to write."""

from __future__ import annotations

import datetime as dt
import logging
from smtplib import SMTPException

from django.conf import settings
from django.tasks import task, task_backends
from django.urls import reverse
from django.utils import timezone

from cpdblog.context import about_us
from cpdblog.lib.letters import send_letter
from posts.models import Handover, Invitation

log = logging.getLogger(__name__)

# A mail server that is away is asked again; after that "Send again" stands on the page.
PAUSES = (dt.timedelta(minutes=1), dt.timedelta(minutes=10), dt.timedelta(hours=1))


@task
def send_invitation(*, invitation_id: int, attempt: int = 0) -> None:
    """The key is made here and lives in the letter alone: no queue and no table keeps it."""
    asked = Invitation.objects.unanswered().filter(pk=invitation_id)
    invitation = asked.select_related("blog", "by").first()
    if invitation is None or invitation.blog.is_closed:
        return
    address = reverse("desk:invitation", args=[invitation.change_lock()])
    context = {**about_us(), "invitation": invitation, "url": f"{settings.SITE_URL}{address}"}
    try:
        send_letter("posts/email/invitation", to=invitation.email, context=context)
    except (OSError, SMTPException):
        log.exception("The letter of invitation %s could not be sent", invitation_id)
        _try_later(invitation_id, attempt)
    else:
        invitation.note_sent()


@task
def send_offer(*, handover_id: int) -> None:
    offers = Handover.objects.select_related("blog", "by", "member__user")
    offer = offers.filter(pk=handover_id).first()
    if offer is None or not offer.member.user.email:
        return
    address = reverse("desk:blog_keeping", args=[offer.blog.handle])
    context = {**about_us(), "offer": offer, "url": f"{settings.SITE_URL}{address}"}
    send_letter("posts/email/handover", to=offer.member.user.email, context=context)


def _try_later(invitation_id: int, attempt: int) -> None:
    if attempt < len(PAUSES) and task_backends["default"].supports_defer:
        later = send_invitation.using(run_after=timezone.now() + PAUSES[attempt])
        later.enqueue(invitation_id=invitation_id, attempt=attempt + 1)
