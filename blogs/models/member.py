from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blogs.signals import member_joined, member_left, role_changed

if TYPE_CHECKING:
    from accounts.models.user_queries import UserQuerySet


class BlogMemberQuerySet(models.QuerySet["BlogMember"]):
    def by_role(self) -> Self:
        """The owner first, then who runs the blog, then who writes; the longest here first."""
        rank = models.Case(
            *(models.When(role=role, then=place) for place, role in enumerate(BlogMember.Role)),
            output_field=models.SmallIntegerField(),
        )
        return self.alias(rank=rank).order_by("rank", "pk")

    def people(self) -> UserQuerySet:
        """Active users who are a member of any blog, those who signed up first first."""
        writing = self.filter(user=models.OuterRef("pk"))
        return User.objects.active().filter(models.Exists(writing)).order_by("pk")

    def named(self, text: str) -> Self:
        """Active people with TEXT in their name."""
        return self.filter(user__is_active=True, user__name__icontains=text)

    def of(self, user: User) -> Self:
        """With the blog of each."""
        return self.filter(user=user).select_related("blog").order_by("-pk")

    def except_owner(self) -> Self:
        return self.exclude(role=BlogMember.Role.OWNER)

    @transaction.atomic
    def assign_role(self, role: str) -> int:
        """Give these members ROLE; how many they are."""
        members = list(self.select_for_update(no_key=True))
        BlogMember.objects.filter(pk__in=[member.pk for member in members]).update(role=role)
        for member in members:
            if member.role != role:
                member.role = role
                role_changed.send(BlogMember, member=member)
        return len(members)


_BlogMemberManager = models.Manager.from_queryset(BlogMemberQuerySet)


class BlogMemberManager(_BlogMemberManager["BlogMember"]):
    """Its verbs are those of `blog.members`."""

    @transaction.atomic
    def join(self, user: User, *, role: str) -> BlogMember:
        """The member that USER is now; one who had a role already keeps it."""
        member, is_new = self.get_or_create(user=user, defaults={"role": role})
        if is_new:
            member_joined.send(BlogMember, member=member)
        return member


class BlogMember(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        EDITOR = "editor", _("Editor")
        AUTHOR = "author", _("Author")
        GUEST = "guest", _("Guest author")

    SEES_ALL = (Role.OWNER, Role.EDITOR)
    PUBLISHES = (Role.OWNER, Role.EDITOR, Role.AUTHOR)

    blog = models.ForeignKey(
        "blogs.Blog", models.CASCADE, related_name="members", verbose_name=_("blog")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AUTHOR)
    joined_at = models.DateTimeField(_("since"), auto_now_add=True, null=True)

    objects = BlogMemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["blog", "user"], name="one_role_per_member"),
            models.UniqueConstraint(
                fields=["blog"], condition=models.Q(role="owner"), name="one_owner_per_blog"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER

    def change_role(self, role: str) -> bool:
        """Whether the role was changed: an owner stays one until the blog is handed over."""
        mine = BlogMember.objects.filter(pk=self.pk).except_owner()
        return role != self.Role.OWNER and bool(mine.assign_role(role))

    @transaction.atomic
    def leave(self) -> bool:
        """Whether the person is gone from the blog; what they wrote stays, under their name."""
        mine = BlogMember.objects.filter(pk=self.pk).except_owner().select_for_update()
        gone, _kinds = BlogMember.objects.filter(pk__in=[member.pk for member in mine]).delete()
        if gone:
            member_left.send(BlogMember, blog=self.blog, user=self.user)
        return bool(gone)
