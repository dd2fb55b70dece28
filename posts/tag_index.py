"""The alphabetic index of tags and their aliases."""

from __future__ import annotations

import string
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posts.models import Tag, TagAlias


LETTERS = string.ascii_uppercase


@dataclass(slots=True)
class Entry:
    name: str
    tag: Tag
    is_see: bool = False


@dataclass(slots=True)
class Letter:
    name: str
    anchor: str
    entries: list[Entry] = field(default_factory=list)


def tag_index(tags: Iterable[Tag], aliases: Iterable[TagAlias]) -> list[Letter]:
    """Every letter from A to Z, those without an entry too, then what begins with anything else."""
    entries = [Entry(tag.name, tag) for tag in tags]
    entries += [Entry(alias.key, alias.tag, is_see=True) for alias in aliases]
    under: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (_plain(entry.name), entry.name)):
        under[letter_of(entry.name)].append(entry)
    names = [*LETTERS, *sorted(set(under) - set(LETTERS))]
    return [Letter(name, f"letter-{number}", under[name]) for number, name in enumerate(names, 1)]


def letter_of(name: str) -> str:
    first = _plain(name)[:1].upper()
    return first if first.isalpha() else "0–9"


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lstrip(" -_.#'’")
