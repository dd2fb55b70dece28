"""What changes is found as it is now; what is not public is never found, counted or quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from blogs.models import Blog
from posts.models import Post, Tag
from search.checking import differences
from search.models import Document
from tests.make import NOON, make_blog, make_comment, make_post, make_user
from tests.search.results import found, headings, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_step() -> Iterator[None]:
    yield
    assert list(differences()) == []


@pytest.mark.parametrize("status", ["draft", "scheduled", "private"])
@pytest.mark.parametrize("was_out", [True, False])
def test_what_is_not_public_is_not_found_even_by_its_writer(
    quiet_carriage: Blog,
    as_ada: Client,
    status: str,
    was_out: bool,  # noqa: FBT001
) -> None:
    make_post(
        quiet_carriage,
        title="Secret kettle",
        tags=["kettle"],
        status=status,
        published=NOON if was_out else None,
    )

    assert "No results for “kettle”" in page("kettle")
    assert "Secret" not in as_ada.get("/search/?q=kettle").content.decode()
    assert not Document.objects.exclude(kind__in=["person", "blog"]).exists()


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_a_comment_that_is_not_approved_is_not_found(quiet_carriage: Blog, status: str) -> None:
    post = make_post(quiet_carriage)

    make_comment(post, "A kettle.", status=status, name="Kettle Keeper")

    assert found("kettle") == []


def test_a_post_is_found_while_it_is_out_and_its_discussion_with_it(
    quiet_carriage: Blog, ben: User
) -> None:
    post = make_post(quiet_carriage, title="Kettle", status="draft", tags=["boiling"])
    assert found("kettle") == []

    post.publish(at=NOON)
    make_comment(post, "My kettle.", by=ben)
    assert len(found("kettle")) == 2
    assert ("Tag", "boiling") in found("boiling")

    post.unpublish()
    assert found("kettle") == found("boiling") == []

    post.publish()
    assert len(found("kettle")) == 2

    post.keep_private()
    assert found("kettle") == found("boiling") == []


def test_a_post_is_found_by_what_it_says_now(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Rain", source="A kettle.", tags=["weather"])

    post.source = "A teapot."
    post.write()
    post.set_tags(["crockery"])

    assert found("kettle") == found("weather") == []
    assert headings("teapot") == ["Rain"]
    assert ("Tag", "crockery") in found("crockery")


def test_a_hashtag_that_is_said_no_more_is_found_no_more(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Weather", source="It #rained.")
    assert ("Tag", "rained") in found("rained")

    post.source = "Sun."
    post.write()

    assert found("rained") == []


def test_a_comment_is_found_from_its_approval_to_its_removal(
    quiet_carriage: Blog, ada: User
) -> None:
    comment = make_comment(make_post(quiet_carriage), "A kettle.", status="pending")

    comment.approve(by=ada)
    assert len(found("kettle")) == 1

    comment.rewrite("A teapot.")
    assert found("kettle") == []
    assert len(found("teapot")) == 1

    comment.remove(by=ada)
    assert found("teapot") == []


def test_spam_is_found_no_more(quiet_carriage: Blog, ada: User) -> None:
    comment = make_comment(make_post(quiet_carriage), "A kettle.")

    comment.mark_as_spam(by=ada)

    assert found("kettle") == []


def test_a_deleted_post_takes_its_discussion_and_its_tags_along(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Kettle", tags=["kettle", "shared"])
    make_post(quiet_carriage, title="Other", tags=["shared"])
    make_comment(post, "A kettle.")

    post.delete()

    assert found("kettle") == []
    assert ("Tag", "shared") in found("shared")


def test_a_deleted_blog_takes_everything_along(ada: User) -> None:
    blog = make_blog(ada)
    for number in range(3):
        make_comment(make_post(blog, title=f"Kettle {number}", tags=["kettle"]), "My kettle.")

    Blog.objects.filter(pk=blog.pk).delete()

    assert found("kettle") == []


def test_merged_and_renamed_tags_lead_to_the_same_posts(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="One", tags=["kettles"])
    make_post(quiet_carriage, title="Two", tags=["teapots"])
    one, two = Tag.objects.get(key="kettles"), Tag.objects.get(key="teapots")

    Tag.objects.merge(two, into=one)
    assert set(found("kettle")) == {("Tag", "kettles"), ("Post", "One"), ("Post", "Two")}

    one.rename("samovars")
    assert set(found("samovar")) == {("Tag", "samovars"), ("Post", "One"), ("Post", "Two")}
    assert found("kettle", kind="post") == []


def test_a_deleted_tag_is_found_no_more(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="One", tags=["kettles"])

    Tag.objects.get(key="kettles").delete()

    assert found("kettles") == []


def test_a_person_is_found_by_their_name_of_now(quiet_carriage: Blog, ada: User) -> None:
    make_post(quiet_carriage, title="Rain")

    ada.rename("Augusta King")

    assert found("Kowalczyk") == []
    assert set(found("Augusta")) == {("Person", "Augusta King"), ("Post", "Rain")}


def test_a_closed_account_is_found_no_more() -> None:
    person = make_user("Kettle Keeper")
    person.change_standing(is_active=False, is_host=False)

    assert found("kettle") == []


def test_what_went_wrong_halfway_left_nothing(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Kettle", status="draft")

    with transaction.atomic():
        post.publish(at=NOON)
        transaction.set_rollback(True)

    assert found("kettle") == []


def test_the_command_makes_the_index_anew(
    quiet_carriage: Blog, capsys: pytest.CaptureFixture[str]
) -> None:
    make_comment(make_post(quiet_carriage, title="Kettle", tags=["kettle"]), "My kettle.")
    before = set(found("kettle"))

    call_command("index_search")
    call_command("index_search", check=True)

    assert set(found("kettle")) == before
    assert "in step" in capsys.readouterr().out


def test_the_command_names_what_is_not_in_step(
    quiet_carriage: Blog, capsys: pytest.CaptureFixture[str]
) -> None:
    changed, lost = make_post(quiet_carriage, title="Kettle"), make_post(quiet_carriage)
    Post.objects.filter(pk=changed.pk).update(title="Teapot")
    Post.objects.filter(pk=lost.pk).update(status="private")

    with pytest.raises(CommandError, match="2 differences"):
        call_command("index_search", check=True)

    output = capsys.readouterr().out
    assert f"post {changed.pk} has changed" in output
    assert f"post {lost.pk} is in the index" in output
    assert found("rained") == [("Post", "Teapot")]
    call_command("index_search")


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_leaves_no_words_behind(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, title="Kettle")

    call_command("flush", interactive=False, verbosity=0)

    assert list(differences()) == []


def test_an_index_with_something_in_it_is_left_alone(quiet_carriage: Blog) -> None:
    make_post(quiet_carriage)
    before = set(Document.objects.values_list("pk", flat=True))

    call_command("index_search", if_empty=True)

    assert set(Document.objects.values_list("pk", flat=True)) == before


def test_the_filled_demo_is_in_step(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path

    call_command("fill_demo")

    assert Document.objects.filter(kind="comment").count() > 200
    assert list(differences()) == []
    public = Post.objects.published().values_list("pk", flat=True)
    listed = Document.objects.filter(kind="post").values_list("object_id", flat=True)
    assert set(listed) == set(public)
