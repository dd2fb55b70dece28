from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from accounts.models import User
from blogs.models import Blog, BlogMember
from posts.models import OldAddress, Post
from tests.make import make_user
from tests.transfer.importing import import_error, import_text
from tests.transfer.wxr import author, category, export, item

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(tmp_path: Path, version: str, scheme: str) -> None:
    output = import_text(tmp_path, export(item("Real rooms"), version=version, scheme=scheme))

    assert "Brought in: 1 post" in output
    assert Post.objects.get(title="Real rooms").body_html == "<p>It rained, and we talked.</p>"


def test_a_post_keeps_its_date_terms_and_address(tmp_path: Path) -> None:
    terms = category("Things") + category("Trains &amp; boats", "post_tag")
    cafe = item("Caf&eacute; <em>days</em>", terms=terms, post_name="caf%C3%A9-days", is_sticky="1")

    import_text(tmp_path, export(cafe))

    post = Post.objects.get()
    assert (post.title, post.slug, post.is_sticky) == ("Café days", "café-days", True)
    assert post.published_at == dt.datetime(2012, 7, 2, 12, tzinfo=dt.UTC)
    assert [str(found) for found in post.categories.all()] == ["Things"]
    assert [row.tag.name for row in post.tagged.all()] == ["Trains & boats"]


def test_a_public_post_of_nothing_but_a_title_stays_public(tmp_path: Path, guest: Client) -> None:
    import_text(tmp_path, export(item("Only a title", "<p>&nbsp;</p>")))

    post = Post.objects.get()
    assert post.is_published
    assert "Only a title" in guest.get(post.get_absolute_url()).text


def test_categories_of_the_oldest_exports_are_not_doubled(tmp_path: Path) -> None:
    terms = category("Things", "") + category("Things") + category("trains", "tag")

    import_text(tmp_path, export(item(terms=terms), version="1.0"))

    assert [str(found) for found in Post.objects.get().categories.all()] == ["Things"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "draft", "post_date_gmt": "0000-00-00 00:00:00"}, Post.Status.DRAFT),
        ({"status": "pending"}, Post.Status.DRAFT),
        ({"status": "private"}, Post.Status.PRIVATE),
        ({"status": "never heard of"}, Post.Status.DRAFT),
        ({"post_password": "sesame"}, Post.Status.PRIVATE),
        ({"status": "future"}, Post.Status.DRAFT),
        ({"status": "future", "post_date_gmt": "2190-01-01 00:00:00"}, Post.Status.SCHEDULED),
        ({"post_date_gmt": "2190-01-01 00:00:00"}, Post.Status.SCHEDULED),
        (
            {"post_date_gmt": "0000-00-00 00:00:00", "post_date": "9999-12-31 23:59:59"},
            Post.Status.DRAFT,
        ),
    ],
)
def test_what_was_not_public_there_is_not_public_here(
    tmp_path: Path, client: Client, fields: dict[str, str], status: str
) -> None:
    import_text(tmp_path, export(item("Not yet", **fields)))

    assert Post.objects.get().status == status
    assert "Not yet" not in client.get("/@quiet-carriage/").text


def test_a_page_becomes_a_page(tmp_path: Path, client: Client) -> None:
    import_text(tmp_path, export(item("About", post_type="page", post_name="about")))

    assert "It rained" in client.get("/@quiet-carriage/about/").text


def test_what_has_no_place_here_is_named_with_its_line(tmp_path: Path) -> None:
    poll = item("A poll", post_type="poll")
    output = import_text(tmp_path, export(item("In the bin", status="trash"), poll))

    assert "line 16, “In the bin”: left out, it was in the bin" in output
    assert "“A poll”: left out, this kind has no place here (poll)" in output
    assert not Post.objects.exists()


def test_what_is_published_without_a_date_stands_in_the_order_of_the_file(tmp_path: Path) -> None:
    undated = {"post_date": "0000-00-00 00:00:00", "post_date_gmt": "-0001-11-30 00:00:00"}
    text = export(
        item("A", **undated),
        item("B", **undated),
        item("C", post_date_gmt="2012-07-02 12:00:00"),
        item("D", **undated),
        item("E", **undated, status="draft"),
    )

    output = import_text(tmp_path, text)

    published = Post.objects.filter(status="published").order_by("published_at")
    assert "".join(post.title for post in published) == "ABCD"
    assert str(published[3].published_at) == "2012-07-02 12:00:01+00:00"
    assert "“A”: published in the order of the file, its date is not known" in output
    assert Post.objects.get(title="E").status == "draft"


@pytest.mark.parametrize(
    ("exported", "year"), [("Fri, 20 Jul 2012 09:00:00 +0000", 2012), ("soon", None)]
)
def test_where_nothing_has_a_date_the_file_has_one(
    tmp_path: Path, exported: str, year: int | None
) -> None:
    undated = {"post_date": "", "post_date_gmt": ""}
    text = export(item("A", **undated), item("B", **undated))

    import_text(tmp_path, text.replace("<channel>", f"<channel><pubDate>{exported}</pubDate>"))

    published = Post.objects.filter(status="published", published_at__lt=timezone.now())
    assert [post.title for post in published.order_by("published_at")] == ["A", "B"]
    if year:
        assert published.filter(published_at__year=year).count() == 2


