"""A post is written at the desk: begun, saved, published, taken back; by who may."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from blogs.models import BlogMember
from posts.models import Post, Tag
from tests.casts import signed_in
from tests.desk.editor import autosave, editor_url, form_fields, open_editor, submit
from tests.make import NOON, make_blog, make_member, make_post, make_user
from tests.pages import get, part, text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

WRITE = "/desk/@quiet-carriage/write/"


@pytest.fixture
def draft(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain", source="It rained.", status="draft")


@pytest.fixture
def public(quiet_carriage: Blog) -> Post:
    return make_post(quiet_carriage, title="Rain", source="It rained.")


def test_a_post_is_written_and_published_in_one_go(as_ada: Client, quiet_carriage: Blog) -> None:
    answer = submit(
        as_ada,
        WRITE,
        "publish",
        title="Snow",
        source="It **snowed**.",
        tags="weather, white",
        categories="Trains",
        when="now",
    )

    post = Post.objects.get()
    assert answer.redirect_chain[-1][0] == post.get_absolute_url()
    assert "It snowed." in text_of(answer.text)
    assert post.is_published
    assert post.slug == "snow"
    assert post.tag_names() == ["weather", "white"]
    assert [str(one) for one in post.categories.all()] == ["Trains"]
    assert post.revisions.get().by == post.author


def test_the_filled_button_says_what_it_will_do(
    as_ada: Client, quiet_carriage: Blog, draft: Post, public: Post, ben: User
) -> None:
    planned = make_post(quiet_carriage, title="Planned", status="draft")
    planned.schedule(at=timezone.now() + dt.timedelta(days=9))
    make_member(quiet_carriage, ben, BlogMember.Role.GUEST)

    assert publish_button(get(WRITE, by=as_ada)) == "Publish"
    assert publish_button(get(editor_url(draft), by=as_ada)) == "Publish"
    assert publish_button(get(editor_url(planned), by=as_ada)) == "Update"
    assert publish_button(get(editor_url(public), by=as_ada)) == "Update"
    assert publish_button(get(WRITE, by=signed_in(ben))) == "Submit for review"


def publish_button(page: str) -> str:
    return text_of(f"<body>{part(page, 'button', 'value="publish"')}")


def test_every_part_of_the_settings_says_its_value_while_it_is_folded(
    as_ada: Client, draft: Post
) -> None:
    nothing = text_of(get(editor_url(draft), by=as_ada))
    assert "Excerpt The first words of the post" in nothing
    assert "Comments Anyone, guests too" in nothing

    submit(
        as_ada,
        editor_url(draft),
        tags="wet, weather",
        categories="Trains",
        excerpt="Of rain.",
        slug="wet-day",
        canonical_url="https://example.org/rain/",
        is_sticky="on",
    )

    shown = text_of(get(editor_url(draft), by=as_ada))
    for value in (
        "When Now",
        "Tags wet, weather",
        "Categories Trains",
        "Excerpt Of rain.",
        "URL /wet-day/",
        "Original URL https://example.org/rain/",
        "More Pinned",
    ):
        assert value in shown


def test_tags_that_the_blog_used_before_are_offered(
    as_ada: Client, quiet_carriage: Blog, draft: Post, mo: User
) -> None:
    make_post(quiet_carriage, tags=["trains", "weather"])
    make_post(quiet_carriage, tags=["weather"])
    make_post(make_blog(mo, handle="other"), tags=["elsewhere"])

    offered = text_of(f"<body>{part(get(editor_url(draft), by=as_ada), 'p', 'data-add-to')}")

    assert offered == "Used before: weather trains"


def test_a_post_is_moved_to_the_bin_from_its_editor(as_ada: Client, draft: Post) -> None:
    page = get(editor_url(draft), by=as_ada)
    address = f"{editor_url(draft)}bin/"
    assert f'action="{address}"' in part(page, "form", 'id="move-to-bin"')

    answer = as_ada.post(address, follow=True)

    assert answer.redirect_chain[-1][0] == "/desk/@quiet-carriage/posts/"
    draft.refresh_from_db()
    assert draft.status == "binned"


def test_saving_keeps_a_draft_and_stays_in_the_editor(as_ada: Client, quiet_carriage: Blog) -> None:
    answer = submit(as_ada, WRITE, title="Snow", source="It snowed.")

    post = Post.objects.get()
    assert answer.redirect_chain[-1][0] == editor_url(post)
    assert post.status == "draft"
    assert "Saved at" in answer.text


def test_a_form_that_is_sent_twice_makes_one_post(as_ada: Client, quiet_carriage: Blog) -> None:
    sent = {**open_editor(as_ada, WRITE), "title": "Snow", "source": "It snowed.", "do": "publish"}

    for _time in range(2):
        as_ada.post(WRITE, sent)

    assert Post.objects.get().slug == "snow"


def test_nothing_is_made_of_an_empty_form(as_ada: Client, quiet_carriage: Blog) -> None:
    for do in ("save", "publish"):
        answer = submit(as_ada, WRITE, do, title=" ", source="\n")
        assert answer.status_code == 422
        assert "There is nothing here yet." in answer.text

    assert not Post.objects.exists()


@pytest.mark.parametrize("style", ["below", "date_above", "none"])
def test_the_preview_begins_as_the_page_does(
    as_ada: Client, quiet_carriage: Blog, style: str
) -> None:
    quiet_carriage.byline_style = style
    quiet_carriage.save()
    post = make_post(quiet_carriage, title="Rain", tags=["wet days"], categories=["Weather"])

    preview = submit(as_ada, editor_url(post), "preview", title="Snow")
    page = get(post.get_absolute_url(), by=as_ada)

    def head(html: str) -> str:
        beginning = html[html.index('<div class="post-head">') :]
        return text_of(f"<body>{beginning[: beginning.index('<p class="on-paper"')]}")

    on_page = head(page).replace("Rain", "Snow").replace(" Reply", "")
    in_preview = text_of(f"<body>{preview.text[preview.text.index('data-preview') :]}")
    assert on_page in in_preview


def test_a_preview_shows_names_that_nobody_used_before(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    typed = {"tags": "new tag, sleet", "categories": "Fresh", "title": "Snow", "source": "Snow."}

    text = text_of(submit(as_ada, WRITE, "preview", **typed).text)

    assert "In Fresh" in text
    assert "Tagged: new tag, sleet" in text


def test_a_page_is_previewed_without_a_byline(as_ada: Client, quiet_carriage: Blog) -> None:
    answer = submit(as_ada, WRITE, "preview", title="About", source="Us.", kind="page")

    assert 'class="byline' not in answer.text[answer.text.index("data-preview") :]


def test_the_shut_settings_say_what_is_set(as_ada: Client, draft: Post) -> None:
    draft.apply_edit({"tags": ["rain", "benches"]}, by=draft.author)

    page = get(editor_url(draft), by=as_ada)

    assert "<small data-summary>Now · rain, benches</small>" in page


def test_who_opens_what_is_scheduled_reads_the_hour_too(as_ada: Client, draft: Post) -> None:
    draft.schedule(at=dt.datetime(2031, 7, 16, 7, tzinfo=dt.UTC))

    page = get(draft.get_absolute_url(), by=as_ada)

    assert "16 July 2031, at 07.00." in text_of(page)


def test_after_publishing_the_message_leads_back_to_the_editor(as_ada: Client, draft: Post) -> None:
    first = submit(as_ada, editor_url(draft), "publish").text
    second = submit(as_ada, editor_url(draft), "publish").text

    assert "Published. This is what readers see. Edit this post" in text_of(first)
    assert "Updated. This is what readers see. Edit this post" in text_of(second)
    assert '<p role="status" tabindex="-1" autofocus>' in first


def test_a_preview_shows_the_text_and_saves_nothing(as_ada: Client, quiet_carriage: Blog) -> None:
    answer = submit(as_ada, WRITE, "preview", title="Snow", source="It **snowed** #deep.")

    assert answer.status_code == 200
    assert "<strong>snowed</strong>" in answer.text
    assert 'value="Snow"' not in answer.text
    assert form_fields(answer.text)["source"] == "It **snowed** #deep."
    assert not Post.objects.exists()
    assert not Tag.objects.exists()


def test_the_address_follows_the_title_until_somebody_types_one(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    url = submit(as_ada, WRITE, title="S", source="It snowed.").redirect_chain[-1][0]
    submit(as_ada, url, title="Snow at last")
    assert Post.objects.get().slug == "snow-at-last"

    submit(as_ada, url, slug="White Morning")
    submit(as_ada, url, title="Rain again")
    assert Post.objects.get().slug == "white-morning"


@pytest.mark.usefixtures("quiet_carriage")
def test_a_very_long_title_makes_addresses_that_can_be_kept(as_ada: Client, guest: Client) -> None:
    for _time in range(2):
        submit(as_ada, WRITE, "publish", title="y" * 250, source="It snowed.", when="now")

    first, second = Post.objects.order_by("pk")
    assert second.slug == f"{first.slug}-2"
    assert len(second.slug) <= 100
    assert guest.get(second.get_absolute_url()).status_code == 200


def test_the_address_of_what_was_public_stays(as_ada: Client, public: Post) -> None:
    before = public.get_absolute_url()

    submit(as_ada, editor_url(public), "publish", title="Hail", slug="elsewhere", kind="page")

    public.refresh_from_db()
    assert (public.title, public.get_absolute_url()) == ("Hail", before)


def test_a_post_comes_out_on_its_date_by_the_clock_of_its_blog(as_ada: Client, ada: User) -> None:
    blog = make_blog(ada, handle="far", time_zone="Pacific/Auckland")
    year = timezone.now().year + 1

    answer = submit(
        as_ada,
        "/desk/@far/write/",
        "publish",
        title="Later",
        source="Words.",
        when="date",
        date=f"{year}-07-16T08:00",
    )

    post = blog.posts.get()
    assert post.status == "scheduled"
    assert post.published_at == dt.datetime(year, 7, 15, 20, tzinfo=dt.UTC)
    assert f"scheduled for 16 July {year}, 08.00" in text_of(answer.text)
    assert "Auckland time" in text_of(answer.text)


def test_a_date_that_has_been_is_asked_about(as_ada: Client, quiet_carriage: Blog) -> None:
    refused = submit(
        as_ada, WRITE, "publish", title="Old", source="W.", when="date", date="2012-07-16T08:00"
    )

    assert refused.status_code == 422
    assert "16 July 2012, 08.00 is in the past." in text_of(refused.text)
    assert not Post.objects.exists()

    as_ada.post(WRITE, {**form_fields(refused.text), "do": "backdate"})

    post = Post.objects.get()
    assert post.is_published
    assert post.published_at == dt.datetime(2012, 7, 16, 8, tzinfo=dt.UTC)
    assert post.get_absolute_url() == "/@quiet-carriage/2012/07/old/"


@pytest.mark.parametrize(
    "date", ["", "soon", "0001-01-01T00:00", "9999-12-31T23:59", "2012-02-30T08:00"]
)
def test_an_impossible_date_is_refused_with_the_words_kept(
    as_ada: Client, quiet_carriage: Blog, date: str
) -> None:
    answer = submit(as_ada, WRITE, "publish", title="Odd", source="Words.", when="date", date=date)

    assert answer.status_code == 422
    assert form_fields(answer.text)["source"] == "Words."
    assert not Post.objects.exists()


def test_an_hour_that_the_clocks_leave_out_is_refused(as_ada: Client, ada: User) -> None:
    make_blog(ada, handle="london", time_zone="Europe/London")

    answer = submit(
        as_ada,
        "/desk/@london/write/",
        "publish",
        source="Words.",
        when="date",
        date="2031-03-30T01:30",
    )

    assert answer.status_code == 422
    assert "this hour does not come" in answer.text


def test_a_post_goes_through_all_its_states(as_ada: Client, draft: Post) -> None:
    url = editor_url(draft)
    later = (timezone.now() + dt.timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    walk = [
        ("date", "scheduled"),
        ("draft", "draft"),
        ("now", "published"),
        ("private", "private"),
        ("now", "published"),
        ("draft", "draft"),
    ]

    for way, state in walk:
        submit(as_ada, url, "publish", when=way, date=later)
        draft.refresh_from_db()
        assert draft.status == state, way

    assert draft.published_at
    assert draft.published_at < timezone.now()


def test_publishing_at_once_what_was_planned_makes_it_of_today(as_ada: Client, draft: Post) -> None:
    draft.schedule(at=timezone.now() + dt.timedelta(days=40))

    submit(as_ada, editor_url(draft), "publish", when="now")

    draft.refresh_from_db()
    assert draft.published_at
    assert draft.published_at <= timezone.now()


def test_saving_a_public_post_changes_nothing_for_readers_until_update(
    as_ada: Client, guest: Client, public: Post
) -> None:
    url = editor_url(public)
    kept = autosave(as_ada, url, open_editor(as_ada, url), source="Half a sent")
    assert kept.json()["working_copy"] == 1
    submit(as_ada, url, source="Half a sentence")
    assert "It rained." in get(public.get_absolute_url(), by=guest)

    assert open_editor(as_ada, url)["source"] == "Half a sentence"
    submit(as_ada, url, "publish", source="A whole sentence.")

    assert "A whole sentence." in get(public.get_absolute_url(), by=guest)
    assert not public.working_copies.exists()


def test_words_kept_beside_a_public_post_can_be_thrown_away(as_ada: Client, public: Post) -> None:
    url = editor_url(public)
    submit(as_ada, url, source="No, not so")

    submit(as_ada, url, "discard")

    assert open_editor(as_ada, url)["source"] == "It rained."


def test_what_is_planned_comes_out_as_it_was_planned_not_half_typed(
    as_ada: Client, draft: Post
) -> None:
    draft.schedule(at=timezone.now() + dt.timedelta(days=1))
    url = editor_url(draft)

    autosave(as_ada, url, open_editor(as_ada, url), source="It rai")

    draft.refresh_from_db()
    assert draft.source == "It rained."
    assert open_editor(as_ada, url)["source"] == "It rai"


def test_saving_by_itself_tells_the_time_the_words_and_the_version(
    as_ada: Client, draft: Post
) -> None:
    url = editor_url(draft)
    sent = open_editor(as_ada, url)

    data = autosave(as_ada, url, sent, source="It rained **again**.").json()

    draft.refresh_from_db()
    assert data["version"] == draft.version == 2
    assert data["saved"].startswith("Saved at ")
    assert data["reading_time"] == "3 words, a moment"
    assert "<strong>again</strong>" in data["preview"]
    assert data["editor_url"] == url


def test_what_saved_itself_is_told_from_what_was_saved(as_ada: Client, draft: Post) -> None:
    url = editor_url(draft)

    autosave(as_ada, url, open_editor(as_ada, url), source="It rai")
    saved_by_itself = get(f"{url}revisions/", by=as_ada)
    submit(as_ada, url, source="It rained for days.")

    assert "saved by itself" in saved_by_itself
    assert "saved by itself" not in get(f"{url}revisions/", by=as_ada)


def test_saving_what_is_as_it_was_changes_nothing(as_ada: Client, draft: Post) -> None:
    url = editor_url(draft)
    sent = open_editor(as_ada, url)

    data = autosave(as_ada, url, sent).json()

    assert data["version"] == Post.objects.get().version == draft.version
    assert not draft.revisions.exists()


def test_a_new_post_that_saves_itself_has_an_address_from_then_on(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    sent = open_editor(as_ada, WRITE)

    data = autosave(as_ada, WRITE, sent, source="It sno").json()
    again = autosave(as_ada, WRITE, sent, source="It snowed").json()  # the first answer was lost

    post = Post.objects.get()
    assert data["editor_url"] == again["editor_url"] == editor_url(post)
    assert post.source == "It snowed"


def test_a_guest_author_submits_for_review_and_an_editor_publishes(
    as_ada: Client, quiet_carriage: Blog, ben: User
) -> None:
    make_member(quiet_carriage, ben, BlogMember.Role.GUEST)
    as_ben = signed_in(ben)
    submit(as_ben, WRITE, "publish", title="From Ben", source="Words.", when="now")
    assert not Post.objects.exists()

    handed = submit(as_ben, WRITE, "publish", title="From Ben", source="Words.", when="ask")
    post = Post.objects.get()
    assert post.status == "draft"
    assert "Submitted for review" in handed.text
    assert "From Ben" in get("/desk/", by=as_ada)
    assert "Ben Okafor submitted it for review" in text_of(get("/desk/", by=as_ada))

    submit(as_ada, editor_url(post), "publish", when="now")

    post.refresh_from_db()
    assert post.is_published
    assert post.submitted_at is None
    assert post.author == ben
    assert as_ben.get(editor_url(post)).status_code == 403


@pytest.mark.parametrize(
    ("role", "own", "expected"),
    [
        ("owner", False, 200),
        ("editor", False, 200),
        ("author", False, 404),
        ("author", True, 200),
        ("guest", False, 404),
        ("guest", True, 200),
        ("", False, 404),
        ("", True, 403),
    ],
)
def test_a_draft_is_opened_by_its_author_and_those_who_run_the_blog(
    quiet_carriage: Blog,
    ben: User,
    ada: User,
    role: str,
    own: bool,  # noqa: FBT001
    expected: int,
) -> None:
    if role == "owner":
        quiet_carriage.members.all().delete()
    if role:
        make_member(quiet_carriage, ben, role)
    post = make_post(quiet_carriage, author=ben if own else ada, status="draft")

    for answer in (
        signed_in(ben).get(editor_url(post)),
        signed_in(ben).post(editor_url(post), {"do": "preview", "source": "x"}),
    ):
        assert answer.status_code == expected


def test_strangers_and_members_of_other_blogs_write_nothing_here(
    guest: Client, as_ben: Client, as_mo: Client, draft: Post
) -> None:
    for client, expected in ((guest, 302), (as_ben, 403), (as_mo, 403)):
        assert client.get(WRITE).status_code == expected
        assert client.post(WRITE, {"source": "x", "do": "save"}).status_code == expected
    assert as_mo.get(editor_url(draft)).status_code == 403  # hosts act in the admin
    assert Post.objects.count() == 1


def test_nobody_writes_on_a_closed_blog(as_ada: Client, quiet_carriage: Blog, draft: Post) -> None:
    quiet_carriage.closed_at = NOON
    quiet_carriage.save()

    assert as_ada.get(WRITE).status_code == 403
    assert as_ada.get(editor_url(draft)).status_code == 403
    assert "This blog is closed." in get("/desk/", by=as_ada)


def test_an_author_makes_categories_and_a_guest_author_uses_them(
    quiet_carriage: Blog, ben: User
) -> None:
    quiet_carriage.categories.create(name="Trains, late")
    make_member(quiet_carriage, ben, BlogMember.Role.GUEST)

    refused = submit(signed_in(ben), WRITE, source="x", categories="Trains")
    assert refused.status_code == 422
    assert "no category “Trains”" in refused.text

    submit(signed_in(ben), WRITE, source="x", categories='"trains, LATE"')
    assert [str(one) for one in Post.objects.get().categories.all()] == ["Trains, late"]


def test_html_from_elsewhere_is_edited_and_shown_as_html(as_ada: Client, draft: Post) -> None:
    Post.objects.filter(pk=draft.pk).update(source_format="html", source="<p>One *two*</p>")
    url = editor_url(draft)
    page = get(url, by=as_ada)
    assert "edited as HTML" in page
    assert "markdown-toolbar class" not in page
    assert "<p>One *two*</p>" in page

    shown = submit(as_ada, url, "preview", source="<p>Three *four*</p><script>x</script>")
    assert "<p>Three *four*</p>" in shown.text
    submit(as_ada, url, source="<p>Three *four*</p>")

    draft.refresh_from_db()
    assert draft.body_html == "<p>Three *four*</p>"


def test_a_draft_leads_back_to_its_editor_where_one_may_write(
    as_ada: Client, as_mo: Client, draft: Post
) -> None:
    assert editor_url(draft) in get(draft.get_absolute_url(), by=as_ada)
    assert editor_url(draft) not in get(draft.get_absolute_url(), by=as_mo)


def test_the_desk_of_somebody_without_a_blog_says_so(as_ben: Client) -> None:
    assert "You have no blog here yet" in get("/desk/", by=as_ben)


def test_tags_in_use_are_offered(as_ada: Client, guest: Client, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, tags=["Weather", "well"])
    make_post(quiet_carriage, tags=["weasel"], status="draft")

    assert as_ada.get("/desk/tags/?begins=%23WE").json() == {"names": ["Weather", "well"]}
    assert as_ada.get("/desk/tags/?begins=").json() == {"names": []}
    assert guest.get("/desk/tags/?begins=we").status_code == 302


def test_words_somebody_may_not_see_stay_unseen(as_ben: Client, draft: Post) -> None:
    make_user("Cai", handle="cai")
    sent = {"do": "autosave", "source": "mine", "version": "1"}

    answer = as_ben.post(editor_url(draft), sent, headers={"X-In-Place": "yes"})

    assert answer.status_code == 404
    draft.refresh_from_db()
    assert draft.source == "It rained."
