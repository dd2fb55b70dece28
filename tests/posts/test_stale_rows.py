"""A verb acts on a thing as it is, not as it was when somebody began to read."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction

from blogs.models import BlogMember, Handover, Invitation
from desk.blog.forms import BlogForm
from images.models import Image
from posts.models import Post
from posts.models.conflicts import AlreadyPublished, InTheBin, NotPublished
from tests.make import NOON, make_blog, make_member, make_post, make_user
from tests.stale import LATER, tried, wrong_pairs
from transfer.models import Export, Import

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User
    from blogs.models import Blog

    Verb = Callable[[Post], object]

SOON = LATER + dt.timedelta(days=3)


def verbs_of_a_post(ada: User) -> dict[str, Verb]:
    return {
        "publish": lambda post: post.publish(),
        "schedule": lambda post: post.schedule(at=SOON),
        "unpublish": lambda post: post.unpublish(),
        "keep_private": lambda post: post.keep_private(),
        "bin": lambda post: post.bin(),
        "restore_from_bin": lambda post: post.restore_from_bin(),
        "throw_away": lambda post: post.delete_permanently(),
        "move": lambda post: post.move(to=post.blog, kind=post.kind, slug="elsewhere"),
        "apply_edit": lambda post: post.apply_edit({"title": "Hail"}, by=ada, version=1),
        "pin": lambda post: post.pin(is_sticky=True),
        "create_preview_link": lambda post: post.create_preview_link(),
        "revoke_preview_link": lambda post: post.revoke_preview_link(),
        "submit_for_review": lambda post: post.submit_for_review(at=NOON),
        "like": lambda post: post.like(by=ada),
        "unlike": lambda post: post.unlike(by=ada),
    }


@pytest.mark.parametrize("status", ["draft", "published", "binned"])
def test_every_verb_of_a_post_does_to_a_stale_one_what_it_does_to_one_read_anew(
    quiet_carriage: Blog, ada: User, status: str
) -> None:
    post = make_post(quiet_carriage, status="published" if status == "binned" else status)
    if status == "binned":
        post.bin()

    assert list(wrong_pairs(post, verbs_of_a_post(ada))) == []


@pytest.mark.parametrize(
    ("status", "pair", "end", "state"),
    [
        ("published", "bin publish", InTheBin, "binned"),
        ("draft", "bin publish", InTheBin, "binned"),
        ("draft", "bin schedule", InTheBin, "binned"),
        ("published", "bin unpublish", InTheBin, "binned"),
        ("published", "bin keep_private", InTheBin, "binned"),
        ("published", "bin apply_edit", InTheBin, "binned"),
        ("published", "bin move", InTheBin, "binned"),
        ("published", "bin pin", InTheBin, "binned"),
        ("published", "bin like", NotPublished, "binned"),
        ("published", "unpublish like", NotPublished, "draft"),
        ("published", "unpublish restore_from_bin", None, "draft"),
        ("draft", "publish schedule", AlreadyPublished, "published"),
        ("draft", "publish create_preview_link", AlreadyPublished, "published"),
        ("published", "unpublish publish", None, "published"),
    ],
)
def test_what_comes_second_is_refused_by_name_or_does_no_harm(
    quiet_carriage: Blog,
    ada: User,
    status: str,
    pair: str,
    end: type[Exception] | None,
    state: str,
) -> None:
    post = make_post(quiet_carriage, status=status)
    stale, verbs = Post.objects.get(pk=post.pk), verbs_of_a_post(ada)
    first, second = pair.split()
    verbs[first](post)

    assert tried(verbs[second], stale) == (end.__name__ if end else "done")

    now = Post.objects.get(pk=post.pk)
    assert (now.status, bool(now.binned_at)) == (state, state == "binned")


def test_what_was_taken_out_and_taken_back_stays_taken_back(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)
    post.bin()
    stale = Post.objects.get(pk=post.pk)
    post.restore_from_bin()
    post.unpublish()

    stale.restore_from_bin()

    assert Post.objects.get(pk=post.pk).status == "draft"


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "published", "binned_at": NOON},
        {"status": "published", "binned_from": "draft"},
        {"status": "binned"},
        {"status": "published", "published_at": None},
        {"status": "published", "slug": ""},
        {"status": "scheduled", "published_at": None},
    ],
)
def test_the_database_keeps_no_post_that_says_two_things(
    quiet_carriage: Blog, facts: dict[str, object]
) -> None:
    post = make_post(quiet_carriage)

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**facts)


def test_the_verbs_of_a_blog_and_of_its_people(quiet_carriage: Blog, ada: User, ben: User) -> None:
    invitation = Invitation.objects.invite(
        "x@example.org", blog=quiet_carriage, role="guest", by=ada
    )
    member = make_member(quiet_carriage, ben)
    offer = Handover.objects.offer(quiet_carriage, to=member, by=ada)
    other = make_user()

    def change_title(blog: Blog) -> None:
        facts = {"title": "Other", "colour": "plum"}
        chosen = {**BlogForm(instance=blog).initial, **facts}
        form = BlogForm(chosen, instance=blog)
        assert form.is_valid()
        blog.update_settings(**form.cleaned_data)

    wrong = [
        *wrong_pairs(
            quiet_carriage,
            {"close": lambda b: b.close(), "reopen": lambda b: b.reopen(), "title": change_title},
        ),
        *wrong_pairs(
            invitation,
            {
                "accept": lambda one: one.accept(by=other),
                "decline": lambda one: one.decline(),
                "withdraw": lambda one: one.withdraw(),
            },
        ),
        *wrong_pairs(
            offer,
            {
                "accept": lambda one: one.accept(by=ben),
                "take back": lambda one: Handover.objects.withdraw(one.blog, by=ada),
                "leave": lambda _one: member.leave(),
            },
        ),
        *wrong_pairs(
            member,
            {
                "change role": lambda one: one.change_role(BlogMember.Role.EDITOR),
                "leave": lambda one: one.leave(),
                "be given it": lambda _one: offer.accept(by=ben),
            },
        ),
    ]

    assert wrong == []


def test_a_new_letter_does_not_open_what_was_accepted_meanwhile(
    quiet_carriage: Blog, ada: User, ben: User
) -> None:
    invitation = Invitation.objects.invite(
        "x@example.org", blog=quiet_carriage, role="guest", by=ada
    )
    stale = Invitation.objects.get(pk=invitation.pk)
    invitation.accept(by=ben)

    assert tried(lambda one: one.renew_key(), stale) == "NotOpen"
    assert Invitation.objects.get(pk=invitation.pk).accepted_by == ben


def test_the_verbs_of_what_comes_and_goes(quiet_carriage: Blog, ada: User) -> None:
    export = Export.objects.create(blog=quiet_carriage, by=ada)
    import_ = Import.objects.create(blog=quiet_carriage, by=ada, kind="ghost", file="a")
    facts = {"widths": [1], "width": 1, "height": 1}
    image = Image.objects.create(blog=quiet_carriage, digest="0", name="pictures/0", **facts)

    wrong = [
        *wrong_pairs(
            export,
            {
                "start": lambda one: one.start(),
                "finish": lambda one: one.finish(file="z", size=1, counts={}),
                "fail": lambda one: one.fail(),
            },
        ),
        *wrong_pairs(
            import_,
            {
                "progress": lambda one: one.record_progress(done=1, total=2),
                "finish": lambda one: one.finish({}),
                "fail": lambda one: one.fail(),
                "release file": lambda one: one.release_file(),
            },
        ),
        *wrong_pairs(
            image,
            {
                "update details": lambda one: one.update_details(alt="A train"),
                "update others": lambda one: one.update_details(caption="Rain"),
                "throw away": lambda one: one.delete_permanently(),
            },
        ),
    ]

    assert wrong == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("first", "second", "end", "state"),
    [
        ("bin", "publish", "InTheBin", "binned"),
        ("unpublish", "like", "NotPublished", "draft"),
        ("unpublish", "restore_from_bin", "done", "draft"),
    ],
)
def test_the_second_of_two_waits_for_the_first(
    first: str, second: str, end: str, state: str
) -> None:
    ada = make_user("Ada")
    post, verbs = make_post(make_blog(ada)), verbs_of_a_post(ada)
    stale, locked, pressed = Post.objects.get(pk=post.pk), threading.Event(), threading.Event()
    ends = []

    def press_second() -> None:
        locked.wait()
        pressed.set()
        ends.append(tried(verbs[second], stale))
        connection.close()

    thread = threading.Thread(target=press_second)
    thread.start()
    with transaction.atomic():
        verbs[first](post)
        locked.set()
        pressed.wait()
    thread.join()

    assert (ends, Post.objects.get(pk=post.pk).status) == ([end], state)
