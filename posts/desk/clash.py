"""Two people, or two tabs, wrote at once: both texts side by side, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from posts.desk.page import IN_PLACE, saved_words
from posts.models import Revision

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from posts.desk.sheet import SheetForm
    from posts.models.post import EditedMeanwhile
    from posts.models.working_copy import KeptMeanwhile


def clash_page(
    request: HttpRequest, form: SheetForm, clash: EditedMeanwhile | KeptMeanwhile
) -> HttpResponse:
    raise NotImplementedError
