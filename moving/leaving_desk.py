"""Moving out from the desk: asking for the zip, taking it, and having it made by the calendar."""

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

from moving.departing import rhythm_of
from moving.downloads import download
from moving.models import Departure, Rhythm
from moving.tasks import pack
from posts.models import Blog

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = _own_blog(request, handle)
    if request.method != "POST":
        return _show(request, blog)
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        return _show(request, blog, _("We did not understand that. Please press again."))
    return act(request, blog)


@require_safe
def departure(request: AuthedRequest, handle: str, number: int) -> FileResponse:
    blog = _own_blog(request, handle)
    own = Departure.objects.ready().filter(blog=blog, by=request.user)
    return download(get_object_or_404(own.select_related("blog"), pk=number))


@csrf_exempt  # what mail programs press for people carries no cookie of ours, and the key is in it
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends the letters, in one press and without signing in. Looking ends nothing."""
    rhythm = rhythm_of(token)
    is_stopped = request.method == "POST" or rhythm is None
    if rhythm and request.method == "POST":
        rhythm.delete()
    return render(request, "moving/stop.html", {"rhythm": rhythm, "is_stopped": is_stopped})


def _own_blog(request: AuthedRequest, handle: str) -> Blog:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    if not blog.is_kept_by(request.user):
        raise PermissionDenied
    return blog


def _pack(request: AuthedRequest, blog: Blog) -> HttpResponse:
    with transaction.atomic():
        asked, is_new = Departure.objects.ask(blog, by=request.user)
        if is_new:
            pack.enqueue(departure_id=asked.pk)
    return redirect("moving:leave", blog.handle)


def _choose(request: AuthedRequest, blog: Blog) -> HttpResponse:
    every = request.POST.get("every", "")
    if every == "never":
        Rhythm.objects.filter(blog=blog, user=request.user).delete()
        messages.success(request, _("No more letters: pack whenever you like."))
    elif every not in Rhythm.Every.values:
        return _show(request, blog, _("Please choose how often."))
    elif not request.user.email:
        return _show(request, blog, _("We have no e-mail address of yours to write to."))
    else:
        Rhythm.objects.choose(blog, user=request.user, every=every)
        words = _("Kept. A letter says when a new one is ready; the first comes soon.")
        messages.success(request, words)
    return redirect("moving:leave", blog.handle)


_ACTS = {"pack": _pack, "choose": _choose}


def _show(request: AuthedRequest, blog: Blog, trouble: str = "") -> HttpResponse:
    context = {
        "blog": blog,
        "is_owner": True,
        "departure": Departure.objects.filter(blog=blog, by=request.user).newest_first().first(),
        "ready": blog.departures.filter(by=request.user).ready().newest_first().first(),
        "rhythm": Rhythm.objects.filter(blog=blog, user=request.user).first(),
        "choices": [("never", _("Never")), *Rhythm.Every.choices],
        "trouble": trouble,
    }
    return render(request, "moving/leave.html", context, status=422 if trouble else 200)
