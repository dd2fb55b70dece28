from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImageQuerySet(models.QuerySet["Image"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Image(models.Model):
    """A picture of a blog, written anew by us in up to three widths; see cpdblog.lib.pictures."""

    class Licence(models.TextChoices):
        OWN = "own", _("My own picture")
        CC0 = "cc0", _("CC0, no rights reserved")
        CC_BY = "cc-by", _("CC BY")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA")
        CC_BY_NC = "cc-by-nc", _("CC BY-NC")
        CC_BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA")
        CC_BY_ND = "cc-by-nd", _("CC BY-ND")
        PERMISSION = "permission", _("Used with permission")

    blog = models.ForeignKey("posts.Blog", models.CASCADE, related_name="images")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64, editable=False)  # of what was uploaded
    name = models.CharField(max_length=200, editable=False)  # in the storage, without "-640.webp"
    widths = models.JSONField(default=list, editable=False)  # in pixels, the smallest first
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("what it shows"), max_length=500, blank=True)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    credit_url = models.URLField(_("where it is from"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=12, choices=Licence, blank=True)
    original_name = models.CharField(max_length=200, blank=True, editable=False)
    imported_from = models.CharField(max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(ImageQuerySet)()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(fields=["blog", "digest"], name="one_image_per_picture")
        ]

    def __str__(self) -> str:
        return self.alt or self.original_name or self.name
