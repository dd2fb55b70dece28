"""Comments moderated and edited by hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_filters import person_filter
from accounts.models import Identity, User
from blogs.admin_filters import BlogFilter
from comments.admin.comment_form import CommentForm, DecisionInline, RevisionInline
from comments.admin.deciding import CommentDecisions
from comments.models import Comment
from cpdblog.lib.admin import VERSION, by_itself, marked, with_words, year_filter
from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

LONG_TEXTS_OF_POST = ("post__source", "post__body_html")
UNSEEN_OF_AUTHOR = ("author__password", "author__bio")
SQUARES = {
    Comment.Status.PENDING: "scheduled",
    Comment.Status.APPROVED: "published",
    Comment.Status.SPAM: "wrong",
    Comment.Status.REMOVED: "bin",
}
REPLIES_SHOWN = 10


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


@admin.register(Comment)
class CommentAdmin(CommentDecisions):
    form = CommentForm
    list_display = ["excerpt", "who", "post", "state", "posted_at"]
    list_filter = [
        *(person_filter("author", _("written by")), "status", BlogFilter, SignedWithFilter),
        year_filter("posted_at", _("posted")),
    ]
    search_fields = ["name", "email", "source"]  # by get_search_results
    search_help_text = _("Words, names, e-mails")
    ordering = ["-posted_at", "-pk"]
    inlines = [DecisionInline, RevisionInline]
    fieldsets = [
        (None, {"fields": ["state", "source"]}),
        (_("Thread"), {"fields": ["post_link", "parent_link", "replies_to_it"]}),
        (_("Who wrote it"), {"fields": ["name", "email", "website", "signed", "posted_at"]}),
    ]
    readonly_fields = [
        *("state", "post_link", "parent_link", "replies_to_it"),
        *("signed", "posted_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        whole = super().get_queryset(request).select_related("post__blog", "author")
        return whole.defer("body_html", *LONG_TEXTS_OF_POST, *UNSEEN_OF_AUTHOR)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What is public by the index; the newest of the rest, and of addresses, by reading."""
        term = search_term.strip()
        if not term:
            return queryset, False
        senders = Comment.objects.from_address(term) if "@" in term else []
        unseen = Comment.objects.unseen_with(term)
        return with_words(queryset, term, more=[*unseen, *senders]), False

    def title_of(self, thing: Comment) -> str:
        return gettext("%(name)s on “%(post)s”") % {
            "name": isolated(thing.name),
            "post": thing.post.headline,
        }

    def describe(self, thing: Comment) -> str:
        return f"{self.title_of(thing)}: {Truncator(thing.source).chars(90)}"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # words are put into nobody's mouth

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # removed, it leaves its place in the thread

    def view_on_site(self, obj: Comment) -> str | None:
        return obj.get_absolute_url() if obj.is_approved else None

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:  # noqa: FBT001
        signature = {field: getattr(obj, field) for field in ("name", "email", "website")}
        version = request.POST.get(f"{VERSION}{obj.pk}")
        assert isinstance(request.user, User)  # noqa: S101 - the admin lets nobody else in
        obj.correct(obj.source, by=request.user, version=version, **signature)

    @admin.display(description=_("name"), ordering="name")
    def who(self, comment: Comment) -> str:
        return by_itself(comment.name)

    @admin.display(description=_("comment"))
    def excerpt(self, comment: Comment) -> str:
        return format_html('<span dir="auto">{}</span>', Truncator(comment.source).chars(90))

    @admin.display(description=_("status"), ordering="status")
    def state(self, comment: Comment) -> str:
        """With the version that is read here: what is approved is what was read."""
        return format_html(
            '{}<input type="hidden" name="{}" value="{}">',
            marked(comment.get_status_display(), SQUARES[Comment.Status(comment.status)]),
            f"{VERSION}{comment.pk}",
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
            '<a href="{}" dir="auto">{}</a>',
            comment.post.get_absolute_url(),
            comment.post.headline,
        )

    @admin.display(description=_("in reply to"))
    def parent_link(self, comment: Comment) -> str:
        if comment.parent is None:
            return "–"
        return render_to_string("admin/comments/thread.html", {"comments": [comment.parent]})

    @admin.display(description=_("replies"))
    def replies_to_it(self, comment: Comment) -> str:
        replies = list(comment.replies.in_thread_order()[: REPLIES_SHOWN + 1])
        if not replies:
            return "–"
        context = {
            "comments": replies[:REPLIES_SHOWN],
            "has_more": len(replies) > REPLIES_SHOWN,
            "page": comment.get_absolute_url(),
        }
        return render_to_string("admin/comments/thread.html", context)
