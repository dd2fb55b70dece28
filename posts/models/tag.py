"""Tags, shared by the whole community; other spellings of a tag are its aliases."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from cpdblog.lib.database.locking import lock
from cpdblog.lib.text.plain import one_line
from cpdblog.lib.text.slugs import slug_from
from posts.models.limits import MAX_TAG_LENGTH
from posts.signals import tag_renamed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogs.models import Blog


def tag_key(name: str) -> str:
    """What two spellings of one tag have in common: "#CPD23" and "cpd23" are one key."""
    folded = unicodedata.normalize("NFKC", one_line(name)).casefold()
    return " ".join(folded.lstrip("#").split())


def split_tags(line: str) -> list[str]:
    """Names between commas, each once, in order."""
    names = {tag_key(part): one_line(part.strip().lstrip("#")) for part in line.split(",")}
    return [name for key, name in names.items() if key]


class TagQuerySet(models.QuerySet["Tag"]):
    def by_name(self) -> Self:
        return self.order_by(Lower("name"), "pk")

    def known_as(self, name: str) -> Self:
        key = tag_key(name)
        return self.filter(models.Q(key=key) | models.Q(aliases__key=key)).distinct()

    def at(self, slug: str) -> Self:
        """The tag of this address, then those that another spelling leads to."""
        led = TagAlias.objects.filter(slug=slug).values("tag")
        found = self.filter(models.Q(slug=slug) | models.Q(pk__in=led))
        return found.order_by(models.Case(models.When(slug=slug, then=0), default=1), "pk")

    def in_use(self) -> Self:
        """Adds `post_count`: published posts under the tag, which are one at least."""
        published = models.Q(
            tagged__content_object__status="published", tagged__content_object__kind="post"
        )
        counted = self.annotate(post_count=models.Count("tagged", filter=published))
        return counted.filter(post_count__gt=0)

    def used_on(self, blog: Blog) -> Self:
        """Those of the blog's posts, the most used first."""
        used = self.filter(tagged__content_object__blog=blog, tagged__is_in_text=False)
        counted = used.annotate(post_count=models.Count("tagged"))
        return counted.order_by("-post_count", Lower("name"), "pk")

    def beside(self, tag: Tag) -> Self:
        """The other tags of that tag's published posts; `post_count` says of how many."""
        posts = tag.tagged.filter(
            content_object__status="published", content_object__kind="post"
        ).values("content_object")
        others = self.filter(tagged__content_object__in=posts).exclude(pk=tag.pk)
        counted = others.annotate(post_count=models.Count("tagged"))
        return counted.order_by("-post_count", Lower("name"), "pk")

    def of_authors(self, authors: Iterable[int]) -> Self:
        """The tags of what these have published: a row for each `author` and tag, with the
        `post_count`, the most used first.
        """
        theirs = self.filter(
            tagged__content_object__author__in=authors,
            tagged__content_object__status="published",
            tagged__content_object__kind="post",
        ).annotate(author=models.F("tagged__content_object__author"))
        counted = theirs.annotate(post_count=models.Count("tagged"))
        return counted.order_by("author", "-post_count", Lower("name"), "pk")

    def most_used(self) -> Self:
        return self.in_use().order_by("-post_count", Lower("name"), "pk")


_TagManager = models.Manager.from_queryset(TagQuerySet)


class TagManager(_TagManager["Tag"]):
    @transaction.atomic
    def called(self, names: Iterable[str]) -> list[Tag]:
        """The tags of these names, made where new, aliases followed; each once, in order."""
        cut = (one_line(name)[:MAX_TAG_LENGTH] for name in names)
        wanted = {tag_key(name): name for name in cut if tag_key(name)}
        known = {tag.key: tag for tag in self.filter(key__in=wanted)}
        for alias in TagAlias.objects.filter(key__in=wanted).select_related("tag"):
            known[alias.key] = alias.tag
        for key, name in wanted.items():
            if key not in known:
                known[key] = self.create(name=name)
        return list({known[key].pk: known[key] for key in wanted}.values())

    @transaction.atomic
    def merge(self, tag: Tag, *, into: Tag) -> None:
        """TAG becomes another spelling of INTO: its posts, aliases and address go along."""
        if tag.pk == into.pk:
            return
        for one in sorted((tag, into), key=lambda one: one.pk or 0):
            lock(one)
        listed = TaggedPost.objects.filter(tag=tag, is_in_text=False).values("content_object")
        in_text = TaggedPost.objects.filter(tag=into, is_in_text=True)
        in_text.filter(content_object__in=listed).update(is_in_text=False)
        TaggedPost.objects.filter(tag=tag).exclude(
            content_object__in=TaggedPost.objects.filter(tag=into).values("content_object")
        ).update(tag=into)
        tag.aliases.update(tag=into)
        key, slug = tag.key, tag.slug
        tag.delete()
        TagAlias.objects.create(tag=into, key=key, slug=slug)
        tag_renamed.send(Tag, tag=into)


class Tag(TagBase, models.Model):
    name: models.CharField[str, str]
    slug: models.SlugField[str, str]
    key = models.CharField(max_length=100, unique=True, editable=False)

    objects = TagManager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.key = tag_key(self.name)
        if not self.slug:
            others = Tag.objects.exclude(pk=self.pk)
            self.slug = slug_from(
                self.key, taken=lambda slug: others.at(slug).exists(), otherwise="tag"
            )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("posts:tag", args=[self.slug])

    @transaction.atomic
    def rename(self, name: str) -> None:
        """The old spelling goes on leading here."""
        former = self.key
        self.name = name
        self.aliases.filter(key=tag_key(name)).delete()
        self.save()
        if former != self.key:
            TagAlias.objects.create(tag=self, key=former)
        tag_renamed.send(Tag, tag=self)

    @transaction.atomic
    def add_alias(self, key: str) -> TagAlias:
        """Raises IntegrityError where it is a spelling of any tag."""
        alias: TagAlias = self.aliases.create(key=key)
        tag_renamed.send(Tag, tag=self)
        return alias

    @transaction.atomic
    def remove_alias(self, alias: TagAlias) -> None:
        alias.delete()
        tag_renamed.send(Tag, tag=self)


class TagAliasQuerySet(models.QuerySet["TagAlias"]):
    def in_use(self) -> Self:
        return self.filter(tag__in=Tag.objects.in_use())

    def by_name(self) -> Self:
        return self.order_by("key")


class TagAlias(models.Model):
    """Another spelling that leads to a tag: mashlibs is a way of saying mashlib."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="aliases", verbose_name=_("tag"))
    key = models.CharField(_("other spelling"), max_length=100, unique=True)
    slug = models.SlugField(max_length=100, allow_unicode=True, db_index=True, editable=False)

    objects = models.Manager.from_queryset(TagAliasQuerySet)()

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = tag_key(self.key)
        if not self.slug:
            others = Tag.objects.exclude(pk=self.tag_id)
            self.slug = slug_from(
                self.key, taken=lambda slug: others.at(slug).exists(), otherwise="tag"
            )
        super().save(*args, **kwargs)


class TaggedPost(ItemBase, models.Model):
    content_object = models.ForeignKey("posts.Post", models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged")
    is_in_text = models.BooleanField(default=False)  # as a #hashtag, not listed under the post

    objects: models.Manager[TaggedPost] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="one_tag_per_post")
        ]

    def __str__(self) -> str:
        return str(self.tag)
