"""An e-mail: the same text as plain text and as HTML, its styles laid into the elements."""

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
_inliner = css_inline.CSSInliner(
    keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False
)


def compose(
    template: str,
    *,
    to: str,
    context: dict[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """From TEMPLATE_subject.txt, TEMPLATE.txt and TEMPLATE.html."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    text = render_to_string(f"{template}.txt", context)
    message = EmailMultiAlternatives(subject, text, to=[to], headers=dict(headers or {}))
    message.attach_alternative(render_html(f"{template}.html", context), "text/html")
    return message


def render_html(template: str, context: dict[str, Any]) -> str:
    """The HTML of an e-mail, with its style sheet laid into the elements."""
    return _inliner.inline(render_to_string(template, context))


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_code: bool

    @property
    def is_link(self) -> bool:
        return self.text.startswith(("https://", "http://")) and " " not in self.text


def paragraphs(text: str) -> list[Paragraph]:
    """Of a plain text without its signature; what is indented is a code to be typed."""
    body = text.partition("\n-- \n")[0]
    parts = [part for part in re.split(r"\n\s*\n", body) if part.strip()]
    return [Paragraph(part.strip(), part.startswith("    ")) for part in parts]
