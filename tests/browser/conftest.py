"""Chromium on this machine, pages with scripts and without, and providers to sign in with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.broken_provider import MODES, BrokenProvider
from tests.browser.openid_site.people import CLIENT
from tests.browser.watch import Watch
from tests.casts import signed_in
from tests.chromium import executable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings
    from pytest_django.live_server_helper import LiveServer

    from accounts.models import User

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


class OpenPage(Protocol):
    def __call__(self, *, by: User | None = None, scripts: bool = True, **more: Any) -> Page: ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, and Django would take the tests for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer, settings: Settings) -> Iterator[OpenPage]:
    """Opens a browser of somebody's own. What may not happen is looked for when all is over."""
    settings.SITE_URL = live_server.url
    settings.SECONDS_BETWEEN_COMMENTS = 0
    watch, contexts = Watch(), []
    cache.clear()

    def opened(*, by: User | None = None, scripts: bool = True, **more: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, locale="en-GB", java_script_enabled=scripts, **more
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        watch.over(context)
        if by:
            session = signed_in(by).cookies["session"].value
            context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    cache.clear()
    assert watch.troubles == []


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A stranger's page; every test that takes it runs with scripts and without."""
    return open_page(scripts=request.param)


@pytest.fixture(scope="session")
def openid_site(live_server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    return_to = f"{live_server.url}/accounts/oidc/elsewhere/login/callback/"
    home = str(tmp_path_factory.mktemp("openid-site"))
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "tests.browser.openid_site", return_to],
        cwd=ROOT,
        env={**os.environ, "OPENID_SITE_HOME": home},
        stdout=subprocess.PIPE,
        text=True,
    ) as site:
        assert site.stdout
        yield f"http://127.0.0.1:{site.stdout.readline().strip()}"
        site.terminate()


@pytest.fixture(scope="session")
def broken_provider() -> Iterator[BrokenProvider]:
    provider = BrokenProvider()
    yield provider
    provider.close()


def use_providers(settings: Settings, servers: dict[str, str]) -> None:
    """The doors on the form: one for each of the SERVERS, and e-mail."""
    apps = [
        {
            "provider_id": name,
            "name": name.replace("-", " ").title(),
            "client_id": CLIENT.id,
            "secret": CLIENT.secret,
            "settings": {"server_url": server, "fetch_userinfo": True},
        }
        for name, server in servers.items()
    ]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}
    }
    settings.PROVIDERS = list(servers)


@pytest.fixture
def elsewhere(openid_site: str, settings: Settings) -> str:
    """A provider called Elsewhere that works."""
    use_providers(settings, {"elsewhere": openid_site})
    return openid_site


@pytest.fixture
def bad_providers(broken_provider: BrokenProvider, settings: Settings) -> None:
    """One door for every way in which a provider can fail, and one to nobody at all."""
    servers = {mode: f"{broken_provider.url}/{mode}" for mode in MODES}
    use_providers(settings, {**servers, "gone": "http://127.0.0.1:9"})
