"""`manage.py render` makes anew what older rules made, and touches nothing else."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from comments.models import Comment
from cpdblog.lib.markup import markdown
from images.models import Image
from posts.models import Post, Tag
from tests.drawings import drawing, moving
from tests.make import make_blog, make_comment, make_post, make_user
from tests.pages import get

if TYPE_CHECKING:
    from pathlib import Path

    from blogs.models import Blog

pytestmark = pytest.mark.django_db

BEFORE = dt.datetime(2013, 1, 1, tzinfo=dt.UTC)
OLD = {
    "body_html": "<p>Of old.</p>",
    "renderer_version": markdown.RENDERER_VERSION - 1,
    "updated_at": BEFORE,
}


def render(**options: Any) -> str:
    output = StringIO()
    call_command("render", stdout=output, stderr=output, **options)
    return output.getvalue()


def grown_old(*things: Post | Comment) -> None:
    for thing in things:
        type(thing).objects.filter(pk=thing.pk).update(**OLD)


def test_every_text_of_older_rules_is_made_anew() -> None:
    blog = make_blog()
    states = ("published", "draft", "scheduled", "private")
    posts = [make_post(blog, source="It *rained*.", status=state) for state in states]
    posts += [make_post(blog, kind="page", title="About", source="It *rained*.")]
    comments = [
        make_comment(posts[0], "It *rained*.", status=state)
        for state in ("approved", "pending", "spam", "removed")
    ]
    grown_old(*posts, *comments)

    output = render()

    assert "5 posts and 4 comments rendered anew." in output
    for thing in (*Post.objects.all(), *Comment.objects.all()):
        assert thing.body_html == "<p>It <em>rained</em>.</p>"
        assert thing.renderer_version == markdown.RENDERER_VERSION
        assert thing.updated_at == BEFORE
    assert "<em>rained</em>" in get(posts[0].get_absolute_url())


def test_what_stands_is_not_made_again_and_a_second_run_has_nothing_to_do() -> None:
    post, comment = make_post(), make_comment(make_post())
    Post.objects.filter(pk=post.pk).update(body_html="<p>By the rules of today.</p>")
    grown_old(comment)

    assert "0 posts and 1 comments" in render()
    assert "0 posts and 0 comments" in render()

    post.refresh_from_db()
    assert post.body_html == "<p>By the rules of today.</p>"


def test_no_version_of_a_post_or_comment_is_made() -> None:
    post = make_post()
    comment = make_comment(post)
    version, versions = post.version, post.revisions.count()
    grown_old(post, comment)

    render()

    post.refresh_from_db()
    assert (post.version, post.revisions.count()) == (version, versions)
    assert not comment.revisions.exists()


def test_what_was_imported_goes_through_the_cleaner_again() -> None:
    hostile = (
        '<p onclick="x()">It <em>rained</em>.<script>x()</script><a href="www.a.org">a</a></p>'
    )
    post = make_post(source=hostile, source_format="html")
    comment = make_comment(post, hostile, source_format="html")
    grown_old(post, comment)

    render()

    for thing in (Post.objects.get(), Comment.objects.get()):
        assert thing.body_html.startswith("<p>It <em>rained</em>.<a ")
        assert 'href="https://www.a.org"' in thing.body_html
        assert "script" not in thing.body_html


def test_search_and_hashtags_follow() -> None:
    post = make_post(source="A #lighthouse stood there.")
    comment = make_comment(post, "Like a windmill.")
    grown_old(post, comment)
    call_command("index_search")
    Tag.objects.all().delete()

    render()

    assert post.get_absolute_url() in get("/search/?q=stood")
    assert "windmill" in get("/search/?q=windmill")
    assert post.get_absolute_url() in get("/tags/lighthouse/")
    call_command("index_search", check=True, stdout=StringIO())


@pytest.fixture
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def kept_before_stills(blog: Blog, picture: bytes) -> Image:
    image = Image.objects.store(blog=blog, by=None, content=picture)
    for name in image.file_names():
        if name.endswith(".still.webp"):
            default_storage.delete(name)
    Image.objects.filter(pk=image.pk).update(moves=None)
    image.refresh_from_db()
    return image


@pytest.mark.usefixtures("_own_storage")
def test_pictures_that_move_get_the_still_that_they_lack() -> None:
    blog = make_blog()
    moves = kept_before_stills(blog, moving("GIF"))
    stays = kept_before_stills(blog, drawing("PNG"))
    lost = kept_before_stills(blog, drawing("PNG"))
    default_storage.delete(lost.file_names()[-2])
    post = make_post(blog, source=moves.markdown())
    assert "reduced-motion" not in get(post.get_absolute_url())
    assert "manage.py render" in render(tell=True)

    output = render()

    assert "1 moving pictures have a still version now." in output
    stills = [f"{moves.name}-{width}.still.webp" for width in (480, 600)]
    assert all(default_storage.exists(name) for name in stills)
    assert all(name in get(post.get_absolute_url()) for name in stills)
    data = dict(Image.objects.values_list("pk", "moves"))
    assert data == {moves.pk: True, stays.pk: False, lost.pk: False}
    assert render(tell=True) == ""
    assert "have a still" not in render()


def test_starting_says_when_there_is_something_to_do() -> None:
    comment = make_comment(make_post(), by=make_user())

    assert render(tell=True) == ""

    grown_old(comment)
    assert "manage.py render" in render(tell=True)
    comment.refresh_from_db()
    assert comment.body_html == "<p>Of old.</p>"
