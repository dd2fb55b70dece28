"""The index: the rows of what can be found, and on SQLite the words made of them.

PostgreSQL keeps the words in a generated column. SQLite drops triggers where Django alters a
table, so there the words are taken out and put in by hand: always out before a row changes,
because the words of an old row are read from the row itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from search import folding
from search.models import Document, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.models import DocumentQuerySet

FACTS = ["post_id", "blog_id", "dated_at", "year", "title", "author", "tags", "body"]
_FOLDED = ["title_words", "author_words", "tags_words", "body_words"]
_COLUMNS = ", ".join(_FOLDED)
_WORDS_AT_ONCE = 2_000


@transaction.atomic
def put(documents: Sequence[Document]) -> None:
    """Documents of one kind, put in or brought up to date."""
    if not documents:
        return
    for document in documents:
        document.fold()
    same = Document.objects.of(documents[0].kind, [one.object_id for one in documents])
    _take_words_out(same)
    Document.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=[*FACTS, *_FOLDED],
    )
    _put_words_in(same)
    _keep_words(documents)


def _keep_words(documents: Sequence[Document]) -> None:
    """In one order, so that two who bring the same words do not wait for each other in a circle."""
    known: dict[str, str] = {}
    for one in documents:
        for text in (one.title, one.author, one.tags, one.body):
            known |= folding.vocabulary(text)
    words = [
        Word(folded=folded, text=known[folded], initial=folded[0], length=len(folded))
        for folded in sorted(known)
        if Word.SHORTEST <= len(folded) <= Word.LONGEST
    ]
    Word.objects.bulk_create(words, batch_size=_WORDS_AT_ONCE, ignore_conflicts=True)


@transaction.atomic
def drop(documents: DocumentQuerySet) -> None:
    if ids := _take_words_out(documents):
        Document.objects.filter(pk__in=ids).delete()


@transaction.atomic
def clear() -> None:
    Document.objects.all().delete()
    Word.objects.all().delete()
    rebuild_words()


def rebuild_words() -> None:
    if connection.vendor == "sqlite":
        _run("INSERT INTO search_words(search_words) VALUES ('rebuild')")


def optimize() -> None:
    """After many changes at once: the words in one piece are read sooner."""
    if connection.vendor == "sqlite":
        _run("INSERT INTO search_words(search_words) VALUES ('optimize')")
    _run("ANALYZE search_document")


def _take_words_out(documents: DocumentQuerySet) -> list[int]:
    ids = list(documents.values_list("pk", flat=True))
    if connection.vendor == "sqlite":
        _each("DELETE FROM search_words WHERE rowid = %s", ids)
    return ids


def _put_words_in(documents: DocumentQuerySet) -> None:
    if connection.vendor != "sqlite":
        return
    ids = documents.values_list("pk", flat=True)
    insert = f"INSERT INTO search_words(rowid, {_COLUMNS}) SELECT id, {_COLUMNS}"
    _each(f"{insert} FROM search_document WHERE id = %s", ids)


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _each(sql: str, ids: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(one,) for one in ids])
