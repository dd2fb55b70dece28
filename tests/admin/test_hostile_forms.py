"""Every form of the admin, sent with several things wrong at once, comes back with its words."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib import admin
from django.db import transaction

from posts.models import Post
from tests.admin.forms import errors, fields, save
from tests.admin.test_admin import LISTS, some_of_everything
from tests.make import make_post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from accounts.models import User

    type Spoiling = Callable[[str, Any], Any]

TEXTS = {"title", "source", "excerpt", "tag_line", "slug", "tagline", "name", "bio", "website"}
TECHNICAL = ("csrfmiddlewaretoken", "-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM", "-MAX_NUM")
SPOILT: dict[str, Spoiling] = {
    "empty": lambda _name, _value: "",
    "long": lambda name, _value: f"{name} " + "w" * 10_000,
    "NUL": lambda name, _value: f"{name}\0of mine",
    "a number that nothing has": lambda _name, _value: "999999999",
    "a number too large": lambda _name, _value: "9" * 30,
    "no number": lambda name, _value: f"<{name}>",
}


@pytest.fixture
def community(mo: User) -> None:
    some_of_everything(mo)


def spoilings(sent: dict[str, Any], spoil: Spoiling) -> Iterator[dict[str, Any]]:
    """All fields at once, then each alone with one of the others empty."""
    own = [name for name in sent if not name.endswith(TECHNICAL)]
    yield {name: spoil(name, sent[name]) for name in own}
    for before, name in zip([*own[1:], *own[:1]], own, strict=True):
        yield {name: spoil(name, sent[name]), before: ""}


@pytest.mark.usefixtures("community")
@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("kind", ["changed", "new"])
@pytest.mark.parametrize("name", LISTS)
def test_a_form_that_is_refused_comes_back_with_its_words(
    as_mo: Client, name: str, kind: str, how: str
) -> None:
    url = f"/admin/{name}/add/"
    if kind == "changed":
        url = f"/admin/{name}/{LISTS[name].objects.last().pk}/change/"
    opened = as_mo.get(url)
    sent = fields(opened.text, name.partition("/")[2])

    for spoilt in spoilings(sent, SPOILT[how]):
        with transaction.atomic():
            answer = as_mo.post(url, {**sent, **spoilt, "_save": "Save"})
            transaction.set_rollback(True)

        assert answer.status_code in {200, 302, 403, 409}, (answer.status_code, list(spoilt))
        if answer.status_code == 200:
            assert "errornote" in answer.text
            assert lost(spoilt, answer.text) == []
        elif answer.status_code == 409:  # it named a version that is not there
            assert "source" not in lost(spoilt, answer.text)


def lost(sent: dict[str, Any], page: str) -> list[str]:
    """The texts that were typed and are not on the page; of a NUL a browser knows nothing."""
    shown = html.unescape(page)
    typed = {name: sent[name].strip() for name in TEXTS & sent.keys()}
    return [name for name, word in typed.items() if "\0" not in word and word not in shown]


def test_an_emptied_address_beside_another_fault_is_no_accident(as_mo: Client) -> None:
    post = make_post()
    url = f"/admin/posts/post/{post.pk}/change/"

    answer = save(as_mo, url, "post", slug="", title="…?!", source="These words stay.")

    assert answer.status_code == 200
    assert len(errors(answer)) == 1
    assert "These words stay." in answer.text
    assert post.get_absolute_url() in answer.text


@pytest.mark.usefixtures("community")
@pytest.mark.parametrize("name", LISTS)
def test_what_was_deleted_meanwhile_is_said_to_be_gone(as_mo: Client, name: str) -> None:
    answer = as_mo.post(f"/admin/{name}/999999/change/", {"source": "Words of mine."})

    assert answer.status_code == 404
    assert "This was deleted meanwhile." in answer.text
    assert "Words of mine." in answer.text


def test_every_model_with_a_form_is_tried(as_mo: Client) -> None:
    tried = {*LISTS.values()}
    request = as_mo.get("/admin/").wsgi_request
    rest = [office for model, office in admin.site._registry.items() if model not in tried]

    assert not any(office.has_change_permission(request) for office in rest)


def test_two_states_are_not_chosen_for_a_post_in_the_bin(as_mo: Client) -> None:
    post = make_post(title="Rain")
    post.bin()
    url = f"/admin/posts/post/{post.pk}/change/"

    refused = save(as_mo, url, "post", title="Hail")
    assert "It is in the bin." in errors(refused)[0]

    assert errors(save(as_mo, url, "post", title="Hail", status="draft")) == []
    now = Post.objects.get()
    assert (now.status, now.title, now.binned_at) == ("draft", "Hail", None)
