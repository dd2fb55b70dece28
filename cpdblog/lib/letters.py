"""A letter: the same words as plain text and dressed, its styles laid into the elements."""

from typing import Any

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

# Light and dark are asked of the mail program: those rules cannot be laid into an element.
_dress = css_inline.CSSInliner(
    keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False
)


def send_letter(
    template: str, *, to: str, context: dict[str, Any], headers: dict[str, str] | None = None
) -> None:
    """From TEMPLATE_subject.txt, TEMPLATE.txt and TEMPLATE.html."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    words = render_to_string(f"{template}.txt", context)
    letter = EmailMultiAlternatives(subject, words, to=[to], headers=headers)
    dressed = _dress.inline(render_to_string(f"{template}.html", context))
    letter.attach_alternative(dressed, "text/html")
    letter.send()
