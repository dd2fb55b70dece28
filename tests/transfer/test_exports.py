"""Everything of a blog in one zip, each part as those who take it expect it."""

from __future__ import annotations

import datetime as dt
import json
import os
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from comments.models import Comment
from posts.models import OldAddress, Post
from tests.make import NOON, make_blog, make_comment, make_member, make_post, make_user
from tests.transfer.archives import dead_links, lines, pack, texts
from tests.transfer.importing import import_text

if TYPE_CHECKING:
    from pathlib import Path

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.django_db

WP = "{http://wordpress.org/export/1.2/}"
HERE = f"{settings.SITE_URL}/@quiet-carriage"


def items(file: Path) -> list[ElementTree.Element]:
    return ElementTree.fromstring(texts(file)["wordpress.xml"]).findall("channel/item")


def wp_value(item: ElementTree.Element, name: str) -> str:
    return item.findtext(f"{WP}{name}") or ""


def test_an_empty_blog_moves_out_too(quiet_carriage: Blog, tmp_path: Path) -> None:
    file = pack(tmp_path, "quiet-carriage")

    files = texts(file)
    assert json.loads(files["blog.json"])["blog"]["title"] == "The Quiet Carriage"
    assert files["posts.jsonl"] == ""
    assert "Nothing has been published here yet." in files["site/index.html"]
    assert dead_links(file) == []


def test_every_post_goes_along_whatever_its_state(quiet_carriage: Blog, tmp_path: Path) -> None:
    for status in ("draft", "scheduled", "published", "private"):
        make_post(quiet_carriage, title=status, status=status, published=NOON)
    make_post(quiet_carriage, title="binned").bin()

    file = pack(tmp_path, "quiet-carriage")

    states = {post["title"]: post["status"] for post in lines(file, "post")}
    assert states == {name: name for name in states}
    assert len(states) == 5
    assert {item.findtext("title"): wp_value(item, "status") for item in items(file)} == {
        "draft": "draft",
        "scheduled": "future",
        "published": "publish",
        "private": "private",
        "binned": "trash",
    }


def test_what_is_not_public_is_not_on_the_site(quiet_carriage: Blog, tmp_path: Path) -> None:
    private_text = "Nobody may read this yet."
    for status in ("draft", "scheduled", "private"):
        make_post(
            quiet_carriage, source=private_text, status=status, published=NOON, tags=["unspoken"]
        )
    make_post(quiet_carriage, source=private_text).bin()
    post = make_post(quiet_carriage)
    make_comment(post, private_text, status=Comment.Status.PENDING)
    make_comment(post, private_text, status=Comment.Status.SPAM)

    files = texts(pack(tmp_path, "quiet-carriage"))

    site = {name: text for name, text in files.items() if name.startswith("site/")}
    assert [name for name, text in site.items() if "Nobody may" in text or "unspoken" in text] == []
    public = [text for name, text in files.items() if name.startswith("markdown/posts")]
    assert not any(private_text in text for text in public)


def test_a_comment_its_author_removed_is_not_exported(
    quiet_carriage: Blog, ben: User, tmp_path: Path
) -> None:
    comment = make_comment(make_post(quiet_carriage), "I wish I had not said it.", by=ben)
    comment.remove(by=ben)

    file = pack(tmp_path, "quiet-carriage")

    [comment_line] = lines(file, "comment")
    assert (comment_line["status"], comment_line["removed_by_author"]) == ("removed", True)
    assert not any("wish" in text or "Ben" in text for text in texts(file).values())


def test_e_mail_addresses_go_only_where_they_were_given(
    quiet_carriage: Blog, ben: User, tmp_path: Path
) -> None:
    post = make_post(quiet_carriage)
    make_comment(post, email="gus@guests.example")
    make_comment(post, by=ben)
    make_post(quiet_carriage, author=make_user("Cleo", email="cleo@example.net"))

    files = texts(pack(tmp_path, "quiet-carriage"))

    having = {name for name, text in files.items() if "gus@guests.example" in text}
    assert having == {"posts.jsonl", "wordpress.xml"}
    assert not any("cleo@" in text or "ben@" in text for text in files.values())


