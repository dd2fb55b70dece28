"""The form that edits a post in the admin, and what it refuses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blogs.models import Blog, Category
from cpdblog.lib.http.parse_pk import parse_pk
from cpdblog.lib.markup import markdown
from posts.models import Post
from posts.models.limits import MAX_TAG_LENGTH
from posts.models.post import NOTHING_TO_READ
from posts.models.tag import split_tags
from posts.models.text import title_line

if TYPE_CHECKING:
    from django.db.models import QuerySet

    PostModelForm = forms.ModelForm[Post]
else:
    PostModelForm = forms.ModelForm

CLOCKS_DIFFER_BY = dt.timedelta(minutes=10)


class SourceWidget(AdminTextareaWidget):
    """The text, with a button that shows it as readers will see it."""

    template_name = "admin/posts/source.html"
    source_format: str = Post.Format.MARKDOWN

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "source_format": self.source_format}

    class Media:
        js = [forms.Script("js/admin-preview.js", type="module")]


class CategoriesField(forms.ModelMultipleChoiceField[Category]):
    def clean(self, value: Any) -> Any:
        """A number longer than any key is refused before a database stumbles over it."""
        for pk in value or []:
            if parse_pk(pk) is None:
                wrong = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(wrong, "invalid_pk_value", {"pk": pk})
        return super().clean(value)


class PostForm(PostModelForm):
    class Meta:
        labels = {
            "slug": _("URL"),
            "comments_open": _("Allow comments"),
            "is_sticky": _("Pin to the top of the blog"),
            "canonical_url": _("Original URL"),
        }
        help_texts = {"canonical_url": _("If it was published elsewhere first.")}

    source = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,  # four spaces before the first word are a mark
        widget=SourceWidget(attrs={"rows": 24}),
    )
    categories = CategoriesField(
        Category.objects.none(),
        label=_("Categories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tag_line = forms.CharField(
        label=_("Tags"),
        required=False,
        help_text=_("With commas between them."),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        post = self.instance
        widget = self.fields["source"].widget
        assert isinstance(widget, SourceWidget)  # noqa: S101
        widget.source_format = post.source_format
        if post.pk:
            listed = post.tagged.filter(is_in_text=False).select_related("tag").order_by("pk")
            self.initial["tag_line"] = ", ".join(str(row.tag) for row in listed)
        blog = post.blog if post.pk else self._blog_so_far()
        self._offer_categories(blog.categories.by_name() if blog else Category.objects.none())

    def clean_title(self) -> str:
        title = title_line(self.cleaned_data["title"])
        if self.cleaned_data["title"] and not title:
            raise forms.ValidationError(gettext("A title needs a letter or a digit."))
        return title

    def clean_source(self) -> str:
        return markdown.normalise(self.cleaned_data["source"])

    def clean_tag_line(self) -> str:
        line: str = self.cleaned_data["tag_line"]
        for name in split_tags(line):
            if len(name) > MAX_TAG_LENGTH:
                message = gettext("A tag has at most %(most)d characters; this one has %(length)d.")
                raise forms.ValidationError(message % {"most": MAX_TAG_LENGTH, "length": len(name)})
        return line

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._refuse_nothing_in_public(values)
        self._refuse_what_is_in_the_bin(values)
        self._refuse_an_impossible_date(values)
        self._refuse_an_address_that_is_taken(values)
        return values

    def _refuse_what_is_in_the_bin(self, values: dict[str, Any]) -> None:
        is_binned = self.initial.get("status") == Post.Status.BINNED
        if is_binned and values.get("status") == Post.Status.BINNED and self.changed_data:
            message = _("It is in the bin. Choose another state for it, then it can be changed.")
            self.add_error("status", message)

    def _blog_so_far(self) -> Blog | None:
        """The blog of a post that is not saved yet: as sent, or as in the link that led here."""
        chosen = (
            self.data.get(self.add_prefix("blog")) if self.is_bound else self.initial.get("blog")
        )
        pk = parse_pk(str(chosen or ""))
        return Blog.objects.filter(pk=pk).first() if pk is not None else None

    def _offer_categories(self, categories: QuerySet[Category]) -> None:
        field = self.fields["categories"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101
        field.queryset = categories
        if not categories:
            field.help_text = _("Each blog has its own: save the post, then choose.")

    def _refuse_nothing_in_public(self, values: dict[str, Any]) -> None:
        comes_out = values.get("status") in {Post.Status.PUBLISHED, Post.Status.SCHEDULED}
        if not comes_out or self.instance.is_empty_in_public:  # which is still as it was
            return
        read = Post(source=values.get("source", ""), source_format=self.instance.source_format)
        read.preview()
        if not read.has_visible_text and not self.errors:
            self.add_error("source", NOTHING_TO_READ)

    def _refuse_an_impossible_date(self, values: dict[str, Any]) -> None:
        status = values.get("status")
        if "published_at" not in values:
            return
        date = values["published_at"]
        if status == Post.Status.SCHEDULED:
            if not date or date <= timezone.now():
                self.add_error("published_at", _("A post is scheduled for a date to come."))
        elif status != Post.Status.PUBLISHED:
            return
        elif date and date > timezone.now() + CLOCKS_DIFFER_BY:
            message = _("This is still to come. Publish it with a date that has been, or keep it.")
            self.add_error("published_at", message)
        elif not date and self.initial.get("status") == Post.Status.PUBLISHED:
            self.add_error("published_at", _("A published post has a date."))

    def _refuse_an_address_that_is_taken(self, values: dict[str, Any]) -> None:
        """Only for an address somebody typed: one made from a title makes way by itself."""
        blog = self.instance.blog if self.instance.pk else values.get("blog")
        slug = values.get("slug")
        if not (blog and slug and "slug" in self.changed_data):
            return
        there = self.instance.unsaved_copy(to=blog, kind=values.get("kind") or self.instance.kind)
        date = values.get("published_at") or timezone.now()
        holder = there.address_holder(slug, published_at=date)
        if holder:
            self.add_error("slug", holder.message)
