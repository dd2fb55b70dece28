"""Tests that need what a machine may lack are left out there, and a line says so.

Where everything must be tested (REQUIRE_BROWSER, REQUIRE_POSTGRES, …), nothing is left out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import chromium, html_checker
from tests.shipped import postgres

if TYPE_CHECKING:
    from collections.abc import Callable

NEEDS: dict[str, tuple[Callable[[], object], str]] = {
    "browser": (chromium.executable, "Chromium"),
    "postgres": (postgres.programs, "PostgreSQL server"),
    "html_checker": (html_checker.is_here, "checker of HTML (bin/html-checker fetches it)"),
}


def missing() -> dict[str, str]:
    """What is not here, by the marker of the tests that need it."""
    return {marker: name for marker, (found, name) in NEEDS.items() if not found()}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for marker, name in missing().items():
        required = f"REQUIRE_{marker.upper()}"
        if os.environ.get(required):
            message = f"{required} is set and there is no {name} here"
            raise pytest.UsageError(message)
        left_out = [item for item in items if item.get_closest_marker(marker)]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for marker, name in missing().items():
        terminalreporter.write_line(f"No {name} here: the tests marked {marker} were left out.")
