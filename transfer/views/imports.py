"""Import from the desk: uploading a file, its progress, and its report."""

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
from transfer.importing import can_import
from transfer.messages import count_labels
from transfer.models import Import
from transfer.models.imports import FOLDER, AlreadyImporting
from transfer.tasks import run_import

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest
    from posts.models import Post


@require_http_methods(["GET", "HEAD", "POST"])
def start_import(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = _blog(request, handle)
    if request.method != "POST":
        return _show(request, blog)
    upload = request.FILES.get("file")
    if problem := _problem_with(blog, upload):
        return _show(request, blog, problem)
    assert upload is not None  # noqa: S101 - else there was trouble
    return _take_upload(request, blog, upload)


@require_http_methods(["GET", "HEAD", "POST"])
def import_detail(request: AuthedRequest, handle: str, pk: int) -> HttpResponse:
    blog = _blog(request, handle)
    import_ = get_object_or_404(blog.imports.select_related("blog", "by"), pk=pk)
    if request.method == "POST":
        return _act(request, blog, import_)
    report = import_.report
    posts = blog.posts.in_bulk(report.get("posts", []))
    context = {
        "blog": blog,
        "is_owner": blog.is_owned_by(request.user),
        "import_": import_,
        "imported": count_labels(report.get("imported", {})),
        "existing": count_labels(report.get("existing", {})),
        "skipped": [
            (reason, count) for reason, count in report.get("skipped", {}).items() if count
        ],
        "posts": [_with_blog(posts[pk], blog) for pk in report.get("posts", []) if pk in posts],
    }
    return render(request, "transfer/import_detail.html", context)


def _blog(request: AuthedRequest, handle: str) -> Blog:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    if not can_import(blog, request.user):
        raise PermissionDenied
    return blog


def _problem_with(blog: Blog, upload: UploadedFile[bytes] | None) -> str:
    if upload is None or not upload.size:
        return _("Please choose a file.")
    if upload.size > settings.MAX_IMPORT:
        most = {"most": settings.MAX_IMPORT // 1_000_000}
        return _("That file is larger than %(most)s MB. The hosts can import it.") % most
    if Import.objects.filter(blog=blog).unfinished().exists():
        return _one_at_a_time()
    return ""


def _one_at_a_time() -> str:
    return _("Another file is being imported into this blog. Please wait until that is done.")


def _take_upload(request: AuthedRequest, blog: Blog, upload: UploadedFile[bytes]) -> HttpResponse:
    store = storages["private"]
    file = save_whole(store, f"{FOLDER}/{secrets.token_hex(16)}", upload)
    kind = kind_of(Path(store.path(file)))
    if not kind:
        store.delete(file)
        return _show(request, blog, _("We cannot tell what this file is: see below what we read."))
    is_trial = request.POST.get("do") != "bring"
    name = (upload.name or "")[:200].replace("\0", "")
    try:
        import_ = _start(request, blog, kind=kind, file=file, original_name=name, is_trial=is_trial)
    except DatabaseError:
        store.delete(file)
        raise
    if import_ is None:
        store.delete(file)
        return _show(request, blog, _one_at_a_time())
    return redirect("transfer:import_detail", blog.handle, import_.pk)


def _start(
    request: AuthedRequest, blog: Blog, *, file: str, is_trial: bool, **fields: str
) -> Import | None:
    """None where another file came first."""
    try:
        with transaction.atomic():
            import_ = Import.objects.start(
                blog, by=request.user, file=file, is_trial=is_trial, **fields
            )
            run_import.enqueue(import_id=import_.pk)
    except (AlreadyImporting, IntegrityError):
        return None
    return import_


def _act(request: AuthedRequest, blog: Blog, import_: Import) -> HttpResponse:
    """Imports the same file once more, or deletes it."""
    if import_.file and not import_.is_unfinished:
        if request.POST.get("do") == "forget":
            import_.delete_file()
            messages.success(request, _("The file is removed from here."))
            return redirect("transfer:import", blog.handle)
        started = _import_again(request, blog, import_)
        if started:
            return redirect("transfer:import_detail", blog.handle, started.pk)
        messages.error(request, _one_at_a_time())
    return redirect("transfer:import_detail", blog.handle, import_.pk)


@transaction.atomic
def _import_again(request: AuthedRequest, blog: Blog, import_: Import) -> Import | None:
    # The row is locked, so that two presses do not both take the file.
    locked = Import.objects.select_for_update().get(pk=import_.pk)
    if not locked.file or Import.objects.filter(blog=blog).unfinished().exists():
        return None
    fields = {"kind": locked.kind, "original_name": locked.original_name}
    return _start(request, blog, file=locked.release_file(), is_trial=False, **fields)


def _with_blog(post: Post, blog: Blog) -> Post:
    post.blog = blog
    return post


def _show(request: AuthedRequest, blog: Blog, problem: str = "") -> HttpResponse:
    imports = list(blog.imports.newest_first()[:10])
    context = {
        "blog": blog,
        "is_owner": blog.is_owned_by(request.user),
        "imports": imports,
        "is_running": any(one.is_unfinished for one in imports),
        "largest": settings.MAX_IMPORT // 1_000_000,
        "problem": problem,
    }
    return render(request, "transfer/import.html", context, status=422 if problem else 200)
