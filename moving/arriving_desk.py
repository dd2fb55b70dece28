"""Moving in from the desk: bringing a file, seeing how far it is, and what came of it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db import DatabaseError, IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cpdblog.lib.files import save_whole
from moving.arriving_words import told
from moving.importers.recognise import kind_of
from moving.models import Arrival
from moving.models.arrival import FOLDER, AlreadyArriving
from moving.reading import may_bring_in
from moving.tasks import bring_in
from posts.models import Blog, Post

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = _blog(request, handle)
    if request.method != "POST":
        return _show(request, blog)
    upload = request.FILES.get("file")
    if trouble := _trouble_with(blog, upload):
        return _show(request, blog, trouble)
    assert upload is not None  # noqa: S101 - else there was trouble
    return _take(request, blog, upload)


@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: AuthedRequest, handle: str, number: int) -> HttpResponse:
    blog = _blog(request, handle)
    found = get_object_or_404(blog.arrivals.select_related("blog", "by"), pk=number)
    if request.method == "POST":
        return _act(request, blog, found)
    report = found.report
    known = blog.posts.in_bulk(report.get("posts", []))
    context = {
        "blog": blog,
        "is_owner": blog.is_kept_by(request.user),
        "arrival": found,
        "brought_in": told(report.get("brought_in", {})),
        "already_there": told(report.get("already_there", {})),
        "left_out": [(why, count) for why, count in report.get("left_out", {}).items() if count],
        "posts": [_with_blog(known[pk], blog) for pk in report.get("posts", []) if pk in known],
    }
    return render(request, "moving/arrival.html", context)


def _blog(request: AuthedRequest, handle: str) -> Blog:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    if not may_bring_in(blog, request.user):
        raise PermissionDenied
    return blog


def _trouble_with(blog: Blog, upload: UploadedFile[bytes] | None) -> str:
    if upload is None or not upload.size:
        return _("Please choose a file.")
    if upload.size > settings.LARGEST_ARRIVAL:
        most = {"most": settings.LARGEST_ARRIVAL // 1_000_000}
        return _("That file is larger than %(most)s MB. The hosts can bring it in.") % most
    if Arrival.objects.filter(blog=blog).unfinished().exists():
        return _one_at_a_time()
    return ""


def _one_at_a_time() -> str:
    return _("Another file is on its way into this blog. Please wait until that is in.")


def _take(request: AuthedRequest, blog: Blog, upload: UploadedFile[bytes]) -> HttpResponse:
    store = storages["private"]
    file = save_whole(store, f"{FOLDER}/{secrets.token_hex(16)}", upload)
    kind = kind_of(Path(store.path(file)))
    if not kind:
        store.delete(file)
        return _show(request, blog, _("We cannot tell what this file is: see below what we read."))
    is_trial = request.POST.get("do") != "bring"
    name = (upload.name or "")[:200].replace("\0", "")
    try:
        arrived = _begun(request, blog, kind=kind, file=file, original_name=name, is_trial=is_trial)
    except DatabaseError:
        store.delete(file)
        raise
    if arrived is None:
        store.delete(file)
        return _show(request, blog, _one_at_a_time())
    return redirect("moving:arrival", blog.handle, arrived.pk)


def _begun(
    request: AuthedRequest, blog: Blog, *, file: str, is_trial: bool, **facts: str
) -> Arrival | None:
    """None where another file came first."""
    try:
        with transaction.atomic():
            begun = Arrival.objects.begin(
                blog, by=request.user, file=file, is_trial=is_trial, **facts
            )
            bring_in.enqueue(arrival_id=begun.pk)
    except (AlreadyArriving, IntegrityError):
        return None
    return begun


def _act(request: AuthedRequest, blog: Blog, found: Arrival) -> HttpResponse:
    """Reads the same file once more, or lets go of it."""
    if found.file and not found.is_unfinished:
        if request.POST.get("do") == "forget":
            found.throw_file_away()
            messages.success(request, _("The file is removed from here."))
            return redirect("moving:arrive", blog.handle)
        again = _again(request, blog, found)
        if again:
            return redirect("moving:arrival", blog.handle, again.pk)
        messages.error(request, _one_at_a_time())
    return redirect("moving:arrival", blog.handle, found.pk)


@transaction.atomic
def _again(request: AuthedRequest, blog: Blog, found: Arrival) -> Arrival | None:
    # The row is locked, so that two presses do not both take the file.
    locked = Arrival.objects.select_for_update().get(pk=found.pk)
    if not locked.file or Arrival.objects.filter(blog=blog).unfinished().exists():
        return None
    facts = {"kind": locked.kind, "original_name": locked.original_name}
    return _begun(request, blog, file=locked.give_file(), is_trial=False, **facts)


def _with_blog(post: Post, blog: Blog) -> Post:
    post.blog = blog
    return post


def _show(request: AuthedRequest, blog: Blog, trouble: str = "") -> HttpResponse:
    context = {
        "blog": blog,
        "is_owner": blog.is_kept_by(request.user),
        "arrivals": blog.arrivals.newest_first()[:10],
        "largest": settings.LARGEST_ARRIVAL // 1_000_000,
        "trouble": trouble,
    }
    return render(request, "moving/arrive.html", context, status=422 if trouble else 200)
