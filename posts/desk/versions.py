"""How a post read before: the list, what changed between two, and putting one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cpdblog.lib.numbers import key_from
from cpdblog.lib.paging import page_of
from cpdblog.lib.word_diff import word_diff
from posts.desk.reach import back, kept_post_in_reach
from posts.models import Revision

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest
    from posts.models import Post

VERSIONS_A_PAGE = 50


@require_safe
def revisions(request: AuthedRequest, post_id: int) -> HttpResponse:
    post = kept_post_in_reach(request, post_id)
    page = page_of(post.revisions.for_list(), request, size=VERSIONS_A_PAGE)
    present = Revision.objects.present(post)
    unkept: list[Revision] = [present] if present.pk is None and page.number == 1 else []
    context = {
        "post": post,
        "blog": post.blog,
        "page": page,
        "present": present,
        "listed": [*unkept, *page],
    }
    return render(request, "desk/revisions.html", context)


@require_safe
def comparison(request: AuthedRequest, post_id: int) -> HttpResponse:
    """`old` and `new` are numbers of versions; without `old` the one before, without `new` now."""
    post = kept_post_in_reach(request, post_id)
    present = Revision.objects.present(post)
    new = _version(post, request.GET.get("new", str(present.number)), present)
    before = post.revisions.before(new.number).first() or new
    old = _version(post, request.GET.get("old", str(before.number)), present)
    if old.number > new.number:
        old, new = new, old
    context = {
        "post": post,
        "blog": post.blog,
        "old": old,
        "new": new,
        "present": present,
        "title": word_diff(old.title, new.title) if old.title != new.title else [],
        "excerpt": word_diff(old.excerpt, new.excerpt) if old.excerpt != new.excerpt else [],
        "parts": word_diff(old.source, new.source),
        "is_same": old.reads_like(new),
    }
    return render(request, "desk/comparison.html", context)


@require_POST
def put_back(request: AuthedRequest, post_id: int, number: int) -> HttpResponse:
    post = kept_post_in_reach(request, post_id)
    revision = get_object_or_404(post.revisions, number=number)
    now = Revision.objects.present(post).number
    post.put_back(revision, by=request.user)
    said = _("Version %(number)d is put back. What it replaced is kept as version %(now)d.")
    undo = reverse("desk:put_back", args=[post.pk, now])
    return back(request, post, said % {"number": number, "now": now}, undo=undo)


def _version(post: Post, asked: str, present: Revision) -> Revision:
    number = key_from(asked)
    if number is None:
        raise Http404
    if number == present.number:
        return present
    return get_object_or_404(post.revisions.select_related("by"), number=number)
