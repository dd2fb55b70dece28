from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings

from blogs.models import Blog
from comments.models import Comment
from images.models import Image
from posts.models import Post
from tests.make import make_user
from tests.transfer.images import image_bytes
from tests.transfer.importing import import_error, import_text
from tests.transfer.rows import all_rows

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]


def post(source_id: str = "5f01", **fields: Any) -> dict[str, Any]:
    return {
        "id": source_id,
        "uuid": f"uuid-{source_id}",
        "title": "Real rooms",
        "slug": f"real-rooms-{source_id}",
        "html": "<p>It rained.</p>",
        "type": "post",
        "status": "published",
        "visibility": "public",
        "created_at": "2020-01-01T08:00:00.000Z",
        "published_at": "2020-02-02T08:00:00.000Z",
    } | fields


def export(*posts: dict[str, Any], is_old: bool = False, **tables: list[dict[str, Any]]) -> str:
    data = {
        "posts": list(posts),
        "users": [{"id": "u1", "name": "Flora", "slug": "flora", "email": "flora@example.org"}],
        "posts_authors": [{"post_id": "5f01", "author_id": "u1", "sort_order": 0}],
        "tags": [{"id": "t1", "name": "Trains"}, {"id": "t2", "name": "#internal"}],
        "posts_tags": [
            {"post_id": "5f01", "tag_id": "t2", "sort_order": 0},
            {"post_id": "5f01", "tag_id": "t1", "sort_order": 1},
        ],
        "settings": [{"key": "title", "value": "Quiet"}, {"key": "description", "value": "Hush"}],
        **tables,
    }
    whole: dict[str, Any] = {"meta": {"version": "5.82.0"}, "data": data}
    return json.dumps(whole if is_old else {"db": [whole]})


def import_ghost(folder: Path, text: str | bytes, *options: str) -> str:
    return import_text(folder, text, *options, kind="ghost")


@pytest.mark.parametrize("is_old", [True, False])
def test_a_post_comes_in_with_author_tags_date_and_address(
    tmp_path: Path, client: Client, *, is_old: bool
) -> None:
    output = import_ghost(tmp_path, export(post(custom_excerpt="On rain"), is_old=is_old))

    here = Post.objects.get()
    assert output.startswith("Brought in: 1 post\n")
    assert (here.title, here.body_html, here.excerpt) == (
        "Real rooms",
        "<p>It rained.</p>",
        "On rain",
    )
    assert (here.author.handle, here.author.email) == ("flora", "flora@example.org")
    assert [row.tag.name for row in here.tagged.all()] == ["Trains"]
    assert here.published_at is not None
    assert here.published_at.isoformat() == "2020-02-02T08:00:00+00:00"
    answer = client.get("/@quiet-carriage/real-rooms-5f01/")
    assert answer.headers["Location"] == here.get_absolute_url()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "draft", "published_at": None}, "draft"),
        ({"status": "scheduled", "published_at": "2190-01-01T00:00:00.000Z"}, "scheduled"),
        ({"status": "scheduled"}, "draft"),
        ({"status": "sent"}, "private"),
        ({"visibility": "members"}, "private"),
        ({"visibility": "paid"}, "private"),
        ({"visibility": "members", "status": "draft"}, "draft"),
        ({"status": "no such"}, "draft"),
        ({"published_at": "0000-00-00 00:00:00", "created_at": None}, "draft"),
    ],
)
def test_what_was_not_public_there_is_not_public_here(
    tmp_path: Path, fields: dict[str, Any], status: str
) -> None:
    import_ghost(tmp_path, export(post(**fields)))

    assert Post.objects.get().status == status


@pytest.mark.parametrize("fields", [{"type": "page"}, {"type": None, "page": 1}])
def test_a_page_is_a_page(tmp_path: Path, fields: dict[str, Any]) -> None:
    import_ghost(tmp_path, export(post(**fields)))

    assert Post.objects.get().kind == "page"


LEXICAL = {
    "root": {
        "children": [
            {"type": "heading", "tag": "h2", "children": [{"type": "text", "text": "A & B"}]},
            {
                "type": "paragraph",
                "children": [
                    {"type": "text", "text": "Bold", "format": 1},
                    {"type": "link", "url": "/x", "children": [{"type": "text", "text": "x"}]},
                ],
            },
            {"type": "html", "html": "<p>raw</p>"},
        ]
    }
}
MOBILEDOC = {
    "cards": [["hr", {}], ["html", {"html": "<p>raw</p>"}]],
    "sections": [[1, "p", [[0, [], 0, "Hi & <ho>"]]], [10, 0], [10, 1], [10, 99], "?"],
}


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (
            {"lexical": json.dumps(LEXICAL)},
            '<h2 id="p1-a-b">A &amp; B</h2>|<strong>Bold</strong>|<p>raw</p>',
        ),
        ({"mobiledoc": json.dumps(MOBILEDOC)}, "<p>Hi &amp; &lt;ho&gt;</p>|<hr>|<p>raw</p>"),
        (
            {"mobiledoc": json.dumps({"cards": [["card-markdown", {"markdown": "*Hi*"}]]})},
            "<em>Hi</em>",
        ),
        ({"markdown": "*Hi*"}, "<em>Hi</em>"),
        ({}, ""),
    ],
)
def test_without_html_the_text_is_made_from_what_there_is(
    tmp_path: Path, fields: dict[str, Any], shown: str
) -> None:
    import_ghost(tmp_path, export(post(html=None, **fields)))

    body = Post.objects.get().body_html
    for part in shown.split("|"):
        assert part.partition(" id=")[0] in body


