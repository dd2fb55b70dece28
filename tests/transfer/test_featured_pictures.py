"""A featured picture goes out with its blog, and comes in with one, whatever the file is."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from blogs.models import Blog
from images.models import Image
from posts.models import Post
from tests.drawings import drawing
from tests.make import make_blog, make_post
from tests.pages import get
from tests.transfer.archives import dead_links, lines, pack, texts
from tests.transfer.images import image_bytes
from tests.transfer.importing import import_file, import_text

if TYPE_CHECKING:
    from pathlib import Path

    from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def post(quiet_carriage: Blog, ada: User) -> Post:
    image = Image.objects.store(
        blog=quiet_carriage, by=ada, content=drawing(size=(900, 600)), alt="A shelf"
    )
    return make_post(quiet_carriage, featured_image=image.url, featured_alt="At dusk")


def head_of(post: Post) -> str:
    page = get(post.get_absolute_url())
    return page.partition('<div class="prose featured">')[2].partition("</div>")[0]


def emptied(blog: Blog) -> None:
    """As in a community that never had it."""
    shutil.rmtree(settings.MEDIA_ROOT)
    blog.delete()


def test_our_own_export_brings_it_home_with_its_revisions(
    post: Post, ada: User, tmp_path: Path
) -> None:
    post.apply_edit({"featured_alt": "At noon"}, by=ada)
    packed = pack(tmp_path, "quiet-carriage")
    [written] = lines(packed, "post")
    assert (written["featured_image"], written["featured_alt"]) == (post.featured_image, "At noon")
    emptied(post.blog)

    import_file(packed, "--owner", "ada", kind="cpdblog")

    home = Post.objects.get()
    assert home.featured_image == Image.objects.get().url
    assert 'alt="At noon"' in head_of(home)
    assert home.revisions.newest_first()[1].featured_alt == "At dusk"
    assert home.revisions.newest_first()[1].featured_image == home.featured_image


@pytest.mark.parametrize("lie", [7, None, "/media/pictures/aa/bb-9.webp", "\0<b>", "x" * 999])
def test_a_file_that_lies_of_it_brings_the_post_without(
    post: Post, tmp_path: Path, lie: object
) -> None:
    packed = pack(tmp_path, "quiet-carriage")
    Post.objects.all().delete()
    content = texts(packed)["posts.jsonl"].replace(json.dumps(post.featured_image), json.dumps(lie))
    lying = tmp_path / "lying.zip"
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(lying, "w") as new:
        new.writestr("blog.json", old.read("blog.json"))
        new.writestr("posts.jsonl", content)

    import_file(lying, kind="cpdblog")

    assert (Post.objects.get().featured_image, head_of(Post.objects.get())) == ("", "")


def test_the_site_shows_it(post: Post, tmp_path: Path) -> None:
    packed = pack(tmp_path, "quiet-carriage")

    pages = [text for name, text in texts(packed).items() if name.endswith(f"{post.slug}.html")]
    pages += [text for name, text in texts(packed).items() if f"/{post.slug}/" in name]
    assert any('<div class="prose featured">' in page for page in pages)
    assert dead_links(packed) == []


def test_what_wordpress_is_given_names_it_and_brings_it_in(post: Post, tmp_path: Path) -> None:
    xml = texts(pack(tmp_path, "quiet-carriage"))["wordpress.xml"]
    elsewhere = make_blog(post.author, handle="elsewhere")

    import_text(tmp_path, xml, "--files", str(settings.MEDIA_ROOT), blog="elsewhere")

    here = elsewhere.posts.get()
    assert here.featured_image == elsewhere.images.get().url
    assert 'alt="A shelf"' in head_of(here)
    assert "<img" not in here.body_html


def test_one_of_the_blog_it_stood_on_before_goes_along(post: Post, tmp_path: Path) -> None:
    elsewhere = make_blog(post.author, handle="elsewhere")
    post.move(to=elsewhere, kind=post.kind, slug="")

    packed = pack(tmp_path, "elsewhere")

    assert f"http://localhost:8000{post.featured_image}" in texts(packed)["wordpress.xml"]
    assert "_thumbnail_id" in texts(packed)["wordpress.xml"]
    emptied(Blog.objects.get(handle="quiet-carriage"))
    elsewhere.delete()
    import_file(packed, "--owner", "ada", kind="cpdblog", blog="elsewhere")
    assert head_of(Post.objects.get())


def test_our_markdown_brings_it_back(post: Post, tmp_path: Path) -> None:
    packed, folder = pack(tmp_path, "quiet-carriage"), tmp_path / "unpacked"
    zipfile.ZipFile(packed).extractall(folder)
    (folder / "README.txt").unlink()
    elsewhere = make_blog(post.author, handle="elsewhere")

    import_file(folder, kind="markdown", blog="elsewhere")

    here = elsewhere.posts.get()
    assert here.featured_image == elsewhere.images.get().url
    assert 'alt="At dusk"' in head_of(here)


@pytest.mark.parametrize(
    "head",
    [
        "featured_image: cat.png",
        "image: cat.png",
        "cover:\n  image: cat.png\n  alt: A cat",
        "image: ./cat.png",
    ],
)
def test_front_matter_of_others_is_understood(
    quiet_carriage: Blog, tmp_path: Path, head: str
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "tea.md").write_text(f"---\ntitle: Tea\n{head}\n---\nIt rained.\n")
    (folder / "cat.png").write_bytes(image_bytes())

    import_file(folder, kind="markdown")

    assert Post.objects.get().featured_image == quiet_carriage.images.get().url


@pytest.mark.parametrize("head", ["image: gone.png", "image: [a, b]", "cover: {image: [x]}"])
def test_front_matter_without_a_picture_brings_the_post(
    quiet_carriage: Blog, tmp_path: Path, head: str
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "tea.md").write_text(f"---\ntitle: Tea\n{head}\n---\nIt rained.\n")

    import_file(folder, kind="markdown")

    assert quiet_carriage.posts.get().featured_image == ""
    assert quiet_carriage.posts.get().source == "It rained."
