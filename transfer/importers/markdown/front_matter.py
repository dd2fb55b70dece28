"""What stands above a Markdown text: YAML between ---, TOML between +++."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

_LONGEST = 32_000  # characters
_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

Facts = dict[str, Any]


class Muddled(Exception):
    """The front matter cannot be read, for this reason."""


def parted(text: str) -> tuple[Facts | None, str]:
    """The facts above the text, or None where none are, and the text. Raises Muddled."""
    head = text[: _LONGEST + 20]
    for form, read in ((_YAML, _from_yaml), (_TOML, _from_toml)):
        if found := form.match(head):
            return read(found[1]), text[found.end() :]
    if head.startswith(("---\n", "+++\n")) and len(text) > _LONGEST:
        message = "its front matter has no end"
        raise Muddled(message)
    return None, text


def _from_yaml(text: str) -> Facts:
    """Every word stays the text it is: nothing is made of it, no alias is multiplied."""
    try:
        loader = yaml.BaseLoader(text)  # the one in C falls over what stands in itself too deep
        facts = loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark else ""
        message = f"its front matter is no YAML{line}"
        raise Muddled(message) from error
    except (RecursionError, ValueError) as error:
        message = "its front matter is too deep"
        raise Muddled(message) from error
    return _checked(facts)


def _from_toml(text: str) -> Facts:
    try:
        return _checked(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = f"its front matter is no TOML ({error})"
        raise Muddled(message) from error
    except (RecursionError, ValueError) as error:
        message = "its front matter is too deep"
        raise Muddled(message) from error


def _checked(facts: object) -> Facts:
    if facts is None or facts == "":
        return {}
    if not isinstance(facts, dict):
        message = "its front matter is a list or a word"
        raise Muddled(message)
    return {str(name).lower(): value for name, value in facts.items()}


def word(facts: Facts, *names: str) -> str:
    """The first of these that says something in a word."""
    for name in names:
        said = facts.get(name)
        if isinstance(said, str | int | float) and str(said).strip():
            return str(said).strip()
    return ""


def is_said(facts: Facts, name: str, *, otherwise: bool = False) -> bool:
    said = word(facts, name).lower()
    return said in {"true", "yes", "on", "1"} if said else otherwise


def listed(facts: Facts, *names: str, parted_at: str = "") -> list[str]:
    """What a list says, or a word parted at commas, or at PARTED_AT where there is none."""
    found: list[str] = []
    for name in names:
        said = facts.get(name)
        if isinstance(said, str):
            said = said.split(",") if "," in said or not parted_at else said.split(parted_at)
        if isinstance(said, list):
            found += [str(each).strip() for each in said if isinstance(each, str | int | float)]
    return [each for each in found if each]
