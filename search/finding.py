"""What a search finds, and the filters that its results can be narrowed by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from accounts.models import User
from blogs.models import Blog
from comments.models import Comment
from posts.models import Post, Tag
from search import backends, suggesting
from search.backends import Filters, Hit
from search.loading import load
from search.models import Document
from search.snippets import CLOSE, OPEN, snippet
from search.terms import parts_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.query import SearchQuery

MAX_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the questions that results are narrowed by."""

    name: str
    legend: str
    everything: str
    choices: list[Choice]

    @property
    def is_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


@dataclass(slots=True)
class Result:
    hit: Hit
    thing: Any
    snippet: SafeString

    @property
    def kind(self) -> str:
        return str(Document.Kind(self.hit.kind).label)

    @property
    def title(self) -> str:
        """Of a post without one its first words."""
        return str(getattr(self.thing, "headline", self.thing))


@dataclass(slots=True)
class Results:
    query: SearchQuery
    hits: list[Hit] = field(default_factory=list)
    blog: Blog | None = None
    tag: Tag | None = None

    @property
    def is_capped(self) -> bool:
        return len(self.hits) >= backends.MAX_HITS

    @property
    def is_narrowed(self) -> bool:
        query = self.query
        return bool(query.kinds or query.blog or query.tag or query.year)

    @property
    def has_several_words(self) -> bool:
        return len(parts_of(self.query.text)) > 1

    def suggestion(self) -> str:
        """What may have been meant where nothing is found; "" without an idea that finds more."""
        return "" if self.hits or self.is_narrowed else suggesting.suggest(self.query.text)

    @property
    def can_be_narrowed(self) -> bool:
        return self.is_narrowed or len(self.hits) > 1

    def filters(self) -> list[Filter]:
        """Those that leave something to choose."""
        offered = [
            Filter("blog", gettext("Blog"), gettext("Any blog"), self.blogs()),
            Filter("tag", gettext("Tag"), gettext("Any tag"), self.tags()),
            Filter("year", gettext("When"), gettext("Any time"), self.years()),
        ]
        return [one for one in offered if len(one.choices) > 1 or one.is_chosen]

    def kinds(self) -> list[Choice]:
        chosen = self.query.kinds
        hits = self.hits if not chosen else _hits(self.query, self._filters(kinds=()))
        counts = Counter(hit.kind for hit in hits)
        return [
            Choice(kind.value, _plural(kind), counts[kind.value], kind.value in chosen)
            for kind in Document.Kind
            if counts[kind.value]
        ]

    def blogs(self) -> list[Choice]:
        counts = Counter(hit.blog_id for hit in self.hits if hit.blog_id)
        common = counts.most_common(MAX_CHOICES)
        blogs = Blog.objects.in_bulk([blog_id for blog_id, _count in common])
        return [
            Choice(blogs[blog_id].handle, blogs[blog_id].title, count, bool(self.blog))
            for blog_id, count in common
            if blog_id in blogs
        ]

    def tags(self) -> list[Choice]:
        hits_by_post = Counter(hit.post_id for hit in self.hits if hit.post_id)
        counts: Counter[int] = Counter()
        for tag_id, post_id in backends.tags_of(hits_by_post):
            counts[tag_id] += hits_by_post[post_id]
        common = [(self.tag.pk, counts[self.tag.pk])] if self.tag else counts.most_common()
        tags = Tag.objects.in_bulk([tag_id for tag_id, _count in common[:MAX_CHOICES]])
        return [
            Choice(tags[tag_id].slug, str(tags[tag_id]), count, bool(self.tag))
            for tag_id, count in common[:MAX_CHOICES]
            if tag_id in tags
        ]

    def years(self) -> list[Choice]:
        counts = Counter(hit.year for hit in self.hits if hit.year)
        return [
            Choice(str(year), str(year), counts[year], bool(self.query.year))
            for year in sorted(counts, reverse=True)[:MAX_CHOICES]
        ]

    def results(self, hits: Sequence[Hit]) -> list[Result]:
        """Of these hits what is still there for everybody to see, as it is now."""
        things = load(hits)
        terms = terms_of(self.query.text)
        bodies = Document.objects.bodies([hit.id for hit in hits])
        return [
            Result(
                hit,
                things[hit.kind, hit.object_id],
                marked(snippet(bodies.get(hit.id, ""), terms)),
            )
            for hit in hits
            if (hit.kind, hit.object_id) in things
        ]

    def _filters(self, *, kinds: tuple[str, ...]) -> Filters:
        return Filters(
            kinds=kinds,
            blog_id=self.blog.pk if self.blog else None,
            tag_id=self.tag.pk if self.tag else None,
            year=self.query.year,
        )

    def fill(self) -> None:
        self.hits = _hits(self.query, self._filters(kinds=self.query.kinds))


def find(query: SearchQuery) -> Results:
    results = Results(query)
    if not query.text:
        return results
    results.blog = Blog.objects.filter(handle=query.blog).first() if query.blog else None
    results.tag = Tag.objects.at(query.tag).first() if query.tag else None
    if bool(query.blog) == bool(results.blog) and bool(query.tag) == bool(results.tag):
        results.fill()
    return results


def marked(snippet: str) -> SafeString:
    """Escaped first, then the marks put in: no mark-up of a document survives it."""
    safe = str(escape(snippet)).replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
    return mark_safe(safe)  # noqa: S308 - escaped in the line above


def _hits(query: SearchQuery, filters: Filters) -> list[Hit]:
    return backends.hits(terms_of(query.text), filters, newest_first=query.newest_first)


def _plural(kind: Document.Kind) -> str:
    models = {"post": Post, "comment": Comment, "person": User, "tag": Tag, "blog": Blog}
    label = str(models[kind.value]._meta.verbose_name_plural)
    return label[:1].upper() + label[1:]
