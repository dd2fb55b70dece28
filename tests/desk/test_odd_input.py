"""Titles, addresses and texts that nobody planned for: a clear answer, and the words kept."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import timezone

from posts.models import Post
from tests.casts import signed_in
from tests.desk.editor import IN_PLACE, autosave, editor_url, form_fields, open_editor, submit
from tests.make import make_blog, make_post, make_user
from tests.pages import get, text_of

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

WRITE = "/desk/@quiet-carriage/write/"


@pytest.mark.parametrize(
    ("field", "typed", "complaint"),
    [
        ("title", "t" * 10_000, "The title may have 250 characters; this one has 10000."),
        ("title", "…?!", "A title needs a letter or a digit."),
        ("source", "w" * 200_001, "The text may have 200000 characters; this one has 200001."),
        ("slug", "!!! … ---", "A URL needs a letter or a digit."),
        ("excerpt", "e" * 501, "The excerpt may have 500 characters"),
        ("canonical_url", "javascript:alert(1)", "Enter a valid URL."),
        ("canonical_url", "nowhere", "Enter a valid URL."),
        ("tags", "t" * 61, "at most 60"),
        ("tags", ", ".join(f"tag{number}" for number in range(41)), "At most 40"),
        ("categories", "c" * 81, "at most 80"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(
    as_ada: Client, quiet_carriage: Blog, field: str, typed: str, complaint: str
) -> None:
    sent = {"title": "Snow", "source": "It snowed.", field: typed}
    for do in ("save", "publish"):
        answer = submit(as_ada, WRITE, do, **sent)
        assert answer.status_code == 422
        assert complaint in text_of(answer.text)
        assert form_fields(answer.text) | sent == form_fields(answer.text)
    response = autosave(as_ada, WRITE, open_editor(as_ada, WRITE), **sent)
    assert response.status_code == 422
    assert complaint in response.json()["errors"][field]
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("🎉🎉🎉", "post"),
        ("Café ☕ & 🥐", "café-and"),
        ("C, C++ and C#", "c-c-plus-plus-and-c-sharp"),
        ("A\x00\x07 B", "a-b"),
        ("Two\nlines", "two-lines"),
        ("", "post"),
    ],
)
def test_any_title_that_can_be_seen_is_taken(
    as_ada: Client, guest: Client, quiet_carriage: Blog, title: str, slug: str
) -> None:
    submit(as_ada, WRITE, "publish", title=title, source="Words.", when="now")

    post = Post.objects.get()
    assert post.slug == slug
    assert "Words." in get(post.get_absolute_url(), by=guest)
    assert 'dir="auto"' in get(editor_url(post), by=as_ada)


def test_an_address_that_is_taken_is_refused_and_one_from_a_title_makes_way(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, title="Snow", published=timezone.now())

    refused = submit(as_ada, WRITE, "publish", title="Other", source="W.", slug="snow", when="now")
    assert refused.status_code == 422
    assert "Another post has this URL." in refused.text

    submit(as_ada, WRITE, "publish", title="Snow", source="W.", when="now")
    assert Post.objects.filter(slug="snow-2").exists()


def test_a_draft_that_becomes_a_page_does_not_take_the_address_of_another(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, title="About", kind=Post.Kind.PAGE)
    rain = make_post(quiet_carriage, status="draft", title="Rain", slug="about")

    page = {"title": "Rain", "source": "W.", "slug": "about", "kind": "page", "when": "now"}
    refused = submit(as_ada, editor_url(rain), "publish", **page, version=1)

    assert refused.status_code == 422
    assert "Another post has this URL." in refused.text
    assert set(Post.objects.values_list("slug", flat=True)) == {"about"}


def test_a_draft_that_is_sent_twice_is_not_in_its_own_way(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    typed = {"title": "Rain", "source": "W.", "slug": "wet", "creation_key": "k1"}

    assert submit(as_ada, WRITE, "save", **typed).status_code == 200
    assert submit(as_ada, WRITE, "save", **typed).status_code == 200
    assert submit(as_ada, WRITE, "save", **{**typed, "creation_key": "k2"}).status_code == 422
    assert [post.slug for post in Post.objects.all()] == ["wet"]


def test_the_address_feed_is_kept_for_the_feed(as_ada: Client, quiet_carriage: Blog) -> None:
    submit(as_ada, WRITE, "publish", title="Feed", source="W.", kind="page", when="now")

    assert Post.objects.get().slug != "feed"


@pytest.mark.parametrize(
    ("kind", "slug", "why"),
    [
        ("page", "feed", "This URL is kept for the blog itself."),
        ("page", "old", "Another post had this URL, and is still found by it."),
        ("post", "old", "Another post had this URL, and is still found by it."),
    ],
)
def test_an_address_that_a_page_cannot_have_is_refused_where_it_is_typed(
    as_ada: Client, quiet_carriage: Blog, kind: str, slug: str, why: str
) -> None:
    moved = make_post(quiet_carriage, title="Old", kind=kind, published=timezone.now())
    moved.move(to=quiet_carriage, kind=kind, slug="new")

    answer = submit(as_ada, WRITE, "publish", source="W.", slug=slug, kind=kind, when="now")

    assert answer.status_code == 422
    assert why in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"do": "publish", "source": "x", "when": "never"},
        {"do": "publish", "source": "x", "kind": "essay"},
        {"do": "save", "source": "x", "creation_key": "no key at all"},
        {"do": "backdate", "source": "x", "when": "date", "date": ""},
        {"do": "save", "source": "\x00\x00"},
    ],
)
def test_a_form_that_is_not_ours_meets_an_answer_and_makes_nothing(
    as_ada: Client, quiet_carriage: Blog, sent: dict[str, Any]
) -> None:
    assert as_ada.post(WRITE, sent).status_code == 422
    assert as_ada.post(WRITE, sent, headers=IN_PLACE).status_code == 422
    assert not Post.objects.exists()


def test_a_button_that_is_not_there_does_nothing(as_ada: Client, quiet_carriage: Blog) -> None:
    answer = as_ada.post(WRITE, {"do": "nonsense", "source": "x"})

    assert form_fields(answer.text)["source"] == "x"
    assert not Post.objects.exists()


def test_a_preview_bears_any_text(as_ada: Client, quiet_carriage: Blog) -> None:
    for source in ("", "[a" * 5000, "a" * 200_001, ">" * 9000, "\u202e\ud7ff"):
        sent = {"do": "preview", "source": source}
        assert as_ada.post(WRITE, sent).status_code == 200
        assert as_ada.post(WRITE, sent, headers=IN_PLACE).status_code == 200


def test_what_says_it_was_begun_by_somebody_else_is_ones_own(
    as_ada: Client, as_ben: Client, quiet_carriage: Blog
) -> None:
    ben = make_user("Cai")
    other = make_blog(ben, handle="other")
    key = open_editor(as_ada, WRITE)["creation_key"]
    submit(signed_in(ben), "/desk/@other/write/", source="His.", creation_key=key)

    as_ada.post(WRITE, {"do": "save", "source": "Hers.", "creation_key": key})

    assert other.posts.get().source == "His."
    assert quiet_carriage.posts.get().source == "Hers."


@pytest.mark.django_db(transaction=True)
def test_two_posts_that_come_out_in_the_same_instant_have_two_addresses() -> None:
    blog = make_blog(handle="rush")
    owner = blog.owner()
    assert owner
    posts = [make_post(blog, title="Snow", status="draft") for _one in range(2)]
    clients = [signed_in(owner) for _one in posts]
    forms = [
        open_editor(client, editor_url(post)) for client, post in zip(clients, posts, strict=True)
    ]
    together = threading.Barrier(2)
    answers: list[int] = []

    def publish(place: int) -> None:
        together.wait()
        sent = {**forms[place], "do": "publish", "when": "now"}
        answers.append(clients[place].post(editor_url(posts[place]), sent).status_code)
        connection.close()

    threads = [threading.Thread(target=publish, args=[place]) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302, 302]
    assert sorted(blog.posts.published().values_list("slug", flat=True)) == ["snow", "snow-2"]


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_in_the_same_instant_is_one_post() -> None:
    blog = make_blog(handle="rush")
    owner = blog.owner()
    assert owner
    clients = [signed_in(owner) for _one in range(2)]
    sent = {**open_editor(clients[0], "/desk/@rush/write/"), "source": "Once.", "do": "save"}
    together = threading.Barrier(2)
    answers: list[int] = []

    def save(client: Client) -> None:
        together.wait()
        answers.append(client.post("/desk/@rush/write/", sent).status_code)
        connection.close()

    threads = [threading.Thread(target=save, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302, 302]
    assert blog.posts.get().source == "Once."


def test_a_schedule_in_the_past_is_never_quietly_published(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    past = (timezone.now() - dt.timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M")

    answer = submit(as_ada, WRITE, "publish", source="W.", when="date", date=past)

    assert answer.status_code == 422
    assert "Publish now with that date" in answer.text
    assert not Post.objects.exists()


def test_a_post_deleted_under_ones_pen_is_said_to_be_gone(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, status="draft")
    typed = open_editor(as_ada, editor_url(post))
    statements: list[str] = []

    def delete_behind(execute: Any, sql: str, *rest: Any) -> Any:
        answer = execute(sql, *rest)
        statements.append(sql)
        if (
            sum('FROM "posts_post"' in one for one in statements) == 1
            and 'FROM "posts_post"' in sql
        ):
            post.delete()
        return answer

    with connection.execute_wrapper(delete_behind):
        answer = as_ada.post(editor_url(post), typed | {"source": "Too late.", "do": "save"})

    assert answer.status_code == 404
