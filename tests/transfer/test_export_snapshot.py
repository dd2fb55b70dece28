"""Others go on writing while a blog is packed, and what is packed is one moment of it."""

from __future__ import annotations

import io
import zipfile
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from posts.models import Post
from tests.make import make_blog, make_comment, make_post
from transfer.exporters.archive.packing import Packing


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_kept_here_and_not_half_packed() -> None:
    blog = make_blog()
    for number in range(3):
        make_post(blog, title=f"Number {number}")
    file = io.BytesIO()
    packing = Packing(blog, file, timezone.now()).run()
    next(packing)

    def write() -> None:
        for post in Post.objects.all():
            post.title = "Changed meanwhile"
            post.write()
            make_comment(post, "Said meanwhile.")
        connection.close()

    writer = Thread(target=write)
    writer.start()
    writer.join()
    for _post in packing:
        pass

    with zipfile.ZipFile(file) as packed:
        contents = [packed.read(name) for name in packed.namelist()]
    assert not any(b"meanwhile" in text for text in contents)
    assert set(Post.objects.values_list("title", "comment_count")) == {("Changed meanwhile", 1)}
