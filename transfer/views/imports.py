"""Import from the desk: bringing a file, seeing how far it is, and what came of it."""

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

from blogs.models import Blog
from cpdblog.lib.files import save_whole
from transfer.importers.recognise import kind_of
from transfer.importing import may_bring_in
from transfer.messages import told
from transfer.models import Import
from transfer.models.imports import FOLDER, AlreadyImporting
from transfer.tasks import bring_in

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest
    from posts.models import Post


@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = _blog(request, handle)
    if request.method != "POST":
        return _show(request, blog)
    upload = request.FILES.get("file")
    if problem := _problem_with(blog, upload):
        return _show(request, blog, problem)
    assert upload is not None  # noqa: S101 - else there was trouble
    return _take(request, blog, upload)


@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: AuthedRequest, handle: str, number: int) -> HttpResponse:
    blog = _blog(request, handle)
    found = get_object_or_404(blog.imports.select_related("blog", "by"), pk=number)
    if request.method == "POST":
        return _act(request, blog, found)
    report = found.report
    known = blog.posts.in_bulk(report.get("posts", []))
    context = {
        "blog": blog,
        "is_owner": blog.is_owned_by(request.user),
        "import_": found,
        "imported": told(report.get("imported", {})),
        "existing": told(report.get("existing", {})),
        "skipped": [(why, count) for why, count in report.get("skipped", {}).items() if count],
        "posts": [_with_blog(known[pk], blog) for pk in report.get("posts", []) if pk in known],
    }
    return render(request, "transfer/import_detail.html", context)


def _blog(request: AuthedRequest, handle: str) -> Blog:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    if not may_bring_in(blog, request.user):
        raise PermissionDenied
    return blog


def _problem_with(blog: Blog, upload: UploadedFile[bytes] | None) -> str:
    if upload is None or not upload.size:
        return _("Please choose a file.")
    if upload.size > settings.MAX_IMPORT:
        most = {"most": settings.MAX_IMPORT // 1_000_000}
        return _("That file is larger than %(most)s MB. The hosts can bring it in.") % most
    if Import.objects.filter(blog=blog).unfinished().exists():
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
    return redirect("transfer:import_detail", blog.handle, arrived.pk)


def _begun(
    request: AuthedRequest, blog: Blog, *, file: str, is_trial: bool, **facts: str
) -> Import | None:
    """None where another file came first."""
    try:
        with transaction.atomic():
            begun = Import.objects.begin(
                blog, by=request.user, file=file, is_trial=is_trial, **facts
            )
            bring_in.enqueue(import_id=begun.pk)
    except (AlreadyImporting, IntegrityError):
        return None
    return begun


def _act(request: AuthedRequest, blog: Blog, found: Import) -> HttpResponse:
    """Reads the same file once more, or lets go of it."""
    if found.file and not found.is_unfinished:
        if request.POST.get("do") == "forget":
            found.throw_file_away()
            messages.success(request, _("The file is removed from here."))
            return redirect("transfer:import", blog.handle)
        again = _again(request, blog, found)
        if again:
            return redirect("transfer:import_detail", blog.handle, again.pk)
        messages.error(request, _one_at_a_time())
    return redirect("transfer:import_detail", blog.handle, found.pk)


@transaction.atomic
def _again(request: AuthedRequest, blog: Blog, found: Import) -> Import | None:
    # The row is locked, so that two presses do not both take the file.
    locked = Import.objects.select_for_update().get(pk=found.pk)
    if not locked.file or Import.objects.filter(blog=blog).unfinished().exists():
        return None
    facts = {"kind": locked.kind, "original_name": locked.original_name}
    return _begun(request, blog, file=locked.give_file(), is_trial=False, **facts)


def _with_blog(post: Post, blog: Blog) -> Post:
    post.blog = blog
    return post


def _show(request: AuthedRequest, blog: Blog, problem: str = "") -> HttpResponse:
    context = {
        "blog": blog,
        "is_owner": blog.is_owned_by(request.user),
        "imports": blog.imports.newest_first()[:10],
        "largest": settings.MAX_IMPORT // 1_000_000,
        "problem": problem,
    }
    return render(request, "transfer/import.html", context, status=422 if problem else 200)
