"""The standing cast: Ada keeps a blog, Ben comments, Mo moderates, and a guest is passing by."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.make import make_blog, make_user

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog


@pytest.fixture
def ada(db: None) -> User:
    return make_user("Ada Kowalczyk", handle="ada")


@pytest.fixture
def ben(db: None) -> User:
    return make_user("Ben Okafor", handle="ben")


@pytest.fixture
def mo(db: None) -> User:
    """A host."""
    return make_user("Mo Idris", handle="mo", is_staff=True)


@pytest.fixture
def quiet_carriage(ada: User) -> Blog:
    """The blog that Ada keeps."""
    return make_blog(ada, handle="quiet-carriage", title="The Quiet Carriage")


@pytest.fixture
def guest() -> Client:
    """A browser without any of our cookies."""
    return Client()


@pytest.fixture
def as_ada(ada: User) -> Client:
    return signed_in(ada)


@pytest.fixture
def as_ben(ben: User) -> Client:
    return signed_in(ben)


@pytest.fixture
def as_mo(mo: User) -> Client:
    """A host who has shown the second factor."""
    return confirmed(signed_in(mo))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def confirmed(client: Client) -> Client:
    """As after a passkey or a code."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client
