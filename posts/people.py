"""The directory of people: who writes, about what, and what they wrote last."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db import models

from blogs.models import BlogMember
from posts.directory_query import BY_NAME, NEWEST
from posts.letters import by_letter
from posts.models import Post, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User
    from accounts.models.user_queries import UserQuerySet
    from posts.directory_query import DirectoryQuery

TOPICS_SHOWN = 3
FACES_SHOWN = 8
WEEK = dt.timedelta(days=7)


class PersonRow(NamedTuple):
    person: User
    topics: list[Tag]
    last_post: Post | None


def with_last_posts(people: UserQuerySet) -> UserQuerySet:
    """Adds `last_post_pk` and `last_post_at` of what everybody may read."""
    public = Post.objects.published().posts().filter(author=models.OuterRef("pk")).newest_first()
    return people.annotate(
        last_post_pk=models.Subquery(public.values("pk")[:1]),
        last_post_at=models.Subquery(public.values("published_at")[:1]),
    )


def active_first(people: UserQuerySet) -> UserQuerySet:
    last = models.F("last_post_at").desc(nulls_last=True)
    return with_last_posts(people).order_by(last, "pk")


def writing_about(people: UserQuerySet, slug: str) -> UserQuerySet:
    public = Post.objects.published().posts().tagged_at(slug)
    return people.filter(models.Exists(public.filter(author=models.OuterRef("pk"))))


def find_people(query: DirectoryQuery) -> UserQuerySet:
    found = BlogMember.objects.people().matching(query.text)
    if query.region:
        found = found.from_region(query.region)
    if query.tag:
        found = writing_about(found, query.tag)
    if query.letter and (signs := letters_of_people().get(query.letter)):
        found = found.beginning_with(signs)
    if query.order == BY_NAME or query.letter:
        return with_last_posts(found).by_name()
    return with_last_posts(found).newest_first() if query.order == NEWEST else active_first(found)


def letters_of_people() -> dict[str, list[str]]:
    return by_letter(BlogMember.objects.people().first_signs())


def rows_of(people: Iterable[User]) -> list[PersonRow]:
    """A row for each of these, who come from `with_last_posts`."""
    last_pks = {person.pk: getattr(person, "last_post_pk", None) for person in people}
    last = Post.objects.defer("source", "body_html").select_related("blog")
    posts = last.in_bulk([pk for pk in last_pks.values() if pk])
    topics = topics_of(last_pks)
    return [
        PersonRow(person, topics[person.pk], posts.get(last_pks[person.pk] or 0))
        for person in people
    ]


def topics_of(authors: Iterable[int]) -> dict[int, list[Tag]]:
    """By author: the tags that stand under most of their posts."""
    topics: defaultdict[int, list[Tag]] = defaultdict(list)
    for tag in Tag.objects.of_authors(authors):
        if len(topics[tag.author]) < TOPICS_SHOWN:
            topics[tag.author].append(tag)
    return topics


def wrote_since(moment: dt.datetime) -> UserQuerySet:
    """Who published something since MOMENT, the last to do so first."""
    public = Post.objects.published().posts().filter(published_at__gt=moment)
    lately = models.Exists(public.filter(author=models.OuterRef("pk")))
    return active_first(BlogMember.objects.people().filter(lately))
