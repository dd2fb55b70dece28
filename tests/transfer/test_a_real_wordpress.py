"""An export that WordPress itself wrote, against what its database said; bench/real_wordpress/."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from blogs.models import Blog
from tests.make import make_user
from tests.transfer.importing import import_text
from tests.transfer.real_wordpress import EXPORT, actual, differences, expected, read_data, totals

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def output(tmp_path: Path) -> str:
    """What the command said when the blog moved in."""
    make_user("Ada Kowalczyk", handle="ada")
    return import_text(tmp_path, EXPORT.read_bytes(), "--no-fetch", "--owner", "ada", blog="stacks")


def test_everything_of_a_real_blog_comes_in_as_it_was(output: str) -> None:
    blog, data = Blog.objects.get(), read_data()

    assert differences(data, blog) == []
    assert totals(actual(data, blog)) == totals(expected(data))
    assert "Brought in: 24 posts, 4 pages, 30 comments" in output


@pytest.mark.usefixtures("output")
def test_every_old_address_of_a_real_blog_leads_to_its_post(client: Client) -> None:
    blog = Blog.objects.get()
    known = [
        (old.path, post) for post in blog.posts.published() for old in post.old_addresses.all()
    ]
    assert len(known) == 46

    for path, post in known:
        answer = client.get(f"/@stacks/{path}", follow=True)
        assert answer.status_code == 200, path
        assert answer.wsgi_request.path == unquote(post.get_absolute_url())


@pytest.mark.usefixtures("output")
def test_posts_of_a_real_blog_lead_to_each_other_here(client: Client) -> None:
    posts = {post.title: post for post in Blog.objects.get().posts.all()}

    first = posts["Thing 1 – A catalogue of my own"]
    assert f'<a href="{posts["Thing 3 – Three ways to show a shelf"].get_absolute_url()}">' in (
        first.body_html
    )
    assert 'href="http://localhost:8107/?p=999999"' in first.body_html
    shown = client.get(posts["Everything the block editor has"].get_absolute_url()).text
    assert f'<a href="{first.get_absolute_url()}">link to the first</a>' in shown


def test_a_real_blog_moves_in_once(tmp_path: Path, output: str) -> None:
    again = import_text(tmp_path, EXPORT.read_bytes(), "--no-fetch", blog="stacks")

    assert "Brought in: nothing" in again
    assert "Already there: 24 posts, 4 pages, 30 comments" in again
    assert Blog.objects.get().posts.count() == 28
    assert output
