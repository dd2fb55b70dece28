"""Comments moderated and edited by hosts, and the record of who decided what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Identity, User
from blogs.admin_filters import BlogFilter
from comments.forms import MaxLength
from comments.models import (
    MAX_COMMENT_LENGTH,
    Comment,
    CommentRevision,
    Decision,
    EditedSince,
    RemovedByAuthor,
)
from cpdblog.lib.admin import HostAdmin, HostInline, ReadOnly, by_itself
from cpdblog.lib.markup import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest

    CommentModelForm = forms.ModelForm[Comment]
else:
    CommentModelForm = forms.ModelForm

ON_BOTH_PAGES = [admin.ActionLocation.CHANGE_LIST, admin.ActionLocation.CHANGE_FORM]
LONG_TEXTS_OF_POST = ("post__source", "post__body_html")
UNSEEN_OF_AUTHOR = ("author__password", "author__bio")


def _version_field(comment: Comment) -> str:
    return f"version-{comment.pk}"


class SignedWithFilter(admin.SimpleListFilter):
    title = _("signed with")
    parameter_name = "signed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        providers = Identity.objects.order_by("provider_name").values_list("provider_name")
        named = [(name, name) for (name,) in providers.distinct()]
        return [("guest", gettext("Nothing: a guest")), ("member", gettext("Own name")), *named]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case None:
                return queryset
            case "guest":
                return queryset.filter(author=None, signed_with="")
            case "member":
                return queryset.exclude(author=None).filter(signed_with="")
            case provider:
                return queryset.filter(signed_with=provider)


class CommentForm(CommentModelForm):
    source = forms.CharField(
        label=_("Text"), strip=False, widget=AdminTextareaWidget(attrs={"rows": 12})
    )

    def clean_source(self) -> str:
        source = markdown.normalise(self.cleaned_data["source"])
        shown = Comment(source_format=self.instance.source_format)
        shown.render(source)
        if not shown.has_visible_text:
            raise forms.ValidationError(gettext("A comment says something. You can remove it."))
        MaxLength(MAX_COMMENT_LENGTH)(source)
        return source


class DecisionInline(ReadOnly, HostInline):
    model = Decision
    fields = readonly_fields = ("kind", "by", "made_at")
    ordering = ["-made_at", "-pk"]
    verbose_name_plural = _("decisions about it")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")


class RevisionInline(ReadOnly, HostInline):
    model = CommentRevision
    fields = readonly_fields = ("source", "written_at", "replaced_at")
    ordering = ["-replaced_at", "-pk"]
    verbose_name_plural = _("what it said before its author edited it")


@admin.register(Comment)
class CommentAdmin(HostAdmin):
    form = CommentForm
    list_display = ["who", "excerpt", "post", "state", "posted_at"]
    list_filter = ["status", BlogFilter, SignedWithFilter]
    search_fields = ["name", "email", "source"]
    date_hierarchy = "posted_at"
    ordering = ["-posted_at", "-pk"]
    actions = ["approve", "mark_as_spam", "remove"]
    inlines = [DecisionInline, RevisionInline]
    fieldsets = [
        (None, {"fields": ["state", "source"]}),
        (_("Who"), {"fields": ["name", "email", "website", "signed"]}),
        (_("Where"), {"fields": ["post_link", "parent_link", "posted_at"]}),
    ]
    readonly_fields = ["state", "signed", "post_link", "parent_link", "posted_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        whole = super().get_queryset(request).select_related("post__blog", "author")
        return whole.defer("body_html", *LONG_TEXTS_OF_POST, *UNSEEN_OF_AUTHOR)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # message are put into nobody's mouth

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # removed, it leaves its place in the thread

    def view_on_site(self, obj: Comment) -> str | None:
        return obj.get_absolute_url() if obj.is_approved else None

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:  # noqa: FBT001
        obj.rewrite(obj.source)

    @admin.action(
        description=_("Approve this comment"),
        description_plural=_("Approve the selected comments"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    def approve(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        skipped = 0

        def approve_as_read(comment: Comment, *, by: User) -> None:
            nonlocal skipped
            try:
                comment.approve(by=by, version=request.POST.get(_version_field(comment)))
            except (EditedSince, RemovedByAuthor):
                skipped += 1

        count = self._decide(request, queryset, approve_as_read)
        message = ngettext("Approved %(count)d comment.", "Approved %(count)d comments.", count)
        if count or not skipped:
            self._report(request, message, count)
        if skipped:
            self._report_skipped(request, skipped)

    @admin.action(
        description=_("Mark this comment as spam"),
        description_plural=_("Mark the selected comments as spam"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    def mark_as_spam(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        count = self._decide(request, queryset, Comment.mark_as_spam)
        message = ngettext(
            "Marked %(count)d comment as spam.", "Marked %(count)d comments as spam.", count
        )
        self._report(request, message, count)

    @admin.action(
        description=_("Remove this comment"),
        description_plural=_("Remove the selected comments"),
        location=ON_BOTH_PAGES,
        permissions=["change"],
    )
    def remove(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        count = self._decide(request, queryset, Comment.remove)
        message = ngettext("Removed %(count)d comment.", "Removed %(count)d comments.", count)
        self._report(request, message, count)

    @transaction.atomic
    def _decide(
        self, request: HttpRequest, queryset: QuerySet[Comment], verb: Callable[..., None]
    ) -> int:
        """Each with the verb of the model; returns how many are now other than they were."""
        decided = []
        for comment in queryset:
            before = comment.status
            verb(comment, by=request.user)
            if comment.status != before:
                decided.append(comment)
        for status in {comment.status for comment in decided}:
            alike = [comment for comment in decided if comment.status == status]
            self.log_many(request, alike, str(Comment.Status(status).label))
        return len(decided)

    def _report(self, request: HttpRequest, message: str, count: int) -> None:
        if count:
            self.message_user(request, message % {"count": count}, messages.SUCCESS)
        else:
            self.message_user(request, gettext("They are so already."), messages.INFO)

    def _report_skipped(self, request: HttpRequest, count: int) -> None:
        message = ngettext(
            "%(count)d comment was edited or taken back since this page was opened, and is left"
            " alone. Please look at it again.",
            "%(count)d comments were edited or taken back since this page was opened, and are left"
            " alone. Please look at them again.",
            count,
        )
        self.message_user(request, message % {"count": count}, messages.WARNING)

    @admin.display(description=_("name"), ordering="name")
    def who(self, comment: Comment) -> str:
        return by_itself(comment.name)

    @admin.display(description=_("comment"))
    def excerpt(self, comment: Comment) -> str:
        return Truncator(comment.source).chars(90)

    @admin.display(description=_("status"), ordering="status")
    def state(self, comment: Comment) -> str:
        """With the version that is read here: what is approved is what was read."""
        return format_html(
            '{}<input type="hidden" name="{}" value="{}">',
            comment.get_status_display(),
            _version_field(comment),
            comment.version,
        )

    @admin.display(description=_("signed with"))
    def signed(self, comment: Comment) -> str:
        if comment.imported_signature:
            message = gettext("{} (from an import)")
            return format_html(message, by_itself(comment.imported_signature))
        if comment.author is None:
            return comment.signed_with or gettext("Nothing: a guest")
        return f"{comment.signed_with or gettext('Own name')} · @{comment.author.handle}"

    @admin.display(description=_("post"))
    def post_link(self, comment: Comment) -> str:
        return format_html(
            '<a href="{}">{}</a>', comment.post.get_absolute_url(), comment.post.headline
        )

    @admin.display(description=_("in reply to"))
    def parent_link(self, comment: Comment) -> str:
        parent = comment.parent
        if parent is None:
            return "–"
        page = reverse("admin:comments_comment_change", args=[parent.pk])
        return format_html('<a href="{}">{}</a>', page, by_itself(parent.name))


@admin.register(Decision)
class DecisionAdmin(ReadOnly, HostAdmin):
    list_display = ["made_at", "kind", "comment", "who"]
    list_filter = ["kind"]
    search_fields = ["by__name", "by__handle", "comment__name"]
    date_hierarchy = "made_at"
    ordering = ["-made_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        long = [f"comment__{name}" for name in ("source", "body_html", *LONG_TEXTS_OF_POST)]
        rows = super().get_queryset(request).select_related("comment__post", "by")
        return rows.defer(*long)

    @admin.display(description=_("by"), ordering="by__name", empty_value="–")
    def who(self, decision: Decision) -> str | None:
        return by_itself(decision.by) if decision.by else None
