from __future__ import annotations

import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError

from images.models import Image
from posts.models import Post
from tests.transfer.images import image_bytes
from tests.transfer.importing import import_file
from tests.transfer.rows import all_rows

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]

YAML = """---
title: "Real rooms: why"
date: 2012-07-02 13:00:00 +0100
tags: [trains, tea]
categories: Things
description: On rain
---
It *rained*.
"""
TOML = """+++
title = "Real rooms: why"
date = 2012-07-02T13:00:00+01:00
tags = ["trains", "tea"]
categories = ["Things"]
description = "On rain"
+++
It *rained*.
"""


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def import_folder(folder: Path, *options: str, **files: str | bytes) -> str:
    return import_file(write(folder / "site", **files), *options, kind="markdown")


@pytest.mark.parametrize("text", [YAML, TOML, YAML.replace("\n", "\r\n")])
def test_front_matter_says_what_the_post_is(tmp_path: Path, text: str) -> None:
    import_folder(tmp_path, **{"posts/real-rooms.md": text})

    post = Post.objects.get()
    assert (post.title, post.slug, post.excerpt) == ("Real rooms: why", "real-rooms", "On rain")
    assert post.body_html == "<p>It <em>rained</em>.</p>"
    assert post.published_at is not None
    assert post.published_at.isoformat() == "2012-07-02T12:00:00+00:00"
    assert [row.tag.name for row in post.tagged.all()] == ["trains", "tea"]
    assert [each.name for each in post.categories.all()] == ["Things"]


@pytest.mark.parametrize(
    ("name", "text", "old"),
    [
        ("_posts/2012-07-02-real-rooms.md", "---\ntitle: x\n---\n", "2012/07/02/real-rooms.html"),
        ("_posts/2012-07-02-real-rooms.md", "---\ntitle: x\n---\n", "2012/07/02/real-rooms/"),
        ("content/posts/real-rooms.md", "---\ndate: 2012-07-02\n---\n", "posts/real-rooms/"),
        ("content/posts/real-rooms/index.md", "---\ndate: 2012-07-02\n---\n", "posts/real-rooms"),
        ("a.md", "---\ndate: 2012-07-02\naliases: [/old/one/, 'x:y']\n---\n", "old/one/"),
        ("a.md", "---\ndate: 2012-07-02\npermalink: /old/one\n---\n", "old/one"),
        ("real-rooms.md", "# Real rooms\n\n> Published on Jul 2, 2012\n\nRain.", "real-rooms/"),
    ],
)
def test_the_old_address_leads_on(
    tmp_path: Path, client: Client, name: str, text: str, old: str
) -> None:
    import_folder(tmp_path, **{name: text})

    answer = client.get(f"/@quiet-carriage/{old}")
    assert answer.headers["Location"] == Post.objects.get().get_absolute_url()
    assert Post.objects.get().local_day is not None


def test_the_heading_of_a_bare_text_is_its_title(tmp_path: Path) -> None:
    import_folder(tmp_path, **{"a.md": "# Real rooms\n\n> Published on July 2, 2012\n\nRain."})

    assert (Post.objects.get().title, Post.objects.get().source) == ("Real rooms", "Rain.")


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("a.md", "---\ndate: 2012-07-02\ndraft: true\n---\n", "draft"),
        ("a.md", "+++\ndate = 2012-07-02\ndraft = true\n+++\n", "draft"),
        ("a.md", "---\ndate: 2012-07-02\npublished: false\n---\n", "draft"),
        ("_drafts/a.md", "---\ndate: 2012-07-02\n---\n", "draft"),
        ("a.md", "---\ndate: 2190-07-02\n---\n", "scheduled"),
        ("a.md", "---\ndate: 2012-07-02\nprivate: yes\n---\n", "private"),
        ("a.md", "No date at all", "draft"),
        ("a.md", "---\ndate: 0000-00-00\n---\n", "draft"),
        ("a.md", "---\ndate: [soon]\n---\n", "draft"),
        ("a.md", "---\ndate: Mon, 02 Jul 2012 12:00:00 +0000\n---\n", "published"),
    ],
)
def test_what_was_not_out_is_not_out_here(
    tmp_path: Path, name: str, text: str, status: str
) -> None:
    import_folder(tmp_path, **{name: text})

    assert Post.objects.get().status == status


@pytest.mark.parametrize("name", ["about.md", "pages/about.md", "content/about.md"])
def test_a_page_is_a_page(tmp_path: Path, name: str) -> None:
    head = "---\nlayout: page\n---\n" if name == "about.md" else ""

    import_folder(tmp_path, **{name: f"{head}Hello."})

    assert (Post.objects.get().kind, Post.objects.get().slug) == ("page", "about")


def test_what_is_no_post_stays_there(tmp_path: Path) -> None:
    import_folder(
        tmp_path,
        **{
            "README.md": "How to build",
            "themes/x/a.md": "Theirs",
            "_includes/a.md": "Part",
            "posts/_index.md": "---\ntitle: All\n---\n",
            "static/page.html": "<p>Bare</p>",
            "old.html": "---\ntitle: Old\n---\n<p>Kept</p>",
        },
    )

    assert [post.body_html for post in Post.objects.all()] == ["<p>Kept</p>"]


