"""What is shown when something is missing, refused or broken, and that it needs no database."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from tests.make import make_post
from tests.pages import get, links, part, text_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from blogs.models import Blog


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


def refuses(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def puzzles(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


@csrf_exempt
def fills_the_disk(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


for view in (breaks, refuses, puzzles, fills_the_disk):
    view.login_required = False  # type: ignore[attr-defined]

urlpatterns = [
    path("breaks/", breaks),
    path("refuses/", refuses),
    path("puzzles/", puzzles),
    path("fills-the-disk/", fills_the_disk),
    path("", include("cpdblog.urls")),
]
handler400 = "cpdblog.errors.bad_request"
handler403 = "cpdblog.errors.forbidden"
handler404 = "cpdblog.errors.not_found"
handler500 = "cpdblog.errors.server_error"

# None of these tests may use the database: touching it fails them.


@pytest.mark.urls("tests.site.test_refusals")
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/puzzles/", 400, "We could not read that"),
        ("/refuses/", 403, "You cannot open this page"),
        ("/nothing/", 404, "Page not found"),
        ("/breaks/", 500, "Something went wrong"),
        ("/fills-the-disk/", 503, "We cannot do that just now"),
    ],
)
def test_a_refusal_needs_no_database(address: str, status: int, heading: str) -> None:
    response = Client(raise_request_exception=False).get(address)
    page = response.content.decode()

    assert response.status_code == status
    assert text_of("<body>" + part(page, "h1", "")) == heading
    assert str(status) in part(page, "p", "code")
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page
    assert links(part(page, "main", ""))
    assert (response.headers.get("Retry-After") is not None) == (status == 503)
    assert not response.cookies


@pytest.mark.urls("tests.site.test_refusals")
@pytest.mark.parametrize(("address", "status"), [("/breaks/", 500), ("/fills-the-disk/", 503)])
def test_what_broke_gives_back_what_was_typed(address: str, status: int) -> None:
    client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})

    page = client.post(address, {"comment": "I <b>was</b> there."})

    assert page.status_code == status
    assert 'name="comment"' in page.text
    assert ">\nI &lt;b&gt;was&lt;/b&gt; there.</textarea>" in page.text
    assert "Send it again" in page.text


@pytest.mark.urls("tests.site.test_refusals")
def test_what_another_site_sent_in_is_not_sent_on_by_our_page() -> None:
    client = Client(
        enforce_csrf_checks=True,
        raise_request_exception=False,
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    page = client.post("/fills-the-disk/", {"comment": "Buy my hats"})

    assert page.status_code == 503
    assert "readonly" in part(page.text, "textarea", "")
    assert "<form" not in page.text


@pytest.mark.parametrize("address", ["/nothing/", "/@quiet-carriage/2012/07/nothing/"])
def test_a_page_that_is_not_there_has_the_bar_of_every_other(as_ada: Client, address: str) -> None:
    signed_in, guest = as_ada.get(address), Client().get(address)

    assert "/desk/" in links(part(signed_in.text, "header", "house"))
    assert "Sign in" in part(guest.text, "header", "house")
    assert not guest.cookies


def test_a_page_that_is_not_there_is_said_to_be_so_when_nobody_is_known(
    as_ada: Client, quiet_carriage: Blog
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user RENAME TO away")

    answer = as_ada.get("/nothing/")

    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert "/desk/" not in links(part(answer.text, "header", "house"))


def forged(client: Client, address: str, **fields: str) -> str:
    """The page that answers a form without a seal, sent from the page at ADDRESS."""
    headers = {"Referer": f"http://testserver{address}"}
    response = client.post(address, fields, headers=headers)
    assert response.status_code == 403
    return response.content.decode()


@pytest.fixture
def strict_ben(ben: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_form_without_a_seal_gives_the_words_back(strict_ben: Client) -> None:
    words_typed = "I <b>was</b> there.\nTwice."

    page = forged(strict_ben, "/accounts/profile/", bio=words_typed, password="hunter2")  # noqa: S106

    assert "Your words are safe" in page
    assert "readonly>\nI &lt;b&gt;was&lt;/b&gt; there.\nTwice.</textarea>" in page
    assert links(part(page, "p", "likely")) == ["http://testserver/accounts/profile/"]
    assert "hunter2" not in page
    assert "csrfmiddlewaretoken" not in page


def test_a_refused_form_without_words_says_that_nothing_was_changed(
    strict_ben: Client, quiet_carriage: Blog
) -> None:
    page = forged(strict_ben, f"{make_post(quiet_carriage).get_absolute_url()}like/")

    assert "Nothing was changed" in page
    assert "<textarea" not in page


def test_a_refusal_leads_back_to_our_own_pages_only(strict_ben: Client) -> None:
    headers = {"Referer": "https://elsewhere.example/", "Sec-Fetch-Site": "cross-site"}

    page = strict_ben.post("/accounts/profile/", {"bio": "Me."}, headers=headers).content.decode()

    assert "elsewhere.example" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/?page=%00", "/tags/%00/", "/accounts/login/?next=%00"])
def test_an_address_with_a_nul_is_refused_before_a_database_sees_it(
    guest: Client, address: str
) -> None:
    assert guest.get(address).status_code == 400


HOSTILE = [f"page={'9' * 5000}", "&".join(f"a{number}=1" for number in range(1001))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "answers"),
    [
        ("/", {200, 400}),
        ("/posts/", {404, 400}),
        ("/nothing/", {404}),
        ("/privacy/", {200, 400}),
    ],
)
@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_a_page_or_its_refusal(
    guest: Client, address: str, answers: set[int], query: str
) -> None:
    assert guest.get(f"{address}?{query}").status_code in answers


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["9" * 5000, "²", "٣", "0", "-1", "1.5", " 2", "x", "1" * 10])
def test_a_page_of_a_list_has_a_plain_number(guest: Client, number: str) -> None:
    assert guest.get("/posts/", {"page": number}).status_code == 404


def test_only_a_list_has_pages_of_its_own(guest: Client, quiet_carriage: Blog) -> None:
    address = make_post(quiet_carriage).get_absolute_url()
    for _ in range(60):
        make_post(quiet_carriage)

    for query, canonical in [
        (f"{address}?page=7", address),
        ("/privacy/?page=7", "/privacy/"),
        ("/posts/?page=2", "/posts/?page=2"),
        ("/posts/?page=1", "/posts/"),
    ]:
        assert f'rel="canonical" href="http://localhost:8000{canonical}"' in get(query, by=guest)


def test_no_row_breaks_a_feed(guest: Client, ada: User, quiet_carriage: Blog) -> None:
    ada.rename("Ada\x08 \ufffeK.")
    make_post(quiet_carriage, title="Rain\x1b", tags=["weather"])

    feed = guest.get("/@quiet-carriage/feed/")

    assert feed.status_code == 200
    assert "Ada K." in feed.text
    ElementTree.fromstring(feed.content)


def test_an_address_that_lost_a_letter_leads_to_what_was_meant(
    guest: Client, quiet_carriage: Blog
) -> None:
    post = make_post(quiet_carriage, title="On being away", slug="being-away")
    make_post(quiet_carriage, title="Away secretly", status="draft")

    response = guest.get(post.get_absolute_url().replace("away", "awya"))
    longer = guest.get(post.get_absolute_url().replace("being-away", "on-being-awayyyyyy"))

    page = response.content.decode()
    assert response.status_code == 404
    assert 'value="being awya"' in part(page, "form", "seek")
    assert post.get_absolute_url() in links(page)
    assert post.get_absolute_url() in links(longer.content.decode())
    assert "The Quiet Carriage" in page
    assert "secretly" not in page
    assert "autofocus" not in page


def test_where_the_database_is_away_a_lost_address_is_only_said_to_be_lost(
    guest: Client, quiet_carriage: Blog
) -> None:
    def refuse(execute: Any, sql: str, *more: Any) -> Any:
        if "search_" in sql:
            raise OperationalError
        return execute(sql, *more)

    with connection.execute_wrapper(refuse):
        response = guest.get("/@quiet-carriage/2012/07/nothing/")

    assert response.status_code == 404
    assert "Did you mean" not in response.content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/nothing/", "nothing"),
        ("/a-b_c/2012/", "a b c"),
        ("/wp-login.php", ""),
        ("/12/07/", ""),
        (f"/{'n' * 200}/", "n" * 60),
    ],
)
def test_the_words_of_a_lost_address_are_ready_to_be_searched_for(address: str, words: str) -> None:
    page = Client().get(address).content.decode()

    assert f'value="{words}"' in part(page, "form", "seek")
