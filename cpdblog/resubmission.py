"""What somebody typed, in a form that sends it once more. Nothing here asks the database."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.http.csrf import is_forged

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

_LABELS = {
    "comment": _("Your comment"),
    "name": _("Name"),
    "title": _("Title"),
    "source": _("Text"),
    "excerpt": _("Excerpt"),
    "bio": _("Profile"),
}
_LINES = {
    "email": _("Email"),
    "login": _("Email or handle"),
    "username": _("Handle"),
}
_SECRET = re.compile(r"password|(^|[-_])(code|secret|token|credential)$")
_CANNOT_BE_TYPED = {"credential"}  # a passkey answers one page, once
_SHORT = 60  # longer than this, or of several words, it is something that somebody wrote


@dataclass(frozen=True)
class SentField:
    name: str
    value: str

    @property
    def label(self) -> Promise | str:
        return (_LABELS | _LINES).get(self.name, _("Your words"))

    @property
    def rows(self) -> int:
        return 8 if len(self.value) > 2 * _SHORT or "\n" in self.value else 2


@dataclass
class SentForm:
    """As it was sent, but for what nobody else may see and for files: those are asked for again."""

    action: str
    texts: list[SentField] = field(default_factory=list)
    lines: list[SentField] = field(default_factory=list)
    hidden: list[SentField] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    files: list[SentField] = field(default_factory=list)

    def add(self, name: str, value: str) -> None:
        if _SECRET.search(name) and name != "csrfmiddlewaretoken":
            self.secrets.append(name)
        elif value.strip() and _is_text(name, value):
            self.texts.append(SentField(name, value))
        elif name in _LINES:
            self.lines.append(SentField(name, value))
        else:
            self.hidden.append(SentField(name, value))

    @property
    def can_be_typed_again(self) -> bool:
        return not _CANNOT_BE_TYPED.intersection(self.secrets)


def _is_text(name: str, value: str) -> bool:
    if name == "csrfmiddlewaretoken" or name in _LINES:
        return False
    return name in _LABELS or len(value) > _SHORT or len(value.split()) > 1


def sent_form(request: HttpRequest) -> SentForm | None:
    """The form that REQUEST came with, where there was one and it can be read."""
    if request.method != "POST":
        return None
    form = SentForm(request.get_full_path())
    try:
        for name, values in request.POST.lists():
            for value in values:
                form.add(name, str(value))
        for name, file in request.FILES.items():
            form.files.append(SentField(name, getattr(file, "name", "")))
    except (OSError, BadRequest, SuspiciousOperation, MultiPartParserError):
        return None
    return form


def can_be_resubmitted(request: HttpRequest, form: SentForm) -> bool:
    """A form that somebody else's page sent in must not be sent once more by one of ours."""
    return form.can_be_typed_again and not is_forged(request)
