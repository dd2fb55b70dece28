from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def to_published(self, *, handle: str, path: str) -> Self:
        """Those of the blog that open a post everybody may read."""
        found = self.filter(blog__handle=handle, path=path, post__status="published")
        return found.select_related("post__blog")


_OldAddressManager = models.Manager.from_queryset(OldAddressQuerySet)


class OldAddressManager(_OldAddressManager["OldAddress"]):
    def record(self, *, post_id: int, blog_id: int, path: str) -> None:
        """Each leads to its post and not to an address: there are no chains, and no circles."""
        if len(path) <= OldAddress.MAX_LENGTH:
            self.update_or_create(blog_id=blog_id, path=path, defaults={"post_id": post_id})


class OldAddress(models.Model):
    """Where a post was read before it stood here, as the part of an address after its blog's."""

    MAX_LENGTH = 400

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, related_name="old_addresses")
    path = models.CharField(_("address"), max_length=MAX_LENGTH)
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="old_addresses")

    objects = OldAddressManager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(fields=["blog", "path"], name="one_post_per_old_address")
        ]

    def __str__(self) -> str:
        return self.path
