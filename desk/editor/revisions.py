"""How a post read before: the list, what changed between two, and restoring one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cpdblog.lib.http.paging import page_of
from cpdblog.lib.http.parse_pk import parse_pk
from cpdblog.lib.text.word_diff import word_diff
from desk.permissions import get_managed_post, redirect_back
from images.models import Image

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest
    from posts.models import Post, Revision

REVISIONS_A_PAGE = 50


@require_safe
def revisions(request: AuthedRequest, post_id: int) -> HttpResponse:
    post = get_managed_post(request, post_id)
    page = page_of(post.revisions.for_list(), request, size=REVISIONS_A_PAGE)
    present = post.revisions.present()
    unsaved: list[Revision] = [present] if present.pk is None and page.number == 1 else []
    numbers = [revision.number for revision in [*unsaved, *page]]
    context = {
        "post": post,
        "blog": post.blog,
        "page": page,
        "present": present,
        "are_numbers_missing": bool(numbers) and _has_gaps(numbers, is_last=not page.has_next()),
        "listed": [*unsaved, *page],
    }
    return render(request, "desk/revisions.html", context)


@require_safe
def comparison(request: AuthedRequest, post_id: int) -> HttpResponse:
    """`old` and `new` are numbers of versions; without `old` the one before, without `new` now."""
    post = get_managed_post(request, post_id)
    present = post.revisions.present()
    new = _revision(post, request.GET.get("new", str(present.number)), present)
    before = post.revisions.before(new.number).first() or new
    old = _revision(post, request.GET.get("old", str(before.number)), present)
    if old.number > new.number:
        old, new = new, old
    if old.number == new.number:
        return redirect("desk:revisions", post.pk)
    context = {
        "post": post,
        "blog": post.blog,
        "old": old,
        "new": new,
        "present": present,
        "title": word_diff(old.title, new.title) if old.title != new.title else [],
        "excerpt": word_diff(old.excerpt, new.excerpt) if old.excerpt != new.excerpt else [],
        "featured": _featured_pictures(old, new),
        "parts": word_diff(old.source, new.source),
        "is_same": old.has_same_text_as(new),
    }
    return render(request, "desk/comparison.html", context)


@require_POST
def restore_revision(request: AuthedRequest, post_id: int, number: int) -> HttpResponse:
    post = get_managed_post(request, post_id)
    revision = get_object_or_404(post.revisions, number=number)
    now = post.revisions.present().number
    post.restore_revision(revision, by=request.user)
    message = _("Revision %(number)d is restored. What it replaced is kept as revision %(now)d.")
    undo = reverse("desk:restore_revision", args=[post.pk, now])
    return redirect_back(request, post, message % {"number": number, "now": now}, undo=undo)


def _has_gaps(numbers: list[int], *, is_last: bool) -> bool:
    """NUMBERS are those of one page, the newest first; the last page ends with 1."""
    first = 1 if is_last else numbers[-1]
    return numbers != list(range(numbers[0], first - 1, -1))


def _featured_pictures(old: Revision, new: Revision) -> list[tuple[Image | None, str]]:
    """Before and after, each with its description; nothing where neither has changed."""
    both = [(revision.featured_image, revision.featured_alt) for revision in (old, new)]
    if both[0] == both[1]:
        return []
    return [(Image.objects.at(address).first(), alt) for address, alt in both]


def _revision(post: Post, typed: str, present: Revision) -> Revision:
    number = parse_pk(typed)
    if number is None:
        raise Http404
    if number == present.number:
        return present
    return get_object_or_404(post.revisions.select_related("by"), number=number)
