"""Export from the desk: asking for the zip, downloading it, and regular exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from blogs.models import Blog
from transfer.downloads import download
from transfer.exporting import find_schedule
from transfer.models import Export, ExportSchedule
from transfer.tasks import pack_export

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def export_page(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = _own_blog(request, handle)
    if request.method != "POST":
        return _show(request, blog)
    action = _ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        return _show(request, blog, _("We did not understand that. Please press again."))
    return action(request, blog)


@require_safe
def export_file(request: AuthedRequest, handle: str, pk: int) -> FileResponse:
    blog = _own_blog(request, handle)
    own = Export.objects.ready().filter(blog=blog, by=request.user)
    return download(get_object_or_404(own.select_related("blog"), pk=pk))


@csrf_exempt  # what mail programs press for people carries no cookie of ours, and the key is in it
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends the e-mails, with one button and without signing in. A GET ends nothing."""
    schedule = find_schedule(token)
    is_stopped = request.method == "POST" or schedule is None
    if schedule and request.method == "POST":
        schedule.delete()
    return render(request, "transfer/stop.html", {"schedule": schedule, "is_stopped": is_stopped})


def _own_blog(request: AuthedRequest, handle: str) -> Blog:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    if not blog.is_owned_by(request.user):
        raise PermissionDenied
    return blog


def _pack(request: AuthedRequest, blog: Blog) -> HttpResponse:
    with transaction.atomic():
        export, is_new = Export.objects.request(blog, by=request.user)
        if is_new:
            pack_export.enqueue(export_id=export.pk)
    return redirect("transfer:export", blog.handle)


def _schedule(request: AuthedRequest, blog: Blog) -> HttpResponse:
    every = request.POST.get("every", "")
    if every == "never":
        ExportSchedule.objects.filter(blog=blog, user=request.user).delete()
        messages.success(request, _("Saved. No more e-mails: export whenever you like."))
    elif every not in ExportSchedule.Every.values:
        return _show(request, blog, _("Please choose how often."))
    elif not request.user.email:
        return _show(request, blog, _("We have no e-mail address of yours to write to."))
    else:
        ExportSchedule.objects.set_interval(blog, user=request.user, every=every)
        message = _("Saved. An e-mail says when a new export is ready; the first comes soon.")
        messages.success(request, message)
    return redirect("transfer:export", blog.handle)


_ACTIONS = {"pack": _pack, "choose": _schedule}


def _show(request: AuthedRequest, blog: Blog, problem: str = "") -> HttpResponse:
    context = {
        "blog": blog,
        "is_owner": True,
        "export": Export.objects.filter(blog=blog, by=request.user).newest_first().first(),
        "ready": blog.exports.filter(by=request.user).ready().newest_first().first(),
        "schedule": ExportSchedule.objects.filter(blog=blog, user=request.user).first(),
        "choices": [("never", _("Never")), *ExportSchedule.Every.choices],
        "problem": problem,
    }
    return render(request, "transfer/export.html", context, status=422 if problem else 200)
