"""How the two databases are asked. Both know stems, accents, weights, phrases and beginnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.words import Part

OPEN, CLOSE = "\x02", "\x03"  # round what was found; no document holds them
# PostgreSQL takes what stands between < and > for mark-up and reads no words in it.
_LESS_AND_MORE = "\x04\x05"
_BACK = str.maketrans(_LESS_AND_MORE, "<>")
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
class Wanted:
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


def hits(parts: Sequence[Part], wanted: Wanted, *, newest_first: bool = False) -> list[Hit]:
    """The nearest, or the newest; at most MOST_HITS."""
    ask = _sqlite_hits if connection.vendor == "sqlite" else _postgres_hits
    return [Hit(*row) for row in ask(parts, wanted, newest_first=newest_first)] if parts else []


def snippets(parts: Sequence[Part], ids: Sequence[int]) -> dict[int, str]:
    """By document: some words of the text, with OPEN and CLOSE round those that were found."""
    if not ids:
        return {}
    if connection.vendor == "sqlite":
        # Looking for beginnings costs most: only where the words as they stand are not there.
        found = _sqlite_snippets(_match(parts, beginnings=False), ids)
        has_beginning = any(part.is_beginning for part in parts)
        rest = [number for number in ids if has_beginning and number not in found]
        return found | (_sqlite_snippets(_match(parts), rest) if rest else {})
    places = ", ".join(["%s"] * len(ids))
    query, words = _tsquery(parts)
    options = f'StartSel="{OPEN}", StopSel="{CLOSE}", MaxWords=34, MinWords=20'
    sql = f"""SELECT id, ts_headline('search_english', translate(body, '<>', %s), {query}, %s)
        FROM search_document WHERE id IN ({places})"""  # noqa: S608
    rows = _rows(sql, [_LESS_AND_MORE, *words, options, *ids])
    return {number: snippet.translate(_BACK) for number, snippet in rows}


def _sqlite_snippets(match: str, ids: Sequence[int]) -> dict[int, str]:
    places = ", ".join(["%s"] * len(ids))
    sql = f"""SELECT rowid, snippet(search_words, 3, %s, %s, '…', 30) FROM search_words
        WHERE search_words MATCH %s AND rowid IN ({places})"""  # noqa: S608
    return dict(_rows(sql, [OPEN, CLOSE, match, *ids]))


def tagged(posts: Iterable[int]) -> list[tuple[Any, ...]]:
    """Tag and post, for these posts. Hundreds of numbers are written sooner than passed along."""
    numbers = ", ".join(str(int(number)) for number in posts) or "NULL"
    sql = f"""SELECT tag_id, content_object_id FROM posts_taggedpost
        WHERE content_object_id IN ({numbers})"""  # noqa: S608
    return _rows(sql, [])


def _sqlite_hits(
    parts: Sequence[Part], wanted: Wanted, *, newest_first: bool
) -> list[tuple[Any, ...]]:
    narrowed, values = wanted.sql()
    match = _match(parts)
    if newest_first:
        # Of a frequent word the newest are found sooner by walking back in time, where every
        # fact but the words stands in the index, than by sorting all that have it.
        sql = f"""SELECT {_FACTS} FROM search_document d INDEXED BY document_by_date
            WHERE +d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s){narrowed}
            ORDER BY d.dated_at DESC, d.id DESC LIMIT {MOST_HITS}"""  # noqa: S608
        return _rows(sql, [match, *values])
    floor, floored = _floor(match)
    # The words first, then the rows they lead to: CROSS JOIN keeps SQLite from turning it round.
    sql = f"""SELECT {_FACTS} FROM search_words w CROSS JOIN search_document d ON d.id = w.rowid
        WHERE w.search_words MATCH %s AND w.rank MATCH '{_WEIGHTS}'{floor}{narrowed}
        ORDER BY w.rank, d.id DESC LIMIT {MOST_HITS}"""  # noqa: S608
    return _rows(sql, [match, *floored, *values])


def _floor(match: str) -> tuple[str, list[Any]]:
    """Weighing costs more than finding: of a frequent word only the newest are weighed."""
    sql = f"""SELECT rowid FROM search_words WHERE search_words MATCH %s
        ORDER BY rowid DESC LIMIT 1 OFFSET {MOST_RANKED}"""  # noqa: S608
    beyond = _rows(sql, [match])
    return (" AND w.rowid > %s", [beyond[0][0]]) if beyond else ("", [])


def _match(parts: Sequence[Part], *, beginnings: bool = True) -> str:
    """In FTS5 everything between quotation marks is words; each part stands between some."""
    said = []
    for part in parts:
        quoted = '"' + part.words.replace('"', '""') + '"'
        said.append(f"({quoted} OR {quoted} *)" if part.is_beginning and beginnings else quoted)
    return " AND ".join(said)


def _postgres_hits(
    parts: Sequence[Part], wanted: Wanted, *, newest_first: bool
) -> list[tuple[Any, ...]]:
    narrowed, values = wanted.sql()
    query, words = _tsquery(parts)
    order = "d.dated_at DESC NULLS LAST" if newest_first else "ts_rank_cd(d.words, q.said, 1) DESC"
    sql = f"""SELECT {_FACTS} FROM search_document d, (SELECT {query} AS said) q
        WHERE d.words @@ q.said{narrowed} ORDER BY {order}, d.id DESC LIMIT {MOST_HITS}"""  # noqa: S608
    return _rows(sql, [*words, *values])


def _tsquery(parts: Sequence[Part]) -> tuple[str, list[str]]:
    said, words = [], []
    for part in parts:
        if part.is_beginning:
            quoted = part.words.replace("\\", "\\\\").replace("'", "''")
            said.append("to_tsquery('search_english', %s)")
            words.append(f"'{quoted}':*")
        else:
            reader = "phraseto_tsquery" if part.is_phrase else "plainto_tsquery"
            said.append(f"{reader}('search_english', %s)")
            words.append(part.words)
    return f"({' && '.join(said)})", words


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
