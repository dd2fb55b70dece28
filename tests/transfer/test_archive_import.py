"""An export of ours brought in: where it differs from what went out, and files that lie."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image as Pillow

from accounts.models import User
from blogs.models import Blog
from comments.models import Comment
from images.models import Image
from posts.models import OldAddress, Post
from tests.casts import signed_in
from tests.drawings import moving
from tests.make import NOON, make_blog, make_comment, make_post, make_user
from tests.pages import get, text_of
from tests.transfer.archives import dead_links, pack, texts
from transfer.importers.archive.importer import ArchiveImporter
from transfer.importers.archive.reader import CpdblogReader
from transfer.importers.common.attachments import Attachments
from transfer.importers.common.people import People

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.django_db


def bring(file: Path, blog: str = "quiet-carriage", *options: str) -> str:
    output = io.StringIO()
    call_command("import_cpdblog", file, "--blog", blog, *options, stdout=output)
    return output.getvalue()


def refusal(file: Path, blog: str = "quiet-carriage") -> str:
    with pytest.raises(CommandError) as refused:
        bring(file, blog)
    return str(refused.value)


def changed(file: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the zip with one file in it changed."""
    copy = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, change(data) if info.filename == name else data)
    return copy


def with_blog(file: Path, **fields: Any) -> Path:
    def change(data: bytes) -> bytes:
        return json.dumps({**json.loads(data), **fields}).encode()

    return changed(file, "blog.json", change)


@pytest.fixture
def file(quiet_carriage: Blog, ben: User, tmp_path: Path) -> Path:
    """An export of a small blog, which is gone by now."""
    post = make_post(quiet_carriage, title="Tea", published=NOON, tags=["tea"])
    OldAddress.objects.create(blog=quiet_carriage, post=post, path="2011/01/older")
    first = make_comment(post, "First.", by=ben)
    make_comment(post, "Second.", parent=first)
    post.like(by=ben)
    make_post(quiet_carriage, title="Soon", status="draft")
    packed = pack(tmp_path, "quiet-carriage")
    for model in (Comment, Post, Blog):
        model.objects.all().delete()
    return packed


def test_the_posts_answer_where_they_did(file: Path, ada: User) -> None:
    bring(file, "quiet-carriage", "--owner", "ada")

    page = Client().get("/@quiet-carriage/2012/07/tea/")
    older = Client().get("/@quiet-carriage/2011/01/older/")
    assert page.status_code == 200
    assert (older.status_code, older.headers["Location"]) == (301, "/@quiet-carriage/2012/07/tea/")


def test_imported_where_it_came_from_nothing_is_added(
    quiet_carriage: Blog, ben: User, tmp_path: Path
) -> None:
    post = make_post(quiet_carriage)
    make_comment(post, by=ben)
    post.like(by=ben)
    packed = pack(tmp_path, "quiet-carriage")
    Comment.objects.all().delete()

    output = bring(packed)

    assert "Brought in: 1 comment\nAlready there: 1 post\n" in output
    assert Post.objects.get().like_count == 1


def test_a_trial_keeps_nothing(file: Path, ada: User) -> None:
    people = User.objects.count()

    output = bring(file, "new-place", "--owner", "ada", "--dry-run")

    assert "Brought in: 2 posts, 2 comments" in output
    assert not Blog.objects.exists()
    assert User.objects.count() == people


@pytest.mark.parametrize(("waited", "waits"), [(True, "every"), (False, "none")])
def test_an_older_file_says_of_all_guests_whether_they_wait(
    file: Path, ada: User, *, waited: bool, waits: str
) -> None:
    fields = json.loads(zipfile.ZipFile(file).read("blog.json"))["blog"]
    del fields["what_waits"]

    bring(with_blog(file, blog={**fields, "guests_wait": waited}), "new-place", "--owner", "ada")

    assert Blog.objects.get().what_waits == waits


def test_a_blog_that_stands_keeps_its_settings(file: Path) -> None:
    blog = make_blog(make_user(handle="zoe"), handle="other", title="Other", colour="plum")

    bring(file, "other")

    blog.refresh_from_db()
    assert (blog.title, blog.colour, blog.posts.count()) == ("Other", "plum", 2)
    assert {row.user.handle: row.role for row in blog.members.all()} == {
        "zoe": "owner",
        "ada": "guest",
    }


def as_a_member(file: Path, blog: Blog, owner: User) -> ArchiveImporter:
    """As the desk brings it in, where nobody vouches for the file."""
    people = People(owner, finds_members=False)
    attachments = Attachments(owner, may_fetch=False)
    move = ArchiveImporter(
        CpdblogReader(file), blog.handle, people, NOON.replace(year=2030), attachments
    )
    for _item in move.run():
        pass
    return move


