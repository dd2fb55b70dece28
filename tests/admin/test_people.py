"""Hosts look after people, without a way into anybody's account."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from accounts.models import Identity, User
from tests.admin.forms import act, choose, errors, fields, save
from tests.casts import signed_in
from tests.make import make_comment, make_member, make_post, make_user
from tests.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

LIST = "/admin/accounts/user/"


def form_of(person: User) -> str:
    return f"{LIST}{person.pk}/change/"


def test_somebody_deactivated_is_out_at_once(as_mo: Client, ben: User) -> None:
    as_ben = signed_in(ben)

    save(as_mo, form_of(ben), "user", is_active=[])

    ben.refresh_from_db()
    assert not ben.is_active
    assert as_ben.get("/admin/").status_code == 302
    assert not as_ben.get("/").context["user"].is_authenticated


def test_no_password_is_shown_or_set(as_mo: Client) -> None:
    person = make_user("Kay", password="correct horse battery")  # noqa: S106
    page = as_mo.get(form_of(person)).text

    assert person.password not in page
    assert "password" not in fields(page, "user")
    save(
        as_mo,
        form_of(person),
        "user",
        **dict.fromkeys(["password", "email", "handle"], "new@example.org"),
    )
    stored = User.objects.get(pk=person.pk)
    assert stored.check_password("correct horse battery")
    assert (stored.email, stored.handle) == (person.email, person.handle)


def test_the_name_of_a_person_is_mended(as_mo: Client, ben: User) -> None:
    save(as_mo, form_of(ben), "user", name="Benjamin Okafor")

    ben.refresh_from_db()
    assert ben.name == "Benjamin Okafor"


def test_a_person_is_added_without_a_password(as_mo: Client, db: None) -> None:
    save(as_mo, f"{LIST}add/", "user", name="Kay", handle="kay", email="kay@example.org")

    kay = User.objects.get(handle="kay")
    assert not kay.has_usable_password()
    assert not kay.is_staff


@pytest.mark.parametrize(
    ("field", "value"),
    [("handle", "ben"), ("handle", "Kay K"), ("email", "BEN@example.org"), ("email", "x"),
     ("name", "a\x00b")],
)  # fmt: skip
def test_a_person_that_cannot_be_is_refused(
    as_mo: Client, ben: User, field: str, value: str
) -> None:
    sent = {"name": "Kay", "handle": "kay", "email": "kay@example.org", field: value}

    assert len(errors(save(as_mo, f"{LIST}add/", "user", **sent))) == 1


def test_connected_accounts_are_shown_and_not_edited(as_mo: Client, ben: User) -> None:
    Identity.objects.record(user=ben, provider="x", uid="1", provider_name="X", name="Big Ben")

    page = as_mo.get(form_of(ben)).text

    assert "Big Ben" in page
    assert "identities-0-name" not in fields(page, "user")


def test_nobody_shuts_the_sign_in_option_behind_themselves(as_mo: Client, mo: User) -> None:
    save(as_mo, form_of(mo), "user", is_active=[], is_staff=[])

    mo.refresh_from_db()
    assert (mo.is_active, mo.is_staff) == (True, True)


def test_a_host_cannot_touch_an_administrator(as_mo: Client) -> None:
    boss = make_user("Boss", is_staff=True, is_superuser=True)

    assert as_mo.get(form_of(boss)).status_code == 200
    assert as_mo.post(form_of(boss), {"name": "x"}).status_code == 403


def test_a_host_cannot_make_administrators(as_mo: Client, ben: User) -> None:
    save(as_mo, form_of(ben), "user", is_superuser=["on"], is_staff=["on"])

    ben.refresh_from_db()
    assert (ben.is_staff, ben.is_superuser) == (True, False)


def test_nobody_is_deleted(as_mo: Client, ben: User) -> None:
    assert as_mo.post(f"{LIST}{ben.pk}/delete/", {"post": "yes"}).status_code == 403


def test_people_are_found_by_name_handle_and_address(as_mo: Client, ada: User, ben: User) -> None:
    for query in ("okaf", "ben", "ben@example.org"):
        page = as_mo.get(LIST, {"q": query}).text
        assert ("Ben Okafor" in page, "Ada Kowalczyk" in page) == (True, False)


def test_several_members_are_suspended_and_let_in_again_and_hosts_are_not(
    as_mo: Client, mo: User, ada: User, ben: User
) -> None:
    question = choose(as_mo, LIST, "suspend", [ada, ben, mo])
    assert "Suspend 2 members?" in question.text
    assert "Mo Idris is a host and is left as they are" in question.text
    assert User.objects.active().count() == 3

    answer = act(as_mo, LIST, "suspend", [ada, ben, mo])
    assert "2 members are suspended." in answer.text
    assert f"{LIST}undo/?action=let_in_again" in answer.text
    assert list(User.objects.active()) == [mo]

    act(as_mo, LIST, "let_in_again", [ben])
    assert set(User.objects.active()) == {mo, ben}


def test_a_person_s_page_leads_to_what_they_did_and_what_was_decided(
    as_mo: Client, mo: User, ben: User, quiet_carriage: Blog
) -> None:
    make_member(quiet_carriage, ben)
    make_post(quiet_carriage, title="On kettles", author=ben)
    comment = make_comment(make_post(quiet_carriage, title="On trains"), "Steam!", by=ben)
    comment.mark_as_spam(by=mo)
    page = as_mo.get(form_of(ben)).text

    blog = f'<a href="/admin/blogs/blog/{quiet_carriage.pk}/change/">'
    assert f"{blog}<bdi>{quiet_carriage}</bdi> (Author)</a>" in page
    for words, there, found in [
        ("1 post", "/admin/posts/post/?person=ben", "On kettles"),
        ("1 comment", "/admin/comments/comment/?person=ben", "Steam!"),
        ("1 decision about their comments", "/admin/comments/decision/?person=ben", "On trains"),
    ]:
        assert f'<a href="{there}">{words}</a>' in page
        rows = as_mo.get(there).text
        assert found in rows
        assert "1 " in text_of(rows)
    assert "On trains" not in as_mo.get("/admin/posts/post/?person=ben").text
    assert "On trains" in as_mo.get("/admin/comments/decision/?host=mo").text


def test_where_somebody_did_nothing_yet_a_dash_stands(as_mo: Client, ben: User) -> None:
    text = text_of(as_mo.get(form_of(ben)).text)

    assert "Blogs – Posts – Comments – Decisions –" in text
    assert "Last signed in –" in text
    assert "None " not in text


def test_moments_on_a_person_s_page_are_dates_that_people_read(as_mo: Client, ben: User) -> None:
    User.objects.filter(pk=ben.pk).update(last_login=datetime(2026, 7, 4, 8, 5, tzinfo=UTC))

    assert "Last signed in 4 Jul 2026, 09.05" in text_of(as_mo.get(form_of(ben)).text)


def test_what_hosts_changed_about_an_account_is_linked(as_mo: Client, ben: User) -> None:
    save(as_mo, form_of(ben), "user", name="Benjamin Okafor")

    page = as_mo.get(form_of(ben)).text

    link = f'<a href="{LIST}{ben.pk}/history/">1 change of this account by hosts</a>'
    assert link in page


def test_a_list_of_one_person_says_whose_it_is_and_leads_back_to_all(
    as_mo: Client, ben: User, quiet_carriage: Blog
) -> None:
    make_post(quiet_carriage, author=ben)

    text = text_of(as_mo.get("/admin/posts/post/?person=ben").text)
    of_nobody = text_of(as_mo.get("/admin/posts/post/?person=zoe").text)

    assert "Author: Ben Okafor" in text
    assert "Clear filters" in text
    assert "Author: @zoe" in of_nobody
