"""Browser tests run where Chromium is. Elsewhere they are left out, and a line says so."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if executable():
        return
    if os.environ.get("REQUIRE_BROWSER"):
        message = "REQUIRE_BROWSER is set and there is no Chromium here"
        raise pytest.UsageError(message)
    left_out = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not executable():
        terminalreporter.write_line("No Chromium here: the browser tests were left out.")