def test_pictures_beside_a_text_come_along(tmp_path: Path) -> None:
    text = """---
date: 2012-07-02
---
![A cat](cat.png "x") ![A dog](/images/dog.png) ![Up](../up.png)
{{< figure src="cat.png" alt="Again" >}}
![Out](../../../../etc/passwd)
"""
    files: dict[str, str | bytes] = {
        "content/posts/one/index.md": text,
        "content/posts/one/cat.png": image_bytes("red"),
        "content/posts/up.png": image_bytes("blue"),
        "static/images/dog.png": image_bytes("green"),
    }

    import_folder(tmp_path, **files)

    assert {image.original_name for image in Image.objects.all()} == {
        "cat.png",
        "dog.png",
        "up.png",
    }
    assert Post.objects.get().source.count("/media/pictures/") == 4


def test_a_zip_of_the_folder_is_the_same(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_posts/2012-07-02-a.md": YAML,
        "_posts/b.md": TOML,
        "cat.png": image_bytes(),
    }
    import_folder(tmp_path, **files)
    before = all_rows()
    archive = tmp_path / "site.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(f"blog-main/{name}", content)
        zipped.writestr("__MACOSX/blog-main/._a.md", "junk")

    output = import_file(archive, kind="markdown")

    assert "Already there: 2 posts" in output
    assert all_rows() == before


def test_markup_of_site_makers_becomes_markdown(tmp_path: Path) -> None:
    text = """---
date: 2012-07-02
---
[x]({{ site.baseurl }}/about/)

{% highlight python %}
a = 1
{% endhighlight %}
"""
    import_folder(tmp_path, **{"a.md": text})

    body = Post.objects.get().body_html
    assert 'href="/about/"' in body
    assert "highlight" in body
    assert "{%" not in body


# What is wrong with a folder

MERGES = "a: &a {k: 1}\n" + "".join(
    f"m{n}: &m{n}\n  <<: [{', '.join([f'*{"a" if n == 0 else f"m{n - 1}"}'] * 9)}]\n"
    for n in range(20)
)


@pytest.mark.parametrize(
    "head",
    [
        "title: [",
        "title: 'x",
        "- a list",
        "? [a]\n: b",
        "[" * 15_000,
        "{" * 15_000,
        "x: !!python/object/apply:os.system [ls]\ntitle: 'x",
        "x" * 40_000,
    ],
)
def test_front_matter_that_makes_no_sense_leaves_out_its_text_alone(
    tmp_path: Path, head: str
) -> None:
    output = import_folder(tmp_path, **{"bad.md": f"---\n{head}\n---\nHi", "good.md": YAML})

    assert "bad.md, bad.md: left out, its front matter" in output
    assert [post.title for post in Post.objects.all()] == ["Real rooms: why"]


@pytest.mark.parametrize("head", [MERGES, "a: &a [x,x]\ntags: [*a, *a]\n", "title: {a: b}\n"])
def test_front_matter_that_multiplies_itself_costs_nothing(tmp_path: Path, head: str) -> None:
    begun = time.process_time()

    import_folder(tmp_path, **{"a.md": f"---\n{head}\n---\nHi"})

    assert Post.objects.get().title == "a"
    assert time.process_time() - begun < 5


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Secret")
    write(tmp_path / "elsewhere", **{"other.md": "Secret too"})
    site = write(tmp_path / "site", **{"a.md": "Mine"})
    (site / "b.md").symlink_to(tmp_path / "secret.md")
    (site / "folder").symlink_to(tmp_path / "elsewhere")

    import_file(site, kind="markdown")

    assert [post.source for post in Post.objects.all()] == ["Mine"]


def test_a_zip_that_unpacks_without_end_leaves_out_its_text_alone(tmp_path: Path) -> None:
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("a.md", "x" * 50_000_000)
        zipped.writestr("b.md", YAML)
        zipped.writestr("../../out.md", "Mine too")

    output = import_file(archive, kind="markdown")

    assert "a.md: left out, it is larger than 1 MB" in output
    assert [post.title for post in Post.objects.all()] == ["Real rooms: why"]


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"hello", b"PK\x03\x04rest"])
def test_what_is_neither_folder_nor_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)

    with pytest.raises(CommandError, match="neither a folder nor a zip"):
        import_file(tmp_path / "x", kind="markdown")


def test_a_folder_without_markdown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no Markdown"):
        import_folder(tmp_path, **{"a.txt": "Hi"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    import_folder(tmp_path, **{"a.md": "---\ntitle: Café\n---\nHi".encode(encoding)})

    assert Post.objects.get().title == "Café"


def test_a_title_of_ten_thousand_letters_and_one_of_signs_fit(tmp_path: Path) -> None:
    import_folder(
        tmp_path,
        **{"a.md": f"---\ntitle: {'T' * 10_000}\n---\n", "---.md": "# \u202e\N{PARTY POPPER} \n"},
    )

    assert max(len(post.title) for post in Post.objects.all()) == 250
    assert Post.objects.count() == 2
