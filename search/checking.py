"""Whether the index says of everything what is so, and nothing of anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection, transaction

from search.documents import SOURCES
from search.index import FACTS
from search.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 500


def differences() -> Iterator[str]:
    for kind in SOURCES:
        yield from _differences_of(kind)
    if connection.vendor == "sqlite" and not _words_are_sound():
        yield "the words do not belong to the documents"


def _differences_of(kind: str) -> Iterator[str]:
    things, of_thing = SOURCES[kind]
    listed = set(Document.objects.filter(kind=kind).values_list("object_id", flat=True))
    pks = list(things().values_list("pk", flat=True))
    yield from (f"{kind} {pk} is in the index" for pk in sorted(listed - set(pks)))
    for start in range(0, len(pks), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        known = {one.object_id: one for one in Document.objects.of(kind, some)}
        for thing in things().filter(pk__in=some):
            if thing.pk not in known:
                yield f"{kind} {thing.pk} is missing"
            elif _facts(known[thing.pk]) != _facts(of_thing(thing)):
                yield f"{kind} {thing.pk} has changed"


def _facts(document: Document) -> list[object]:
    return [getattr(document, name) for name in FACTS]


def _words_are_sound() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return False
    return True
