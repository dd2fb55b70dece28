"""What is to be sent by e-mail."""

from __future__ import annotations

import datetime as dt
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail.signals import letter_sent

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None)

    def left_alone(self, *, at: dt.datetime) -> Self:
        return self.waiting().filter(next_at__lt=at - Letter.LEFT_ALONE_AFTER).order_by("pk")

    def done_before(self, at: dt.datetime) -> Self:
        return self.filter(models.Q(sent_at__lt=at) | models.Q(given_up_at__lt=at))


_LetterManager = models.Manager.from_queryset(LetterQuerySet)


class LetterManager(_LetterManager["Letter"]):
    def write(
        self, message: EmailMultiAlternatives, *, useless_at: datetime, about: str = ""
    ) -> Letter:
        html = next((str(one[0]) for one in message.alternatives), "")
        return self.create(
            to=message.to[0],
            about=about,
            subject=str(message.subject),
            text=str(message.body),
            html=html,
            headers=message.extra_headers,
            next_at=timezone.now(),
            useless_at=useless_at,
        )

    def claim(self, number: int, *, at: dt.datetime) -> Letter | None:
        """The letter, for whoever is first to ask: nobody else gets it for a while."""
        due = self.waiting().filter(pk=number, next_at__lte=at)
        lease = {"next_at": at + Letter.LEASE, "tries": models.F("tries") + 1}
        return self.get(pk=number) if due.update(**lease) else None


class Letter(models.Model):
    """What is to be sent by e-mail: whole until it is sent, then only that it was."""

    LEASE = timedelta(minutes=1)  # longer than any try to send it takes
    LEFT_ALONE_AFTER = timedelta(minutes=2)
    PAUSES = [timedelta(minutes=pause) for pause in (1, 3, 10, 30, 60, 180, 360)]

    to = models.EmailField(max_length=254)
    about = models.CharField(max_length=40, blank=True)  # "invitation 12": for whoever wrote it
    subject = models.CharField(max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(auto_now_add=True)
    next_at = models.DateTimeField()
    useless_at = models.DateTimeField()  # a code, say, that is good for a quarter of an hour
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = LetterManager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="letters_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"{self.to} {self.written_at:%Y-%m-%d %H:%M}"

    @property
    def is_waiting(self) -> bool:
        return self.sent_at is None and self.given_up_at is None

    @property
    def message_id(self) -> str:
        """The same at every try: a mail program shows once what came twice."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"<letter.{self.pk}.{self.written_at:%Y%m%d%H%M%S%f}@{host}>"

    @transaction.atomic
    def note_sent(self, *, at: dt.datetime) -> None:
        self.sent_at = at
        self._forget_words()
        letter_sent.send(Letter, letter=self)

    def put_off(self, *, at: datetime, for_good: bool) -> None:
        pause = self.PAUSES[min(self.tries, len(self.PAUSES)) - 1]
        if for_good or self.tries > len(self.PAUSES) or at + pause > self.useless_at:
            self.given_up_at = at
            self._forget_words()
        else:
            self.put_off_to(at + pause)

    def put_off_to(self, at: dt.datetime) -> None:
        self.next_at = at
        self.save(update_fields=["next_at"])

    def _forget_words(self) -> None:
        """They may open a door: codes, links."""
        self.subject, self.text, self.html, self.headers = "", "", "", {}
        self.save()