def test_nobody_likes_or_says_by_a_file_what_they_never_did(
    file: Path, ada: User, ben: User
) -> None:
    eve = make_user("Eve", handle="eve")
    move = as_a_member(file, make_blog(eve, handle="eves"), eve)

    post = Post.objects.get(title="Tea")
    assert post.author not in {ada, ben}
    assert post.like_count == 0
    assert [(comment.name, comment.author) for comment in post.comments.all()] == [
        ("Ben Okafor", None),
        ("Gus Guest", None),
    ]
    assert move.report.skipped["likes of people who are not known here"] == 1


def test_pictures_come_home_and_are_shown(quiet_carriage: Blog, tmp_path: Path) -> None:
    drawn = io.BytesIO()
    Pillow.new("RGB", (900, 600), "teal").save(drawn, "PNG")
    image = Image.objects.store(
        blog=quiet_carriage, by=None, content=drawn.getvalue(), alt="Teal", credit="Cleo"
    )
    loose = default_storage.save("demo/loose.webp", io.BytesIO(webp()))
    source = f"{image.markdown()}\n\n![Loose](/media/{loose})"
    make_post(quiet_carriage, source=source)
    packed = pack(tmp_path, "quiet-carriage")
    Blog.objects.all().delete()
    image.delete_permanently() if Image.objects.exists() else None
    for name in image.file_names():
        default_storage.delete(name)
    default_storage.delete(loose)

    output = bring(packed, "quiet-carriage", "--owner", "ada")

    assert "2 pictures" in output
    home, beside = Image.objects.order_by("pk")
    assert (home.alt, home.credit, home.width) == ("Teal", "Cleo", 900)
    post = Post.objects.get()
    assert home.url in post.source
    assert beside.url in post.source
    assert default_storage.exists(home.file_names()[0])
    assert "0 pictures" not in bring(packed)
    assert Image.objects.count() == 2


def test_what_moves_comes_home_moving_with_one_still(
    quiet_carriage: Blog, ada: User, tmp_path: Path
) -> None:
    image = Image.objects.store(blog=quiet_carriage, by=ada, content=moving("GIF"))
    make_post(quiet_carriage, source=image.markdown())
    packed = pack(tmp_path, "quiet-carriage")
    still = f"{image.name}-600.still.webp"
    assert f"pictures/{still}" in zipfile.ZipFile(packed).namelist()
    assert dead_links(packed) == []
    assert any(still in page for name, page in texts(packed).items() if name.endswith(".html"))
    Blog.objects.all().delete()
    for name in image.file_names():
        default_storage.delete(name)

    output = bring(packed, "quiet-carriage", "--owner", "ada")

    assert "1 picture" in output
    assert "stands still here" not in output
    home = Image.objects.get()
    assert home.moves
    assert f"{home.name}-600.still.webp 600w" in get(Post.objects.get().get_absolute_url())


def webp() -> bytes:
    drawn = io.BytesIO()
    Pillow.new("RGB", (40, 40), "plum").save(drawn, "WEBP")
    return drawn.getvalue()


def test_a_picture_that_is_none_is_left_out(file: Path) -> None:
    row = {"name": "pictures/x", "widths": [9], "digest": "0" * 64}
    changed_file = with_blog(
        file, pictures=[row, {"name": 3}, {"name": "../../etc", "widths": "x"}]
    )
    with zipfile.ZipFile(changed_file, "a") as packed:
        packed.writestr("pictures/pictures/x-9.webp", b"<svg/>")
        packed.writestr("pictures/../../evil-1.webp", b"RIFF")

    output = bring(changed_file, "quiet-carriage", "--owner", "ada")

    assert "Brought in: 2 posts, 2 comments" in output
    assert "picture pictures/x: left out" in output
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "neither a folder nor a zip"),
        (b"PK\x03\x04 cut", "neither a folder nor a zip"),
        (b"<xml/>", "neither a folder nor a zip"),
    ],
)
def test_what_is_no_zip_is_refused(
    content: bytes, message: str, quiet_carriage: Blog, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(content)

    assert message in refusal(broken)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"format": "ghost"}, "no export of a community like this one"),
        ({"version": 2}, "a later version"),
        ({"version": "1"}, "a later version"),
        ({"version": True}, "a later version"),
    ],
)
def test_another_format_or_version_is_refused(
    file: Path, fields: dict[str, Any], message: str
) -> None:
    make_blog(make_user(), handle="quiet-carriage")

    assert message in refusal(with_blog(file, **fields))
    assert not Post.objects.exists()


