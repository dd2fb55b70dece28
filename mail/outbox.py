"""E-mails are queued in a table, in the transaction of what caused them; the worker sends them."""

from __future__ import annotations

import datetime as dt
import logging
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.tasks import task, task_backends
from django.utils import timezone

from cpdblog.lib.rate_limits import limits
from mail.limits import unsolicited_limit
from mail.messages import compose
from mail.models import OutgoingEmail

if TYPE_CHECKING:
    from collections.abc import Mapping

A_DAY = dt.timedelta(days=1)
_PERMANENT_ERRORS_FROM = 500  # of the answers of a mail server

log = logging.getLogger(__name__)


def send_email(
    template: str,
    *,
    to: str,
    context: dict[str, Any],
    headers: Mapping[str, str] | None = None,
    is_unsolicited: bool = False,
    reference: str = "",
) -> bool:
    """From TEMPLATE_subject.txt, TEMPLATE.txt and TEMPLATE.html, as soon as this transaction ends.

    One that IS_UNSOLICITED goes to an address once a day, whoever causes it and wherever: then this
    returns whether it goes, which is nothing to tell anybody.
    """
    message = compose(template, to=to, context=context, headers=headers)
    return queue(message, is_unsolicited=is_unsolicited, reference=reference)


@transaction.atomic
def queue(
    message: EmailMultiAlternatives,
    *,
    is_unsolicited: bool = False,
    expires_in: dt.timedelta = A_DAY,
    reference: str = "",
) -> bool:
    (to,) = message.to
    if is_unsolicited and not _take_unsolicited(to):
        return False
    expires_at = timezone.now() + expires_in
    outgoing = OutgoingEmail.objects.create_from(
        message, expires_at=expires_at, reference=reference
    )
    deliver.enqueue(pk=outgoing.pk)
    return True


def seconds_until_unsolicited(email: str) -> int:
    """Until an e-mail that nobody there asked for may go to EMAIL; 0 where it may go now."""
    try:
        limits.take(unsolicited_limit(email), dry_run=True)
    except limits.TooMany as limit:
        return limit.seconds
    return 0


@task(queue_name="email")
def deliver(*, pk: int) -> None:
    outgoing = OutgoingEmail.objects.claim(pk, at=timezone.now())
    if outgoing is None:  # somebody else has it, or had
        return
    try:
        _as_message(outgoing).send()
    except (OSError, SMTPException, ValueError) as error:
        log.warning("E-mail %s could not be sent: %s", outgoing.pk, error)
        outgoing.retry_or_give_up(at=timezone.now(), is_final=_is_final(error))
        if outgoing.is_queued and task_backends["default"].supports_defer:
            deliver.using(run_after=outgoing.next_try_at).enqueue(pk=outgoing.pk)
    else:
        outgoing.mark_sent(at=timezone.now())


def requeue_abandoned(*, at: dt.datetime) -> None:
    for outgoing in OutgoingEmail.objects.abandoned(at=at):
        outgoing.postpone_to(at)
        deliver.enqueue(pk=outgoing.pk)


def _take_unsolicited(to: str) -> bool:
    """Counts one; whether it was within the limit."""
    try:
        limits.take(unsolicited_limit(to))
    except limits.TooMany:
        return False
    return True


def _as_message(outgoing: OutgoingEmail) -> EmailMultiAlternatives:
    headers = {"Message-ID": outgoing.message_id, **outgoing.headers}
    message = EmailMultiAlternatives(
        outgoing.subject, outgoing.text, to=[outgoing.to], headers=headers
    )
    if outgoing.html:
        message.attach_alternative(outgoing.html, "text/html")
    return message


def _is_final(error: Exception) -> bool:
    """There is no such mailbox, or it will not have this; a wrong password may be put right."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return min(codes, default=0) >= _PERMANENT_ERRORS_FROM
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= _PERMANENT_ERRORS_FROM
    return isinstance(error, ValueError)
