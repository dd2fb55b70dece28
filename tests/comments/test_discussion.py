"""The discussion as readers find it under a post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Identity
from comments.models import Comment, Decision
from tests.make import make_blog, make_comment, make_post, make_user
from tests.pages import compact, part, text_of

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog
    from posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rooms & chairs")


def page(client: Client, post: Post, **query: Any) -> str:
    return client.get(post.get_absolute_url(), query).content.decode()


def heading(text: str) -> str:
    found = re.search(r'id="responses">(.*?)</h2>', text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split()) if found else ""


@pytest.mark.parametrize(
    ("comments_heading", "one", "four"),
    [
        ("responses", "One Response to “Rooms”", "4 Responses to “Rooms”"),
        ("thoughts", "One thought on “Rooms”", "4 thoughts on “Rooms”"),
        ("comments", "1 comment:", "4 comments:"),
    ],
)
def test_the_heading_speaks_in_the_voice_of_the_blog(
    guest: Client, comments_heading: str, one: str, four: str
) -> None:
    post = make_post(make_blog(comments_heading=comments_heading), title="Rooms")
    assert heading(page(guest, post)) == ""

    parent = make_comment(post)
    assert heading(page(guest, post)) == one

    make_comment(post), make_comment(post), make_comment(post, parent=parent)
    assert heading(page(guest, post)) == four


def test_a_guest_is_called_one_and_a_member_shows_the_handle(
    post: Post, guest: Client, ben: User, as_ada: Client
) -> None:
    make_comment(post, name="Ben Okafor")
    make_comment(post, by=ben)
    make_comment(post, name="Waiting Wim", status=Comment.Status.PENDING)

    text = text_of(page(guest, post))
    waiting = text_of(as_ada.get("/comments/pending/").content.decode())

    assert "Ben Okafor guest says:" in text
    assert "Ben Okafor @ben says:" in text
    assert "Waiting Wim guest" in waiting


def test_the_author_of_the_post_is_called_so_before_they_say_anything(
    post: Post, guest: Client
) -> None:
    make_comment(post, by=post.author)

    assert f"{post.author} @{post.author.handle}, author, says:" in text_of(page(guest, post))


def test_a_name_turns_nothing_round_and_words_run_from_their_own_side(
    post: Post, guest: Client
) -> None:
    make_comment(post, "שלום לכולם", name="\u202eGus")

    text = page(guest, post)

    assert "<bdi>\u202eGus</bdi>" in text
    assert re.search(r'<div class="comment-body[^>]* dir="auto"', text)
    assert re.search(r'<div class="prose[^>]* dir="auto"', text)


def test_the_count_is_of_approved_comments_replies_included(post: Post) -> None:
    root = make_comment(post)
    make_comment(post, parent=root)
    make_comment(post, status=Comment.Status.PENDING)
    make_comment(post, status=Comment.Status.SPAM)
    make_comment(post).remove(by=post.author)

    post.refresh_from_db()

    assert post.comment_count == 2 == post.comments.approved().count()


def test_roots_are_an_ordered_list_and_replies_are_not(post: Post, guest: Client) -> None:
    root = make_comment(post)
    make_comment(post, parent=root)

    text = compact(page(guest, post))

    assert text.count('<ol class="thread"') == 1
    assert text.count('<ul class="replies"') == 1


def test_held_and_spam_comments_are_nowhere_for_a_stranger(post: Post, guest: Client) -> None:
    make_comment(post, "a secret that waits", status=Comment.Status.PENDING)
    make_comment(post, "cheap pills", status=Comment.Status.SPAM)

    everything = page(guest, post) + guest.get("/").content.decode()
    everything += guest.get(f"{post.get_absolute_url()}comments/feed/").content.decode()

    assert "a secret that waits" not in everything
    assert "cheap pills" not in everything


def test_a_removed_comment_leaves_its_place_and_nothing_else(post: Post, guest: Client) -> None:
    root = make_comment(post, "I take it back.", name="Rueful Rita")
    make_comment(post, "Do not!", parent=root)
    root.remove(by=post.author)

    text = page(guest, post)

    assert "I take it back." not in text
    assert "Rueful Rita" not in text
    assert "This comment was removed by the people who look after this blog." in text
    assert "Do not!" in text


def test_spam_that_was_answered_keeps_its_place_like_a_removed_comment(
    post: Post, guest: Client
) -> None:
    root = make_comment(post, "cheap pills")
    make_comment(post, "No, thank you.", parent=root)
    root.mark_as_spam(by=post.author)

    text = page(guest, post)

    assert "cheap pills" not in text
    assert "No, thank you." in text


def test_the_author_of_a_post_approves_what_waits_under_it(
    post: Post, as_ada: Client, guest: Client
) -> None:
    pending = make_comment(post, "May I come in?", status=Comment.Status.PENDING)
    assert "This comment waits for your approval." in page(as_ada, post)
    assert "May I come in?" in as_ada.get("/comments/pending/").content.decode()

    as_ada.post(f"/comments/{pending.pk}/approval/")

    assert "May I come in?" in page(guest, post)
    assert Decision.objects.get().by.handle == "ada"  # type: ignore[union-attr]


def test_somebody_elses_post_is_not_ones_own_to_judge(post: Post, as_ben: Client) -> None:
    pending = make_comment(post, status=Comment.Status.PENDING)

    answers = [
        as_ben.post(f"/comments/{pending.pk}/{verb}/") for verb in ("approval", "spam", "removal")
    ]

    pending.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert pending.is_pending


def test_one_may_remove_ones_own_comment_but_not_by_a_link(
    post: Post, as_ben: Client, ben: User, guest: Client
) -> None:
    own = make_comment(post, "Hasty words.", by=ben)

    as_ben.get(f"/comments/{own.pk}/removal/")
    assert "Hasty words." in page(guest, post)
    as_ben.post(f"/comments/{own.pk}/removal/")

    text = page(guest, post)
    assert "Hasty words." not in text
    assert "removed by its author" in text


def test_a_permalink_opens_the_page_on_which_the_comment_stands(post: Post, guest: Client) -> None:
    comments = [make_comment(post, f"number {n}") for n in range(120)]

    early = guest.get(f"/comments/{comments[3].pk}/")
    late = guest.get(f"/comments/{comments[110].pk}/")

    assert early["Location"] == f"{post.get_absolute_url()}#comment-{comments[3].pk}"
    assert "number 110<" in guest.get(late["Location"]).content.decode()


def test_the_permalink_of_a_held_comment_is_for_its_writer_only(
    post: Post, guest: Client, as_ben: Client, ben: User, as_ada: Client
) -> None:
    pending = make_comment(post, by=ben, status=Comment.Status.PENDING)

    codes = [
        client.get(f"/comments/{pending.pk}/").status_code for client in (guest, as_ben, as_ada)
    ]

    assert codes == [404, 302, 302]


def test_no_comment_of_a_draft_is_reachable(as_ben: Client, quiet_carriage: Blog) -> None:
    draft = make_post(quiet_carriage)
    comment = make_comment(draft, "said while it was public")
    draft.unpublish()

    assert as_ben.get(f"/comments/{comment.pk}/").status_code == 404


@pytest.mark.parametrize("pk", ["0", "999999", "x", "9" * 40, "-1", "٣"])
def test_a_page_that_begins_nowhere_is_the_first_page(post: Post, guest: Client, pk: str) -> None:
    make_comment(post, "the first")

    answer = guest.get(post.get_absolute_url(), {"from": pk})

    assert answer.status_code == 200
    assert "the first" in answer.content.decode()


def test_a_page_cannot_begin_at_a_comment_of_another_post_or_a_held_one(
    post: Post, guest: Client
) -> None:
    make_comment(post, "the first")
    elsewhere = make_comment(make_post())
    pending = make_comment(post, status=Comment.Status.PENDING)

    for pk in (elsewhere.pk, pending.pk):
        assert "the first" in page(guest, post, **{"from": pk})


def test_reading_a_long_thread_costs_as_many_queries_as_a_short_one(
    post: Post, guest: Client, django_assert_max_num_queries: Any
) -> None:
    root = make_comment(post, by=make_user())
    for _answer in range(55):
        make_comment(post, parent=root, by=make_user())

    with django_assert_max_num_queries(8):
        page(guest, post)


def test_a_signature_outlives_its_provider(
    post: Post, guest: Client, ben: User, settings: Any
) -> None:
    identity = Identity.objects.create(
        user=ben, provider="twitter_oauth2", provider_name="X", uid="7", name="Ben on X"
    )
    identity.change_avatar("avatars/ab/ben.webp")
    make_comment(post, by=ben, identity=identity, signed_with="X", name="Ben on X")
    settings.PROVIDERS = []
    settings.SOCIALACCOUNT_PROVIDERS = {}

    text = page(guest, post)

    assert "Ben on X" in text
    assert "/media/avatars/ab/ben.webp" in text


def test_a_member_who_signs_with_no_identity_shows_their_own_picture(
    post: Post, guest: Client, ben: User
) -> None:
    ben.avatar = "avatars/ab/ben.webp"
    ben.save()
    make_comment(post, by=ben)

    assert 'src="/media/avatars/ab/ben.webp"' in part(page(guest, post), "header", "comment-head")


def test_machines_read_when_a_comment_was_said_and_what_it_answers(post: Post) -> None:
    blog = post.blog
    blog.time_zone = "Europe/Warsaw"
    blog.save()
    comment = make_comment(post)
    at = timezone.localtime(comment.posted_at, blog.zone).replace(microsecond=0)

    shown = compact(page(Client(), post))

    assert f'<time class="dt-published" datetime="{at.isoformat()}">' in shown
    assert f'value="http://localhost:8000{post.get_absolute_url()}"></data>' in shown
