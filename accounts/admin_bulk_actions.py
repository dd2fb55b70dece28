"""Members suspended and let in again, many at once: asked before, said after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cpdblog.lib.admin import BulkAction, Sentence

if TYPE_CHECKING:
    from accounts.models import User

IS_HOST: Sentence = ngettext_lazy(
    "%(name)s is a host and is left as they are: hosts are decided about on their own page.",
    "%(count)d are hosts and are left as they are: hosts are decided about on their own page.",
    "count",
)
SUSPENDED_ALREADY: Sentence = ngettext_lazy(
    "%(name)s is suspended already.", "%(count)d members are suspended already.", "count"
)
IN_ALREADY: Sentence = ngettext_lazy(
    "%(name)s is not suspended.", "%(count)d members are not suspended.", "count"
)


def _why_not_suspended(person: User) -> Sentence | None:
    if person.is_staff or person.is_superuser:
        return IS_HOST
    return None if person.is_active else SUSPENDED_ALREADY


def _why_not_let_in(person: User) -> Sentence | None:
    if person.is_active:
        return IN_ALREADY
    return IS_HOST if person.is_staff or person.is_superuser else None


SUSPEND = BulkAction(
    title=ngettext_lazy("Suspend %(name)s?", "Suspend %(count)d members?", "count"),
    effects=[
        _("They are signed out at once and cannot sign in again."),
        _("What they wrote stays where it is."),
        _("You can let them in again."),
    ],
    button=_("Suspend"),
    done=ngettext_lazy("%(name)s is suspended.", "%(count)d members are suspended.", "count"),
    why_left=_why_not_suspended,
    undo="let_in_again",
    is_grave=True,
)
LET_IN_AGAIN = BulkAction(
    title=ngettext_lazy("Let %(name)s in again?", "Let %(count)d members in again?", "count"),
    effects=[_("They can sign in as before. They are not told.")],
    button=_("Let in again"),
    done=ngettext_lazy("%(name)s is let in again.", "%(count)d members are let in again.", "count"),
    why_left=_why_not_let_in,
    undo="suspend",
)
