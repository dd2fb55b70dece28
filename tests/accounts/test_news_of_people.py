"""What others see of somebody is told once, whichever way it changes; and names stay comparable."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.signals import person_changed
from cpdblog.lib.text.lookalikes import skeleton
from tests.accounts.journeys import practise
from tests.admin.forms import save
from tests.casts import confirmed, signed_in
from tests.make import make_blog, make_user
from tests.transfer.importing import import_text
from tests.transfer.wxr import author, export, item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.django_db


@contextmanager
def news() -> Iterator[list[tuple[str, frozenset[str]]]]:
    """The name of each person told of, and what changed; each was told inside a transaction."""
    heard: list[tuple[str, frozenset[str]]] = []

    def hear(*, person: User, fields: frozenset[str], **_more: Any) -> None:
        assert connection.in_atomic_block
        heard.append((str(person), fields))

    person_changed.connect(hear)
    try:
        yield heard
    finally:
        person_changed.disconnect(hear)


def looks_right(person: User) -> bool:
    person.refresh_from_db()
    return person.looks_like == skeleton(str(person))


VERBS: list[tuple[Callable[[User], None], set[str]]] = [
    (lambda ada: ada.rename("\u0410da"), {"name"}),
    (
        lambda ada: ada.update_profile(name="Augusta", region="", website="", bio="Numbers."),
        {"name", "region", "website", "bio"},
    ),
    (lambda ada: ada.change_handle("countess"), {"handle"}),
    (lambda ada: ada.change_avatar("avatars/ab/ada.webp"), {"avatar"}),
    (lambda ada: ada.change_standing(is_active=False, is_host=False), {"is_active", "is_staff"}),
]


@pytest.mark.parametrize(("act", "fields"), VERBS)
def test_a_verb_tells_once_what_it_changed(
    ada: User, act: Callable[[User], None], fields: set[str]
) -> None:
    with news() as heard:
        act(ada)

    assert [changed for _name, changed in heard] == [fields]
    assert looks_right(ada)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("act", "_fields"), VERBS)
def test_what_is_told_is_undone_with_what_was_done(
    ada: User, act: Callable[[User], None], _fields: set[str]
) -> None:
    before = User.objects.values().get()

    def fail(**_more: Any) -> None:
        raise LookupError

    person_changed.connect(fail)
    with pytest.raises(LookupError):
        act(ada)
    person_changed.disconnect(fail)

    assert User.objects.values().get() == before


def test_what_nobody_else_sees_is_not_told(ada: User) -> None:
    with news() as heard:
        ada.change_email("countess@example.org")
        signed_in(ada)
        ada.set_password("a quiet carriage")
        ada.save()

    assert heard == []


def test_a_handle_that_stays_is_not_told(ada: User) -> None:
    with news() as heard:
        ada.change_handle("ada")

    assert heard == []


def test_somebody_without_a_name_is_compared_by_the_handle_of_now() -> None:
    person = User.objects.create_user("kay")

    person.change_handle("ada-kowalczyk")

    assert looks_right(person)
    assert list(User.objects.lookalikes_of("Ada Kowa1czyk")) == [person]


def test_who_signs_up_is_told_of_once_with_their_name() -> None:
    form = {"name": "Zo\u00eb", "username": "zoe", "email": "zoe@example.org"}

    with news() as heard:
        Client().post("/accounts/signup/", form)

    assert [name for name, _fields in heard] == ["Zo\u00eb"]
    assert looks_right(User.objects.get(handle="zoe"))


def test_who_comes_by_a_provider_is_told_of_once_with_their_name() -> None:
    with news() as heard:
        practise(Client(), "Zo\u00eb")

    assert [name for name, _fields in heard] == ["Zo\u00eb"]
    assert looks_right(User.objects.get())


def test_who_is_added_by_a_host_is_told_of_once(mo: User) -> None:
    as_mo = confirmed(signed_in(mo))

    with news() as heard:
        new = {"name": "Zo\u00eb", "handle": "zoe", "email": "zoe@example.org"}
        save(as_mo, "/admin/accounts/user/add/", "user", **new)

    assert [name for name, _fields in heard] == ["Zo\u00eb"]
    assert looks_right(User.objects.get(handle="zoe"))


def test_what_a_host_changes_is_told(mo: User, ben: User) -> None:
    as_mo = confirmed(signed_in(mo))
    page = f"/admin/accounts/user/{ben.pk}/change/"

    with news() as heard:
        save(as_mo, page, "user", name="Benjamin", is_staff=["on"])

    assert [name for name, _fields in heard] == ["Benjamin", "Benjamin"]
    assert heard[-1][1] == {"is_active", "is_staff"}
    assert looks_right(ben)


def test_who_comes_with_an_import_is_told_of_once(tmp_path: Path) -> None:
    make_blog(make_user(), handle="quiet-carriage")
    text = export(item(creator="zoe"), authors=author("zoe", name="Zo\u00eb"))

    with news() as heard:
        import_text(tmp_path, text)

    assert "Zo\u00eb" in [name for name, _fields in heard]
    assert len({name for name, _fields in heard}) == len(heard)
    assert all(looks_right(person) for person in User.objects.all())
