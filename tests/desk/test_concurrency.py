"""Two people press at once: one of them is first, and nothing is done by halves."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from blogs.models import Blog, BlogMember, Handover, Invitation
from blogs.models.handover import NoSuchOffer
from blogs.models.invitation import NotOpen
from tests.make import make_member, make_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of each: "done", or the name of what was raised."""
    ready, ends = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int) -> None:
        ready.wait()
        try:
            acts[place]()
            ends[place] = "done"
        except (NoSuchOffer, NotOpen) as refusal:
            ends[place] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_an_invitation_is_accepted_by_one(quiet_carriage: Blog, ada: User, ben: User) -> None:
    invitation = Invitation.objects.invite(
        "x@example.org", blog=quiet_carriage, role="guest", by=ada
    )
    same, other = Invitation.objects.get(pk=invitation.pk), make_user()

    ends = at_once(lambda: invitation.accept(by=ben), lambda: same.accept(by=other))

    assert sorted(ends) == ["NotOpen", "done"]
    assert quiet_carriage.members.count() == 2


def test_an_owner_asks_the_same_person_twice_at_once(quiet_carriage: Blog, ada: User) -> None:
    def ask() -> None:
        Invitation.objects.invite("x@example.org", blog=quiet_carriage, role="guest", by=ada)

    assert at_once(ask, ask) == ["done", "done"]
    assert Invitation.objects.count() == 1


def test_a_blog_that_is_taken_while_it_is_taken_off_has_one_owner(
    quiet_carriage: Blog, ada: User, ben: User
) -> None:
    """Accepted and removed in one instant: either is fine, a blog without an owner is not."""
    bens = make_member(quiet_carriage, ben, BlogMember.Role.EDITOR)
    offer = Handover.objects.offer(quiet_carriage, to=bens, by=ada)

    ends = at_once(lambda: offer.accept(by=ben), bens.leave)

    owner = Blog.objects.get().owner()
    assert owner == (ben if ends[0] == "done" else ada)
