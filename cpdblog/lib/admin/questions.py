"""What an action on many things is going to do, said before it does it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from cpdblog.lib.admin.bulk import BulkAction

    type Action = Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponse | None]

MOST_AT_ONCE = 400  # a form may have a thousand fields, and some things bring two
NAMED = 20
CONFIRMED = "confirmed"
VERSION = "version-"  # of a thing as it was read


@dataclass(frozen=True, slots=True)
class Question:
    """Without a button there is nothing to do, and nothing is asked."""

    title: str
    effects: Sequence[str] = ()
    button: str = ""
    is_grave: bool = False
    about: Sequence[Any] = ()
    left: Sequence[str] = ()  # sentences about what stays as it is


def asks(bulk: BulkAction) -> Callable[[Action], Action]:
    """The action asks first where it was chosen beside a list; on a thing's own page one sees what
    it is about.
    """

    def decorate(action: Action) -> Action:
        @functools.wraps(action)
        def ask_first(
            page: Any, request: HttpRequest, queryset: QuerySet[Any]
        ) -> HttpResponse | None:
            if CONFIRMED in request.POST or "action" not in request.POST:
                return action(page, request, queryset)
            # Texts that the list left out are read for all of them at once, if at all.
            chosen = list(queryset.fetch_mode(models.FETCH_PEERS)[: MOST_AT_ONCE + 1])
            if not chosen:
                return None
            if len(chosen) > MOST_AT_ONCE:
                message = gettext("At most %(most)d at once. Please tick fewer.")
                page.message_user(request, message % {"most": MOST_AT_ONCE}, messages.WARNING)
                return None
            return _page(page, request, bulk.question(chosen, name=page.title_of))

        return ask_first

    return decorate


def _page(page: Any, request: HttpRequest, question: Question) -> HttpResponse:
    about = question.about
    hidden = [("action", request.POST["action"]), (CONFIRMED, "yes")]
    hidden += [(ACTION_CHECKBOX_NAME, thing.pk) for thing in about]
    versions = [f"{VERSION}{thing.pk}" for thing in about]
    hidden += [(name, request.POST[name]) for name in versions if name in request.POST]
    context = {
        **page.admin_site.each_context(request),
        "title": question.title,
        "opts": page.opts,
        "plural": page.plural,
        "question": question,
        "chosen": [page.describe(thing) for thing in about[:NAMED]],
        "more": max(0, len(about) - NAMED),
        "hidden": hidden,
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/question.html", context)
