"""The owner changes a blog in sections, each of which leaves the others as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from blogs.models import Blog
from tests.breaking import breaking_at
from tests.casts import signed_in
from tests.make import make_blog, make_member, make_post, make_user
from tests.pages import get, links, part, status, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

DESK = "/desk/@quiet-carriage/"
GENERAL = f"{DESK}settings/"
LOOK = f"{DESK}settings/look/"
COMMENTS = f"{DESK}settings/comments/"
SECTIONS = (GENERAL, LOOK, COMMENTS)

general = {"title": "The Loud Carriage", "language": "cy", "time_zone": "Europe/Warsaw"}
chosen_look = {
    "colour": "tobacco",
    "date_style": "long_us",
    "byline_style": "none",
    "comments_heading": "thoughts",
}
chosen_comments = {"who_may_comment": "members", "what_waits": "first", "close_after_days": "14"}
CHOSEN = {GENERAL: general, LOOK: chosen_look, COMMENTS: chosen_comments}


def sent(client: Client, address: str, **more: str) -> Any:
    return client.post(address, {**CHOSEN[address], **more})


def of(blog: Blog, *names: str) -> dict[str, Any]:
    row: dict[str, Any] = Blog.objects.values(*names).get(pk=blog.pk)
    return row


class TestEachSection:
    def test_a_change_shows_at_once(self, as_ada: Client, quiet_carriage: Blog) -> None:
        for address in SECTIONS:
            assert sent(as_ada, address).headers["Location"] == address

        page = get("/@quiet-carriage/")
        assert "The Loud Carriage" in text_of(page)
        assert 'data-binding="tobacco"' in page
        assert '<html lang="cy">' in page
        assert "Saved. Readers see it from now on." in text_of(get(GENERAL, by=as_ada))

    @pytest.mark.parametrize("address", SECTIONS)
    def test_it_leaves_the_others_as_they_are(
        self, as_ada: Client, quiet_carriage: Blog, address: str
    ) -> None:
        """Also what an older tab has in its form: a section asks only for its own fields."""
        others = [name for other in SECTIONS if other != address for name in CHOSEN[other]]
        before = of(quiet_carriage, *others)

        as_ada.post(address, {**general, **chosen_look, **chosen_comments})

        assert of(quiet_carriage, *others) == before
        assert of(quiet_carriage, *CHOSEN[address]) != {}

    def test_a_section_saved_from_an_old_tab_undoes_no_other(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        get(GENERAL, by=as_ada)
        sent(as_ada, LOOK)

        sent(as_ada, GENERAL)

        kept = {"colour": "tobacco", "title": "The Loud Carriage", "has_likes": False}
        assert of(quiet_carriage, *kept) == kept

    @pytest.mark.parametrize(
        ("address", "wrong"),
        [
            (GENERAL, {"title": ""}),
            (GENERAL, {"title": "\u2800 \u200b"}),
            (GENERAL, {"title": "t" * 121}),
            (GENERAL, {"tagline": "t" * 201}),
            (GENERAL, {"time_zone": "Mars/Base"}),
            (GENERAL, {"language": "xx"}),
            (LOOK, {"colour": "gold"}),
            (LOOK, {"comments_heading": ""}),
            (COMMENTS, {"what_waits": "forever"}),
            (COMMENTS, {"close_after_days": "-1"}),
            (COMMENTS, {"close_after_days": "99999999999999999999"}),
        ],
    )
    def test_a_mistake_changes_nothing(
        self, as_ada: Client, quiet_carriage: Blog, address: str, wrong: dict[str, str]
    ) -> None:
        before = of(quiet_carriage, *CHOSEN[address])

        answer = sent(as_ada, address, **wrong)

        shown = text_of(answer.text)
        assert answer.status_code == 422
        assert "One thing to put right." in shown
        assert "Not saved yet" in shown
        assert of(quiet_carriage, *CHOSEN[address]) == before

    def test_a_mistake_keeps_the_words_and_the_page_its_name(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        answer = sent(as_ada, GENERAL, title="Loud", time_zone="Mars/Base")

        assert 'value="Loud"' in answer.text
        assert "Settings of The Quiet Carriage" in text_of(answer.text)

    @pytest.mark.parametrize("address", SECTIONS)
    def test_nothing_sent_is_answered_calmly(
        self, as_ada: Client, quiet_carriage: Blog, address: str
    ) -> None:
        assert as_ada.post(address).status_code == 422
        assert of(quiet_carriage, "title") == {"title": "The Quiet Carriage"}


class TestGeneral:
    def test_a_language_that_is_on_no_list_stays(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        Blog.objects.update(language="gsw", time_zone="GB")

        sent(as_ada, GENERAL, language="gsw", time_zone="GB")

        kept = {"title": "The Loud Carriage", "language": "gsw", "time_zone": "GB"}
        assert of(quiet_carriage, *kept) == kept

    def test_the_address_is_shown_and_not_asked_for(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        sent(as_ada, GENERAL, handle="another")

        assert "/@quiet-carriage/" in text_of(get(GENERAL, by=as_ada))
        assert of(quiet_carriage, "handle") == {"handle": "quiet-carriage"}

    def test_pages_are_listed_with_a_way_to_edit_them(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        assert "No pages yet." in text_of(get(GENERAL, by=as_ada))
        page = make_post(quiet_carriage, kind="page", title="Colophon")
        make_post(quiet_carriage, title="Not a page")

        shown = get(GENERAL, by=as_ada)

        assert "Colophon" in text_of(shown)
        assert "Not a page" not in text_of(shown)
        assert f"/desk/posts/{page.pk}/" in links(shown)

    def test_a_page_about_is_one_press_away(self, as_ada: Client, quiet_carriage: Blog) -> None:
        assert "Add an About page" in text_of(get(GENERAL, by=as_ada))
        for _press in range(2):
            answer = as_ada.post(f"{DESK}about/")

        page = quiet_carriage.posts.get()
        assert answer.headers["Location"] == f"/desk/posts/{page.pk}/"
        assert (page.kind, page.slug, page.status) == ("page", "about", "draft")
        assert "Add an About page" not in text_of(get(GENERAL, by=as_ada))

    def test_a_page_about_that_cannot_be_kept_whole_is_not_begun(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        with breaking_at('UPDATE "posts_post"'):
            as_ada.post(f"{DESK}about/")

        assert not quiet_carriage.posts.exists()

    def test_a_page_about_is_not_begun_by_others(
        self, as_ben: Client, quiet_carriage: Blog, ben: User
    ) -> None:
        make_member(quiet_carriage, ben, "editor")

        assert as_ben.post(f"{DESK}about/").status_code == 403


class TestLook:
    def test_looking_changes_nothing(self, as_ada: Client, quiet_carriage: Blog) -> None:
        for show in ("live", "page"):
            answer = sent(as_ada, LOOK, show=show)

            assert answer.status_code == 200
            look = answer.text[answer.text.index("data-look") :]
            assert 'data-binding="tobacco"' in look
            assert "4 thoughts on" in text_of(f"<body>{look}")
        assert of(quiet_carriage, "colour") == {"colour": quiet_carriage.colour}

    def test_a_script_is_given_the_sample_alone(self, as_ada: Client, quiet_carriage: Blog) -> None:
        assert "<html" not in sent(as_ada, LOOK, show="live").text
        assert "Not saved yet" in text_of(sent(as_ada, LOOK, show="page").text)

    def test_the_sample_is_of_the_blog(self, as_ada: Client, quiet_carriage: Blog) -> None:
        Blog.objects.update(tagline="Staring out of windows")

        sample = get(LOOK, by=as_ada).partition("data-look")[2]

        assert "The Quiet Carriage" in sample
        assert "Staring out of windows" in sample


class TestWhoMayChangeThem:
    @pytest.mark.parametrize("address", SECTIONS)
    def test_only_the_owner_others_may_look(
        self, as_ben: Client, as_mo: Client, quiet_carriage: Blog, ben: User, address: str
    ) -> None:
        assert status(address, by=as_ben) == 403
        make_member(quiet_carriage, ben, "editor")
        for client in (as_ben, as_mo):
            page = get(address, by=client)
            assert "You may look; only the owner can change this." in text_of(page)
            assert "<save-bar" not in page
            assert "disabled" in part(page, "fieldset", "set-body")
            assert sent(client, address).status_code == 403
        assert "in administration" in text_of(get(address, by=as_mo))

    def test_there_are_none_of_a_blog_that_is_not_there(self, ben: User) -> None:
        assert status("/desk/@nowhere/settings/", by=signed_in(ben)) == 404


class TestTheSectionsBeside:
    def sections(self, client: Client, address: str = GENERAL) -> str:
        return part(get(address, by=client), "nav", 'class="room"')

    def test_the_owner_finds_all_of_them_and_the_way_back(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        shown = self.sections(as_ada)

        assert links(shown) == [
            f"{DESK}posts/",
            GENERAL,
            LOOK,
            COMMENTS,
            f"{DESK}people/",
            f"{DESK}import/",
            f"{DESK}export/",
            f"{DESK}ownership/",
        ]
        assert all(status(address, by=as_ada) == 200 for address in links(shown))

    def test_the_open_one_is_marked_on_every_page(
        self, as_ada: Client, quiet_carriage: Blog
    ) -> None:
        for address in links(self.sections(as_ada))[1:]:
            shown = self.sections(as_ada, address)
            assert shown.count('aria-current="page"') == 1
            assert address in part(shown, "a", 'aria-current="page"')

    @pytest.mark.parametrize(
        ("role", "hidden"),
        [("editor", {"export/"}), ("author", {"import/", "export/"})],
    )
    def test_nobody_is_led_where_they_are_refused(
        self, as_ben: Client, quiet_carriage: Blog, ben: User, role: str, hidden: set[str]
    ) -> None:
        make_member(quiet_carriage, ben, role)

        shown = links(self.sections(as_ben))

        assert all(status(address, by=as_ben) == 200 for address in shown)
        assert not {f"{DESK}{address}" for address in hidden} & set(shown)

    def test_a_host_is_led_nowhere_in_vain(self, as_mo: Client, quiet_carriage: Blog) -> None:
        assert all(status(address, by=as_mo) == 200 for address in links(self.sections(as_mo)))

    def test_a_closed_blog_takes_no_imports(self, as_ada: Client, quiet_carriage: Blog) -> None:
        quiet_carriage.close()

        shown = links(self.sections(as_ada))

        assert f"{DESK}import/" not in shown
        assert f"{DESK}export/" in shown
        assert "Add an About page" not in text_of(get(GENERAL, by=as_ada))

    def test_many_writers_cost_no_more_queries(
        self, as_ada: Client, quiet_carriage: Blog, django_assert_max_num_queries: Any
    ) -> None:
        for _number in range(40):
            make_member(quiet_carriage, make_user())

        with django_assert_max_num_queries(12):
            page = get(f"{DESK}people/", by=as_ada)

        assert "41 people write on" in text_of(page)

    def test_other_blogs_are_none_of_them(self, as_ada: Client, ada: User) -> None:
        make_blog(ada, handle="quiet-carriage")
        make_blog(ada, handle="other")

        assert "/desk/@other/" not in "".join(links(self.sections(as_ada)))
