"""Two people, or two tabs, wrote at once: both texts side by side, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from cpdblog.lib.text.merging import merge
from cpdblog.lib.text.plain import isolated
from cpdblog.lib.text.word_diff import word_diff
from desk.editor.fields import join_names
from desk.editor.labels import time_label
from desk.editor.page import IN_PLACE
from posts.models.working_copy import WorkingCopyConflict

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from desk.editor.forms import EditorForm
    from posts.models.conflicts import EditConflict

SHOWN_APART = {"title", "source"}


def conflict_page(
    request: HttpRequest, form: EditorForm, conflict: EditConflict | WorkingCopyConflict
) -> HttpResponse:
    """Nothing was saved. The text below is offered: the changes of both, none of them missing."""
    if IN_PLACE in request.headers:
        return JsonResponse({"errors": {}, "conflict": True}, status=409)
    copy = conflict.latest if isinstance(conflict, WorkingCopyConflict) else None
    mine = form.edited_fields()
    theirs = {**form.post.editable_fields(), **(copy.fields if copy else {})}
    base = form.post.revisions.of_version(form.base_version).first()
    merged, clashes = merge(base.source if base else "", mine["source"], theirs["source"])
    if base is None:
        merged, clashes = mine["source"], 0
    context = {
        "form": form,
        "post": form.post,
        "blog": form.post.blog,
        "mine": mine,
        "theirs": theirs,
        "title": _title(base.title if base else "", mine["title"], theirs["title"]),
        "merged": merged,
        "is_merged": base is not None,
        "clashes": clashes,
        "parts": word_diff(theirs["source"], mine["source"]),
        "settings": _different_settings(form, mine, theirs),
        "hidden": _submitted_settings(form),
        "version": copy.based_on if copy else form.post.version,
        "kept": copy.number if copy else form.copy_number,
        "do": request.POST.get("do", "save"),
        "saved_by": _saved_by(form, is_copy=copy is not None),
        "creation_key": get_random_string(24),
    }
    return render(request, "desk/conflict.html", context, status=409)


def _title(base: str, mine: str, theirs: str) -> str:
    return str(theirs if mine == base else mine)


def _different_settings(
    form: EditorForm, mine: dict[str, Any], theirs: dict[str, Any]
) -> list[dict[str, str]]:
    """`label`, `mine` and `theirs` of each post setting that differs."""
    settings = [
        {
            "label": str(form.fields[name].label),
            "mine": _value_label(mine[name]),
            "theirs": _value_label(theirs.get(name)),
        }
        for name in mine
        if name not in SHOWN_APART
    ]
    return [setting for setting in settings if setting["mine"] != setting["theirs"]]


def _value_label(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return join_names(value) if isinstance(value, list) else str(value or "–")


def _submitted_settings(form: EditorForm) -> list[tuple[str, str]]:
    """The post settings as they were sent, for the form that saves the merged text."""
    left_out = {*SHOWN_APART, "version", "kept", "creation_key", "do", "csrfmiddlewaretoken"}
    names = (name for name in form.fields if name not in left_out and name in form.data)
    return [(name, form.data[name]) for name in names]


def _saved_by(form: EditorForm, *, is_copy: bool) -> str:
    """Who saved the other text, and when."""
    last = None if is_copy else form.post.revisions.newest_first().first()
    at = time_label(form.post.blog, last.created_at if last else form.post.updated_at)
    if is_copy or (last and last.by_id == form.by.pk):
        return gettext("You saved it elsewhere, in another tab or on another device, at %s.") % at
    if last and last.by:
        return gettext("%(name)s saved it at %(time)s.") % {
            "name": isolated(last.by),
            "time": at,
        }
    return gettext("It was saved at %s.") % at
