"""The desk page to move out from, the zip for its owner alone, and letters by the calendar."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from cpdblog.management import housekeeping
from tests.casts import signed_in
from tests.make import make_member, make_post, make_user
from tests.pages import get, links, status, text_of
from transfer.housekeeping import clear_exports
from transfer.models import Export, ExportSchedule
from transfer.tasks import pack_export

if TYPE_CHECKING:
    from pytest_django import Settings

    from accounts.models import User
    from blogs.models import Blog

pytestmark = pytest.mark.django_db

PAGE = "/desk/@quiet-carriage/export/"
NOW = dt.datetime(2026, 1, 31, 9, 30, tzinfo=dt.UTC)


def pack(client: Client) -> Export:
    assert client.post(PAGE, {"do": "pack"}).status_code == 302
    return Export.objects.latest("pk")


def zip_of(client: Client, export: Export) -> zipfile.ZipFile:
    response = client.get(f"{PAGE}{export.pk}/")
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(response.getvalue()))


def test_the_owner_packs_and_downloads(quiet_carriage: Blog, as_ada: Client) -> None:
    make_post(quiet_carriage, title="One")

    page = get(PAGE, by=as_ada)
    export = pack(as_ada)

    assert "Export now" in text_of(page)
    ready = get(PAGE, by=as_ada)
    assert "One post, 0 pages, 0 comments" in text_of(ready)
    assert f"{PAGE}{export.pk}/" in links(ready)
    assert "site/index.html" in zip_of(as_ada, export).namelist()
    response = as_ada.get(f"{PAGE}{export.pk}/")
    response.close()
    assert response.headers["Cache-Control"] == "private, no-store"
    assert re.search(r'filename="quiet-carriage-[\d-]+\.zip"', response["Content-Disposition"])


def test_nobody_but_the_owner_gets_there(
    quiet_carriage: Blog, as_ada: Client, as_mo: Client, guest: Client
) -> None:
    export = pack(as_ada)
    others = {role: make_user(role) for role in ("editor", "author", "guest")}
    for role, user in others.items():
        make_member(quiet_carriage, user, role)
    stranger = signed_in(make_user())

    for client in [*map(signed_in, others.values()), as_mo, stranger]:
        assert status(PAGE, by=client) == 403
        assert status(f"{PAGE}{export.pk}/", by=client) == 403
        assert client.post(PAGE, {"do": "pack"}).status_code == 403
    assert status(PAGE, by=guest) == 302
    assert status(f"{PAGE}{export.pk}/", by=guest) == 302
    assert Export.objects.count() == 1


def test_the_zip_of_another_blog_is_not_to_be_had(
    quiet_carriage: Blog, as_ada: Client, ben: User, as_ben: Client
) -> None:
    export = pack(as_ada)
    quiet_carriage.members.filter(role="owner").update(user=ben)

    assert status(f"{PAGE}{export.pk}/", by=as_ben) == 404
    assert status(f"{PAGE}{export.pk}/", by=as_ada) == 403
    assert status(f"{PAGE}99/", by=as_ben) == 404


def test_pressing_twice_packs_once(quiet_carriage: Blog, ada: User) -> None:
    first, is_new = Export.objects.request(quiet_carriage, by=ada)
    second, is_newer = Export.objects.request(quiet_carriage, by=ada)

    assert (first, is_new) == (second, not is_newer)
    assert "The export is being made." in get(PAGE, by=signed_in(ada))


@pytest.mark.django_db(transaction=True)  # files go when it is committed
def test_a_newer_zip_takes_the_place_of_the_older(quiet_carriage: Blog, as_ada: Client) -> None:
    older, newer = pack(as_ada), pack(as_ada)

    assert list(Export.objects.all()) == [newer]
    assert not storages["private"].exists(older.file)
    assert storages["private"].exists(newer.file)


def test_an_unknown_choice_is_refused(quiet_carriage: Blog, as_ada: Client) -> None:
    for sent in ({}, {"do": "dance"}, {"do": "choose"}, {"do": "choose", "every": "hour"}):
        response = as_ada.post(PAGE, sent)
        assert response.status_code == 422
        assert 'role="alert"' in response.content.decode()


def test_a_full_disk_is_reported_and_tried_again(
    quiet_carriage: Blog, as_ada: Client, settings: Settings
) -> None:
    settings.DATA_DIR = "/nowhere"

    stopped = pack(as_ada)

    assert stopped.status == "failed"
    page = text_of(get(PAGE, by=as_ada))
    assert "The export stopped half-way. Nothing of your blog is touched." in page
    assert "Export now" in page


def test_a_file_that_is_gone_is_not_found(quiet_carriage: Blog, as_ada: Client) -> None:
    export = pack(as_ada)
    storages["private"].delete(export.file)

    assert status(f"{PAGE}{export.pk}/", by=as_ada) == 404


def test_a_export_left_by_a_dead_worker_is_packed_by_the_next(
    quiet_carriage: Blog, ada: User
) -> None:
    export, _new = Export.objects.request(quiet_carriage, by=ada)
    export.start()

    pack_export.call(export_id=export.pk)
    pack_export.call(export_id=export.pk)  # and once more, by a worker that was thought dead

    export.refresh_from_db()
    assert export.is_ready
    assert zip_of(signed_in(ada), export).testzip() is None


def test_the_zip_is_kept_for_some_days(quiet_carriage: Blog, as_ada: Client, ada: User) -> None:
    export = pack(as_ada)
    store = storages["private"]
    orphan = store.save("exports/orphan.zip", ContentFile(b"left by a dead worker"))
    abandoned, _new = Export.objects.request(quiet_carriage, by=ada)
    now = timezone.now()

    clear_exports(at=now + dt.timedelta(hours=7))
    assert store.exists(export.file)
    assert store.exists(orphan)
    abandoned.refresh_from_db()
    assert abandoned.status == "failed"

    clear_exports(at=now + dt.timedelta(days=8))
    assert not Export.objects.exists()
    assert not store.exists(export.file)
    assert not store.exists(orphan)


@pytest.fixture
def monthly(quiet_carriage: Blog, as_ada: Client) -> ExportSchedule:
    with time_machine.travel(NOW, tick=False):
        response = as_ada.post(PAGE, {"do": "choose", "every": "month"}, follow=True)
    assert "The next one comes on 31 January 2026" in text_of(response.content.decode())
    return ExportSchedule.objects.get()


def test_a_scheduled_export_is_emailed_exactly_once(
    monthly: ExportSchedule, as_ada: Client
) -> None:
    months = [NOW, dt.datetime(2026, 2, 28, 9, 30, tzinfo=dt.UTC)]
    for at in months:
        for _again in range(3):
            housekeeping.run_housekeeping(at=at)
        housekeeping.run_housekeeping(at=at + dt.timedelta(days=20))

    assert len(mail.outbox) == 2
    message = mail.outbox[0]
    assert message.to == ["ada@example.org"]
    assert not any(name for name, *_rest in map(tuple, message.attachments) if "zip" in str(name))
    assert f"http://localhost:8000{PAGE}" in message.body
    export = Export.objects.get()
    assert zip_of(as_ada, export).testzip() is None


def test_what_a_worker_slept_through_comes_as_one_email(monthly: ExportSchedule) -> None:
    housekeeping.run_housekeeping(at=NOW + dt.timedelta(days=200))
    housekeeping.run_housekeeping(at=NOW + dt.timedelta(days=201))

    assert len(mail.outbox) == 1
    monthly.refresh_from_db()
    assert monthly.next_at > NOW + dt.timedelta(days=201)


def test_one_press_ends_the_emails(monthly: ExportSchedule, guest: Client) -> None:
    housekeeping.run_housekeeping(at=NOW)
    headers = mail.outbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    looked = get(address, by=guest)
    assert "Stop these e-mails" in looked
    assert ExportSchedule.objects.exists()

    strict = Client(enforce_csrf_checks=True, headers={"origin": "https://mail.example"})
    response = strict.post(address, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert not ExportSchedule.objects.exists()
    assert "No more e-mails will come." in get(address, by=guest)
    housekeeping.run_housekeeping(at=NOW + dt.timedelta(days=40))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("token", ["x", "WzEsMV0:1:2", "é", "%00", "a" * 3000])
def test_a_wrong_key_ends_nothing(monthly: ExportSchedule, guest: Client, token: str) -> None:
    for answer in (
        guest.get(f"/desk/letters/{token}/stop/"),
        guest.post(f"/desk/letters/{token}/stop/"),
    ):
        assert answer.status_code in {200, 400, 404}
    assert ExportSchedule.objects.exists()


def test_who_no_longer_owns_the_blog_gets_no_email(
    monthly: ExportSchedule, quiet_carriage: Blog, ben: User
) -> None:
    quiet_carriage.members.filter(role="owner").update(user=ben)

    housekeeping.run_housekeeping(at=NOW)

    assert mail.outbox == []
    assert not ExportSchedule.objects.exists()


def test_emails_turned_off_while_packing_are_not_sent(
    monthly: ExportSchedule, as_ada: Client
) -> None:
    as_ada.post(PAGE, {"do": "choose", "every": "never"})

    housekeeping.run_housekeeping(at=NOW)

    assert mail.outbox == []
    assert "No more e-mails" in get(PAGE, by=as_ada) or not ExportSchedule.objects.exists()


def test_without_an_address_there_are_no_emails(quiet_carriage: Blog, ada: User) -> None:
    ada.change_email("")

    response = signed_in(ada).post(PAGE, {"do": "choose", "every": "week"})

    assert response.status_code == 422
    assert "We have no e-mail address of yours" in response.content.decode()


def test_a_week_and_a_month_keep_the_hour_on_the_wall(quiet_carriage: Blog, ada: User) -> None:
    quiet_carriage.time_zone = "Europe/London"
    quiet_carriage.save()
    winter = dt.datetime(2026, 3, 26, 9, 0, tzinfo=quiet_carriage.zone)
    weekly = ExportSchedule(blog=quiet_carriage, user=ada, every="week", next_at=winter)

    assert weekly.next_after(winter) == dt.datetime(2026, 4, 2, 9, 0, tzinfo=quiet_carriage.zone)
    monthly = ExportSchedule(blog=quiet_carriage, user=ada, every="month", next_at=winter)
    end = dt.datetime(2026, 12, 31, 9, 0, tzinfo=quiet_carriage.zone)
    assert monthly.next_after(end) == dt.datetime(2027, 1, 28, 9, 0, tzinfo=quiet_carriage.zone)


def test_the_way_out_stands_on_the_pages_of_the_account(as_ada: Client) -> None:
    assert "Your data" in get("/accounts/profile/", by=as_ada)
