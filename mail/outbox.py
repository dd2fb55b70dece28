"""Letters are written to a table in the transaction of what caused them; the worker sends them."""

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
from mail.limits import unasked_letters
from mail.messages import composed
from mail.models import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

A_DAY = dt.timedelta(days=1)
_FIRST_THAT_WILL_NOT_CHANGE = 500  # of the answers of a mail server

log = logging.getLogger(__name__)


def send_letter(
    template: str,
    *,
    to: str,
    context: dict[str, Any],
    headers: Mapping[str, str] | None = None,
    is_unasked: bool = False,
    about: str = "",
) -> bool:
    """From TEMPLATE_subject.txt, TEMPLATE.txt and TEMPLATE.html, as soon as this transaction ends.

    One that IS_UNASKED goes to an address once a day, whoever causes it and wherever: then this
    returns whether it goes, which is nothing to tell anybody.
    """
    message = composed(template, to=to, context=context, headers=headers)
    return queue(message, is_unasked=is_unasked, about=about)


@transaction.atomic
def queue(
    message: EmailMultiAlternatives,
    *,
    is_unasked: bool = False,
    useful_for: dt.timedelta = A_DAY,
    about: str = "",
) -> bool:
    (to,) = message.to
    if is_unasked and not _may_go_unasked(to):
        return False
    until = timezone.now() + useful_for
    letter = Letter.objects.write(message, useless_at=until, about=about)
    deliver.enqueue(letter_id=letter.pk)
    return True


def wait_to_write_unasked(email: str) -> int:
    """How many seconds until a letter that nobody there asked for may go to EMAIL; none for now."""
    try:
        limits.take(unasked_letters(email), only_look=True)
    except limits.TooMany as often:
        return often.seconds
    return 0


@task(queue_name="letters")
def deliver(*, letter_id: int) -> None:
    letter = Letter.objects.claim(letter_id, at=timezone.now())
    if letter is None:  # somebody else has it, or had
        return
    try:
        _as_message(letter).send()
    except (OSError, SMTPException, ValueError) as error:
        log.warning("Letter %s could not be sent: %s", letter.pk, error)
        letter.put_off(at=timezone.now(), for_good=_is_final(error))
        if letter.is_waiting and task_backends["default"].supports_defer:
            deliver.using(run_after=letter.next_at).enqueue(letter_id=letter.pk)
    else:
        letter.note_sent(at=timezone.now())


def deliver_what_was_left(*, at: dt.datetime) -> None:
    """Whose worker died over it, or whose task was lost."""
    for letter in Letter.objects.left_alone(at=at):
        letter.put_off_to(at)
        deliver.enqueue(letter_id=letter.pk)


def _may_go_unasked(to: str) -> bool:
    try:
        limits.take(unasked_letters(to))
    except limits.TooMany:
        return False
    return True


def _as_message(letter: Letter) -> EmailMultiAlternatives:
    headers = {"Message-ID": letter.message_id, **letter.headers}
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _is_final(error: Exception) -> bool:
    """There is no such mailbox, or it will not have this; a wrong password may be put right."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        return min(codes, default=0) >= _FIRST_THAT_WILL_NOT_CHANGE
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= _FIRST_THAT_WILL_NOT_CHANGE
    return isinstance(error, ValueError)
