"""What a press on the reply form leads to. Whatever it is, what was typed stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.identities import current_identity, use_identity
from accounts.signin.sign_in_options import sign_in_options, start_sign_in
from comments import guests
from comments.limits import PENDING_REPLIES_FROM_ONE_PLACE
from comments.models import Comment, PendingReply
from comments.reply_box import (
    AS_GUEST,
    State,
    form_class,
    reply_address,
    reply_box_for,
    signs_as,
    state_of,
)
from comments.submitting import Reply, ReplyRefused
from cpdblog.lib.http.client_address import client_address, network_of
from cpdblog.lib.http.parse_pk import parse_pk
from cpdblog.lib.markup.markdown import normalise
from cpdblog.lib.rate_limits import limits
from posts.blogs import pages_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from comments.forms import ReplyForm
    from posts.models import Post

# More than any comment may have: what is too long is stored too, to be shortened.
MAX_PENDING_LENGTH = 100_000


@dataclass(frozen=True, slots=True)
class ReplyError:
    message: str
    status: int


def find_parent(post: Post, pk: int | None) -> tuple[Comment | None, ReplyError | None]:
    """The comment to answer, or why it cannot be answered."""
    if pk is None:
        return None, None
    parent = post.comments.for_page().filter(pk=pk).first()
    if parent is None or parent.status in {Comment.Status.PENDING, Comment.Status.SPAM}:
        return None, ReplyError(_("There is no such comment under this post."), 404)
    if parent.is_removed:
        return None, ReplyError(_("The comment you were answering has been removed."), 410)
    if not parent.takes_replies:
        return None, ReplyError(_("This conversation has reached its deepest level."), 422)
    parent.post = post
    return parent, None


def member_signature(request: HttpRequest) -> dict[str, Any]:
    """As somebody who is signed in signs at this moment."""
    identity = current_identity(request)
    name = (identity and identity.name) or str(request.user)
    signed_with = identity.provider_name if identity else ""
    return {"name": name[:80], "identity": identity, "signed_with": signed_with}


@dataclass(slots=True)
class ReplyFlow:
    request: HttpRequest
    post: Post
    parent: Comment | None = None

    def open(self) -> HttpResponse:
        token = self.request.GET.get("draft")
        if token and PendingReply.objects.with_token(token) is None:
            return self.show(
                410, _("What you wrote was kept for seven days and is no longer here.")
            )
        return self.show(200)

    def act(self) -> HttpResponse:
        data = self.request.POST
        if state_of(self.request, self.post) == State.CLOSED:
            return self.show(403, _("Sorry, comments are closed for this item."))
        if "through" in data:
            return self.sign_in_through(data["through"])
        if "as" in data:
            return self.choose_identity(data["as"])
        return self._verbs().get(data.get("do", ""), self.post_comment)()

    def _verbs(self) -> dict[str, Callable[[], HttpResponse]]:
        return {
            "cancel-reply": self.cancel_reply,
            "change": self.change,
            "forget": self.forget,
            "log-out": self.log_out,
        }

    def cancel_reply(self) -> HttpResponse:
        self.parent = None
        return self.show(200)

    def forget(self) -> HttpResponse:
        """Another guest sits at this browser: the text stays, who wrote before is forgotten."""
        self.request.COOKIES.pop(guests.COOKIE, None)
        text = {"comment": self.request.POST.get("comment", "")}
        form = form_class(state_of(self.request, self.post))(initial=text)
        response = self.show(200, form=form)
        guests.forget(response)
        return response

    def change(self) -> HttpResponse:
        return self.show(200, choosing=True)

    def sign_in_through(self, option: str) -> HttpResponse:
        if option not in {known.id for known in sign_in_options()}:
            return self.show(
                400, _("We do not know that sign-in method. Please choose one of these.")
            )
        try:
            token = self.store()
        except limits.TooMany as error:
            message = _("You are going in and out too quickly.")
            return self.show(429, f"{message} {error.message}", seconds=error.seconds)
        place = (
            reply_address(self.post, self.parent) if self.parent else self.post.get_absolute_url()
        )
        return_url = f"{place}?{urlencode({'draft': token})}#respond"
        self.request.session.pop(AS_GUEST, None)
        return start_sign_in(self.request, option, next_url=return_url, cancel_url=return_url)

    @transaction.atomic
    def store(self) -> str:
        """Stores what was typed and returns its token; what was stored before is replaced. Raises
        TooMany, so that nobody fills the disk.
        """
        place = network_of(client_address(self.request))
        limits.take(PENDING_REPLIES_FROM_ONE_PLACE.per(place))
        data = self.request.POST
        PendingReply.objects.discard(data.get("draft", ""))
        return PendingReply.objects.store(
            post=self.post,
            parent=self.parent,
            source=normalise(data.get("comment", ""))[:MAX_PENDING_LENGTH],
            name=normalise(data.get("name", ""))[:80],
            email=normalise(data.get("email", ""))[:254],
            website=normalise(data.get("website", ""))[:200],
        )

    def log_out(self) -> HttpResponse:
        logout(self.request)
        return self.show(200)

    def choose_identity(self, choice: str) -> HttpResponse:
        user = self.request.user
        if choice == "guest" and self.post.blog.allows_guests:
            self.request.session[AS_GUEST] = True
        elif user.is_authenticated:
            self.request.session.pop(AS_GUEST, None)
            chosen = user.identities.filter(pk=parse_pk(choice) or 0).first()
            use_identity(self.request, chosen)
        return self.show(200)

    def post_comment(self) -> HttpResponse:
        state = state_of(self.request, self.post)
        now = signs_as(self.request, state)
        before = self.request.POST.get("signs_as", now)
        if before[:1].isdigit() and not self.request.user.is_authenticated:
            return self.show(
                409,
                _("You were signed out. Your words are here: choose how you sign in, and go on."),
            )
        if state == State.MUST_SIGN_IN:
            return self.show(403, _("You must be logged in to post a comment."))
        if before != now:
            return self.show(
                409, _("You have changed who you are since. Please look, and send it again.")
            )
        form = form_class(state)(self.request.POST)
        if not form.is_valid():
            return self.show(422, form=form)
        try:
            comment = self.reply_from(form, state).submit()
        except ReplyRefused as refusal:
            return self.show(refusal.status, refusal.message, form=form, seconds=refusal.seconds)
        PendingReply.objects.discard(self.request.POST.get("draft", ""))
        return self.redirect_to(comment, form)

    def reply_from(self, form: ReplyForm, state: State) -> Reply:
        reply = Reply(
            post=self.post,
            source=form.cleaned_data["comment"],
            parent=self.parent,
            address=client_address(self.request),
            key=self.request.POST.get("key", ""),
        )
        user = self.request.user
        if state == State.MEMBER and user.is_authenticated:
            reply.author = user
            reply.signature = member_signature(self.request)
        else:
            signature = {f: form.cleaned_data[f] for f in ("name", "email", "website")}
            reply.signature = signature
            reply.is_known = guests.is_known(
                self.request, self.post.blog, name=signature["name"], email=signature["email"]
            )
        return reply

    def redirect_to(self, comment: Comment, form: ReplyForm) -> HttpResponse:
        address = reverse("comments:permalink", args=[comment.pk])
        is_to_be_remembered = form.cleaned_data.get("remember", False)
        if not comment.author_id:
            address = f"{address}?{urlencode({'pending': guests.preview_token(comment)})}"
        # A script cannot see where a redirect leads, so it is told of the new comment instead.
        response: HttpResponse = HttpResponseRedirect(address, status=303)
        if self.request.headers.get("X-In-Place"):
            response = HttpResponse(status=201, headers={"Location": address})
        if not comment.author_id:
            if is_to_be_remembered:
                guests.remember(response, self.request, comment)
            else:
                guests.forget(response)
        return response

    def show(
        self,
        status: int,
        message: str = "",
        *,
        form: ReplyForm | None = None,
        choosing: bool = False,
        is_parent_gone: bool = False,
        seconds: int = 0,
    ) -> HttpResponse:
        """The reply page in its state of this moment, everything that was typed still in it."""
        if form is None and self.request.method == "POST":
            form = self._form_as_sent(choosing=choosing)
        reply_box = reply_box_for(
            self.request, self.post, parent=self.parent, form=form, choosing=choosing
        )
        reply_box.notice = message
        reply_box.is_parent_gone = is_parent_gone
        context = {"reply_box": reply_box, "post": self.post, "blog": self.post.blog}
        context["pages"] = pages_of(self.post.blog)
        if self.request.headers.get("X-In-Place") != "discussion":
            context["heading_tag"] = "h1"
        response = render(self.request, "comments/reply.html", context, status=status)
        if seconds:
            response["Retry-After"] = str(seconds)
        return response

    def _form_as_sent(self, *, choosing: bool) -> ReplyForm:
        """The form filled with what was sent, not judged yet."""
        state = State.CHOOSING if choosing else state_of(self.request, self.post)
        fields = form_class(state).base_fields
        typed = {name: self.request.POST.get(name, "") for name in fields}
        return form_class(state)(initial=typed)
