"""Several posts at once: what is done, and a sentence for what was not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from cpdblog.lib.database.locking import Conflict
from cpdblog.lib.http.parse_pk import parse_pk
from cpdblog.lib.http.redirects import own_address
from cpdblog.lib.text.plain import isolated
from desk.editor.fields import NameListField, join_names
from desk.posts.bulk_actions import ACTIONS, BulkAction
from posts.models import Post
from posts.models.limits import MAX_TAG_LENGTH

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from accounts.requests import AuthedRequest
    from blogs.models import Blog

MAX_POSTS = 100
NAMED = 3


class TagsForm(forms.Form):
    value = NameListField(max_name_length=MAX_TAG_LENGTH, label=gettext_lazy("Tags"))

    def clean_value(self) -> list[str]:
        names: list[str] = self.cleaned_data["value"]
        if not names:
            raise forms.ValidationError(_("Write one tag at least."))
        return names


class CategoryForm(forms.Form):
    value = forms.ChoiceField(label=gettext_lazy("Category"), required=False)

    def __init__(self, data: Any, *, blogs: set[Blog]) -> None:
        super().__init__(data)
        names = [str(one) for blog in blogs for one in blog.categories.by_name()]
        choices = [("", _("No category")), *((name, name) for name in dict.fromkeys(names))]
        self.fields["value"] = forms.ChoiceField(
            label=gettext_lazy("Category"), required=False, choices=choices
        )

    def clean_value(self) -> list[str]:
        return [name] if (name := self.cleaned_data["value"]) else []


@require_POST
def bulk(request: AuthedRequest) -> HttpResponse:
    """`action` is one of ACTIONS, each `post` a primary key; a link that undoes has them in its
    address. What an action asks for is asked on a page of its own.
    """
    data = request.GET if "action" in request.GET else request.POST
    action = ACTIONS.get(data.get("action", ""))
    pks = _pks(data)
    if action is None or not pks:
        missing = _("Select one post at least.") if action else _("Choose what to do first.")
        messages.error(request, missing)
        return _back(request)
    managed = Post.objects.that_can_be_managed_by(request.user).with_pks(pks)
    posts = list(managed.select_related("blog", "author").newest_first())
    form = _form(action, data, posts) if posts else None
    if form and not form.is_valid():
        return _ask(request, action, data, form, posts)
    value = form.cleaned_data["value"] if form else []
    _do(request, action, posts, value)
    _report_missing(request, len(pks) - len(posts))
    return _back(request)


def _pks(data: QueryDict) -> set[int]:
    found = (parse_pk(typed) for typed in data.getlist("post")[:MAX_POSTS])
    return {pk for pk in found if pk is not None}


def _form(action: BulkAction, data: QueryDict, posts: list[Post]) -> TagsForm | CategoryForm | None:
    """Unbound, so never valid, until it was on a page."""
    given = data if "value" in data else None
    match action.asks_for:
        case "tags":
            return TagsForm(given)
        case "category":
            return CategoryForm(given, blogs={post.blog for post in posts})
    return None


def _ask(
    request: AuthedRequest,
    action: BulkAction,
    data: QueryDict,
    form: forms.Form,
    posts: list[Post],
) -> HttpResponse:
    blogs = {post.blog for post in posts}
    context = {
        "action": action,
        "action_name": data["action"],
        "form": form,
        "posts": posts,
        "blog": blogs.pop() if len(blogs) == 1 else None,
        "back_url": _back_url(request),
    }
    return render(request, "desk/bulk.html", context, status=422 if form.is_bound else 200)


def _do(request: AuthedRequest, action: BulkAction, posts: list[Post], value: list[str]) -> None:
    done: list[Post] = []
    left: dict[str, list[str]] = defaultdict(list)
    can_be_undone = bool(action.undo)
    for post in posts:
        try:
            can_be_undone &= action.apply(post, by=request.user, value=value)
        except Conflict as conflict:
            left[str(conflict)].append(isolated(post.headline))
        else:
            done.append(post)
    if done:
        undo = _undo_url(action, done, value) if can_be_undone else ""
        messages.success(request, _done_message(action, done), extra_tags=undo)
    for reason, titles in left.items():
        messages.error(request, _left_message(titles, reason))


def _done_message(action: BulkAction, done: list[Post]) -> str:
    message = action.done % len(done)
    return f"{message} “{isolated(done[0].headline)}”" if len(done) == 1 else message


def _left_message(titles: list[str], reason: str) -> str:
    named = ", ".join(f"“{title}”" for title in titles[:NAMED])
    if more := len(titles[NAMED:]):
        others = ngettext("and one more", "and %d more", more)
        named = f"{named} {others % more if more > 1 else others}"
    return _("Not changed: %(titles)s. %(reason)s") % {"titles": named, "reason": reason}


def _undo_url(action: BulkAction, done: list[Post], value: list[str]) -> str:
    query: dict[str, Any] = {"action": action.undo, "post": [post.pk for post in done]}
    if value:
        query["value"] = join_names(value)
    return reverse("desk:bulk", query=query)


def _report_missing(request: AuthedRequest, count: int) -> None:
    if count:
        message = ngettext(
            "One post was left as it is: it is gone, or not yours to change.",
            "%d posts were left as they are: they are gone, or not yours to change.",
            count,
        )
        messages.error(request, message % count if count > 1 else message)


def _back(request: AuthedRequest) -> HttpResponse:
    return HttpResponseRedirect(_back_url(request))


def _back_url(request: AuthedRequest) -> str:
    return own_address(request, request.POST.get("next", "")) or reverse("desk:home")
