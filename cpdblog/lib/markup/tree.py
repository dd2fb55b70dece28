"""What is put right in the parsed tree: heading levels and addresses, task boxes."""
# mypy: allow-subclassing-any

import re
from collections import Counter
from typing import override
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from cpdblog.lib.text.combining import with_hyphens

_HEADING = re.compile(r"h([1-6])")
_BOX = re.compile(r"\s*\[([ xX])\]\s+")
_LONGEST_SLUG = 60
_LAST_LEVEL = 6


class Headings(Treeprocessor):
    """One level down, as the page has its own h1; the id follows the words, not the position."""

    def __init__(self, md: Markdown, prefix: str) -> None:
        super().__init__(md)
        self.prefix = prefix

    @override
    def run(self, root: Element) -> None:
        seen: Counter[str] = Counter()
        for element in root.iter():
            if match := _HEADING.fullmatch(element.tag):
                element.tag = f"h{min(int(match[1]) + 1, _LAST_LEVEL)}"
                slug = slug_of("".join(element.itertext()))
                seen[slug] += 1
                again = f"-{seen[slug]}" if seen[slug] > 1 else ""
                element.set("id", f"{self.prefix}{slug}{again}")


class NoHeadings(Treeprocessor):
    @override
    def run(self, root: Element) -> None:
        for element in root.iter():
            if _HEADING.fullmatch(element.tag):
                element.tag = "p"


class TaskBoxes(Treeprocessor):
    """Drawn as characters: an input in a text is a form control that belongs to no form."""

    @override
    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            holder = item if (item.text or "").strip() or not len(item) else item[0]
            if isinstance(holder.text, AtomicString):
                continue
            if match := _BOX.match(holder.text or ""):
                box = "☐" if match[1] == " " else "☑"
                holder.text = f"{box} {(holder.text or '')[match.end() :]}"
                item.set("class", "task-list-item")


def slug_of(words: str) -> str:
    return with_hyphens(words, keep_underscores=True)[:_LONGEST_SLUG].strip("-") or "section"


class PostTree(Extension):
    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    @override
    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(TaskBoxes(md), "task_boxes", 28)
        md.treeprocessors.register(Headings(md, self.prefix), "headings", 5)


class CommentTree(Extension):
    @override
    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(TaskBoxes(md), "task_boxes", 28)
        md.treeprocessors.register(NoHeadings(md), "no_headings", 5)