@pytest.mark.parametrize("text", [b"", b"[", b"[" * 100_000, b"9" * 5000, b"\xff\xfe", b"null"])
def test_a_blog_json_of_nonsense_is_refused(file: Path, text: bytes) -> None:
    make_blog(make_user(), handle="quiet-carriage")

    assert refusal(changed(file, "blog.json", lambda _old: text))


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"post": 3}', b'{"x": {}}', b"[" * 100_000, b"\x00", b'"\xff"']
)
def test_sound_posts_before_a_broken_line_come_in(file: Path, ada: User, line: bytes) -> None:
    broken = changed(file, "posts.jsonl", lambda old: old + line + b"\n")

    with pytest.raises(CommandError, match="Line 5"):
        bring(broken, "quiet-carriage", "--owner", "ada")

    assert Post.objects.filter(title="Tea").exists()


def test_a_zip_that_was_cut_or_changed_is_refused(file: Path) -> None:
    make_blog(make_user(), handle="quiet-carriage")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refusal(file)

    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        offset = packed.getinfo("posts.jsonl").header_offset + 80
    file.write_bytes(whole[:offset] + bytes(20) + whole[offset + 20 :])
    assert refusal(file)


def test_a_line_that_unpacks_without_end_is_refused(file: Path) -> None:
    make_blog(make_user(), handle="quiet-carriage")
    bomb = changed(file, "posts.jsonl", lambda _old: b" " * 17_000_000)

    assert "longer than any post" in refusal(bomb)


HOSTILE = [
    {"title": 3, "slug": "../../x", "source": None, "format": "exe", "kind": [], "status": {}},
    {"title": "\x00\ud800", "source": "a\x00b", "published_at": "0000-00-00", "author": "../.."},
    {"published_at": "9999-12-31T23:59:59-23:59", "status": "published", "address": [1, 99]},
    {"likes": [3, {"by": "x" * 99}, {}], "tags": [None, "", "\x00", "a" * 999], "categories": "x"},
    {"old_addresses": ["\x00", "x" * 999, 7], "canonical_url": "javascript:alert(1)"},
    {"version": -1},
    {"slug": "x" * 999, "address": ["2012", None], "status": "published", "published_at": 12},
    {"number": 2**70}, {"number": "1"}, {"number": None},
    {"source": "x" * 200_001}, {"imported_from": "é" * 400}, {"categories": ["new", "new", ""]},
]  # fmt: skip


@pytest.mark.parametrize("fields", HOSTILE)
def test_a_post_that_lies_is_kept_as_far_as_it_makes_sense_or_named(
    file: Path, ada: User, fields: dict[str, Any]
) -> None:
    lie = {"post": {"number": 99, "title": "Lie", "source": "x", **fields}}
    answer = {
        "comment": {"number": -1, "parent": "x", "status": "king", "name": 3, "key": "k" * 99}
    }
    revision = {"revision": {"number": 2**40, "by": 7, "kind": "royal"}}
    text = "".join(json.dumps(row) + "\n" for row in (lie, answer, revision, answer))

    output = bring(
        changed(file, "posts.jsonl", lambda old: old + text.encode()),
        "quiet-carriage", "--owner", "ada",
    )  # fmt: skip

    assert "Brought in: 3 posts, 3 comments" in output or "left out" in output
    assert Client().get("/@quiet-carriage/").status_code == 200
    assert b"javascript:" not in Client().get("/@quiet-carriage/").content


def test_answers_that_go_in_circles_end_at_the_top(file: Path, ada: User) -> None:
    rows = [
        {"comment": {"number": source_id, "parent": parent, "key": f"k{source_id}", "source": "x"}}
        for source_id, parent in [(1, 2), (2, 1), (3, 3), *((n, n - 1) for n in range(4, 80))]
    ]
    text = "\n".join(json.dumps(row) for row in [{"post": {"number": 9, "source": "x"}}, *rows])

    bring(
        changed(file, "posts.jsonl", lambda _old: text.encode()), "quiet-carriage", "--owner", "ada"
    )

    assert Comment.objects.count() == 79
    assert max(Comment.objects.values_list("depth", flat=True)) == 64


def test_it_comes_home_from_the_desk_too(file: Path) -> None:
    blog = make_blog(User.objects.get(handle="ada"), handle="quiet-carriage")
    client = signed_in(User.objects.get(handle="ada"))

    for content, message in [
        (file.read_bytes(), "2 posts, 2 comments"),
        (with_blog(file, version=2).read_bytes(), "a later version"),
    ]:
        sent = {"file": SimpleUploadedFile("mine.zip", content), "do": "bring"}
        answer = client.post("/desk/@quiet-carriage/import/", sent)
        assert message in text_of(get(answer.headers["Location"], by=client))

    assert Client().get("/@quiet-carriage/2012/07/tea/").status_code == 200
    post = blog.posts.get(title="Tea")
    assert post.author == blog.owner()
    assert post.comments.get(name="Ben Okafor").author is None
