from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerHandle(models.Model):
    """A handle that somebody had: it leads to them, and nobody else may take it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="former_handles"
    )
    handle = models.CharField(max_length=40, unique=True)

    objects: models.Manager[FormerHandle] = models.Manager()

    class Meta:
        verbose_name = _("former handle")
        verbose_name_plural = _("former handles")

    def __str__(self) -> str:
        return self.handle
