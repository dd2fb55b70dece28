"""The sign-in page, codes by e-mail, joining by e-mail, passwords, signing out."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests.accounts.journeys import NEXT, messages_of, practise, signed_in_as, with_email
from tests.accounts.test_email_linking import code_in
from tests.pages import compact, text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet carriage"  # noqa: S105


def test_the_sign_in_page_sets_no_cookie(guest: Client) -> None:
    response = guest.get("/accounts/login/")

    assert response.status_code == 200
    assert not response.cookies
    assert "Sign in" in response.text


def test_the_sign_in_page_tells_that_a_comment_is_kept(guest: Client) -> None:
    kept = guest.get("/accounts/login/", {"next": NEXT})
    plain = guest.get("/accounts/login/", {"next": "/"})

    assert "Your comment is kept." in kept.text
    assert "Your comment is kept." not in plain.text


def test_a_form_from_another_site_opens_no_sign_in_option() -> None:
    stranger = Client(enforce_csrf_checks=True)
    data = {"option": "practice", "next": "/"}

    theirs = stranger.post("/accounts/start/", data, HTTP_SEC_FETCH_SITE="cross-site")
    ours = stranger.post("/accounts/start/", data, HTTP_SEC_FETCH_SITE="same-origin")

    assert (theirs.status_code, ours.status_code) == (403, 200)


def test_a_code_lets_somebody_in(guest: Client, ada: User, mailoutbox: list[Any]) -> None:
    with_email(ada, "ada@example.org")

    guest.post("/accounts/login/code/", {"email": "ada@example.org", "next": NEXT})
    response = guest.post(
        "/accounts/login/code/confirm/", {"code": code_in(mailoutbox), "next": NEXT}
    )

    assert response["Location"] == NEXT
    assert signed_in_as(guest) == "ada"
    assert "identity" not in guest.session


def test_a_code_lets_somebody_in_whose_address_a_host_typed_in(
    guest: Client, ada: User, mailoutbox: list[Any]
) -> None:
    guest.post("/accounts/login/code/", {"email": "ada@example.org"})
    guest.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox)})

    assert signed_in_as(guest) == "ada"
    assert EmailAddress.objects.get().verified


def test_an_unknown_address_gets_the_same_page_and_a_link_to_join(
    ada: User, mailoutbox: list[Any]
) -> None:
    with_email(ada, "ada@example.org")
    pages = [
        Client().post("/accounts/login/code/", {"email": email}, follow=True).text
        for email in ("ada@example.org", "new@example.org")
    ]

    assert without_tokens(pages[0]).replace("ada@", "new@") == without_tokens(pages[1])
    assert "Nobody here uses it yet" in mailoutbox[1].body


def test_somebody_new_joins_by_the_link_and_is_back_where_they_were(
    guest: Client, mailoutbox: list[Any]
) -> None:
    guest.post("/accounts/login/code/", {"email": "new@example.org", "next": NEXT})

    form = guest.get(link_in(mailoutbox[-1]), follow=True)
    data = {"name": "Noor Haddad", "username": "Noor", "email": "new@example.org", "next": NEXT}
    response = guest.post("/accounts/signup/", data)

    assert 'value="new@example.org"' in form.text
    assert response["Location"] == NEXT
    user = User.objects.get(handle=signed_in_as(guest))
    assert (user.handle, user.name, user.email) == ("noor", "Noor Haddad", "new@example.org")
    assert len(mailoutbox) == 1


def test_a_link_that_was_changed_invites_nobody(guest: Client) -> None:
    assert guest.get("/accounts/invitation/nonsense/")["Location"] == "/accounts/login/"


def test_joining_without_an_email_asks_for_the_code_first(
    guest: Client, mailoutbox: list[Any]
) -> None:
    data = {"name": "Noor", "username": "noor", "email": "new@example.org", "next": NEXT}

    guest.post("/accounts/signup/", data)
    before = signed_in_as(guest)
    guest.post("/accounts/confirm-email/", {"code": code_in(mailoutbox)})

    assert before is None
    assert signed_in_as(guest) == "noor"


@pytest.mark.parametrize("handle", ["ada", "no way", "-", "a" * 41, ""])
def test_a_handle_must_be_free_and_plain(guest: Client, ada: User, handle: str) -> None:
    data = {"name": "Noor", "username": handle, "email": "new@example.org"}

    response = guest.post("/accounts/signup/", data)

    assert response.context["form"].errors.keys() == {"username"}


def test_a_password_lets_somebody_in(guest: Client, ada: User) -> None:
    with_email(ada, "ada@example.org").set_password(PASSWORD)
    ada.save()

    wrong = guest.post("/accounts/login/", {"login": "ada", "password": "a loud carriage"})
    right = guest.post("/accounts/login/", {"login": "ada", "password": PASSWORD, "next": NEXT})

    assert '<details class="signin-more" open>' in wrong.text
    assert right["Location"] == NEXT


def test_a_password_is_enough_for_somebody_without_an_address(guest: Client) -> None:
    practise(guest, "Ada")
    guest.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    guest.post("/accounts/logout/")

    guest.post("/accounts/login/", {"login": "ada", "password": PASSWORD})

    assert signed_in_as(guest) == "ada"


def test_looking_at_the_sign_out_page_signs_nobody_out(as_ada: Client) -> None:
    page = as_ada.get("/accounts/logout/")

    assert 'method="post"' in page.text
    assert signed_in_as(as_ada) == "ada"

    as_ada.post("/accounts/logout/")

    assert signed_in_as(as_ada) is None
    assert messages_of(as_ada) == ["You are signed out."]


def test_coming_in_by_another_way_drops_the_identity(guest: Client) -> None:
    practise(guest, "Ada")
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    guest.post("/accounts/logout/")
    with_email(user, "ada@example.org")

    guest.post("/accounts/login/", {"login": "ada", "password": PASSWORD})

    assert signed_in_as(guest) == "ada"
    assert "identity" not in guest.session


def link_in(message: Any) -> str:
    found = re.search(r"http://testserver(/\S+)", message.body)
    assert found
    return found[1]


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_wrong_password_is_told_at_its_field_with_another_way(guest: Client, ada: User) -> None:
    for login in ("ada@example.org", "ada"):
        page = guest.post("/accounts/login/", {"login": login, "password": "x", "next": NEXT}).text
        field = page[page.index('id="id_password"') :]

        assert 'id="id_password_error">This password does not match that name.' in field
        assert "You may have no password here" in field

    assert 'href="/accounts/login/code/?next=%2Fhouse-rules%2F%3Fdraft%3Dtoken%23respond"' in field


def test_the_other_way_than_a_wrong_password_sends_the_code(
    guest: Client, ada: User, mailoutbox: list[Any]
) -> None:
    typed = {"login": "ada@example.org", "password": "x", "next": NEXT}
    page = guest.post("/accounts/login/", typed).text
    assert 'formaction="/accounts/login/code/" formnovalidate name="email"' in compact(page)

    guest.post("/accounts/login/code/", {**typed, "email": "ada@example.org"})
    guest.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox), "next": NEXT})

    assert signed_in_as(guest) == "ada"


def test_a_taken_handle_is_told_in_our_words_with_a_free_one(guest: Client, ada: User) -> None:
    data = {"name": "Ada", "username": "Ada", "email": "new@example.org"}

    page = guest.post("/accounts/signup/", data).text

    assert "Somebody here is called ada already. ada-2 is free." in page
    assert "username" not in re.sub(r"<[^>]*>", "", page)


def test_a_password_that_was_just_set_is_not_asked_for(as_ada: Client) -> None:
    twice = {"password1": PASSWORD, "password2": PASSWORD}

    answer = as_ada.post("/accounts/password/set/", twice, follow=True)

    assert answer.redirect_chain == [("/accounts/3rdparty/", 302)]
    assert "With your e-mail address or with ada" in text_of(answer.text)
    assert as_ada.get("/accounts/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize("how", ["cancelled", "error"])
def test_allauths_own_page_of_a_provider_that_failed_leads_to_the_form(db: None, how: str) -> None:
    response = Client().get(f"/accounts/3rdparty/login/{how}/")

    assert response.status_code == 302
    assert "next=" not in response["Location"]


@pytest.mark.parametrize("page", ["password/set/", "email/", "2fa/totp/activate/"])
def test_nothing_stands_in_a_field_but_what_one_types(as_ada: Client, page: str) -> None:
    assert "placeholder" not in as_ada.get(f"/accounts/{page}").text
