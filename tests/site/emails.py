"""Every e-mail of our own, each caused as it comes about, with the template it is written by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import mail
from django.utils import timezone

from tests.accounts.journeys import with_email
from tests.casts import signed_in
from tests.comments.replies import browser, guest_reply, send
from tests.make import make_blog, make_member, make_post, make_user
from tests.rules.ground import ROOT
from transfer.housekeeping import make_due_exports

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User
    from blogs.models import Blog

ENDING = "_subject.txt"
OF_ALLAUTH = ("account", "mfa", "socialaccount", "usersessions")


def names_of_ours() -> set[str]:
    folder = ROOT / "templates"
    files = (file.relative_to(folder) for file in folder.rglob(f"email/*{ENDING}"))
    ours = (file for file in files if file.parts[0] not in OF_ALLAUTH)
    return {file.as_posix().removesuffix(ENDING) for file in ours}


def emails() -> dict[str, Any]:
    """By template; the last is one of allauth's, whose HTML is the same for all of them."""
    owner = make_user("Olive <b>&")
    blog = make_blog(owner, title="Soup <i>& more")
    found: dict[str, Any] = {}
    for name, cause in _CAUSES.items():
        mail.outbox.clear()
        cause(blog, owner)
        (found[name],) = mail.outbox
    return found


def html_of(message: Any) -> str:
    return str(message.alternatives[0][0])


def _invite(blog: Blog, owner: User) -> None:
    sent = {"email": "ines@example.org", "role": "author"}
    signed_in(owner).post(f"/desk/@{blog.handle}/people/", sent)


def _offer(blog: Blog, owner: User) -> None:
    member = make_member(blog, make_user("Ben"))
    signed_in(owner).post(f"/desk/@{blog.handle}/ownership/", {"do": "offer", "to": member.pk})


def _pack_by_the_calendar(blog: Blog, owner: User) -> None:
    sent = {"do": "choose", "every": "month"}
    signed_in(owner).post(f"/desk/@{blog.handle}/export/", sent)
    make_due_exports(at=timezone.now())


def _sign_as_a_member(blog: Blog, _owner: User) -> None:
    email = make_user("Cleo").email
    send(browser(), make_post(blog, title="Rain <&>"), **guest_reply(email=email))


def _ask_for_a_code(_blog: Blog, owner: User) -> None:
    with_email(owner, "olive@example.org")
    browser().post("/accounts/login/code/", {"email": "olive@example.org"})


_CAUSES: dict[str, Callable[[Blog, User], None]] = {
    "desk/email/invitation": _invite,
    "desk/email/handover": _offer,
    "transfer/email/export": _pack_by_the_calendar,
    "comments/email/your_address": _sign_as_a_member,
    "account/email/login_code": _ask_for_a_code,
}