def test_the_site_has_no_dead_link_whatever_was_written(
    quiet_carriage: Blog, ben: User, tmp_path: Path
) -> None:
    default_storage.save("pictures/tea.webp", ContentFile(b"RIFF-tea"))
    about = make_post(quiet_carriage, kind="page", title="About", source="Me. #lost [up](#nowhere)")
    first = make_post(quiet_carriage, title="Réal rooms 部屋", tags=["C", "C++", "Tea & cake"])
    comment = make_comment(first, "Look: [there](#elsewhere) and <b>", by=ben)
    make_comment(first, "Gone", parent=comment).remove(by=first.author)
    draft = make_post(quiet_carriage, title="Soon", status="draft")
    lengthy = make_post(quiet_carriage, title="部" * 94, categories=["Long & wide", "Ö"])
    make_post(quiet_carriage, title="con")
    source = f"""## Héading

[self](#héading) [gone](#gone) [about]({about.get_absolute_url()}#p{about.pk}-nothing)
[post]({first.get_absolute_url()}#comment-{comment.pk}) [no]({first.get_absolute_url()}#comment-9)
[whole]({settings.SITE_URL}{first.get_absolute_url()}?from=3#responses) [relative](../../x/)
[draft]({draft.get_absolute_url()}) [long]({lengthy.get_absolute_url()}) [tag](/tags/c/)
[blog](/@quiet-carriage/?page=2) [feed](/@quiet-carriage/feed/) [month](/@quiet-carriage/2012/07/)
[no month](/@quiet-carriage/1999/07/) [category](/@quiet-carriage/category/ö/)
[it](/comments/{comment.pk}/)
[nobody](/comments/99999999999999999999/) [other](/@other/2012/07/x/) [post](mailto:a@b.example)
[odd](http://[::1/) [people](/people/ben/) @ben #told [away](https://example.org/#x)

![Tea](/media/pictures/tea.webp) ![None](/media/pictures/none.webp) ![Odd](/media/../secret)

Text[^1].

[^1]: A note.
"""
    make_post(quiet_carriage, title="Links", source=source)
    for number in range(55):
        make_post(quiet_carriage, title="", published=NOON + dt.timedelta(hours=number))

    file = pack(tmp_path, "quiet-carriage")

    assert dead_links(file) == []
    page = texts(file)["site/2012/07/links.html"]
    assert f'href="r%C3%A9al-rooms-%E9%83%A8%E5%B1%8B.html#comment-{comment.pk}"' in page
    assert f'href="{HERE}/draft/{draft.pk}/"' in page
    assert 'src="../../../pictures/pictures/tea.webp"' in page
    assert f'src="{settings.SITE_URL}/media/pictures/none.webp"' in page
    assert f'href="{settings.SITE_URL}/people/ben/"' in page
    assert 'href="../../index.html"' in page
    assert "<script" not in "".join(texts(file).values())
    with zipfile.ZipFile(file) as packed:
        assert packed.getinfo("pictures/pictures/tea.webp").compress_type == zipfile.ZIP_STORED


def test_wordpress_takes_it(quiet_carriage: Blog, ben: User, tmp_path: Path) -> None:
    """As our own import of a WordPress export takes it."""
    post = make_post(
        quiet_carriage,
        title="Tea ]]> & <cake>",
        source="Say `]]>` and **more**.",
        tags=["C++"],
        categories=["Tea & cake"],
        is_sticky=True,
        comments_open=False,
    )
    OldAddress.objects.create(blog=quiet_carriage, post=post, path="2011/01/older")
    first = make_comment(post, "First.", website="https://gus.example/")
    make_comment(post, "Answer.", by=ben, parent=first)
    make_comment(post, "Buy!", status=Comment.Status.SPAM)
    make_post(quiet_carriage, kind="page", title="About")
    make_post(quiet_carriage, title="", status="draft")
    make_blog(make_user(handle="zoe"), handle="new-home", time_zone="Europe/London")

    import_text(tmp_path, texts(pack(tmp_path, "quiet-carriage"))["wordpress.xml"], blog="new-home")

    moved = Post.objects.get(blog__handle="new-home", title="Tea ]]> & <cake>")
    assert (moved.published_at, moved.slug, moved.status) == (NOON, post.slug, "published")
    assert moved.is_sticky
    assert not moved.comments_open
    assert [str(tag) for tag in moved.tags.all()] == ["C++"]
    assert [category.name for category in moved.categories.all()] == ["Tea & cake"]
    assert "<code>]]&gt;</code> and <strong>more</strong>" in moved.body_html
    assert [
        (comment.name, comment.depth, comment.status)
        for comment in moved.comments.in_thread_order()
    ] == [("Gus Guest", 1, "approved"), ("Ben Okafor", 2, "approved"), ("Gus Guest", 1, "spam")]
    states = Post.objects.filter(blog__handle="new-home").values_list("kind", "status")
    assert sorted(states) == [("page", "published"), ("post", "draft"), ("post", "published")]
    metas = [item.find(f"{WP}postmeta") for item in items(tmp_path / "quiet-carriage.zip")]
    assert [wp_value(meta, "meta_value") for meta in metas if meta is not None] == ["older"]


