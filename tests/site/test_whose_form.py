"""A form of somebody who is not signed in is taken only from our own pages: the browser says."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from tests.accounts.journeys import with_email
from tests.make import make_user

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/start/"
OURS = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Origin": "http://testserver"},
    {"Origin": "http://testserver", "Referer": "http://elsewhere.example/"},
    {"Referer": "http://testserver/posts/?page=2"},
]
OF_OTHERS: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "null"},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver:8080"},
    {"Origin": "http://a.testserver"},
    {"Origin": "http://another.example"},
    {"Origin": "http://zoo.example"},
    {"Origin": "http://another.example", "Referer": "http://testserver/"},
    {"Referer": "http://another.example/http://testserver/"},
    {"Referer": "http://testserver.example/"},
]


@pytest.mark.parametrize("headers", OURS)
def test_a_form_of_our_own_pages_is_taken(headers: dict[str, str]) -> None:
    answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {"option": "email"}, headers=headers)

    assert answer.status_code == HTTPStatus.SEE_OTHER


@pytest.mark.parametrize("headers", OF_OTHERS)
def test_a_form_of_other_pages_is_not_taken(headers: dict[str, str]) -> None:
    answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {"option": "email"}, headers=headers)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert not answer.cookies


def test_whoever_signs_in_is_given_the_token_of_their_forms_at_once() -> None:
    ben = with_email(make_user("Ben"), "ben@example.org")
    ben.set_password("a long way round")
    ben.save()
    data = {"login": "ben@example.org", "password": "a long way round"}
    headers = {"Sec-Fetch-Site": "same-origin"}

    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", data, headers=headers)

    assert answer.status_code == HTTPStatus.FOUND
    assert {"session", "csrf"} <= answer.cookies.keys()


@pytest.mark.parametrize(("site", "status"), [("same-origin", "303"), ("cross-site", "403")])
def test_a_server_asks_without_being_told_to(site: str, status: str) -> None:
    """Django's own client for tests tells every request whether it is to be checked."""
    response = RequestFactory(headers={"Sec-Fetch-Site": site}).post(SIGN_IN, {"option": "email"})
    answers: list[str] = []

    def begin(status: str, _headers: Any, _error: Any = None) -> Any:
        answers.append(status[:3])

    get_wsgi_application()(response.environ, begin).close()

    assert answers == [status]


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_a_page_with_a_form_leaves_nothing_with_who_only_looks(address: str) -> None:
    answer = Client().get(address)

    assert "<form" in answer.text
    assert not answer.cookies
