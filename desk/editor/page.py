"""The editor's page, and the same as JSON while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from desk.editor.address import expected_address
from desk.editor.featured import featured_context
from desk.editor.labels import saved_label, state_label
from desk.editor.preview import preview_of, typed
from desk.editor.reading_time import reading_time
from desk.editor.settings_values import settings_values
from posts.models import Tag
from posts.models.limits import MAX_SOURCE_LENGTH

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from desk.editor.forms import EditorForm
    from posts.models import WorkingCopy

IN_PLACE = "X-In-Place"
MAX_USED_TAGS = 6


def editor_page(
    request: HttpRequest, form: EditorForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    post, preview = form.post, preview_context(form)
    context = {
        "form": form,
        "post": post,
        "blog": post.blog,
        "categories": post.blog.categories.by_name(),
        "images_url": reverse("desk:library", args=[post.blog.handle]),
        "used_tags": Tag.objects.used_on(post.blog)[:MAX_USED_TAGS],
        **featured_context(post, str(form["featured_image"].value() or "")),
        "values": settings_values(form, preview["address"]),
        "is_fresh": not form.is_bound,
        "copy": None,
        "view": "write",
        **preview,
        **more,
    }
    return render(request, "desk/write.html", context, status=status)


def preview_json(form: EditorForm, *, status: int = 200) -> JsonResponse:
    """`preview` (HTML), `reading_time`, `address` and `errors` (the first of each field)."""
    return JsonResponse(_preview_data(form), status=status)


def saved_json(form: EditorForm, copy: WorkingCopy | None) -> JsonResponse:
    """As preview_json; and what the next saving is to send, with what to say of this one."""
    post = form.post
    data = {
        **_preview_data(form),
        "version": copy.based_on if copy else post.version,
        "working_copy": copy.number if copy else 0,
        "saved": saved_label(post, copy),
        "editor_url": form.editor_url,
        "state": state_label(post),
    }
    return JsonResponse(data)


def _preview_data(form: EditorForm) -> dict[str, Any]:
    context = preview_context(form)
    return {
        "preview": render_to_string("desk/preview.html", context),
        "reading_time": context["reading_time"],
        "address": context["address"],
        "errors": {name: str(messages[0]) for name, messages in form.errors.items()},
    }


def preview_context(form: EditorForm) -> dict[str, Any]:
    """The text as readers will see it, how long it is and where it will stand."""
    preview = preview_of(form)
    return {
        "preview": preview,
        "blog": form.post.blog,
        "is_cut": len(typed(form, "source")) > MAX_SOURCE_LENGTH,
        "reading_time": reading_time(preview.word_count),
        "address": expected_address(form, preview),
    }
