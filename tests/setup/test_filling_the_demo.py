import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q
from pytest_django import Settings

from accounts.models import User
from blogs.models import Blog
from comments.models import Comment
from cpdblog.demo import load
from images.models import Image
from posts.models import Post

NOW = dt.datetime(2026, 11, 22, 18, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_evening_after_it_all(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=True):
        yield


def rows() -> dict[str, int]:
    rooms = ("accounts", "posts", "comments", "account")
    return {
        model.__name__: model._default_manager.count()
        for room in rooms
        for model in apps.get_app_config(room).get_models()
    }


def contents(folder: Path) -> dict[Path, Any]:
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


def test_a_second_filling_changes_nothing(tmp_path: Path) -> None:
    call_command("fill_demo")
    before = rows(), contents(tmp_path)
    touched = Post.objects.latest("updated_at").updated_at

    call_command("fill_demo")

    assert (rows(), contents(tmp_path)) == before
    assert Post.objects.latest("updated_at").updated_at == touched


def test_a_filling_that_was_cut_off_goes_on_where_it_stopped() -> None:
    load.create_people()
    load.create_blogs(at=NOW)
    for file in load.missing_posts()[:7]:
        load.add_post(file, at=NOW)

    call_command("fill_demo")

    posts = Post.objects.posts().count()
    assert posts == len(list((load.HERE / "posts").glob("*/*.md")))
    assert load.missing_posts() == []


def test_the_demo_shows_every_shape_of_a_discussion() -> None:
    call_command("fill_demo")

    counts = set(Post.objects.published().values_list("comment_count", flat=True))
    assert counts >= {0, 1, 4, 200}
    assert Comment.objects.filter(depth__gte=12).exists()
    assert {status for status, _ in Comment.Status.choices} == set(
        Comment.objects.values_list("status", flat=True)
    )
    assert Comment.objects.filter(author=None).exclude(website="").exists()
    assert Comment.objects.exclude(identity=None).values("signed_with").distinct().count() > 5


def test_the_demo_shows_every_shape_of_a_post() -> None:
    call_command("fill_demo")

    posts = Post.objects.posts()
    assert posts.published().filter(title="").exists()
    assert posts.filter(is_sticky=True).exists()
    assert posts.filter(comments_open=False).exists()
    assert set(posts.values_list("status", flat=True)) == {*Post.Status} - {Post.Status.BINNED}
    assert Post.objects.pages().published().count() == Blog.objects.count()


def test_the_counts_are_what_can_be_counted() -> None:
    call_command("fill_demo")

    seen = Count("comments", filter=Q(comments__status="approved"), distinct=True)
    counted = Post.objects.annotate(seen=seen, liked=Count("likes", distinct=True))
    assert not counted.exclude(comment_count=F("seen"), like_count=F("liked")).exists()


def test_nothing_is_said_before_its_time() -> None:
    early = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)

    with time_machine.travel(early):
        call_command("fill_demo")

    assert not Post.objects.published().filter(published_at__gt=early).exists()
    assert Post.objects.filter(status="scheduled", published_at__gt=early).count() > 5
    assert not Comment.objects.filter(posted_at__gt=early).exists()


def test_pictures_that_posts_show_are_there(tmp_path: Path) -> None:
    call_command("fill_demo")

    images = list(Image.objects.all())
    assert images
    assert all(image.alt and image.credit and image.licence for image in images)
    assert all(Post.objects.published().showing(image) for image in images)
    assert all((tmp_path / name).stat().st_size for im in images for name in im.file_names())
    faces = User.objects.exclude(avatar="").values_list("avatar", flat=True)
    assert all((tmp_path / face).exists() for face in faces)


def test_a_community_in_production_is_never_filled(settings: Settings) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("fill_demo")

    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"file_path": "/srv/mail"}, "Letters that would be sent lie in /srv/mail"),
        ({"host": "mail.example.org"}, "Letters are really sent, by mail.example.org."),
    ],
)
def test_the_guide_says_where_mail_goes(
    options: dict[str, str], sentence: str, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    load.create_people()
    settings.MAILERS = {"default": {"BACKEND": "somewhere", "OPTIONS": options}}

    call_command("show_demo")

    assert sentence in capsys.readouterr().out
