"""The beginning of a page of our own markup, cut only between paragraphs."""

import re

from cpdblog.lib.text.plain import word_count

_PARAGRAPH = re.compile(r"<p>(?:(?!<img|footnote-ref).)*?</p>\s*", re.DOTALL)


def opening_paragraphs(page: str, *, words: int = 60) -> str:
    """Whole paragraphs of at least that many WORDS; empty where PAGE opens with anything else."""
    end = counted = 0
    while counted < words and (paragraph := _PARAGRAPH.match(page, end)):
        end = paragraph.end()
        counted += word_count(paragraph[0])
    return page[:end].rstrip()
