"""How the two databases are asked for words as search.folding makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.words import Term

MOST_HITS = 500
MOST_RANKED = 2_000
_FACTS = "d.id, d.kind, d.object_id, d.post_id, d.blog_id, d.year"
_WEIGHTS = "bm25(10.0, 4.0, 4.0, 1.0)"  # title, author, tags, body


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    kind: str
    object_id: int
    post_id: int | None
    blog_id: int | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the hits are narrowed to."""

    kinds: tuple[str, ...] = ()
    blog_id: int | None = None
    tag_id: int | None = None
    year: int | None = None

    def sql(self) -> tuple[str, list[Any]]:
        said: list[tuple[str, list[Any]]] = []
        if self.kinds:
            said.append((f"d.kind IN ({', '.join(['%s'] * len(self.kinds))})", [*self.kinds]))
        if self.blog_id is not None:
            said.append(("d.blog_id = %s", [self.blog_id]))
        if self.year is not None:
            said.append(("d.year = %s", [self.year]))
        if self.tag_id is not None:
            under = "SELECT content_object_id FROM posts_taggedpost WHERE tag_id = %s"
            said.append((f"d.post_id IN ({under})", [self.tag_id]))
        return "".join(f" AND {sql}" for sql, _ in said), [one for _, ones in said for one in ones]


def hits(terms: Sequence[Term], filters: Filters, *, newest_first: bool = False) -> list[Hit]:
    """The newest, or the nearest: those with all of it in their title stand before the others."""
    if not terms:
        return []
    if connection.vendor == "sqlite":
        ask = _sqlite_newest if newest_first else _sqlite_nearest
    else:
        ask = _postgres_newest if newest_first else _postgres_nearest
    return [Hit(*row) for row in ask(terms, filters)]


def tagged(posts: Iterable[int]) -> list[tuple[Any, ...]]:
    """Tag and post, for these posts. Hundreds of numbers are written sooner than passed along."""
    numbers = ", ".join(str(int(number)) for number in posts) or "NULL"
    sql = f"""SELECT tag_id, content_object_id FROM posts_taggedpost
        WHERE content_object_id IN ({numbers})"""  # noqa: S608
    return _rows(sql, [])


def _sqlite_newest(terms: Sequence[Term], filters: Filters) -> list[tuple[Any, ...]]:
    # Of a frequent word the newest are found sooner by walking back in time, where every
    # fact but the words stands in the index, than by sorting all that have it.
    narrowed, values = filters.sql()
    sql = f"""SELECT {_FACTS} FROM search_document d INDEXED BY document_by_date
        WHERE +d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s){narrowed}
        ORDER BY d.dated_at DESC, d.id DESC LIMIT {MOST_HITS}"""  # noqa: S608
    return _rows(sql, [_sqlite_match(terms), *values])


def _sqlite_nearest(terms: Sequence[Term], filters: Filters) -> list[tuple[Any, ...]]:
    match = _sqlite_match(terms)
    narrowed, values = _sqlite_narrowed(filters)
    floor = _floor(match, filters)
    # The words first, then the rows they lead to: CROSS JOIN keeps SQLite from turning it round.
    sql = f"""WITH titled AS MATERIALIZED (
            SELECT rowid AS id FROM search_words WHERE search_words MATCH %s
            ORDER BY rowid DESC LIMIT {MOST_RANKED}
        )
        SELECT {_FACTS} FROM search_words w CROSS JOIN search_document d ON d.id = w.rowid
        WHERE w.search_words MATCH %s AND w.rank MATCH '{_WEIGHTS}'
            AND (w.rowid > %s OR w.rowid IN titled){narrowed}
        ORDER BY w.rowid IN titled DESC, w.rank, d.id DESC LIMIT {MOST_HITS}"""  # noqa: S608
    return _rows(sql, [f"title_words : ({match})", match, floor, *values])


def _sqlite_narrowed(filters: Filters) -> tuple[str, list[Any]]:
    """Without a look at the rows, which hold long texts."""
    narrowed, values = filters.sql()
    if not narrowed:
        return "", []
    ids = f"SELECT d.id FROM search_document d WHERE TRUE{narrowed}"  # noqa: S608
    return f" AND +w.rowid IN ({ids})", values


def _floor(match: str, filters: Filters) -> int:
    """Weighing costs more than finding: of a frequent word only the newest wanted are weighed.

    Where no more are wanted than may be weighed, nothing needs to be found for that.
    """
    facts, facts_values = filters.sql()
    narrowed, values = _sqlite_narrowed(filters)
    wanted_at_all = f"""SELECT count(*) FROM (SELECT 1 FROM search_document d WHERE TRUE{facts}
        LIMIT {MOST_RANKED + 1})"""  # noqa: S608
    sql = f"""SELECT w.rowid FROM search_words w
        WHERE ({wanted_at_all}) > {MOST_RANKED} AND w.search_words MATCH %s{narrowed}
        ORDER BY w.rowid DESC LIMIT 1 OFFSET {MOST_RANKED}"""  # noqa: S608
    beyond = _rows(sql, [*facts_values, match, *values])
    return int(beyond[0][0]) if beyond else 0


def _sqlite_match(terms: Sequence[Term]) -> str:
    return " AND ".join(map(_sqlite_term, terms))


def _sqlite_term(term: Term) -> str:
    """In FTS5 everything between quotation marks is words; ours are letters and digits."""
    whole = f'"{" ".join(term.tokens)}"'
    if not term.beginning:
        return whole
    return f'({whole} OR "{" ".join([*term.tokens[:-1], term.beginning])}" *)'


def _postgres_newest(terms: Sequence[Term], filters: Filters) -> list[tuple[Any, ...]]:
    narrowed, values = filters.sql()
    sql = f"""SELECT {_FACTS} FROM search_document d WHERE d.vector @@ %s::tsquery{narrowed}
        ORDER BY d.dated_at DESC NULLS LAST, d.id DESC LIMIT {MOST_HITS}"""  # noqa: S608
    return _rows(sql, [_postgres_query(terms), *values])


def _postgres_nearest(terms: Sequence[Term], filters: Filters) -> list[tuple[Any, ...]]:
    narrowed, values = filters.sql()
    query = _postgres_query(terms)
    newest = f"{narrowed} ORDER BY d.id DESC LIMIT {MOST_RANKED}"
    sql = f"""WITH said AS (SELECT %s::tsquery AS query), found AS (
            (SELECT d.id FROM search_document d, said WHERE d.vector @@ query{newest})
            UNION
            (SELECT d.id FROM search_document d, said WHERE d.title_vector @@ query{newest})
        )
        SELECT {_FACTS} FROM said, found JOIN search_document d USING (id)
        ORDER BY d.title_vector @@ query DESC, ts_rank_cd(d.vector, query, 1) DESC, d.id DESC
        LIMIT {MOST_HITS}"""  # noqa: S608
    return _rows(sql, [query, *values, *values])


def _postgres_query(terms: Sequence[Term]) -> str:
    return " & ".join(map(_postgres_term, terms))


def _postgres_term(term: Term) -> str:
    *before, last = (f"'{token}'" for token in term.tokens)
    if term.beginning:
        last = f"({last} | '{term.beginning}':*)"
    return f"({' <-> '.join([*before, last])})"


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
