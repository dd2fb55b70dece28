from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from posts.models.blog import Blog, BlogMember


class Invitation(models.Model):
    """Somebody asked, by e-mail, to write on a blog. Only a digest of the link's key is kept."""

    OFFERED = (BlogMember.Role.EDITOR, BlogMember.Role.AUTHOR, BlogMember.Role.GUEST)

    blog = models.ForeignKey(Blog, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=[(role.value, role.label) for role in OFFERED],
        default=BlogMember.Role.AUTHOR,
    )
    key_digest = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects: models.Manager[Invitation] = models.Manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "blog",
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True),
                name="one_open_invitation_each",
            )
        ]

    def __str__(self) -> str:
        return self.email
