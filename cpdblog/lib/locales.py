"""The languages and the clocks that somebody can choose from."""

import zoneinfo
from functools import cache
from itertools import groupby
from typing import Any

from django.conf.locale import LANG_INFO


@cache
def languages() -> list[tuple[str, str]]:
    """Codes as pages write them, en-GB, with the name that its own people give a language."""
    known = {
        _written(code): info["name_local"][:1].upper() + info["name_local"][1:]
        for code, info in LANG_INFO.items()
        if "name_local" in info
    }
    return sorted(known.items(), key=lambda language: language[1])


@cache
def time_zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """By part of the world: ("Europe", [("Europe/London", "London"), …]); UTC first."""
    named = [name for name in zoneinfo.available_timezones() if _is_a_place(name)]
    parts = groupby(sorted(named), key=lambda name: name.partition("/")[0])
    places = [(part, [(name, _place(name)) for name in names]) for part, names in parts]
    return [("UTC", [("UTC", "UTC")]), *places]


def with_current(choices: list[Any], current: str) -> list[Any]:
    """CHOICES, and before them what was chosen already and is none of them."""
    groups = [label if isinstance(label, list) else [(value, label)] for value, label in choices]
    known = {value for group in groups for value, _label in group}
    return [(current, current), *choices] if current and current not in known else choices


def _written(code: str) -> str:
    first, _hyphen, rest = code.partition("-")
    if not rest:
        return first
    return f"{first}-{rest.title() if len(rest) > len('GB') else rest.upper()}"


def _is_a_place(name: str) -> bool:
    return "/" in name and name.partition("/")[0] not in {"Etc", "SystemV", "US"}


def _place(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", ", ")