def test_the_xml_stays_xml_whatever_a_row_holds(quiet_carriage: Blog, tmp_path: Path) -> None:
    post = make_post(quiet_carriage, title="Bell")
    Post.objects.filter(pk=post.pk).update(title="Bell \x07\x0b \ufffe", body_html="\x01]]>]]>")

    [item] = items(pack(tmp_path, "quiet-carriage"))

    assert (item.findtext("title") or "").strip() == "Bell"


def test_a_text_file_says_what_hugo_and_jekyll_ask(quiet_carriage: Blog, tmp_path: Path) -> None:
    quiet_carriage.time_zone = "Europe/London"
    quiet_carriage.save()
    default_storage.save("pictures/cup.webp", ContentFile(b"RIFF"))
    post = make_post(
        quiet_carriage,
        title='The "kettle": 茶\\',
        source="![Cup](/media/pictures/cup.webp)\n\n**Yes**, see http://x.example/media/y.webp",
        tags=["tea, green"],
        excerpt="Short.",
    )
    OldAddress.objects.create(blog=quiet_carriage, post=post, path="2011/01/older")
    make_post(quiet_carriage, title="Brought", source="<p>x</p>", source_format="html")
    make_post(quiet_carriage, title="Not yet", status="draft")

    files = texts(pack(tmp_path, "quiet-carriage"))

    _start, head, body = files["markdown/posts/2012-07-02-the-kettle-茶.md"].split("---\n", 2)
    fields = {
        name: json.loads(value)
        for name, value in (line.split(": ", 1) for line in head.splitlines())
    }
    assert fields["title"] == 'The "kettle": 茶\\'
    assert fields["date"] == "2012-07-02T13:00:00+01:00"
    assert fields["tags"] == ["tea, green"]
    assert fields["aliases"] == ["/2011/01/older"]
    assert fields["draft"] is False
    assert "![Cup](../../pictures/pictures/cup.webp)" in body
    assert "http://x.example/media/y.webp" in body
    assert any(name.endswith("brought.html") for name in files)
    draft = next(text for name, text in files.items() if "drafts/not-yet" in name)
    assert "draft: true" in draft


def test_the_same_blog_gives_the_same_bytes(quiet_carriage: Blog, tmp_path: Path) -> None:
    for number in range(3):
        make_comment(make_post(quiet_carriage, tags=["b", "a"], title=f"Number {number}"))

    first = texts(pack(tmp_path, "quiet-carriage"))
    second = texts(pack(tmp_path, "quiet-carriage"))

    differing = {name for name in first if first[name] != second[name]}
    assert first.keys() == second.keys()
    assert differing <= {"blog.json", "wordpress.xml"}  # which tell the second they were made


def test_only_this_blog_goes_along(quiet_carriage: Blog, tmp_path: Path) -> None:
    other = make_post(make_blog(title="Elsewhere"), title="Not mine", tags=["theirs"])
    make_comment(other, "Nor this.")
    make_post(quiet_carriage)

    files = texts(pack(tmp_path, "quiet-carriage"))

    assert not any("Not mine" in text or "theirs" in text for text in files.values())


def test_an_unknown_blog_is_refused(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="There is no blog nobody-home"):
        call_command("export_blog", "nobody-home", tmp_path / "x.zip")


def test_a_file_that_cannot_be_written_leaves_what_was_there(
    quiet_carriage: Blog, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_blog", "quiet-carriage", tmp_path / "missing" / "x.zip")

    taken = tmp_path / "taken.zip"
    taken.mkdir()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_blog", "quiet-carriage", taken)
    assert os.listdir(tmp_path) == ["taken.zip"]  # noqa: PTH208


def test_who_writes_and_who_answered_is_named(
    quiet_carriage: Blog, ben: User, tmp_path: Path
) -> None:
    make_member(quiet_carriage, ben, "editor")
    make_post(quiet_carriage).like(by=make_user("Cleo", handle="cleo"))

    blog_json = json.loads(texts(pack(tmp_path, "quiet-carriage"))["blog.json"])

    assert [person["handle"] for person in blog_json["people"]] == ["ada", "ben", "cleo"]
    assert blog_json["members"][1] == {"person": "ben", "role": "editor"}
