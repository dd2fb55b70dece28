"""A blog gets another owner: the owner offers it to a member, who accepts or declines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from blogs.models.blog import Blog
from blogs.models.member import BlogMember
from cpdblog.lib.database.locking import Conflict

if TYPE_CHECKING:
    from accounts.models import User


class NoSuchOffer(Conflict):
    """The offer was withdrawn or answered meanwhile, or the blog has another owner by now."""

    message = _("That offer is not there any more: it was taken back.")


class HandoverManager(models.Manager["Handover"]):
    def standing_for(self, user: User) -> models.QuerySet[Handover]:
        """What is offered to this person."""
        offers = self.filter(member__user=user).select_related("blog", "by")
        return offers.order_by("pk")

    @transaction.atomic
    def offer(self, blog: Blog, *, to: BlogMember, by: User) -> Handover:
        """One offer at a time: another one takes its place. Raises NoSuchOffer."""
        Blog.objects.locked(blog.pk)
        if not blog.is_owned_by(by):
            raise NoSuchOffer
        if not blog.members.except_owner().filter(pk=to.pk).exists():
            raise NoSuchOffer
        offer, _new = self.update_or_create(blog=blog, defaults={"member": to, "by": by})
        return offer

    @transaction.atomic
    def withdraw(self, blog: Blog, *, by: User) -> None:
        """By the owner, or declined by the one it is offered to. Raises NoSuchOffer."""
        now = Blog.objects.locked(blog.pk)
        standing = self.filter(blog=now)
        if not now.is_owned_by(by):
            standing = standing.filter(member__user=by)
        if not standing.delete()[0]:
            raise NoSuchOffer


class Handover(models.Model):
    blog = models.OneToOneField(Blog, models.CASCADE, related_name="handover")
    # Whoever leaves the blog cannot be given it any more.
    member = models.ForeignKey(BlogMember, models.CASCADE, related_name="offers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now=True)

    objects = HandoverManager()

    class Meta:
        verbose_name = _("handing over")
        verbose_name_plural = _("handings over")

    def __str__(self) -> str:
        return f"{self.blog} → {self.member.user}"

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        """The former owner stays as an editor. Raises NoSuchOffer."""
        blog = Blog.objects.locked(self.blog_id)
        standing = Handover.objects.filter(pk=self.pk, member__user=by)
        offer = standing.select_related("member", "by").first()
        if offer is None or not blog.is_owned_by(offer.by):
            raise NoSuchOffer
        blog.members.filter(role=BlogMember.Role.OWNER).assign_role(BlogMember.Role.EDITOR)
        if not blog.members.filter(pk=offer.member_id).assign_role(BlogMember.Role.OWNER):
            raise NoSuchOffer  # taken off the blog at this very moment
        offer.delete()
