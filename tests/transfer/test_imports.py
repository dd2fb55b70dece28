"""The desk page to move in: a file, how far it is, and what came of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from blogs.models import BlogMember
from posts.models import Post
from tests.casts import signed_in
from tests.make import make_blog, make_member, make_user
from tests.pages import get, links, text_of
from tests.transfer.blogger import comment, entry, old_file
from tests.transfer.wxr import author, export, item
from transfer.housekeeping import clear_imports
from transfer.models import Import
from transfer.tasks import run_import

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.django_db

PAGE = "/desk/@quiet-carriage/import/"
WORDPRESS = export(item("Real rooms"), item("Odd", post_type="poll"), item("Late", status="draft"))


def send(client: Client, content: str | bytes, *, do: str = "bring", name: str = "x.bin") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(PAGE, {"file": SimpleUploadedFile(name, raw), "do": do})


def import_report(client: Client, content: str | bytes, **more: str) -> str:
    """The report."""
    answer = send(client, content, **more)
    assert answer.status_code == 302, text_of(answer.text)
    return get(answer.headers["Location"], by=client)


def zipped(**files: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def stored_files() -> list[str]:
    try:
        return storages["private"].listdir("imports")[1]
    except FileNotFoundError:
        return []


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


@pytest.mark.django_db(transaction=True)  # files go when it is committed
@pytest.mark.usefixtures("quiet_carriage")
def test_a_file_is_imported_and_reported(as_ada: Client) -> None:
    page = import_report(as_ada, WORDPRESS, name="quiet.xml")

    text = text_of(page)
    assert "quiet.xml WordPress," in text
    assert "The import is complete." in text
    assert "2 posts" in text
    assert "“Odd”: left out, this kind has no place here (poll)" in text
    post = Post.objects.get(title="Real rooms")
    assert post.get_absolute_url() in links(page)
    assert {each.status for each in Post.objects.all()} == {"published", "draft"}
    assert stored_files() == []


@pytest.mark.usefixtures("quiet_carriage")
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (WORDPRESS, "WordPress"),
        (old_file(entry("7"), comment("8", "A", post="7")), "Blogger"),
        ('{"db": [{"data": {"posts": [{"id": "1", "html": "x"}]}}]}', "Ghost"),
        (zipped(**{"a.md": "# Hello\n\nThere"}), "Markdown"),
    ],
)
def test_what_a_file_is_is_seen_from_its_content(
    as_ada: Client, content: str | bytes, kind: str
) -> None:
    page = import_report(as_ada, content, name="whatever.txt")

    assert kind in text_of(page)
    assert Post.objects.count() > 0


@pytest.mark.django_db(transaction=True)  # files go when it is committed
@pytest.mark.usefixtures("quiet_carriage")
def test_one_may_look_first_and_bring_in_the_same_file_then(as_ada: Client) -> None:
    page = import_report(as_ada, WORDPRESS, do="look")

    assert "Nothing is kept yet." in text_of(page)
    assert "Would be imported 2 posts" in text_of(page)
    assert not Post.objects.exists()
    trial = Import.objects.get()
    answer = as_ada.post(f"{PAGE}{trial.pk}/", {"do": "bring"})
    assert "The import is complete." in text_of(get(answer.headers["Location"], by=as_ada))
    assert Post.objects.count() == 2
    assert stored_files() == []


@pytest.mark.django_db(transaction=True)  # files go when it is committed
@pytest.mark.usefixtures("quiet_carriage")
def test_a_file_that_was_looked_at_can_be_removed(as_ada: Client) -> None:
    import_report(as_ada, WORDPRESS, do="look")
    trial = Import.objects.get()

    as_ada.post(f"{PAGE}{trial.pk}/", {"do": "forget"})
    again = as_ada.post(f"{PAGE}{trial.pk}/", {"do": "bring"})

    assert again.status_code == 302
    assert stored_files() == []
    assert Import.objects.count() == 1


@pytest.mark.usefixtures("quiet_carriage")
def test_twice_the_same_file_adds_nothing(as_ada: Client) -> None:
    import_report(as_ada, WORDPRESS)

    page = import_report(as_ada, WORDPRESS)

    assert "Imported nothing" in text_of(page)
    assert "Already here 2 posts" in text_of(page)
    assert Post.objects.count() == 2


@pytest.mark.usefixtures("quiet_carriage")
@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x89PNG", b"PK\x03\x04", b"<html></html>", b"{}", zipped(a="b")]
)
def test_what_we_do_not_know_is_refused_and_not_kept(as_ada: Client, content: bytes) -> None:
    answer = send(as_ada, content)

    assert answer.status_code == 422
    assert "We cannot tell" in text_of(answer.text) or "choose a file" in text_of(answer.text)
    assert stored_files() == []


@pytest.mark.usefixtures("quiet_carriage")
def test_a_file_beyond_measure_is_refused_and_none_is_asked_for(
    as_ada: Client, settings: Any
) -> None:
    settings.MAX_IMPORT = 1000

    assert send(as_ada, WORDPRESS).status_code == 422
    assert as_ada.post(PAGE).status_code == 422
    assert stored_files() == []


@pytest.mark.usefixtures("quiet_carriage")
def test_a_file_that_breaks_off_says_where_and_keeps_what_is_whole(as_ada: Client) -> None:
    whole = export(item("One"), item("Two"))
    cut = whole[: whole.index("<title><![CDATA[Two") + 30]

    page = import_report(as_ada, cut)

    assert f"Line {cut.count('\n') + 1}: the file breaks off here" in text_of(page)
    assert "Imported 1 post" in text_of(page)
    assert [post.title for post in Post.objects.all()] == ["One"]


def test_only_who_runs_the_blog_may_bring_anything_in(
    quiet_carriage: Blog, as_ada: Client, as_ben: Client, guest: Client
) -> None:
    import_report(as_ada, WORDPRESS, do="look")
    report = f"{PAGE}{Import.objects.get().pk}/"
    people = {role: make_user(role) for role in BlogMember.Role.values[1:]}
    for role, user in people.items():
        make_member(quiet_carriage, user, role)

    assert signed_in(people["editor"]).get(report).status_code == 200
    for client in (as_ben, signed_in(people["author"]), signed_in(people["guest"])):
        assert client.get(PAGE).status_code == 403
        assert client.get(report).status_code == 403
        assert send(client, WORDPRESS).status_code == 403
        assert client.post(report, {"do": "bring"}).status_code == 403
    assert guest.get(PAGE).status_code == 302
    assert not Post.objects.exists()


def test_a_report_is_found_at_its_own_blog_only(quiet_carriage: Blog, as_ada: Client) -> None:
    import_report(as_ada, WORDPRESS)
    other = make_blog(keeper := make_user())

    answer = signed_in(keeper).get(
        f"/desk/@{other.handle}/import/{quiet_carriage.imports.get().pk}/"
    )

    assert answer.status_code == 404


def test_nothing_comes_into_a_closed_blog(quiet_carriage: Blog, as_ada: Client) -> None:
    quiet_carriage.close()

    assert send(as_ada, WORDPRESS).status_code == 403


@pytest.mark.usefixtures("quiet_carriage")
def test_nobody_is_made_to_sign_by_an_address_in_a_file(as_ada: Client, ben: User) -> None:
    text = export(item(creator="ben"), authors=author("ben", email=ben.email, name="Ben Okafor"))

    import_report(as_ada, text)

    assert not ben.posts.exists()
    newcomer = Post.objects.get().author
    assert (newcomer.name, newcomer.email) == ("Ben Okafor", "")


def test_one_file_at_a_time(quiet_carriage: Blog, ada: User, as_ada: Client) -> None:
    fields = {"kind": "wordpress", "file": "imports/none"}
    Import.objects.start(quiet_carriage, by=ada, **fields)

    answer = send(as_ada, WORDPRESS)

    assert answer.status_code == 422
    assert "Another file is being imported" in text_of(answer.text)
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.create(blog=quiet_carriage, by=ada, **fields)


def test_how_far_it_is_is_shown(quiet_carriage: Blog, ada: User, as_ada: Client) -> None:
    begun = Import.objects.start(quiet_carriage, by=ada, kind="ghost", file="imports/none")
    begun.record_progress(done=30, total=120)

    page = get(f"{PAGE}{begun.pk}/", by=as_ada)

    assert "25 %" in text_of(page)
    assert "Refresh" in text_of(page)


def test_a_worker_that_died_is_followed_by_one_that_comes_to_the_same_end(
    quiet_carriage: Blog, ada: User
) -> None:
    file = storages["private"].save("imports/died", ContentFile(WORDPRESS.encode()))
    begun = Import.objects.start(quiet_carriage, by=ada, kind="wordpress", file=file)
    begun.record_progress(done=1, total=2)  # and here it died

    run_import.func(import_id=begun.pk)
    run_import.func(import_id=begun.pk)

    begun.refresh_from_db()
    assert (begun.status, begun.file) == ("done", "")
    assert Post.objects.count() == 2


def test_a_file_that_is_gone_stops_it_and_says_so(
    quiet_carriage: Blog, ada: User, as_ada: Client
) -> None:
    begun = Import.objects.start(quiet_carriage, by=ada, kind="wordpress", file="imports/gone")

    run_import.func(import_id=begun.pk)

    assert "The import stopped half-way." in text_of(get(f"{PAGE}{begun.pk}/", by=as_ada))


def test_housekeeping_removes_what_nobody_asked_for(
    quiet_carriage: Blog, ada: User, as_ada: Client
) -> None:
    import_report(as_ada, WORDPRESS, do="look")
    orphan = storages["private"].save("imports/orphan", ContentFile(b"x"))
    Import.objects.start(quiet_carriage, by=ada, kind="ghost", file="imports/none")

    clear_imports(at=timezone.now() + dt.timedelta(hours=1))
    assert len(stored_files()) == 2
    clear_imports(at=timezone.now() + dt.timedelta(days=4))

    assert not storages["private"].exists(orphan)
    assert stored_files() == []
    assert {import_.status for import_ in Import.objects.all()} == {"done", "failed"}
    clear_imports(at=timezone.now() + dt.timedelta(days=100))
    assert not Import.objects.exists()
