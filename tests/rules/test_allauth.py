"""What allauth keeps to itself is asked for in one module, of one version."""

import re
import tomllib

import allauth
import pytest

from tests.rules.ground import ROOT, python_files, short

INTERNAL = re.compile(
    r"^\s*(?:from|import)\s+allauth[\w.]*\.internal\b"
    r"|^\s*from\s+allauth[\w.]*\s+import\s+(?:\([^)]*|[^\n(]*)\binternal\b"
    r"|[\"']allauth[\w.]*\.internal\b",
    re.MULTILINE,
)


def test_only_one_module_reaches_into_allauth() -> None:
    files = [short(file) for file in python_files() if INTERNAL.search(file.read_text())]

    assert files == ["accounts/allauth_internals.py"]


@pytest.mark.parametrize(
    "offence",
    [
        "from allauth.account.internal import flows",
        "import allauth.mfa.internal.flows as flows",
        "from allauth.account import internal",
        "from allauth.account import (\n    forms,\n    internal,\n)",
        "def view():\n    from allauth.account.internal.flows import login",
        'import_string("allauth.account.internal.flows.login")',
    ],
)
def test_a_second_module_would_be_seen(offence: str) -> None:
    assert INTERNAL.search(offence)


@pytest.mark.parametrize(
    "allowed",
    ["from allauth.account import forms\n\ninternal = 1", "from accounts import allauth_internals"],
)
def test_what_allauth_shows_to_everybody_may_be_used(allowed: str) -> None:
    assert not INTERNAL.search(allowed)


def test_allauth_is_the_version_that_was_looked_into() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = next(line for line in project["dependencies"] if line.startswith("django-allauth"))

    assert pinned.endswith(f"=={allauth.__version__}")
