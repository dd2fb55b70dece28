"""Pictures: only pictures, only from their own folder, and good for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings
    from django.test import Client


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "secret.webp").write_bytes(b"secret")


def keep(name: str) -> None:
    default_storage.save(name, ContentFile(b"a picture"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a/b-0123.webp", "image/webp"),
        ("b.AVIF", "image/avif"),
        ("c.png", "image/png"),
        ("d.jpg", "image/jpeg"),
        ("e.jpeg", "image/jpeg"),
        ("f.gif", "image/gif"),
        ("półka.webp", "image/webp"),
    ],
)
def test_a_picture_is_served_as_what_it_is_and_for_ever(
    guest: Client, name: str, kind: str
) -> None:
    keep(name)

    response = guest.get(f"/media/{name}")

    assert b"".join(response.streaming_content) == b"a picture"  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == kind
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_a_picture_that_is_known_is_not_sent_again(guest: Client) -> None:
    keep("a.webp")
    first = guest.get("/media/a.webp")
    assert b"".join(first.streaming_content)  # type: ignore[attr-defined]

    response = guest.get("/media/a.webp", headers={"If-None-Match": first.headers["ETag"]})

    assert response.status_code == 304
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["page.html", "drawing.svg", "code.js", "paper.pdf", "noend", "x."]
)
def test_nothing_but_a_picture_is_served(guest: Client, name: str) -> None:
    keep(name)

    assert guest.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../secret.webp",
        "%2e%2e/secret.webp",
        "..%2fsecret.webp",
        "a/../../secret.webp",
        "/etc/secret.webp",
        "a.webp/b.webp",
        "folder.webp",
        f"{'n' * 300}.webp",
        "nothing.webp",
    ],
)
def test_what_is_outside_or_is_not_there_is_not_found(guest: Client, name: str) -> None:
    keep("a.webp")
    keep("folder.webp/inside.webp")

    assert guest.get(f"/media/{name}").status_code == 404


def test_a_name_with_a_nul_is_refused(guest: Client) -> None:
    assert guest.get("/media/%00.webp").status_code == 400


def test_a_picture_cannot_be_posted_to(guest: Client) -> None:
    posted = guest.post("/media/a.webp", headers={"Sec-Fetch-Site": "same-origin"})

    assert posted.status_code == 405
