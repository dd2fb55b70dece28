"""Every saving leaves how the post read; only one's own passing savings make way for the next."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine

from posts.models import Post, Revision
from posts.models.conflicts import EditConflict
from tests.make import make_post

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog

AUTOSAVED = Revision.Kind.AUTOSAVED


def revision_texts(post: Post) -> list[str]:
    """The texts that were kept, the newest first."""
    return [revision.source for revision in post.revisions.newest_first()]


def test_a_saving_keeps_how_the_post_reads_and_how_it_read(quiet_carriage: Blog, ada: User) -> None:
    post = make_post(quiet_carriage, status="draft", source="First.")

    post.apply_edit({"source": "Second.", "title": "Renamed"}, by=ada)

    assert revision_texts(post) == ["Second.", "First."]
    newest = post.revisions.newest_first()[0]
    assert (newest.title, newest.by, newest.number) == ("Renamed", ada, post.version)


def test_a_text_that_nobody_kept_is_kept_before_it_is_written_over(
    quiet_carriage: Blog, ada: User, ben: User
) -> None:
    post = make_post(quiet_carriage, source="Brought in.")
    post.apply_edit({"source": "Mended."}, by=ada)
    post.source = "Written past everybody."
    post.write()

    post.apply_edit({"source": "The end."}, by=ben)

    assert revision_texts(post) == ["The end.", "Written past everybody.", "Mended.", "Brought in."]
    assert list(post.revisions.newest_first().values_list("by__handle", flat=True)) == [
        "ben",
        None,
        "ada",
        "ada",
    ]


def test_what_one_person_types_in_one_sitting_leaves_one_version(
    quiet_carriage: Blog, ada: User
) -> None:
    post = make_post(quiet_carriage, status="draft", source="")

    with time_machine.travel(dt.datetime(2030, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        for minute in range(25):
            post.apply_edit({"source": f"{minute} minutes."}, by=ada, revision_kind=AUTOSAVED)
            clock.shift(dt.timedelta(minutes=1))

    assert revision_texts(post) == ["24 minutes.", "19 minutes.", "9 minutes.", ""]


def test_what_was_saved_on_purpose_is_not_replaced(quiet_carriage: Blog, ada: User) -> None:
    post = make_post(quiet_carriage, status="draft", source="")

    post.apply_edit({"source": "Passing."}, by=ada, revision_kind=AUTOSAVED)
    post.apply_edit({"source": "On purpose."}, by=ada)
    post.apply_edit({"source": "Going on."}, by=ada, revision_kind=AUTOSAVED)

    assert revision_texts(post) == ["Going on.", "On purpose.", ""]


def test_two_people_never_replace_what_the_other_saved(
    quiet_carriage: Blog, ada: User, ben: User
) -> None:
    post = make_post(quiet_carriage, status="draft", source="")

    for by, text in [(ada, "Hers."), (ben, "His."), (ada, "Hers again.")]:
        post.apply_edit({"source": text}, by=by, revision_kind=AUTOSAVED)

    assert revision_texts(post) == ["Hers again.", "His.", "Hers.", ""]


def test_what_was_published_is_kept_however_it_was_saved(quiet_carriage: Blog, ada: User) -> None:
    post = make_post(quiet_carriage, status="draft", source="")
    post.apply_edit({"source": "Public for a minute."}, by=ada, revision_kind=AUTOSAVED)
    post.publish()
    post.unpublish()

    post.apply_edit({"source": "Second thoughts."}, by=ada, revision_kind=AUTOSAVED)

    assert revision_texts(post) == ["Second thoughts.", "Public for a minute.", ""]
    assert post.revisions.get(source="Public for a minute.").was_public


def test_saving_the_same_words_again_makes_no_version(quiet_carriage: Blog, ada: User) -> None:
    post = make_post(quiet_carriage, status="draft", source="The same.")

    post.apply_edit({"source": "New."}, by=ada, revision_kind=AUTOSAVED)
    post.apply_edit({"source": "New.", "comments_open": False}, by=ada)

    assert revision_texts(post) == ["New.", "The same."]
    assert post.revisions.newest_first()[0].kind == Revision.Kind.SAVED


def test_nothing_is_written_over_a_version_one_has_not_read(
    quiet_carriage: Blog, ada: User, ben: User
) -> None:
    post = make_post(quiet_carriage, status="draft", source="Read by both.")
    read = post.version
    Post.objects.get(pk=post.pk).apply_edit({"source": "His."}, by=ben, version=read)

    with pytest.raises(EditConflict):
        post.apply_edit({"source": "Hers."}, by=ada, version=read)

    assert Post.objects.get(pk=post.pk).source == "His."
    assert revision_texts(post) == ["His.", "Read by both."]


def test_a_version_put_back_is_a_new_one(quiet_carriage: Blog, ada: User) -> None:
    post = make_post(quiet_carriage, status="draft", title="Rain", source="First.")
    post.apply_edit({"title": "Snow", "source": "Second."}, by=ada)
    first = post.revisions.get(source="First.")

    post.restore_revision(first, by=ada)

    assert (post.title, post.source) == ("Rain", "First.")
    assert revision_texts(post) == ["First.", "Second.", "First."]
    assert post.revisions.newest_first()[0].restored_from == first.number
