"""A letter: the same words as plain text and dressed, its styles laid into the elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from collections.abc import Mapping

# Light and dark are asked of the mail program: those rules cannot be laid into an element.
_dress = css_inline.CSSInliner(
    keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False
)


def composed(
    template: str,
    *,
    to: str,
    context: dict[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """From TEMPLATE_subject.txt, TEMPLATE.txt and TEMPLATE.html."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    words = render_to_string(f"{template}.txt", context)
    letter = EmailMultiAlternatives(subject, words, to=[to], headers=dict(headers or {}))
    letter.attach_alternative(dressed(f"{template}.html", context), "text/html")
    return letter


def dressed(template: str, context: dict[str, Any]) -> str:
    return _dress.inline(render_to_string(template, context))


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_code: bool

    @property
    def is_link(self) -> bool:
        return self.text.startswith(("https://", "http://")) and " " not in self.text


def paragraphs(words: str) -> list[Paragraph]:
    """Of a plain letter, without its signature; what stands in by itself is a code to be typed."""
    body = words.partition("\n-- \n")[0]
    parts = [part for part in re.split(r"\n\s*\n", body) if part.strip()]
    return [Paragraph(part.strip(), part.startswith("    ")) for part in parts]
