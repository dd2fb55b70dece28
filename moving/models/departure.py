from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Departure(models.Model):
    """Everything of one blog in one zip, packed by a task and kept for some days."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being packed")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Stopped")

    blog = models.ForeignKey("posts.Blog", models.CASCADE, related_name="departures")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    file = models.CharField(max_length=200, blank=True)  # its name in the private store
    size = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects: models.Manager[Departure] = models.Manager()

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")

    def __str__(self) -> str:
        return self.file or str(self.pk)


class Rhythm(models.Model):
    """How often somebody wants the zip of a blog sent by e-mail."""

    class Every(models.TextChoices):
        WEEK = "week", _("Every week")
        MONTH = "month", _("Every month")

    blog = models.ForeignKey("posts.Blog", models.CASCADE, related_name="rhythms")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rhythms")
    every = models.CharField(max_length=5, choices=Every, default=Every.MONTH)
    next_at = models.DateTimeField()

    objects: models.Manager[Rhythm] = models.Manager()

    class Meta:
        verbose_name = _("rhythm")
        verbose_name_plural = _("rhythms")
        constraints = [
            models.UniqueConstraint(fields=["blog", "user"], name="one_rhythm_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.blog}: {self.every}"