@pytest.mark.parametrize("source", ["no json", "[]", '{"root": 7}', "[" * 50_000, "7"])
def test_a_text_that_is_not_put_together_leaves_out_its_post_alone(
    tmp_path: Path, source: str
) -> None:
    broken = post("5f02", title="Broken", html=None, lexical=source)

    output = import_ghost(tmp_path, export(broken, post()))

    assert "post 1 of the file, “Broken”: left out, it is not put together" in output
    assert [here.title for here in Post.objects.all()] == ["Real rooms"]


def test_comments_come_in_where_the_export_has_them(tmp_path: Path) -> None:
    comments: list[dict[str, Any]] = [
        {"id": "c2", "post_id": "5f01", "member_id": "m1", "parent_id": "c1", "html": "<p>B</p>"},
        {"id": "c1", "post_id": "5f01", "member_id": "m1", "parent_id": None, "html": "<p>A</p>"},
        {"id": "c3", "post_id": "5f01", "parent_id": "c3", "html": "<p>C</p>", "status": "hidden"},
    ]
    for comment in comments[:2]:
        comment["status"] = "published"
    members = [{"id": "m1", "name": "Gus", "email": "gus@example.org"}]

    import_ghost(tmp_path, export(post(), comments=comments, members=members))

    here = {found.source: found for found in Comment.objects.all()}
    assert here["<p>B</p>"].parent == here["<p>A</p>"]
    assert (here["<p>A</p>"].name, here["<p>A</p>"].status) == ("Gus", "approved")
    assert here["<p>C</p>"].status == "removed"


def test_pictures_are_found_beside_and_links_lead_home(tmp_path: Path) -> None:
    folder = tmp_path / "content/images/2020/02"
    folder.mkdir(parents=True)
    (folder / "cat.png").write_bytes(image_bytes("red"))
    (folder / "dog.png").write_bytes(image_bytes("blue"))
    text = """<p><img src="__GHOST_URL__/content/images/2020/02/cat.png" alt="A cat">
    <a href="__GHOST_URL__/other/">Other</a></p>"""
    above = "__GHOST_URL__/content/images/2020/02/dog.png"
    meta = [{"post_id": "5f01", "feature_image_alt": "A dog"}]

    import_ghost(
        tmp_path,
        export(post(html=text, feature_image=above), posts_meta=meta),
        "--files",
        str(tmp_path / "content"),
    )

    assert {image.alt for image in Image.objects.all()} == {"A cat", "A dog"}
    here = Post.objects.get()
    assert here.featured_image == Image.objects.get(alt="A dog").url
    assert here.featured_image not in here.source
    assert 'href="/@quiet-carriage/other/"' in here.source
    assert "GHOST" not in here.source


def test_a_new_blog_takes_its_name_from_the_file_and_a_second_time_changes_nothing(
    tmp_path: Path,
) -> None:
    make_user("Cai", handle="cai")
    text = export(post())
    import_text(tmp_path, text, "--owner", "cai", blog="new-home", kind="ghost")
    before = all_rows()

    output = import_text(tmp_path, text, blog="new-home", kind="ghost")

    blog = Blog.objects.get(handle="new-home")
    assert (blog.title, blog.tagline) == ("Quiet", "Hush")
    assert "Already there: 1 post" in output
    assert all_rows() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    text = export(post(title="TITLE")).replace("TITLE", "Café")

    import_ghost(tmp_path, text.encode(encoding))

    assert Post.objects.get().title == "Café"


def test_a_file_that_breaks_off_keeps_what_is_whole(tmp_path: Path) -> None:
    text = export(post(), post("5f02", title="Cut"))

    output = import_error(tmp_path, text[: text.index("Cut")], kind="ghost")

    assert output.startswith("Line 1: this is not JSON, or it breaks off here")
    assert [here.title for here in Post.objects.all()] == ["Real rooms"]
    import_ghost(tmp_path, text)
    assert Post.objects.count() == 2


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"db": 7}',
        b'{"db": [{"data": {"posts": 7}}]}',
        b"<rss/>",
        b"\x00\xff",
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"a": "' + b"x" * 17_000_000 + b'"}',
    ],
)
def test_nonsense_is_refused_in_one_line(tmp_path: Path, text: bytes) -> None:
    output = import_error(tmp_path, text, kind="ghost")

    assert output.startswith("Line 1: ")
    assert "\n" not in output


MEASURED = """
import resource, sys
from pathlib import Path
import tests.settings, django
django.setup()
from transfer.importers.ghost.reader import GhostReader
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
print(sum(1 for item in GhostReader(Path(sys.argv[1])).items()), peak() - before)
"""


def test_the_memory_it_takes_does_not_grow_with_the_file(tmp_path: Path) -> None:
    one = json.dumps(post(html="<p>It rained, and we talked.</p>" * 800))
    head, end = export({"id": "HERE"}).split('{"id": "HERE"}')
    file = tmp_path / "large.json"
    count = 30_000_000 // len(one)
    file.write_text(f"{head}{','.join([one] * count)}{end}")

    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", MEASURED, str(file)],
        cwd=django_settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    items, megabytes = map(int, done.stdout.split())
    assert items == count
    assert megabytes < 25
