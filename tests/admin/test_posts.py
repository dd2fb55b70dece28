"""Hosts write, publish and take back posts in the admin, and see each change at once."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django.utils.html import escape

from cpdblog.management import housekeeping
from posts.models import Post, Tag
from tests.admin.forms import act, choose, confirm, errors, fields, save
from tests.make import make_blog, make_comment, make_post
from tests.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

LIST = "/admin/posts/post/"
ADD = "/admin/posts/post/add/"


def form_of(post: Post) -> str:
    return f"{LIST}{post.pk}/change/"


def test_a_post_edited_in_the_admin_changes_at_once_on_its_page(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="Rain", source="It rained.")
    assert "It rained." in guest.get(post.get_absolute_url()).text

    save(as_mo, form_of(post), "post", source="It **snowed**, for once.")

    page = guest.get(post.get_absolute_url()).text
    assert "It <strong>snowed</strong>, for once." in page
    assert "It rained." not in page


def test_a_new_post_is_published_now_at_an_address_made_from_its_title(
    as_mo: Client, mo: User, guest: Client, quiet_carriage: Blog
) -> None:
    save(
        as_mo, ADD, "post",
        blog=quiet_carriage.pk, title="Biscuits & tea", source="Both.", status="published",
    )  # fmt: skip

    post = Post.objects.get()
    now = timezone.now()
    assert post.author == mo
    assert post.get_absolute_url() == f"/@quiet-carriage/{now:%Y/%m}/biscuits-and-tea/"
    assert "Both." in guest.get(post.get_absolute_url()).text


def test_a_new_post_is_a_draft_until_somebody_says_otherwise(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    save(as_mo, ADD, "post", blog=quiet_carriage.pk, title="Half a thought")

    post = Post.objects.get()
    assert (post.status, post.published_at, post.slug) == ("draft", None, "half-a-thought")
    assert "Half a thought" not in guest.get(post.get_absolute_url(), follow=True).text


def test_a_post_taken_back_keeps_its_address_and_comes_back_there(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="First name")
    address = post.get_absolute_url()

    save(as_mo, form_of(post), "post", status="draft", title="Second name")
    assert guest.get(address).status_code == 404

    save(as_mo, form_of(post), "post", status="published")
    assert "Second name" in guest.get(address).text


def test_a_private_post_is_seen_by_nobody_else(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage)

    save(as_mo, form_of(post), "post", status="private")

    assert guest.get(post.get_absolute_url()).status_code == 404


def test_a_post_that_is_out_can_be_renamed_and_is_found_by_its_old_address(
    as_mo: Client, quiet_carriage: Blog, guest: Client
) -> None:
    post = make_post(quiet_carriage, title="A long title")

    save(as_mo, form_of(post), "post", slug="short")

    post.refresh_from_db()
    assert post.slug == "short"
    answer = guest.get("/@quiet-carriage/2012/07/a-long-title/")
    assert (answer.status_code, answer["Location"]) == (301, post.get_absolute_url())
    form = fields(as_mo.get(form_of(post)).text, "post")
    assert not {"blog", "address_year"} & set(form)


def test_what_a_host_writes_leaves_a_version(as_mo: Client, mo: User, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, source="As Ada wrote it.")

    save(as_mo, form_of(post), "post", source="As Mo mended it.")

    versions = post.revisions.newest_first()
    assert [version.source for version in versions] == ["As Mo mended it.", "As Ada wrote it."]
    assert versions[0].by == mo


def test_an_address_that_another_post_has_is_refused_beside_its_field(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, slug="tea", published=timezone.now())
    post = make_post(quiet_carriage, title="Coffee", status="draft")

    answer = save(as_mo, form_of(post), "post", slug="tea", status="published", title="Tea again")

    assert errors(answer) == ["Another post has this URL."]
    assert 'value="Tea again"' in answer.text


@pytest.mark.parametrize("typed", ["", "<br>", "&#8203;"])
def test_a_title_alone_does_not_come_out(as_mo: Client, quiet_carriage: Blog, typed: str) -> None:
    later = {"published_at_0": "2199-01-01", "published_at_1": "09:00:00"}
    for facts in ({"status": "published"}, {"status": "scheduled", **later}):
        sent = {"blog": quiet_carriage.pk, "title": "Tea", "source": typed, **facts}
        answer = save(as_mo, ADD, "post", **sent)

        assert answer.status_code == 200
        assert errors(answer)[0].startswith("Nothing of the text can be seen yet.")
        assert 'value="Tea"' in answer.text
    assert not Post.objects.exists()

    save(as_mo, ADD, "post", blog=quiet_carriage.pk, title="Tea", source=typed, status="draft")
    assert Post.objects.get().status == "draft"


def test_what_stands_empty_in_an_archive_can_be_changed(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="Of old", source="")

    answer = save(as_mo, form_of(post), "post", tag_line="tea")

    assert errors(answer) == []
    assert post.tag_names() == ["tea"]


def test_two_posts_with_one_title_get_an_address_each(as_mo: Client, quiet_carriage: Blog) -> None:
    for _time in range(2):
        save(
            as_mo,
            ADD,
            "post",
            blog=quiet_carriage.pk,
            title="Tea",
            source="Hot.",
            status="published",
        )

    assert set(Post.objects.values_list("slug", flat=True)) == {"tea", "tea-2"}


def test_two_pages_cannot_be_made_with_one_address(as_mo: Client, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage, kind="page", slug="about")

    answer = save(as_mo, ADD, "post", blog=quiet_carriage.pk, kind="page", slug="about")

    assert errors(answer) == ["Another post has this URL."]


def test_a_text_that_is_too_long_is_refused_with_both_numbers(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    answer = save(as_mo, ADD, "post", blog=quiet_carriage.pk, source="a" * 200_001)

    assert len(errors(answer)) == 1
    assert "200000" in errors(answer)[0]
    assert "200001" in errors(answer)[0]
    assert not Post.objects.exists()


def test_line_ends_as_browsers_send_them_are_counted_once(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    source = "\r\n".join(["a" * 99] * 2000)

    save(as_mo, ADD, "post", blog=quiet_carriage.pk, source=source)

    assert Post.objects.get().source == source.replace("\r\n", "\n")


@pytest.mark.parametrize("field", ["title", "source", "tag_line", "slug", "excerpt"])
def test_a_null_character_is_refused_beside_its_field(
    as_mo: Client, quiet_carriage: Blog, field: str
) -> None:
    answer = save(as_mo, ADD, "post", blog=quiet_carriage.pk, **{field: "a\x00b"})

    assert any("ull characters" in message for message in errors(answer))
    assert not Post.objects.exists()


def test_a_post_is_scheduled_for_a_date_to_come(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, status="draft")

    assert len(errors(schedule(as_mo, post, days=-1))) == 1
    assert len(errors(save(as_mo, form_of(post), "post", status="scheduled"))) == 1
    schedule(as_mo, post, days=1)

    post.refresh_from_db()
    assert post.status == "scheduled"
    assert guest.get("/@quiet-carriage/").text.count(post.title) == 0
    housekeeping.publish_due_posts(at=timezone.now() + dt.timedelta(days=2))
    post.refresh_from_db()
    assert post.title in guest.get(post.get_absolute_url()).text


def schedule(client: Client, post: Post, *, days: int) -> Any:
    day = timezone.localtime() + dt.timedelta(days=days)
    return save(
        client, form_of(post), "post", status="scheduled",
        published_at_0=f"{day:%d/%m/%Y}", published_at_1="12:00",
    )  # fmt: skip


def test_a_title_is_one_line_that_one_can_see(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage)

    assert len(errors(save(as_mo, form_of(post), "post", title="\u3164"))) == 1
    save(as_mo, form_of(post), "post", title="Two\nlines\x0b of it", tag_line="a\nb\x08c")

    post.refresh_from_db()
    assert post.title == "Two lines of it"
    assert post.tagged.get().tag.name == "a bc"
    assert b"\x0b" not in guest.get("/@quiet-carriage/feed/").content


def test_a_post_is_not_published_with_a_date_to_come(as_mo: Client, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, status="draft")
    tomorrow = timezone.localtime() + dt.timedelta(days=1)

    answer = save(
        as_mo, form_of(post), "post", status="published",
        published_at_0=f"{tomorrow:%d/%m/%Y}", published_at_1="12:00",
    )  # fmt: skip

    assert len(errors(answer)) == 1
    post.refresh_from_db()
    assert post.status == "draft"


def test_a_published_post_keeps_a_date(as_mo: Client, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage)

    answer = save(as_mo, form_of(post), "post", published_at_0="", published_at_1="")

    assert errors(answer) == ["A published post has a date."]


def test_a_date_put_back_to_another_month_leaves_the_address_alone(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage)
    address = post.get_absolute_url()

    save(as_mo, form_of(post), "post", published_at_0="01/02/2010", published_at_1="10:00")

    post.refresh_from_db()
    assert post.published_at
    assert (post.published_at.year, post.get_absolute_url()) == (2010, address)


def test_a_moment_with_seconds_is_still_that_moment_when_it_is_saved_again(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    moment = dt.datetime(2012, 7, 2, 9, 30, 17, tzinfo=dt.UTC)
    post = make_post(quiet_carriage, published=moment)

    save(as_mo, form_of(post), "post", title="Better")

    post.refresh_from_db()
    assert (post.published_at, post.title) == (moment, "Better")
    assert 'value="10:30:17"' in as_mo.get(form_of(post)).text


def test_the_form_of_a_post_speaks_as_the_desk_does(as_mo: Client, quiet_carriage: Blog) -> None:
    text = text_of(as_mo.get(form_of(make_post(quiet_carriage))).text)

    for label in ("URL", "Allow comments", "Pin to the top of the blog", "Original URL"):
        assert label in text
    for gone in ("Stays on top", "Address", "Title:", "Currently"):
        assert gone not in text


def test_tags_are_one_line_and_hashtags_in_the_text_stay_noted(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, source="About #cpd23.", tags=["cpd23", "tea"])

    save(as_mo, form_of(post), "post", tag_line="Coffee, #biscuits , coffee")

    rows = post.tagged.order_by("tag__name").values_list("tag__name", "is_in_text")
    assert set(rows) == {("coffee", False), ("biscuits", False), ("cpd23", True)}
    assert fields(as_mo.get(form_of(post)).text, "post")["tag_line"] == "coffee, biscuits"


def test_a_tag_that_is_too_long_is_refused_with_its_length(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    answer = save(as_mo, ADD, "post", blog=quiet_carriage.pk, tag_line="a, " + "b" * 61)

    assert errors(answer) == ["A tag has at most 60 characters; this one has 61."]
    assert not Tag.objects.exists()


def test_only_categories_of_the_same_blog_are_offered_and_taken(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    mine = quiet_carriage.categories.create(name="Trains")
    other = make_blog().categories.create(name="Boats")
    post = make_post(quiet_carriage)

    page = as_mo.get(form_of(post)).text
    assert "Trains" in page
    assert "Boats" not in page
    save(as_mo, form_of(post), "post", categories=[mine.pk])
    assert list(post.categories.all()) == [mine]
    assert errors(save(as_mo, form_of(post), "post", categories=[other.pk]))
    assert list(post.categories.all()) == [mine]


def test_a_post_begun_from_its_blog_is_offered_the_categories_there(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    category = quiet_carriage.categories.create(name="Trains")
    url = f"{ADD}?blog={quiet_carriage.pk}"

    save(as_mo, url, "post", title="On time", categories=[category.pk])

    assert list(Post.objects.get().categories.all()) == [category]


@pytest.mark.parametrize("blog", ["", "x", "999999", "9" * 40, "-1", "²", "٣"])
def test_a_link_to_a_new_post_with_a_wrong_blog_opens_an_empty_form(
    as_mo: Client, quiet_carriage: Blog, blog: str
) -> None:
    assert as_mo.get(ADD, {"blog": blog}).status_code == 200
    assert errors(as_mo.post(ADD, {"blog": blog, "_save": "Save"}))


def test_every_line_of_a_long_post_with_every_kind_of_mark_is_on_the_page(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    marks = [
        "# heading {n}", "plain {n}", "**strong {n}**", "*emphasis {n}*", "- item {n}",
        "1. number {n}", "> quotation {n}", "`code {n}`", "~~gone {n}~~", "| cell {n} | b |",
        "[link {n}](https://example.org)", "    indented {n}", "<b>raw {n}</b>", "term {n}\n: dd",
    ]  # fmt: skip
    lines = [marks[n % len(marks)].replace("{n}", f"no{n:04}") for n in range(1400)]

    save(as_mo, ADD, "post", blog=quiet_carriage.pk, status="published", source="\n\n".join(lines))

    page = guest.get(Post.objects.get().get_absolute_url()).text
    missing = [n for n in range(1400) if f"no{n:04}" not in page]
    assert missing == []


def test_what_somebody_types_as_mark_up_harms_nobody(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    save(as_mo, ADD, "post", blog=quiet_carriage.pk, title=evil, source=evil, status="published")

    page = guest.get(Post.objects.get().get_absolute_url()).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert escape(evil) in as_mo.get(LIST).text


def test_a_change_is_logged_with_who_and_when(
    as_mo: Client, mo: User, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage)

    save(as_mo, form_of(post), "post", title="Better")

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (mo, str(post.pk))
    assert timezone.now() - entry.action_time < dt.timedelta(minutes=1)
    assert "Better" in as_mo.get(f"{LIST}{post.pk}/history/").text


def test_a_post_with_a_thread_is_deleted_after_a_question(
    as_mo: Client, guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, tags=["tea"])
    first = make_comment(post)
    answer = make_comment(post, parent=first)
    make_comment(post, parent=answer)
    post.like(by=post.author)

    text = text_of(as_mo.get(f"{LIST}{post.pk}/delete/").text)
    assert f"Delete “{post.title}”?" in text
    assert "Comments: 3 Likes: 1" in text
    as_mo.post(f"{LIST}{post.pk}/delete/", {"post": "yes"})

    assert not Post.objects.exists()
    assert guest.get(f"/comments/{first.pk}/").status_code == 404


def test_several_posts_with_threads_are_deleted_from_the_list(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    posts = [make_post(quiet_carriage) for _ in range(2)]
    for post in posts:
        make_comment(post, parent=make_comment(post))
    sent = {"action": "delete_selected", "_selected_action": [post.pk for post in posts]}

    text = text_of(as_mo.post(LIST, sent).text)
    assert "Delete 2 posts?" in text
    assert "Comments: 4" in text
    answer = as_mo.post(LIST, {**sent, "post": "yes"}, follow=True)

    assert "Deleted: 2 posts." in answer.text
    assert not Post.objects.exists()


def test_the_list_finds_posts_by_words_author_blog_status_and_month(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, title="Kettles", source="steam")
    make_post(title="Umbrellas", status="draft")

    def found(**query: str) -> tuple[bool, bool]:
        page = as_mo.get(LIST, query).text
        return "Kettles</span></a>" in page, "Umbrellas</span></a>" in page

    assert found() == (True, True)
    assert found(q="steam") == (True, False)
    assert found(q="Kowalczyk") == (True, False)
    assert found(blog="quiet-carriage") == (True, False)
    assert found(status__exact="draft") == (False, True)
    assert found(q="it rained and") == (False, True)  # nobody else can read it yet
    assert found(q="nothing of it") == (False, False)
    assert found(published_at__year="2012", published_at__month="7") == (True, False)
    assert found(when="2012") == found(when="2012-07") == (True, False)
    assert found(when="2012-08") == found(when="2011") == found(when="x") == (False, False)


@pytest.mark.parametrize(
    ("action", "was", "becomes", "title", "done"),
    [
        ("publish", "draft", "published", "Publish 2 posts?", "2 posts are published."),
        ("unpublish", "published", "draft", "Turn 2 posts back into drafts?", "are drafts again."),
        ("move_to_bin", "published", "binned", "Move 2 posts to the bin?", "are in the bin."),
    ],
)
def test_several_posts_are_decided_about_after_a_question_and_with_undo(  # noqa: PLR0913, PLR0917
    as_mo: Client, quiet_carriage: Blog, action: str, was: str, becomes: str, title: str, done: str
) -> None:
    posts = [make_post(quiet_carriage, title=name, status=was) for name in ("Rain", "Snow")]
    other = make_post(quiet_carriage, status=was)

    question = choose(as_mo, LIST, action, posts)

    assert title in text_of(question.text)
    assert "Rain Snow" in text_of(question.text) or "Snow Rain" in text_of(question.text)
    assert {post.status for post in Post.objects.all()} == {was}
    answer = confirm(as_mo, LIST, question)
    assert done in answer.text
    assert {Post.objects.get(pk=post.pk).status for post in posts} == {becomes}
    assert Post.objects.get(pk=other.pk).status == was
    assert LogEntry.objects.count() == 2
    undo(as_mo, answer)
    assert {post.status for post in Post.objects.all()} == {was}


def undo(client: Client, answer: Any) -> Any:
    """Presses Undo beside what was said; follows where that leads."""
    there = re.search(r'<form method="post" action="([^"]+)">', answer.text)
    assert there
    return client.post(html.unescape(there[1]), {"next": LIST}, follow=True)


def test_what_was_scheduled_is_published_without_an_undo_that_would_lead_elsewhere(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="Rain", status="private")

    answer = act(as_mo, LIST, "publish", [post])

    assert "“Rain” is published." in answer.text
    assert "Undo" not in answer.text


@pytest.mark.parametrize(
    "query", ["", "?action=delete_selected&things=1", "?action=publish&things=x,,-1"]
)
def test_an_undo_that_means_nothing_does_nothing(
    as_mo: Client, quiet_carriage: Blog, query: str
) -> None:
    make_post(quiet_carriage, status="draft")

    assert as_mo.post(f"{LIST}undo/{query}", {"next": "//evil.example/"})["Location"] == LIST
    assert as_mo.get(f"{LIST}undo/{query}").status_code == 405
    assert Post.objects.get().status == "draft"


def test_a_question_asks_only_about_what_it_will_change(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    draft = make_post(quiet_carriage, title="Rain", status="draft")
    out, binned = make_post(quiet_carriage, title="Snow"), make_post(quiet_carriage, title="Hail")
    binned.bin()

    text = text_of(choose(as_mo, LIST, "publish", [draft, out, binned]).text)

    assert "Publish “Rain”?" in text
    assert "Everybody can read it" in text
    assert "“Snow” is published already." in text
    assert "“Hail” is in the bin and stays there: restore it first." in text


@pytest.mark.parametrize(
    ("action", "why"),
    [("publish", "is published already."), ("restore", "is not in the bin.")],
)
def test_nothing_is_asked_where_nothing_will_change(
    as_mo: Client, quiet_carriage: Blog, action: str, why: str
) -> None:
    posts = [make_post(quiet_carriage, title="Rain"), make_post(quiet_carriage, title="Snow")]

    one = choose(as_mo, LIST, action, posts[:1])
    both = choose(as_mo, LIST, action, posts)

    assert f"“Rain” {why}" in text_of(one.text)
    assert why.replace("is ", "2 posts are ", 1) in text_of(both.text)
    for page in (one, both):
        assert "Nothing will change" in text_of(page.text)
        assert "Back to the list" in page.text
        assert 'id="question"' not in page.text


def test_what_deletes_is_offered_last(as_mo: Client, quiet_carriage: Blog) -> None:
    make_post(quiet_carriage)

    offered = re.findall(r'<option value="(\w+)">', as_mo.get(LIST).text)

    assert offered[-2:] == ["move_to_bin", "delete_selected"]


def test_what_was_saved_is_said_with_a_link_to_it(as_mo: Client, quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, title="Rain")

    saved = save(as_mo, form_of(post), "post", title="Snow")
    stays = save(as_mo, form_of(post), "post", title="Hail", _continue="on")

    assert f'Saved: <a href="{form_of(post)}"><bdi>Snow</bdi></a>' in saved.text
    assert f'Saved: <a href="{post.get_absolute_url()}"><bdi>Hail</bdi></a>' in stays.text
    assert "successfully" not in saved.text


def test_several_posts_are_restored_and_the_others_left_alone(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    binned, out = make_post(quiet_carriage), make_post(quiet_carriage)
    binned.bin()

    answer = act(as_mo, LIST, "restore", [binned, out])

    assert f"“{binned.title}” is restored." in answer.text
    assert Post.objects.get(pk=binned.pk).is_published


def test_a_post_with_nothing_to_read_or_in_the_bin_is_not_published_in_bulk(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    empty = make_post(quiet_carriage, status="draft", source="")
    binned = make_post(quiet_carriage, status="draft")
    binned.bin()

    sent = {"action": "publish", "confirmed": "yes", "_selected_action": [empty.pk, binned.pk]}

    text = text_of(as_mo.post(LIST, sent, follow=True).text)

    assert "has no text that can be seen and is not published." in text
    assert "is in the bin and stays there" in text
    assert {post.status for post in Post.objects.all()} == {"draft", "binned"}


def test_the_form_of_a_post_shows_where_readers_find_it(
    as_mo: Client, quiet_carriage: Blog
) -> None:
    out, draft = make_post(quiet_carriage), make_post(quiet_carriage, status="draft")
    make_comment(out)

    page = as_mo.get(form_of(out)).text

    assert f'href="{out.get_absolute_url()}"' in page
    assert "1 comment" in text_of(page)
    assert "It was never public." in text_of(as_mo.get(form_of(draft)).text)


@pytest.mark.parametrize(
    "query",
    ["q=%00", "when=%00", "when=0000", "blog=%00",
     "blog=x", "status__exact=x", "p=9999", "p=x", "o=99", "kind__exact=%00",
     "published_at__year=x", "e=1", "all="],
)  # fmt: skip
def test_a_garbled_address_of_the_list_still_answers(
    as_mo: Client, quiet_carriage: Blog, query: str
) -> None:
    make_post(quiet_carriage)

    assert as_mo.get(f"{LIST}?{query}").status_code in {200, 302, 400}


def test_a_post_that_has_gone_meanwhile_leads_back_with_a_word(as_mo: Client, mo: User) -> None:
    answer = as_mo.get(f"{LIST}4711/change/", follow=True)

    assert "4711" in answer.text
