"""People in the admin, with what they did in every part of the community and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import PersonAdmin
from accounts.models import User
from blogs.models import BlogMember
from comments.models import Decision
from cpdblog.lib.admin import links

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

BLOGS_NAMED = 10
IN_THE_COMMUNITY = ("blogs", "posts", "comments", "decisions")


class CommunityPersonAdmin(PersonAdmin):
    fieldsets = [*PersonAdmin.fieldsets, (_("In the community"), {"fields": IN_THE_COMMUNITY})]
    readonly_fields = [*PersonAdmin.readonly_fields, *IN_THE_COMMUNITY]

    @admin.display(description=_("blogs"), empty_value="–")
    def blogs(self, person: User) -> SafeString | None:
        """Each by its name, with the role: mostly it is one."""
        memberships = list(BlogMember.objects.of(person)[: BLOGS_NAMED + 1])
        named: list[tuple[str, object]] = [
            (_of_blog(one), _with_role(one)) for one in memberships[:BLOGS_NAMED]
        ]
        if len(memberships) > BLOGS_NAMED:
            named.append((_list("blogs_blog", person), _("All blogs")))
        return links(named)

    @admin.display(description=_("posts"), empty_value="–")
    def posts(self, person: User) -> SafeString | None:
        count = person.posts.count()
        words = ngettext("%(count)d post", "%(count)d posts", count) % {"count": count}
        return links([(_list("posts_post", person), words)] if count else [])

    @admin.display(description=_("comments"), empty_value="–")
    def comments(self, person: User) -> SafeString | None:
        count = person.comments.count()
        words = ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
        return links([(_list("comments_comment", person), words)] if count else [])

    @admin.display(description=_("decisions"), empty_value="–")
    def decisions(self, person: User) -> SafeString | None:
        """About what they wrote, about themselves, and those that they made as a host."""
        shown = [
            (_list("comments_decision", person), _about_comments(person)),
            (reverse("admin:accounts_user_history", args=[person.pk]), _about_account(person)),
            (_list("comments_decision", person, by="host"), _made_by(person)),
        ]
        return links([(url, words) for url, words in shown if words])


def _list(name: str, person: User, by: str = "person") -> str:
    return reverse(f"admin:{name}_changelist", query={by: person.handle})


def _of_blog(membership: BlogMember) -> str:
    return reverse("admin:blogs_blog_change", args=[membership.blog_id])


def _with_role(membership: BlogMember) -> SafeString:
    return format_html("<bdi>{}</bdi> ({})", membership.blog, membership.get_role_display())


def _about_comments(person: User) -> str:
    count = Decision.objects.filter(comment__author=person).count()
    words = ngettext(
        "%(count)d decision about their comments", "%(count)d decisions about their comments", count
    )
    return words % {"count": count} if count else ""


def _about_account(person: User) -> str:
    here: Any = {"content_type": ContentType.objects.get_for_model(User), "object_id": person.pk}
    count = LogEntry.objects.filter(**here).count()
    words = ngettext(
        "%(count)d change of this account by hosts",
        "%(count)d changes of this account by hosts",
        count,
    )
    return words % {"count": count} if count else ""


def _made_by(person: User) -> str:
    count = person.decisions.count()
    words = ngettext(
        "%(count)d decision that they made", "%(count)d decisions that they made", count
    )
    return words % {"count": count} if count else ""
