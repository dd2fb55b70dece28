from collections.abc import Iterator
from typing import Any

import pytest

from tests.accounts.fake_provider import FakeProvider


@pytest.fixture
def provider(settings: Any) -> Iterator[FakeProvider]:
    """WordPress.com and "Campus" (OpenID Connect) have keys here, and live on this machine."""
    fake = FakeProvider()
    keys = {"client_id": "us", "secret": "hush"}
    campus = {"provider_id": "campus", "name": "Campus", "settings": {"server_url": fake.url}}
    settings.PROVIDERS = [*settings.PROVIDERS, "campus"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "wordpress_com": {"APPS": [keys], "BASE_URL": fake.url},
        "openid_connect": {"APPS": [{**campus, **keys}], "OAUTH_PKCE_ENABLED": True},
    }
    settings.HOSTS_INSIDE_OUR_WALLS = [fake.host]
    yield fake
    fake.close()
