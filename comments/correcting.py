"""Those who decide about a comment correct what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.decisions import back_from
from comments.forms import ReplyForm
from comments.models import Comment, EditedSince, EmptyComment
from cpdblog.lib.http.redirects import own_address

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest


@dataclass(slots=True)
class Correction:
    request: AuthedRequest
    comment: Comment

    def answer(self) -> HttpResponse:
        if self.request.method == "POST":
            return self.save()
        if self.comment.removed_by_author:
            raise Http404
        return self.show(200)

    def save(self) -> HttpResponse:
        form = ReplyForm(self.request.POST)
        if self.comment.removed_by_author:
            return self.show(409, _("Its author has removed this comment meanwhile."), form)
        if not form.is_valid():
            return self.show(422, form=form)
        version = self.request.POST.get("version")
        try:
            self.comment.correct(
                form.cleaned_data["comment"], by=self.request.user, version=version
            )
        except EditedSince:
            return self.show(409, self._what_happened(version), form)
        except EmptyComment:
            form.add_error("comment", _("Please enter a comment"))
            self.comment.refresh_from_db()
            return self.show(422, form=form)
        messages.success(self.request, _("Saved."))
        return back_from(self.request, self.comment)

    def _what_happened(self, version: str | None) -> str:
        """What was typed is in the form still, and is saved by whoever presses again."""
        if str(version).partition(" ")[0] == self.comment.status:
            return _("It was edited after you opened this page. Save again if you still want to.")
        return _("Somebody has decided about it meanwhile. Save again if you still want to.")

    def _its_place(self) -> str:
        if self.comment.is_placed:
            return self.comment.get_absolute_url()
        return reverse("comments:pending")

    def show(self, status: int, notice: str = "", form: ReplyForm | None = None) -> HttpResponse:
        form = form or ReplyForm(initial={"comment": self.comment.source})
        next_url = self.request.POST.get("next") or self.request.GET.get("next", "")
        context = {
            "comment": self.comment,
            "post": self.comment.post,
            "blog": self.comment.post.blog,
            "form": form,
            "notice": notice,
            "back": own_address(self.request, next_url) or self._its_place(),
            "revisions": self.comment.revisions.newest_first(),
        }
        return render(self.request, "comments/correction.html", context, status=status)
