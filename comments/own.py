"""What people do with their own comments: members by who they are, guests by the private link that
was given to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import guests
from comments.approval_estimate import ApprovalEstimate
from comments.correcting import Correction
from comments.forms import ReplyForm
from comments.models import Comment, EmptyComment, NoLongerEditable
from cpdblog.lib.http.csrf import is_forged

if TYPE_CHECKING:
    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AuthedRequest, comment_id: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.for_its_author(), pk=comment_id)
    is_own = comment.is_by(request.user)
    if comment.can_be_decided_by(request.user) and not (is_own and comment.is_editable):
        return Correction(request, comment).answer()
    if not is_own:
        raise PermissionDenied
    return OwnComment(request, comment, reverse("comments:edit", args=[comment.pk])).answer()


# Exempt from the middleware's check: what was typed comes back when a form is refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def private(request: HttpRequest, comment_id: int, token: str) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.for_its_author(), pk=comment_id, author=None)
    if not guests.is_private_token(comment, token):
        raise Http404
    response = OwnComment(request, comment, guests.private_address(comment)).answer()
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


@dataclass(slots=True)
class OwnComment:
    request: HttpRequest
    comment: Comment
    address: str

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.confirm_withdrawal() if "withdraw" in self.request.GET else self.show(200)
        if is_forged(self.request):
            message = _("We could not tell that this form was yours. Please send it again.")
            return self.show(403, message, form=self.form_as_sent())
        verbs = {"withdraw": self.withdraw, "remember": self.remember}
        return verbs.get(self.request.POST.get("do", ""), self.save)()

    def save(self) -> HttpResponse:
        form = ReplyForm(self.request.POST)
        if not form.is_valid():
            return self.show(422, form=form)
        try:
            self.comment.edit(form.cleaned_data["comment"])
        except NoLongerEditable:
            self.comment.refresh_from_db()
            return self.show(409, _("Your comment can no longer be edited."), form=form)
        except EmptyComment:
            form.add_error("comment", _("Please enter a comment"))
            return self.show(422, form=form)
        messages.success(self.request, _("Saved."))
        return self.go_back()

    def withdraw(self) -> HttpResponse:
        self.comment.withdraw()
        messages.success(self.request, _("Removed."))
        return self.go_back()

    def remember(self) -> HttpResponse:
        """The guest who holds the link is known in this browser from now on."""
        response = self.go_back()
        if not self.comment.author_id:
            guests.remember(response, self.request, self.comment)
        return response

    def go_back(self) -> HttpResponse:
        if not self.comment.author_id:
            return HttpResponseRedirect(self.address, status=303)
        return redirect("comments:permalink", self.comment.pk)

    def form_as_sent(self) -> ReplyForm:
        return ReplyForm(initial={"comment": self.request.POST.get("comment", "")})

    def confirm_withdrawal(self) -> HttpResponse:
        return render(self.request, "comments/removal.html", self._context())

    def show(self, status: int, notice: str = "", form: ReplyForm | None = None) -> HttpResponse:
        form = form or ReplyForm(initial={"comment": self.comment.source})
        context = self._context() | {"notice": notice, "form": form}
        context["is_editable"] = self.comment.is_editable
        return render(self.request, "comments/own.html", context, status=status)

    def _context(self) -> dict[str, object]:
        post = self.comment.post
        return {
            "comment": self.comment,
            "post": post,
            "blog": post.blog,
            "address": self.address,
            "approval": ApprovalEstimate(post),
            "is_known_here": self.comment.pk in guests.own_comment_pks(self.request),
        }
