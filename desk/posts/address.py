"""Where a post stands: its name in the address, its blog, post or page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from blogs.models import Blog
from desk.permissions import get_publishable_post
from posts.models import Post
from posts.models.limits import MAX_SLUG_LENGTH
from posts.models.permalink import AddressHolder, AddressTaken, typed_slug

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest


class AddressForm(forms.Form):
    slug = forms.CharField(label=_("Name in the URL"), max_length=MAX_SLUG_LENGTH, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Post.Kind.choices)
    blog = forms.ModelChoiceField(Blog.objects.none(), label=_("Blog"), empty_label=None)

    def __init__(self, data: Any, *, post: Post, blogs: Any) -> None:
        initial = {"slug": post.slug, "kind": post.kind, "blog": post.blog_id}
        super().__init__(data, initial=initial, auto_id="%s")
        self.post = post
        field = self.fields["blog"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = blogs

    def clean_slug(self) -> str:
        slug = typed_slug(self.cleaned_data["slug"])
        if not slug:
            raise forms.ValidationError(gettext("A URL needs a letter or a digit."))
        return slug

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if self.post.loses_comments_as(kind):
            raise forms.ValidationError(gettext("It has comments, and a page has none."))
        return kind

    def clean(self) -> dict[str, Any]:
        super().clean()
        values = self.cleaned_data
        if not self.errors:
            there = self.post.unsaved_copy(to=values["blog"], kind=values["kind"])
            if holder := there.address_holder(values["slug"]):
                self.add_error("slug", holder.message)
        return values

    @property
    def changes_blog(self) -> bool:
        return bool(self.cleaned_data["blog"].pk != self.post.blog_id)


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: AuthedRequest, post_id: int) -> HttpResponse:
    """Renames at once; asks again, with `sure`, before a post goes to another blog."""
    post = get_publishable_post(request, post_id)
    blogs = post.blogs_to_move_to(by=request.user).by_title()
    form = AddressForm(request.POST if request.method == "POST" else None, post=post, blogs=blogs)
    context = {"post": post, "blog": post.blog, "form": form, "blogs": blogs}
    if request.method != "POST":
        return render(request, "desk/address.html", context)
    if form.is_valid() and form.changes_blog and "sure" not in request.POST:
        to = form.cleaned_data["blog"]
        context |= {"to": to, "lost": post.categories_lost_on(to)}
        return render(request, "desk/address_sure.html", context)
    if form.is_valid() and _move(form):
        messages.success(request, gettext("It has its new URL. The former ones lead there."))
        return redirect("desk:address", post.pk)
    return render(request, "desk/address.html", context, status=422)


def _move(form: AddressForm) -> bool:
    values = form.cleaned_data
    try:
        form.post.move(to=values["blog"], kind=values["kind"], slug=values["slug"])
    except (AddressTaken, IntegrityError):  # somebody was there first, in this very moment
        form.add_error("slug", AddressHolder.POST.message)
        return False
    return True
