"""What allauth keeps to itself is asked for in one module, of one version."""

import re
import tomllib

import allauth

from tests.rules.ground import ROOT, python_files

INTERNAL = re.compile(r"^(?:from|import) allauth[\w.]*\binternal\b", re.MULTILINE)


def test_only_one_module_reaches_into_allauth() -> None:
    files = [file for file in python_files() if INTERNAL.search(file.read_text())]

    assert [file.name for file in files] == ["allauth_internals.py"]


def test_allauth_is_the_version_that_was_looked_into() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = next(line for line in project["dependencies"] if line.startswith("django-allauth"))

    assert pinned.endswith(f"=={allauth.__version__}")
