"""How the two databases are searched for words as search.folding makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.terms import Term

MAX_HITS = 500
MAX_RANKED = 2_000
_FACTS = "d.id, d.kind, d.object_id, d.post_id, d.blog_id, d.year"
_WEIGHTS = "bm25(10.0, 4.0, 4.0, 1.0)"  # title, author, tags, body
# Both databases weigh a word by the length of its text: in one line it would outweigh every post.
_BY_KIND = "CASE WHEN d.kind IN ('comment', 'person') THEN 0.25 ELSE 1 END"


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
        """Conditions to be added to others with their values: " AND d.year = %s", [2012]."""
        conditions: list[tuple[str, list[Any]]] = []
        if self.kinds:
            conditions.append((f"d.kind IN ({', '.join(['%s'] * len(self.kinds))})", [*self.kinds]))
        if self.blog_id is not None:
            conditions.append(("d.blog_id = %s", [self.blog_id]))
        if self.year is not None:
            conditions.append(("d.year = %s", [self.year]))
        if self.tag_id is not None:
            under = "SELECT content_object_id FROM posts_taggedpost WHERE tag_id = %s"
            conditions.append((f"d.post_id IN ({under})", [self.tag_id]))
        text = "".join(f" AND {sql}" for sql, _values in conditions)
        return text, [value for _sql, values in conditions for value in values]


def hits(terms: Sequence[Term], filters: Filters, *, newest_first: bool = False) -> list[Hit]:
    """The newest, or the nearest: those with all of it in their title stand before the others."""
    if not terms:
        return []
    if connection.vendor == "sqlite":
        search = _sqlite_newest if newest_first else _sqlite_nearest
    else:
        search = _postgres_newest if newest_first else _postgres_nearest
    return [Hit(*row) for row in search(terms, filters)]


def tags_of(post_ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """Pairs of tag and post, by pk. Hundreds of them are written sooner than passed along."""
    listed = ", ".join(str(int(post_id)) for post_id in post_ids) or "NULL"
    sql = f"""SELECT tag_id, content_object_id FROM posts_taggedpost
        WHERE content_object_id IN ({listed})"""  # noqa: S608
    return _rows(sql, [])


def _sqlite_newest(terms: Sequence[Term], filters: Filters) -> list[tuple[Any, ...]]:
    # Of a frequent word the newest are found sooner by walking back in time, where every
    # fact but the words stands in the index, than by sorting all that have it.
    narrowed, values = filters.sql()
    sql = f"""SELECT {_FACTS} FROM search_document d INDEXED BY document_by_date
        WHERE +d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s){narrowed}
        ORDER BY d.dated_at DESC, d.id DESC LIMIT {MAX_HITS}"""  # noqa: S608
    return _rows(sql, [_sqlite_match(terms), *values])


def _sqlite_nearest(terms: Sequence[Term], filters: Filters) -> list[tuple[Any, ...]]:
    match = _sqlite_match(terms)
    narrowed, values = _sqlite_narrowed(filters)
    floor = _floor(match, filters)
    # The words first, then the rows they lead to: CROSS JOIN keeps SQLite from turning it round.
    sql = f"""WITH titled AS MATERIALIZED (
            SELECT rowid AS id FROM search_words WHERE search_words MATCH %s
            ORDER BY rowid DESC LIMIT {MAX_RANKED}
        )
        SELECT {_FACTS} FROM search_words w CROSS JOIN search_document d ON d.id = w.rowid
        WHERE w.search_words MATCH %s AND w.rank MATCH '{_WEIGHTS}'
            AND (w.rowid > %s OR w.rowid IN titled){narrowed}
        ORDER BY w.rowid IN titled DESC, w.rank * {_BY_KIND}, d.id DESC LIMIT {MAX_HITS}"""  # noqa: S608
    return _rows(sql, [f"title_words : ({match})", match, floor, *values])


def _sqlite_narrowed(filters: Filters) -> tuple[str, list[Any]]:
    """Without a look at the rows, which hold long texts."""
    narrowed, values = filters.sql()
    if not narrowed:
        return "", []
    ids = f"SELECT d.id FROM search_document d WHERE TRUE{narrowed}"  # noqa: S608
    return f" AND +w.rowid IN ({ids})", values


def _floor(match: str, filters: Filters) -> int:
    """Weighing costs more than finding: of a frequent word only the newest candidates are weighed.

    Where there are no more of them than may be weighed, nothing needs to be found for that.
    """
    facts, facts_values = filters.sql()
    narrowed, values = _sqlite_narrowed(filters)
    candidates = f"""SELECT count(*) FROM (SELECT 1 FROM search_document d WHERE TRUE{facts}
        LIMIT {MAX_RANKED + 1})"""  # noqa: S608
    sql = f"""SELECT w.rowid FROM search_words w
        WHERE ({candidates}) > {MAX_RANKED} AND w.search_words MATCH %s{narrowed}
        ORDER BY w.rowid DESC LIMIT 1 OFFSET {MAX_RANKED}"""  # noqa: S608
    ((floor,),) = _rows(sql, [*facts_values, match, *values]) or [(0,)]
    return int(floor)


def _sqlite_match(terms: Sequence[Term]) -> str:
    return " AND ".join(map(_sqlite_term, terms))


def _sqlite_term(term: Term) -> str:
    """In FTS5 everything between quotation marks is words; ours are letters and digits."""
    whole = f'"{" ".join(term.tokens)}"'
    if not term.prefix:
        return whole
    return f'({whole} OR "{" ".join([*term.tokens[:-1], term.prefix])}" *)'


def _postgres_newest(terms: Sequence[Term], filters: Filters) -> list[tuple[Any, ...]]:
    narrowed, values = filters.sql()
    sql = f"""SELECT {_FACTS} FROM search_document d WHERE d.vector @@ %s::tsquery{narrowed}
        ORDER BY d.dated_at DESC NULLS LAST, d.id DESC LIMIT {MAX_HITS}"""  # noqa: S608
    return _rows(sql, [_postgres_query(terms), *values])


def _postgres_nearest(terms: Sequence[Term], filters: Filters) -> list[tuple[Any, ...]]:
    narrowed, values = filters.sql()
    query = _postgres_query(terms)
    newest = f"{narrowed} ORDER BY d.id DESC LIMIT {MAX_RANKED}"
    sql = f"""WITH typed AS (SELECT %s::tsquery AS query), found AS (
            (SELECT d.id FROM search_document d, typed WHERE d.vector @@ query{newest})
            UNION
            (SELECT d.id FROM search_document d, typed WHERE d.title_vector @@ query{newest})
        )
        SELECT {_FACTS} FROM typed, found JOIN search_document d USING (id)
        ORDER BY d.title_vector @@ query DESC, ts_rank_cd(d.vector, query, 1) * {_BY_KIND} DESC,
            d.id DESC LIMIT {MAX_HITS}"""  # noqa: S608
    return _rows(sql, [query, *values, *values])


def _postgres_query(terms: Sequence[Term]) -> str:
    return " & ".join(map(_postgres_term, terms))


def _postgres_term(term: Term) -> str:
    *before, last = (f"'{token}'" for token in term.tokens)
    if term.prefix:
        last = f"({last} | '{term.prefix}':*)"
    return f"({' <-> '.join([*before, last])})"


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
