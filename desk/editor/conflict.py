"""Two people, or two tabs, wrote at once: both texts side by side, and the ways on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from cpdblog.lib.text.merging import merge
from cpdblog.lib.text.plain import isolated
from cpdblog.lib.text.word_diff import word_diff
from desk.editor.featured import featured_name
from desk.editor.fields import join_names
from desk.editor.forms import EditorForm
from desk.editor.labels import time_label
from desk.editor.page import IN_PLACE, preview_context
from desk.editor.publish_choice import conflict_labels
from posts.models.working_copy import WorkingCopyConflict

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from posts.models import WorkingCopy
    from posts.models.conflicts import EditConflict

SHOWN_APART = {"title", "source"}
KEEPS_MINE = frozenset({"mine", "publish-mine", "backdate-mine", "apart"})


def own_text(data: QueryDict) -> QueryDict:
    """What the conflict page sends, with the writer's own text in place of the merged one."""
    own = data.copy()
    for name, sent_as in {"title": "mine_title", "source": "mine"}.items():
        if text := data.getlist(sent_as):
            own.setlist(name, text[-1:])
    return own


def pressed(request: HttpRequest) -> str:
    """The button that led here: "save", "publish" or "backdate"."""
    button = request.POST.get("do", "").removesuffix("-mine")
    return button if button in {"publish", "backdate"} else "save"


def conflict_page(
    request: HttpRequest, form: EditorForm, conflict: EditConflict | WorkingCopyConflict
) -> HttpResponse:
    """Nothing was saved. The text below is offered: the changes of both, none of them missing."""
    copy = conflict.latest if isinstance(conflict, WorkingCopyConflict) else None
    other = _Other.of(form, is_copy=copy is not None)
    if IN_PLACE in request.headers:
        data = {"errors": {}, "conflict": True, "message": other.first_label()}
        return JsonResponse(data, status=409)
    comparison = _comparison(form, copy)
    context = {
        **comparison,
        **preview_context(_with_merged_text(form, comparison)),
        "form": form,
        "post": form.post,
        "blog": form.post.blog,
        "hidden": _submitted_settings(form),
        "version": copy.based_on if copy else form.post.version,
        "working_copy": copy.number if copy else form.copy_number,
        "do": pressed(request),
        "labels": conflict_labels(form.post, _choice(request, form)),
        "other": other,
        "is_in_revisions": copy is None,
        "images_url": reverse("desk:library", args=[form.post.blog.handle]),
        "can_write": form.post.blog.can_be_written_by(form.by),
        "creation_key": get_random_string(24),
    }
    return render(request, "desk/conflict.html", context, status=409)


def _choice(request: HttpRequest, form: EditorForm) -> str:
    """What the button that was pressed would have made of the post; "" where it only saved."""
    button = pressed(request)
    return form.publication(is_backdated=button == "backdate")[0] if button != "save" else ""


def _comparison(form: EditorForm, copy: WorkingCopy | None) -> dict[str, Any]:
    """Both texts, where they differ, and one merged of both."""
    mine = form.edited_fields()
    theirs = {**form.post.editable_fields(), **(copy.fields if copy else {})}
    base = form.post.revisions.of_version(form.base_version).first()
    merged, conflicts = mine["source"], 0
    if base:
        merged, conflicts = merge(base.source, mine["source"], theirs["source"])
    return {
        "mine": mine,
        "theirs": theirs,
        "title": _title(base.title if base else "", mine["title"], theirs["title"]),
        "merged": merged,
        "is_merged": base is not None,
        "conflicts": conflicts,
        "parts": word_diff(theirs["source"], mine["source"]),
        "settings": _different_settings(form, mine, theirs),
    }


def _with_merged_text(form: EditorForm, comparison: dict[str, Any]) -> EditorForm:
    data = dict(form.data.items())
    data["title"], data["source"] = comparison["title"], comparison["merged"]
    merged = EditorForm(data, post=form.post, by=form.by)
    merged.full_clean()
    return merged


def _title(base: str, mine: str, theirs: str) -> str:
    return str(theirs if mine == base else mine)


def _different_settings(
    form: EditorForm, mine: dict[str, Any], theirs: dict[str, Any]
) -> list[dict[str, str]]:
    """`label`, `mine` and `theirs` of each post setting that differs."""
    settings = [
        {
            "label": str(form.fields[name].label),
            "mine": _value_label(name, mine[name]),
            "theirs": _value_label(name, theirs.get(name)),
        }
        for name in mine
        if name not in SHOWN_APART
    ]
    return [setting for setting in settings if setting["mine"] != setting["theirs"]]


def _value_label(name: str, value: Any) -> str:
    if name == "featured_image":
        return featured_name(value or "") or "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return (join_names(value) if isinstance(value, list) else str(value or "")) or "–"


def _submitted_settings(form: EditorForm) -> list[tuple[str, str]]:
    """The post settings as they were sent, for the form that saves the merged text."""
    left_out = {
        *SHOWN_APART,
        "version",
        "working_copy",
        "creation_key",
        "do",
        "csrfmiddlewaretoken",
    }
    names = (name for name in form.fields if name not in left_out and name in form.data)
    return [(name, form.data[name]) for name in names]


@dataclass(frozen=True)
class _Other:
    """Who saved the other text, and when; nobody where it was the same person."""

    name: str
    is_self: bool
    at: str

    @classmethod
    def of(cls, form: EditorForm, *, is_copy: bool) -> _Other:
        last = None if is_copy else form.post.revisions.newest_first().first()
        at = time_label(form.post.blog, last.created_at if last else form.post.updated_at)
        is_self = is_copy or bool(last and last.by_id == form.by.pk)
        name = isolated(last.by) if last and last.by and not is_self else ""
        return cls(name, is_self, at)

    def first_label(self) -> str:
        """The saved state of what is typed meanwhile."""
        if self.name:
            return gettext("Not saved: %s saved first. Press Save to compare.") % self.name
        return gettext("Not saved: it was saved elsewhere first. Press Save to compare.")

    def sentence(self) -> str:
        values = {"name": self.name, "time": self.at}
        if self.is_self:
            sentence = gettext(
                "You saved this post in another tab or on another device at %(time)s."
            )
        elif self.name:
            sentence = gettext("%(name)s saved this post at %(time)s, while you were writing.")
        else:
            sentence = gettext("This post was saved at %(time)s, while you were writing.")
        return sentence % values
