"""The reply form: exactly one state, decided here, drawn by one template."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts.identities import current_identity
from accounts.signin.sign_in_options import SignInOption, sign_in_options
from comments.forms import GuestReplyForm, ReplyForm
from comments.guests import remembered_guest
from comments.models import Comment, PendingReply
from community.identity import get_community

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import Identity, User
    from posts.models import Post

AS_GUEST = "replies_as_guest"


class State(StrEnum):
    GUEST = "guest"
    MEMBER = "member"
    CHOOSING = "choosing"
    MUST_SIGN_IN = "must-sign-in"
    CLOSED = "closed"


@dataclass(slots=True)
class ReplyBox:
    state: State
    post: Post
    form: ReplyForm
    parent: Comment | None = None
    user: User | AnonymousUser = field(default_factory=AnonymousUser)
    identity: Identity | None = None
    sign_in_options: list[SignInOption] = field(default_factory=list)
    choices: list[Identity] = field(default_factory=list)
    key: str = ""
    signs_as: str = ""
    draft_token: str = ""
    has_session: bool = False
    notice: str = ""  # what went wrong, in one sentence over the form
    is_parent_gone: bool = False
    is_remembered: bool = False  # name and address come from this browser's cookie
    # Names and values that a guest typed, who may come back to them.
    hidden_fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def community_name(self) -> str:
        return get_community().name

    @property
    def action(self) -> str:
        return reply_address(self.post, self.parent)

    @property
    def name(self) -> str:
        return (self.identity and self.identity.name) or str(self.user)

    @property
    def avatar_owner(self) -> Any:
        """Whose avatar stands in the card's margin; None draws the line figure."""
        if self.state != State.MEMBER:
            return None
        return self.identity if self.identity and self.identity.avatar else self.user

    @property
    def error_count(self) -> int:
        return len(self.form.errors)

    @property
    def is_choosing(self) -> bool:
        return self.state == State.CHOOSING

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED


def reply_box_for(
    request: HttpRequest,
    post: Post,
    *,
    parent: Comment | None = None,
    form: ReplyForm | None = None,
    choosing: bool = False,
) -> ReplyBox:
    state = _state(request, post, choosing=choosing)
    draft_token = request.POST.get("draft") or request.GET.get("draft") or ""
    reply_box = ReplyBox(
        state=state,
        post=post,
        parent=parent,
        form=form or form_class(state)(initial=_initial(request, draft_token)),
        user=request.user,
        draft_token=draft_token,
        has_session=not request.session.is_empty(),
        signs_as=signs_as(request, state),
        is_remembered=bool(remembered_guest(request)),
    )
    if not reply_box.is_open:
        return reply_box
    if state != State.MEMBER:
        reply_box.sign_in_options = sign_in_options()
    if request.user.is_authenticated:
        reply_box.identity = current_identity(request)
        reply_box.key = request.POST.get("key") or secrets.token_urlsafe(16)
        reply_box.choices = list(request.user.identities.oldest_first())
    if state == State.CHOOSING:
        typed = [(name, request.POST.get(name, "")) for name in ("name", "email", "website")]
        reply_box.hidden_fields = [(name, value) for name, value in typed if value]
    return reply_box


def form_class(state: State) -> type[ReplyForm]:
    return GuestReplyForm if state == State.GUEST else ReplyForm


def state_of(request: HttpRequest, post: Post) -> State:
    return _state(request, post, choosing=False)


def signs_as(request: HttpRequest, state: State) -> str:
    """Who the card says one is, in a word: the form carries it, for another tab may change it."""
    if state != State.MEMBER:
        return str(state)
    identity = current_identity(request)
    return f"{request.user.pk}-{identity.pk if identity else ''}"


def reply_address(post: Post, parent: Comment | None = None) -> str:
    place = [post.blog.handle, post.address_year, f"{post.address_month:02}", post.slug]
    if parent:
        return reverse("comments:reply_to", args=[*place, parent.pk])
    return reverse("comments:reply", args=place)


def _state(request: HttpRequest, post: Post, *, choosing: bool) -> State:
    if not post.takes_comments(at=timezone.now()):
        return State.CLOSED
    if choosing:
        return State.CHOOSING
    as_guest = post.blog.allows_guests and request.session.get(AS_GUEST)
    if request.user.is_authenticated and not as_guest:
        return State.MEMBER
    return State.GUEST if post.blog.allows_guests else State.MUST_SIGN_IN


def _initial(request: HttpRequest, draft_token: str) -> dict[str, Any]:
    guest = remembered_guest(request)
    initial = {**guest, "remember": bool(guest)}
    pending = PendingReply.objects.with_token(draft_token) if draft_token else None
    if pending:
        initial["comment"] = pending.source
        typed = {"name": pending.name, "email": pending.email, "website": pending.website}
        initial |= {field: value for field, value in typed.items() if value}
    return initial
