from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Arrival(models.Model):
    """A file brought to the desk, on its way into a blog; read by a task."""

    class Kind(models.TextChoices):
        WORDPRESS = "wordpress", _("WordPress")
        BLOGGER = "blogger", _("Blogger")
        GHOST = "ghost", _("Ghost")
        MARKDOWN = "markdown", _("Markdown")
        CPDBLOG = "cpdblog", _("An export from here")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("On its way")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    blog = models.ForeignKey("posts.Blog", models.CASCADE, related_name="arrivals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    is_trial = models.BooleanField(default=False)
    file = models.CharField(max_length=200)  # its name in the private store
    original_name = models.CharField(max_length=200, blank=True)
    bytes_read = models.PositiveBigIntegerField(default=0)
    bytes_in_all = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects: models.Manager[Arrival] = models.Manager()

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")

    def __str__(self) -> str:
        return self.original_name or self.file
