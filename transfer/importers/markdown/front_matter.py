"""What stands above a Markdown text: YAML between ---, TOML between +++."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

_MAX_LENGTH = 32_000  # characters
_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

Fields = dict[str, Any]


class FrontMatterError(Exception):
    """The front matter cannot be read, for this reason."""


def split_front_matter(text: str) -> tuple[Fields | None, str]:
    """The fields above the text, or None where there are none, and the text.

    Raises FrontMatterError.
    """
    start = text[: _MAX_LENGTH + 20]
    for pattern, read in ((_YAML, _from_yaml), (_TOML, _from_toml)):
        if found := pattern.match(start):
            return read(found[1]), text[found.end() :]
    if start.startswith(("---\n", "+++\n")) and len(text) > _MAX_LENGTH:
        message = "its front matter has no end"
        raise FrontMatterError(message)
    return None, text


def _from_yaml(text: str) -> Fields:
    """Every value stays a string: none is converted, no alias is multiplied."""
    try:
        loader = yaml.BaseLoader(text)  # the one in C falls over what stands in itself too deep
        fields = loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark else ""
        message = f"its front matter is no YAML{line}"
        raise FrontMatterError(message) from error
    except (RecursionError, ValueError) as error:
        message = "its front matter is too deep"
        raise FrontMatterError(message) from error
    return _with_lower_names(fields)


def _from_toml(text: str) -> Fields:
    try:
        return _with_lower_names(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = f"its front matter is no TOML ({error})"
        raise FrontMatterError(message) from error
    except (RecursionError, ValueError) as error:
        message = "its front matter is too deep"
        raise FrontMatterError(message) from error


def _with_lower_names(fields: object) -> Fields:
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        message = "its front matter is a list or a word"
        raise FrontMatterError(message)
    return {str(name).lower(): value for name, value in fields.items()}


def string(fields: Fields, *names: str) -> str:
    """The first of these fields that is a string or a number and not empty; else ""."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value).strip()
    return ""


def is_true(fields: Fields, name: str, *, default: bool = False) -> bool:
    value = string(fields, name).lower()
    return value in {"true", "yes", "on", "1"} if value else default


def strings(fields: Fields, *names: str, separator: str = "") -> list[str]:
    """The members of lists; a string is split at commas, or at SEPARATOR where it holds none."""
    found: list[str] = []
    for name in names:
        value = fields.get(name)
        if isinstance(value, str):
            value = value.split(",") if "," in value or not separator else value.split(separator)
        if isinstance(value, list):
            found += [str(one).strip() for one in value if isinstance(one, str | int | float)]
    return [one for one in found if one]
