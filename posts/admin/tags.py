"""Tags: one for every way of spelling it, put together where there are two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import DELETION
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.admin import HostAdmin, HostInline, VerbFormSet, posts_counted
from cpdblog.lib.text.plain import one_line
from posts.admin.blogs import count_of
from posts.models import Post, Tag, TagAlias, TaggedPost
from posts.models.limits import MAX_TAG_LENGTH
from posts.models.tag import tag_key

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    TagModelForm = forms.ModelForm[Tag]
    AliasModelForm = forms.ModelForm[TagAlias]
else:
    TagModelForm = AliasModelForm = forms.ModelForm


def free_name(name: str, *, but_for: Tag | None = None) -> str:
    """NAME tidied; refused where no letter is left or a tag is known by it already."""
    tidy = one_line(name.strip().lstrip("#"))
    if not tag_key(tidy):
        raise forms.ValidationError(gettext("A tag needs a letter or a digit."))
    known = Tag.objects.known_as(tidy).first()
    if known and known != but_for:
        message = gettext("This is a way of saying “%(tag)s” already. Merge them instead.")
        raise forms.ValidationError(message % {"tag": known})
    return tidy


class TagForm(TagModelForm):
    name = forms.CharField(label=_("Name"), max_length=MAX_TAG_LENGTH)

    def clean_name(self) -> str:
        return free_name(self.cleaned_data["name"], but_for=self.instance)


class AliasForm(AliasModelForm):
    key = forms.CharField(label=_("Other spelling"), max_length=MAX_TAG_LENGTH)

    def clean_key(self) -> str:
        return tag_key(free_name(self.cleaned_data["key"]))


class MergeForm(forms.Form):
    into = forms.CharField(
        label=_("Merge into"),
        help_text=_("The tag that stays. The others become other spellings of it."),
        widget=forms.TextInput(attrs={"list": "chosen-tags", "class": "vTextField"}),
    )

    def clean_into(self) -> Tag:
        tag = Tag.objects.known_as(self.cleaned_data["into"]).first()
        if tag is None:
            raise forms.ValidationError(gettext("There is no tag of this name."))
        return tag


class AliasFormSet(VerbFormSet):
    def create_row(self, row: TagAlias) -> TagAlias:
        tag: Tag = self.instance
        return tag.add_alias(row.key)

    def delete_row(self, row: TagAlias) -> None:
        self.instance.remove_alias(row)


class AliasInline(HostInline):
    model = TagAlias
    form = AliasForm
    formset = AliasFormSet
    verbose_name_plural = _("other spellings")
    add_text = _("Add a spelling")
    fields = ["key"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a spelling is taken away and another added


@admin.register(Tag)
class TagAdmin(HostAdmin):
    form = TagForm
    list_display = ["name", "slug", "post_count"]
    search_fields = ["name", "aliases__key"]
    search_help_text = _("Tags and spellings")
    ordering = ["name", "pk"]
    fields = ["name", "slug"]
    readonly_fields = ["slug"]
    stays = _("No post is deleted: they stay, without this tag.")
    inlines = [AliasInline]
    actions = ["merge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        out = TaggedPost.objects.filter(content_object__status=Post.Status.PUBLISHED)
        rows = super().get_queryset(request)
        with_count: QuerySet[Any] = rows.annotate(posts_out=count_of(out, "tag"))
        return with_count

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.save()
        elif "name" in form.changed_data:
            obj.rename(obj.name)

    @admin.display(description=_("posts"), ordering="posts_out")
    def post_count(self, tag: Any) -> str:
        return posts_counted(tag.posts_out)

    @admin.action(description=_("Merge into…"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        chosen = list(queryset)
        form = MergeForm(request.POST if "into" in request.POST else None)
        if form.is_valid():
            self._merge(request, chosen, form.cleaned_data["into"])
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Merge tags"),
            "opts": self.opts,
            "chosen": chosen,
            "form": form,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/posts/merge_tags.html", context)

    @transaction.atomic
    def _merge(self, request: HttpRequest, chosen: list[Tag], into: Tag) -> None:
        gone = [tag for tag in chosen if tag.pk != into.pk]
        message = gettext("Merged into “%(tag)s”.") % {"tag": into}
        self.log_many(request, gone, message, DELETION)
        for tag in gone:
            self.log_many(request, [into], gettext("“%(tag)s” was merged into it.") % {"tag": tag})
            Tag.objects.merge(tag, into=into)
        done = ngettext(
            "%(count)d tag became a way of saying “%(tag)s”.",
            "%(count)d tags became ways of saying “%(tag)s”.",
            len(gone),
        )
        self.message_user(request, done % {"count": len(gone), "tag": into}, messages.SUCCESS)
