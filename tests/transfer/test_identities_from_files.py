"""A file may say with which account a comment was signed: it is believed as far as it is proved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Identity
from blogs.models import Blog, BlogMember
from comments.models import Comment
from posts.models import Post
from tests.casts import signed_in
from tests.make import make_comment, make_member, make_post
from tests.pages import text_of
from tests.transfer.archives import lines, pack
from tests.transfer.test_archive_import import bring, changed

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from accounts.models import User

pytestmark = pytest.mark.django_db

IDENTITY = {
    "provider": "orcid",
    "provider_name": "ORCID",
    "name": "Ada Kowalczyk",
    "profile_url": "https://orcid.example/0000-0001",
}


@pytest.fixture
def orcid(ada: User) -> Identity:
    return Identity.objects.create(user=ada, uid="0000-0001", **IDENTITY)


@pytest.fixture
def packed(quiet_carriage: Blog, ada: User, orcid: Identity, tmp_path: Path) -> Path:
    """A blog with a comment that its owner signed with ORCID; its posts are gone by now."""
    signed: Any = {"identity": orcid, "signed_with": "ORCID"}
    make_comment(make_post(quiet_carriage, title="Tea"), "Signed.", by=ada, **signed)
    file = pack(tmp_path, "quiet-carriage")
    empty()
    return file


def empty() -> None:
    Comment.objects.all().delete()
    Post.objects.all().delete()


def upload(file: Path, by: User) -> None:
    """As a member brings it in at the desk."""
    sent = {"file": SimpleUploadedFile("mine.zip", file.read_bytes()), "do": "bring"}
    assert signed_in(by).post("/desk/@quiet-carriage/import/", sent).status_code == 302


def rewritten(data: bytes, **fields: object) -> bytes:
    """The posts.jsonl in which every comment has these FIELDS."""
    rows = [json.loads(line) for line in data.splitlines()]
    for line in rows:
        if "comment" in line:
            line["comment"] |= fields
    return "\n".join(json.dumps(line) for line in rows).encode()


def made_up(data: bytes) -> bytes:
    """Somebody's own words, signed with the account of another."""
    return rewritten(data, author="ben")


def test_who_brings_it_in_signs_with_it_here_too(packed: Path, ada: User, orcid: Identity) -> None:
    upload(packed, ada)

    comment = Comment.objects.get()
    assert (comment.author, comment.identity) == (ada, orcid)
    assert (comment.signed_with, comment.imported_identity) == ("ORCID", {})


def test_imported_by_somebody_else_it_is_what_the_file_says(
    packed: Path, quiet_carriage: Blog, ben: User
) -> None:
    make_member(quiet_carriage, ben, BlogMember.Role.EDITOR)

    upload(packed, ben)

    comment = Comment.objects.get()
    assert (comment.identity, comment.signed_with) == (None, "")
    assert comment.imported_identity == IDENTITY


def test_an_account_of_somebody_else_is_not_ones_own_by_a_file(
    packed: Path, quiet_carriage: Blog, ben: User
) -> None:
    make_member(quiet_carriage, ben, BlogMember.Role.EDITOR)

    upload(changed(packed, "posts.jsonl", made_up), ben)

    comment = Comment.objects.get()
    assert (comment.author, comment.identity, comment.signed_with) == (ben, None, "")
    assert comment.imported_signature == "ORCID, Ada Kowalczyk"


def test_it_goes_out_again_as_it_came_in(packed: Path, tmp_path: Path) -> None:
    [comment] = lines(packed, "comment")
    Identity.objects.all().delete()

    for _time in range(2):
        bring(packed)
        [again] = lines(pack(tmp_path, "quiet-carriage"), "comment")
        assert [again["identity"], again["signed_with"]] == [IDENTITY, "ORCID"]
        assert [comment["identity"], comment["signed_with"]] == [IDENTITY, "ORCID"]
        empty()


def test_hosts_see_that_it_is_the_word_of_a_file(
    packed: Path, as_mo: Client, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    Identity.objects.all().delete()
    bring(packed)

    page = as_mo.get(f"/admin/comments/comment/{Comment.objects.get().pk}/change/")

    assert "ORCID, Ada Kowalczyk (from an import)" in text_of(page.text)


@pytest.mark.parametrize(
    "identity",
    [
        "ORCID",
        ["ORCID"],
        {"provider": 7, "name": ["x"], "profile_url": "javascript:alert(1)"},
        {"provider_name": "O" * 100_000, "name": "\0\ud800"},
    ],
)
def test_what_is_no_identity_does_no_harm(packed: Path, ada: User, identity: object) -> None:
    def spoil(data: bytes) -> bytes:
        return rewritten(data, identity=identity, signed_with="<b>ORCID</b>")

    upload(changed(packed, "posts.jsonl", spoil), ada)

    imported = Comment.objects.get().imported_identity
    assert imported.keys() <= {"provider_name"}
    assert len(imported["provider_name"]) <= 80
