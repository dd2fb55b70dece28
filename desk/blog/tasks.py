"""What is done behind the page for blogs: e-mails to those who are asked to write."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.tasks import task, task_backends
from django.urls import reverse
from django.utils import timezone

from blogs.models import Handover, Invitation
from blogs.models.invitation import NotOpen
from community.context import community_context
from mail.outbox import seconds_until_unsolicited, send_email


@task
def send_invitation(*, invitation_id: int) -> None:
    """The key is made here and lives in the e-mail alone, which is emptied once it is sent."""
    unanswered = Invitation.objects.unanswered().select_related("blog", "by")
    invitation = unanswered.filter(pk=invitation_id).first()
    if invitation is None or invitation.is_over or invitation.blog.is_closed:
        return
    if wait := seconds_until_unsolicited(invitation.email):
        _try_later(invitation_id, seconds=wait)
        return
    with suppress(NotOpen), transaction.atomic():
        address = reverse("desk:invitation", args=[invitation.renew_key()])
        context = {
            **community_context(),
            "invitation": invitation,
            "url": f"{settings.SITE_URL}{address}",
        }
        goes = send_email(
            "desk/email/invitation",
            to=invitation.email,
            context=context,
            is_unsolicited=True,
            reference=invitation.email_reference,
        )
        if not goes:  # another was a moment quicker
            transaction.set_rollback(True)


@task
def send_offer(*, handover_id: int) -> None:
    offers = Handover.objects.select_related("blog", "by", "member__user")
    offer = offers.filter(pk=handover_id).first()
    if offer is None or not offer.member.user.email:
        return
    address = reverse("desk:blog_ownership", args=[offer.blog.handle])
    context = {**community_context(), "offer": offer, "url": f"{settings.SITE_URL}{address}"}
    send_email("desk/email/handover", to=offer.member.user.email, context=context)


def _try_later(invitation_id: int, *, seconds: int) -> None:
    """Where tasks cannot wait, "Send again" stands on the page."""
    if task_backends["default"].supports_defer:
        later = send_invitation.using(run_after=timezone.now() + dt.timedelta(seconds=seconds))
        later.enqueue(invitation_id=invitation_id)
