"""What is to be sent by e-mail."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail.signals import email_sent

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def queued(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None)

    def given_up(self) -> Self:
        return self.filter(given_up_at__isnull=False)

    def abandoned(self, *, at: dt.datetime) -> Self:
        """Their worker died over them, or their task was lost."""
        late = at - OutgoingEmail.ABANDONED_AFTER
        return self.queued().filter(next_try_at__lt=late).order_by("pk")

    def finished_before(self, at: dt.datetime) -> Self:
        return self.filter(models.Q(sent_at__lt=at) | models.Q(given_up_at__lt=at))


_OutgoingEmailManager = models.Manager.from_queryset(OutgoingEmailQuerySet)


class OutgoingEmailManager(_OutgoingEmailManager["OutgoingEmail"]):
    def create_from(
        self, message: EmailMultiAlternatives, *, expires_at: dt.datetime, reference: str = ""
    ) -> OutgoingEmail:
        html = next((str(part[0]) for part in message.alternatives), "")
        return self.create(
            to=message.to[0],
            reference=reference,
            subject=str(message.subject),
            text=str(message.body),
            html=html,
            headers=message.extra_headers,
            next_try_at=timezone.now(),
            expires_at=expires_at,
        )

    def claim(self, pk: int, *, at: dt.datetime) -> OutgoingEmail | None:
        """For whoever is first to ask; None for everybody else, for as long as LEASE."""
        due = self.queued().filter(pk=pk, next_try_at__lte=at)
        lease = {"next_try_at": at + OutgoingEmail.LEASE, "tries": models.F("tries") + 1}
        return self.get(pk=pk) if due.update(**lease) else None


class OutgoingEmail(models.Model):
    """What is to be sent by e-mail: whole until it is sent, then only that it was."""

    LEASE = dt.timedelta(minutes=1)  # longer than any try to send it takes
    ABANDONED_AFTER = dt.timedelta(minutes=2)
    RETRY_DELAYS = [dt.timedelta(minutes=pause) for pause in (1, 3, 10, 30, 60, 180, 360)]

    to = models.EmailField(max_length=254)
    reference = models.CharField(max_length=40, blank=True)  # "invitation 12": for the sender
    subject = models.CharField(max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField()
    expires_at = models.DateTimeField()  # a code, say, is good for a quarter of an hour
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = OutgoingEmailManager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="queued_emails",
            )
        ]

    def __str__(self) -> str:
        return self.to

    @property
    def is_queued(self) -> bool:
        return self.sent_at is None and self.given_up_at is None

    @property
    def message_id(self) -> str:
        """The same at every try: a mail program shows once what came twice."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"<email.{self.pk}.{self.created_at:%Y%m%d%H%M%S%f}@{host}>"

    @transaction.atomic
    def mark_sent(self, *, at: dt.datetime) -> None:
        self.sent_at = at
        self._clear_content()
        email_sent.send(OutgoingEmail, outgoing=self)

    def retry_or_give_up(self, *, at: dt.datetime, is_final: bool) -> None:
        """Sets the time of the next try; gives up where there is none that is of use."""
        pause = self.RETRY_DELAYS[min(self.tries, len(self.RETRY_DELAYS)) - 1]
        if is_final or self.tries > len(self.RETRY_DELAYS) or at + pause > self.expires_at:
            self.given_up_at = at
            self._clear_content()
        else:
            self.postpone_to(at + pause)

    def postpone_to(self, at: dt.datetime) -> None:
        self.next_try_at = at
        self.save(update_fields=["next_try_at"])

    def _clear_content(self) -> None:
        """It may hold what signs somebody in: codes, links."""
        self.subject, self.text, self.html, self.headers = "", "", "", {}
        self.save()