def test_files_are_counted_and_their_links_kept(tmp_path: Path) -> None:
    content = (
        '<img src="http://x.example/dog.jpg" alt="A dog">'
        '<a href="http://x.example/p"><img src="http://x.example/cat.jpg" alt="A cat"></a>'
    )
    output = import_text(
        tmp_path, export(item("cat.jpg", post_type="attachment"), item("", content))
    )

    assert "1 a picture or file (what a post shows comes" in output
    shown = Post.objects.get().body_html
    assert 'href="http://x.example/dog.jpg" rel="nofollow ugc noopener">A dog</a>' in shown
    assert 'href="http://x.example/p" rel="nofollow ugc noopener">A cat</a>' in shown


def test_scripts_do_not_move_in(tmp_path: Path) -> None:
    import_text(tmp_path, export(item(content='<p onclick="x()">Hi<script>alert(1)</script></p>')))

    assert Post.objects.get().body_html == "<p>Hi</p>"


def test_the_text_before_the_mark_is_the_excerpt(tmp_path: Path) -> None:
    import_text(tmp_path, export(item(content="<p>Come <b>in</b>.</p><!--more--><p>Sit down.</p>")))

    assert Post.objects.get().excerpt == "Come in."


def test_overlong_titles_and_excerpts_are_cut_and_named(tmp_path: Path) -> None:
    output = import_text(tmp_path, export(item("T" * 10_000, excerpt="e " * 1000)))

    post = Post.objects.get()
    assert (len(post.title), len(post.excerpt) <= 500) == (250, True)
    assert "its title was shortened" in output
    assert "its excerpt was shortened" in output


def test_a_slug_of_signs_and_two_posts_of_one_name_find_an_address(tmp_path: Path) -> None:
    same = [item("Twice", post_name="twice"), item("Twice", post_name="twice")]

    import_text(tmp_path, export(*same, item("", "", post_name="---")))

    assert {post.slug for post in Post.objects.all()} == {"twice", "twice-2", "post"}


# Whose they are


def test_the_author_is_the_member_with_the_address(tmp_path: Path) -> None:
    ben = make_user("Ben", email="ben@example.org")
    authors = author("benjamin", email="BEN@example.org")

    import_text(tmp_path, export(item(creator="benjamin"), authors=authors))

    assert Post.objects.get().author == ben
    assert BlogMember.objects.get(user=ben).role == BlogMember.Role.GUEST


def test_an_unknown_author_becomes_a_guest_author_without_a_password(tmp_path: Path) -> None:
    authors = author("flora", email="flora@example.org", name="Flora &amp; co")

    import_text(tmp_path, export(item(creator="flora"), authors=authors))

    flora = Post.objects.get().author
    assert (flora.handle, flora.name, flora.email) == ("flora", "Flora & co", "flora@example.org")
    assert (flora.has_usable_password(), flora.is_staff, flora.is_superuser) == (False,) * 3
    assert BlogMember.objects.get(user=flora).role == BlogMember.Role.GUEST


def test_a_handle_alone_makes_no_stranger_the_author(tmp_path: Path) -> None:
    host = make_user("Admin", handle="admin", is_staff=True, is_superuser=True)

    import_text(tmp_path, export(item(creator="admin"), authors=author("admin")))
    import_text(tmp_path, export(item(creator="admin"), authors=author("admin")))

    assert {post.author for post in Post.objects.all()} == {User.objects.get(handle="admin-2")}
    assert not host.posts.exists()


def test_a_new_blog_takes_its_name_from_the_export(tmp_path: Path) -> None:
    cai = make_user("Cai")

    import_text(tmp_path, export(item()), "--owner", cai.handle, blog="new-home")

    blog = Blog.objects.get(handle="new-home")
    assert (blog.title, blog.tagline) == ("Quiet & Carriage", "Notes from a train")
    assert (blog.owner(), Post.objects.get().author) == (cai, cai)


@pytest.mark.parametrize(
    ("options", "blog", "message"),
    [
        ([], "new-home", "say whose it will be with --owner"),
        (["--owner", "nobody"], "new-home", "Nobody here has the handle nobody."),
        (["--owner", "flora"], "quiet-carriage", "belongs to"),
        (["--owner", "flora"], "New Home", "Small letters, digits and hyphens"),
    ],
)
def test_a_blog_that_cannot_be_is_refused(
    tmp_path: Path, options: list[str], blog: str, message: str
) -> None:
    make_user("Flora", handle="flora")

    assert message in import_error(tmp_path, export(item()), *options, blog=blog)
    assert not Post.objects.exists()


# Addresses


@pytest.mark.parametrize(
    "old", ["2012/07/02/real-rooms/", "2012/07/02/real-rooms", "?p=12", "?page_id=12"]
)
def test_an_old_address_leads_to_the_post(tmp_path: Path, client: Client, old: str) -> None:
    import_text(tmp_path, export(item("Real rooms", post_id="12", post_name="real-rooms")))

    answer = client.get(f"/@quiet-carriage/{old}")

    assert answer.status_code == 301
    assert answer.headers["Location"] == "/@quiet-carriage/2012/07/real-rooms/"
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get("/@quiet-carriage/nowhere/?p=12").status_code == 404


@pytest.mark.parametrize("old", ["2012/07/02/real-rooms/", "x/y", "x/" + "y" * 999, "%00/x"])
def test_no_address_leads_to_what_is_not_public(tmp_path: Path, client: Client, old: str) -> None:
    hidden = item("Real rooms", post_id="12", post_name="real-rooms", status="private")

    import_text(tmp_path, export(hidden))

    assert OldAddress.objects.count() == 2
    assert client.get(f"/@quiet-carriage/{old}").status_code in {400, 404}
    assert client.get("/@quiet-carriage/?p=12").status_code == 200
    assert client.get("/@quiet-carriage/?p=²").status_code == 200
