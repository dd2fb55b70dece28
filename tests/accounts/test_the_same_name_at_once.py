"""Many want one name at one moment: one has it, the others get their form again."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts.models import FormerHandle, User
from cpdblog.lib.rate_limits.models import RateLimit
from posts.models import Tag
from tests.accounts.journeys import address_in, practise, press
from tests.accounts.test_email_linking import code_in
from tests.casts import signed_in
from tests.desk.editor import editor_url, open_editor
from tests.make import make_post, make_user
from tests.pages import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogs.models import Blog

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def forget_the_limits() -> None:
    cache.clear()


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """The answers; what an act raises would be an error page, and fails the test."""
    todo = list(acts)
    ready, answers = threading.Barrier(len(todo)), [None] * len(todo)

    def run(place: int) -> None:
        ready.wait()
        try:
            answers[place] = todo[place]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(todo))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert None not in answers
    return answers


def join(number: int, **fields: str) -> Callable[[], Any]:
    form = {
        "name": "Kay",
        "username": f"kay{number}",
        "email": f"kay{number}@example.org",
        **fields,
    }
    return lambda: Client().post("/accounts/signup/", form)


def test_one_handle_is_given_once_and_the_others_are_told_a_free_one() -> None:
    answers = at_once(join(number, username="kay") for number in range(8))

    losers = [answer for answer in answers if answer.status_code == 200]
    assert len(losers) == 7
    assert all("kay already. kay-2 is free." in text_of(loser.text) for loser in losers)
    assert [user.handle for user in User.objects.all()] == ["kay"]


def test_one_address_makes_one_account_and_nobody_learns_of_it(mailoutbox: list[Any]) -> None:
    answers = at_once(join(number, email="kay@example.org") for number in range(8))

    assert {answer.status_code for answer in answers} <= {302, 429}  # few e-mails are sent
    assert User.objects.count() == EmailAddress.objects.count() == 1
    assert {tuple(message.to) for message in mailoutbox} == {("kay@example.org",)}


@pytest.mark.parametrize("others", ["", "!"])
def test_people_of_one_name_come_from_a_provider_at_once(others: str) -> None:
    """Eight of them; or one, in eight windows."""
    clients = [Client() for _number in range(8)]
    names = [f"Kay{others * number}" for number in range(8)]
    ways = [address_in(press(client, "practice")) for client in clients]

    at_once(
        partial(client.post, way, {"name": name, "do": "allow"})
        for client, way, name in zip(clients, ways, names, strict=True)
    )

    assert User.objects.count() == SocialAccount.objects.count() == len(set(names))
    handles = {"kay", *(f"kay-{number}" for number in range(2, len(set(names)) + 1))}
    assert set(User.objects.values_list("handle", flat=True)) == handles


def test_eight_change_to_one_handle_at_once_and_one_has_it() -> None:
    members = [make_user(f"Member {number}") for number in range(8)]
    before = [member.handle for member in members]
    form = {"name": "Kay", "new_handle": "kay"}

    answers = at_once(
        partial(signed_in(member).post, "/accounts/profile/", form) for member in members
    )

    assert sorted(answer.status_code for answer in answers) == [302, *[422] * 7]
    losers = [answer for answer in answers if answer.status_code == 422]
    assert all("kay already. kay-2 is free." in text_of(loser.text) for loser in losers)
    [winner] = User.objects.filter(handle="kay")
    handles = set(User.objects.exclude(pk=winner.pk).values_list("handle", flat=True))
    assert handles < set(before)
    assert [former.handle for former in FormerHandle.objects.all()] == [
        next(member.handle for member in members if member.pk == winner.pk)
    ]


def test_one_changes_the_handle_in_eight_windows_at_once(as_ada: Client) -> None:
    forms = [{"name": "Ada", "new_handle": f"countess-{number % 2}"} for number in range(8)]

    answers = at_once(partial(_copy(as_ada).post, "/accounts/profile/", form) for form in forms)

    assert {answer.status_code for answer in answers} == {302}
    handle = User.objects.get().handle
    assert handle in {"countess-0", "countess-1"}
    former = set(FormerHandle.objects.values_list("handle", flat=True))
    assert former == {"ada", "countess-0", "countess-1"} - {handle}


def test_one_address_is_confirmed_by_two_at_once(
    as_ada: Client, as_ben: Client, mailoutbox: list[Any]
) -> None:
    for client in (as_ada, as_ben):
        RateLimit.objects.all().delete()  # on two days, say
        client.post("/accounts/email/", {"email": "both@example.org", "action_add": ""})
    codes = [code_in([message]) for message in mailoutbox]
    assert len(codes) == 2

    answers = at_once(
        partial(client.post, "/accounts/confirm-email/", {"code": code})
        for client, code in zip((as_ada, as_ben), codes, strict=True)
    )

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert EmailAddress.objects.filter(email="both@example.org", verified=True).count() == 1


def test_a_new_account_beside_a_known_address_is_made_once(ada: User) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    client = Client()
    practise(client, "Ada", email=ada.email, tells="confirmed")

    at_once(lambda: _copy(client).post("/accounts/link-email/", {"do": "new"}) for _window in "ab")

    assert SocialAccount.objects.count() == 1


def test_a_host_makes_one_person_twice_at_once(as_mo: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    form = {"name": "Kay", "handle": "kay", "email": ""}

    answers = at_once(
        lambda: _copy(as_mo).post("/admin/accounts/user/add/", form) for _number in range(4)
    )

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
    assert User.objects.filter(handle="kay").count() == 1


def test_a_new_tag_and_category_are_made_once_by_all_who_use_them(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    drafts = [make_post(quiet_carriage, status="draft") for _number in range(4)]
    forms = [(editor_url(draft), open_editor(as_ada, editor_url(draft))) for draft in drafts]
    more = {"tags": "fog", "categories": "Weather", "do": "save"}

    answers = at_once(partial(_copy(as_ada).post, url, {**form, **more}) for url, form in forms)

    assert {answer.status_code for answer in answers} == {302}
    assert Tag.objects.get(name="fog").tagged.count() == 4


def _copy(client: Client) -> Client:
    """Another window of the same browser."""
    window = Client()
    window.cookies.load(client.cookies.output(header="", sep=";"))
    return window
