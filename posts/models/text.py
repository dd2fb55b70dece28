"""The text of a post: how it is rendered and what lists show of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.markup import markdown
from cpdblog.lib.markup.images import below_a_picture, featured_figure
from cpdblog.lib.markup.opening import opening_paragraphs
from cpdblog.lib.text.plain import TURNING, normalise, one_line
from images.models import Image
from posts.models.fields import PostFields
from posts.models.links import cached_lookup, hashtag_url, mention_url, own_hosts
from posts.models.thumbnail import thumbnail_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogs.models import Category


WORDS_A_MINUTE = 220


def title_line(title: str) -> str:
    """TITLE on one line, its no-break spaces kept; "" where there is nothing to see."""
    return (
        " ".join(normalise(title).translate(TURNING).splitlines()).strip()
        if one_line(title)
        else ""
    )


class PostTextMixin(PostFields):
    class Meta(PostFields.Meta):
        abstract = True

    @property
    def headline(self) -> str:
        """The title; for a post without one its first words."""
        if self.title:
            return self.title
        words = self.opening.split()
        return " ".join(words[:8]).rstrip(".,;:!?…") + "…" if words else str(_("Untitled"))

    @cached_property
    def byline_categories(self) -> list[Category]:
        return list(self.categories.all())

    @property
    def summary(self) -> str:
        return self.excerpt or self.opening

    @property
    def lead_html(self) -> str:
        """The first paragraphs; empty where the text opens with something else."""
        return opening_paragraphs(self.body_html)

    @property
    def is_shown_whole(self) -> bool:
        return not self.excerpt and self.lead_html == self.body_html.strip()

    @property
    def thumbnail_url(self) -> str:
        """Of its featured picture, else the first of its text; empty without one, and where only a
        part was read that has none.
        """
        read = self.__dict__
        text = read.get("first_image") or read.get("body_html", "")
        return thumbnail_in(read.get("featured_html", "")) or thumbnail_in(text)

    @property
    def reading_minutes(self) -> int:
        return max(1, round(self.word_count / WORDS_A_MINUTE))

    @property
    def thing_number(self) -> str:
        """The number of the Thing a title names, as "7" in "Thing 7 – Real rooms"; else empty."""
        found = re.match(r"things?\s+(\d{1,2})\b", self.title, re.IGNORECASE)
        return found[1] if found else ""

    @property
    def has_visible_text(self) -> bool:
        return markdown.has_visible_text(self.body_html)

    @property
    def is_empty_in_public(self) -> bool:
        """Only an imported post can be: it stays public, as part of somebody's archive."""
        return self.is_published and not self.has_visible_text

    @property
    def is_public_or_scheduled(self) -> bool:
        """Readers see what is saved here, or will without anybody looking again."""
        return self.status in {self.Status.PUBLISHED, self.Status.SCHEDULED}

    def preview(self) -> None:
        """The text as write() renders it, and nothing stored: no tag is made of a #hashtag."""
        self._render_with(hashtag_url)
        self._measure()

    def _render(self) -> list[str]:
        """Fills what is made from the source; returns the #hashtags in it."""
        hashtags: list[str] = []

        def link_hashtag(name: str) -> str:
            hashtags.append(name)
            return hashtag_url(name)

        self._render_with(link_hashtag)
        self.renderer_version = markdown.RENDERER_VERSION
        self._measure()
        return hashtags

    def _measure(self) -> None:
        self.word_count = markdown.word_count(self.body_html)
        self.opening = markdown.excerpt(self.body_html)

    def _render_with(self, hashtag_url: Callable[[str], str]) -> None:
        self.source = markdown.normalise(self.source)
        self.body_html = self._html(hashtag_url)
        self.featured_html = ""
        if self.featured_image:
            self.featured_html = featured_figure(
                self.featured_image, self.featured_alt, Image.objects.for_text
            )
        if self.featured_html:
            self.body_html = below_a_picture(self.body_html)
        else:
            self.featured_image = self.featured_alt = ""  # it was deleted, or never ours

    @property
    def id_prefix(self) -> str:
        """How the ids in its text begin: several posts stand on one page."""
        return f"p{self.pk}-"

    def _html(self, hashtag_url: Callable[[str], str]) -> str:
        prefix = self.id_prefix
        if self.source_format == self.Format.HTML:
            return markdown.clean_html(
                self.source,
                prefix=prefix,
                own_hosts=own_hosts(),
                pictures=Image.objects.for_text,
            )
        return markdown.render_post(
            self.source,
            prefix=prefix,
            hashtag_url=cached_lookup(hashtag_url),
            mention_url=cached_lookup(mention_url),
            own_hosts=own_hosts(),
            pictures=Image.objects.for_text,
        )
