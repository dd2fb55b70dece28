"""Two people, or two tabs, write the same text: nothing is overwritten silently, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from blogs.models import BlogMember
from posts.models import Post
from tests.casts import signed_in
from tests.desk.editor import autosave, editor_url, form_fields, open_editor, submit
from tests.make import make_member, make_post
from tests.pages import get, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

TEXT = "One.\n\nTwo.\n\nThree."


@pytest.fixture
def draft(quiet_carriage: Blog) -> Post:
    post = make_post(quiet_carriage, title="Rain", source=TEXT, status="draft")
    post.revisions.note(by=post.author)
    return post


@pytest.fixture
def as_editor(quiet_carriage: Blog, ben: User) -> Client:
    make_member(quiet_carriage, ben, BlogMember.Role.EDITOR)
    return signed_in(ben)


def conflict(client: Client, post: Post, mine: str, others: str, by: Client, **more: Any) -> Any:
    """CLIENT opens the editor, BY saves OTHERS meanwhile, then CLIENT saves MINE."""
    read = open_editor(client, editor_url(post))
    submit(by, editor_url(post), source=others)
    sent = {**read, "source": mine, "do": "save", **more}
    return client.post(editor_url(post), sent)


def test_the_second_to_save_is_shown_both_texts(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    answer = conflict(as_ada, draft, "One, mine.\n\nTwo.", "One.\n\nTwo, his.", by=as_editor)

    assert answer.status_code == 409
    text = text_of(answer.text)
    assert "Ben Okafor saved this post at" in text
    assert "Yours not saved One, mine. Two. Keep mine" in text
    assert "One. Two, his. Use Ben Okafor’s" in text
    assert "<ins>One, mine." in answer.text
    assert "his.</ins>" in answer.text
    draft.refresh_from_db()
    assert draft.source == "One.\n\nTwo, his."


def test_changes_in_different_places_are_put_together(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    answer = conflict(
        as_ada, draft, TEXT.replace("One", "1"), TEXT.replace("Three", "3"), by=as_editor
    )
    offered = form_fields(answer.text)
    assert offered["source"] == "1.\n\nTwo.\n\n3."

    as_ada.post(editor_url(draft), {**offered, "do": "save"})

    draft.refresh_from_db()
    assert draft.source == "1.\n\nTwo.\n\n3."


def test_where_both_changed_a_line_both_lines_stay(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    answer = conflict(
        as_ada, draft, TEXT.replace("Two", "Mine"), TEXT.replace("Two", "His"), by=as_editor
    )

    assert form_fields(answer.text)["source"] == "One.\n\nMine.\n\nHis.\n\nThree."
    assert "In one place both changed the same lines" in text_of(answer.text)


def test_the_merged_text_is_shown_as_readers_would_see_it(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    mine, his = "One, *mine*.\n\nTwo.", "One, **his**.\n\nTwo."

    answer = conflict(as_ada, draft, mine, his, by=as_editor)

    preview = answer.text[answer.text.index("<live-preview") :]
    assert "<p>One, <em>mine</em>.</p>\n<p>One, <strong>his</strong>.</p>" in preview
    assert "Rain" in preview[: preview.index("</live-preview>")]


def test_the_merged_text_is_not_saved_over_a_third_one(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    offered = form_fields(conflict(as_ada, draft, "Mine.", "His.", by=as_editor).text)
    submit(as_editor, editor_url(draft), source="His again.")

    answer = as_ada.post(editor_url(draft), {**offered, "do": "save"})

    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.source == "His again."


def test_ones_own_text_can_be_kept_and_the_other_stays_in_the_revisions(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    offered = form_fields(conflict(as_ada, draft, "Mine.", "His.", by=as_editor).text)

    answer = as_ada.post(editor_url(draft), {**offered, "do": "mine"}, follow=True)

    assert "The other one is in the revisions." in text_of(answer.text)
    draft.refresh_from_db()
    assert draft.source == "Mine."
    assert draft.revisions.newest_first()[1].source == "His."


def test_keeping_ones_own_text_updates_the_post_where_that_was_pressed(
    as_ada: Client, as_editor: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="Rain", source="Out.")
    read = open_editor(as_ada, editor_url(post))
    submit(as_editor, editor_url(post), "publish", source="His, and out.")
    page = as_ada.post(editor_url(post), {**read, "source": "Mine.", "do": "publish"})
    assert "Keep mine and update" in text_of(page.text)

    answer = as_ada.post(
        editor_url(post), {**form_fields(page.text), "do": "publish-mine"}, follow=True
    )

    assert "Updated. This is what readers see." in text_of(answer.text)
    assert "Mine." in get(post.get_absolute_url(), by=guest)
    assert post.revisions.newest_first()[1].source == "His, and out."
    assert not post.working_copies.exists()


def test_keeping_ones_own_text_is_only_saving_where_only_that_was_pressed(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    page = conflict(as_ada, draft, "Mine.", "His.", by=as_editor)

    assert "Keep mine Keep mine as a new draft" in text_of(page.text)
    assert "publish-mine" not in page.text


def test_a_guest_author_who_keeps_their_own_text_publishes_nothing(
    as_ada: Client, quiet_carriage: Blog, ben: User
) -> None:
    make_member(quiet_carriage, ben, BlogMember.Role.GUEST)
    post = make_post(quiet_carriage, author=ben, source=TEXT, status="draft")
    by_guest = signed_in(ben)
    read = open_editor(by_guest, editor_url(post))
    submit(as_ada, editor_url(post), source="Hers.")
    page = by_guest.post(editor_url(post), {**read, "source": "Mine.", "do": "publish"})
    assert "Keep mine and submit" in text_of(page.text)

    by_guest.post(editor_url(post), {**form_fields(page.text), "do": "publish-mine", "when": "now"})
    post.refresh_from_db()
    assert (post.status, post.source) == ("draft", "Hers.")
    by_guest.post(editor_url(post), {**form_fields(page.text), "do": "publish-mine"})

    post.refresh_from_db()
    assert (post.status, post.source) == ("draft", "Mine.")
    assert post.submitted_at is not None


def test_keeping_ones_own_text_over_a_third_one_asks_again_with_the_same_buttons(
    as_ada: Client, as_editor: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, source="Out.")
    read = open_editor(as_ada, editor_url(post))
    submit(as_editor, editor_url(post), "publish", source="His.")
    page = as_ada.post(editor_url(post), {**read, "source": "Mine.", "do": "publish"})
    submit(as_editor, editor_url(post), "publish", source="His again.")

    answer = as_ada.post(editor_url(post), {**form_fields(page.text), "do": "publish-mine"})

    assert answer.status_code == 409
    assert "Keep mine and update" in text_of(answer.text)
    assert form_fields(answer.text)["mine"] == "Mine."
    assert "His again." in get(post.get_absolute_url(), by=guest)


def test_ones_own_text_is_not_kept_over_a_third_one(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    offered = form_fields(conflict(as_ada, draft, "Mine.", "His.", by=as_editor).text)
    submit(as_editor, editor_url(draft), source="His again.")

    answer = as_ada.post(editor_url(draft), {**offered, "do": "mine"})

    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.source == "His again."


def test_ones_own_words_can_become_a_text_of_their_own(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    offered = form_fields(conflict(as_ada, draft, "Mine.", "His.", by=as_editor).text)

    as_ada.post(editor_url(draft), {**offered, "do": "apart"})

    draft.refresh_from_db()
    apart = Post.objects.exclude(pk=draft.pk).get()
    assert (draft.source, apart.source, apart.title) == ("His.", "Mine.", "Rain")


def test_the_other_text_can_be_taken(as_ada: Client, as_editor: Client, draft: Post) -> None:
    offered = form_fields(conflict(as_ada, draft, "Mine.", "His.", by=as_editor).text)

    answer = as_ada.post(editor_url(draft), {**offered, "do": "discard"}, follow=True)

    assert form_fields(answer.text)["source"] == "His."


def test_two_tabs_of_one_person_meet_as_well(as_ada: Client, draft: Post) -> None:
    answer = conflict(as_ada, draft, "In this tab.", "In that tab.", by=as_ada)

    assert answer.status_code == 409
    assert "You saved this post in another tab" in text_of(answer.text)


def test_saving_by_itself_stops_where_others_saved(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    read = open_editor(as_ada, editor_url(draft))
    submit(as_editor, editor_url(draft), source="His.")

    answer = autosave(as_ada, editor_url(draft), read, source="Mine")

    assert answer.status_code == 409
    assert answer.json()["message"].startswith("Not saved: Ben Okafor saved first")
    draft.refresh_from_db()
    assert draft.source == "His."


def test_tags_are_not_overwritten_either(as_ada: Client, as_editor: Client, draft: Post) -> None:
    read = open_editor(as_ada, editor_url(draft))
    submit(as_editor, editor_url(draft), tags="his")

    answer = as_ada.post(editor_url(draft), {**read, "tags": "mine", "do": "save"})

    assert answer.status_code == 409
    assert "Setting Yours The saved one Tags mine his" in text_of(answer.text)
    assert draft.tag_names() == ["his"]


def test_saving_what_nobody_changed_is_no_conflict(
    as_ada: Client, as_editor: Client, draft: Post
) -> None:
    read = open_editor(as_ada, editor_url(draft))
    submit(as_editor, editor_url(draft))

    assert as_ada.post(editor_url(draft), {**read, "do": "save"}).status_code == 302


def test_two_tabs_on_a_public_post_keep_their_words_apart(
    as_ada: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, source="Out.")
    one, other = open_editor(as_ada, editor_url(post)), open_editor(as_ada, editor_url(post))
    autosave(as_ada, editor_url(post), one, source="In this tab")

    kept = as_ada.post(editor_url(post), {**other, "source": "In that tab", "do": "save"})
    out = as_ada.post(editor_url(post), {**other, "source": "In that tab", "do": "publish"})

    assert (kept.status_code, out.status_code) == (409, 409)
    assert "In this tab" in out.text
    assert "Out." in get(post.get_absolute_url(), by=guest)


def test_the_words_of_the_other_tab_stay_when_they_are_chosen(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, source="Out.")
    one, other = open_editor(as_ada, editor_url(post)), open_editor(as_ada, editor_url(post))
    autosave(as_ada, editor_url(post), one, source="In this tab")

    page = as_ada.post(editor_url(post), {**other, "source": "In that tab", "do": "save"})

    assert "discard" not in page.text  # to use the saved one is to go on with it
    assert open_editor(as_ada, editor_url(post))["source"] == "In this tab"


def test_what_is_not_published_yet_is_said_in_one_place(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, source="Out.")

    page = submit(as_ada, editor_url(post), source="For later.")

    text = text_of(page.text)
    assert text.count("Readers see the post as it was until you press Update.") == 1
    assert text.count("not published yet") == 1


def test_a_post_that_others_updated_is_not_updated_over(
    as_ada: Client, as_editor: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, source="Out.")
    submit(as_ada, editor_url(post), source="Mine, for later.")
    submit(as_editor, editor_url(post), "publish", source="His, and out.")

    answer = submit(as_ada, editor_url(post), "publish")
    assert answer.status_code == 409
    assert "His, and out." in get(post.get_absolute_url(), by=guest)

    merged = {**form_fields(answer.text), "source": "Ours."}
    as_ada.post(editor_url(post), {**merged, "do": "publish"})
    assert "Ours." in get(post.get_absolute_url(), by=guest)


def test_a_post_that_came_out_meanwhile_is_not_changed_by_a_tab_that_was_open(
    as_ada: Client, guest: Client, draft: Post
) -> None:
    read = open_editor(as_ada, editor_url(draft))
    draft.publish()
    before = draft.get_absolute_url()

    data = autosave(as_ada, editor_url(draft), read, source="Half a sent", slug="elsewhere").json()

    assert data["working_copy"] == 1
    assert "Two." in get(before, by=guest)


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999", "0"])
def test_a_version_that_is_none_is_met_with_both_texts(
    as_ada: Client, draft: Post, version: str
) -> None:
    sent = {
        **open_editor(as_ada, editor_url(draft)),
        "source": "Mine.",
        "do": "save",
        "version": version,
    }

    answer = as_ada.post(editor_url(draft), sent)

    assert answer.status_code in {409, 422}
    assert "Mine." in answer.text
    draft.refresh_from_db()
    assert draft.source == TEXT
