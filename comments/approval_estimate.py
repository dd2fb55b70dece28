"""Who decides about a pending comment, and about when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Decision

if TYPE_CHECKING:
    from accounts.models import User
    from posts.models import Post

LATEST = 20  # decisions that say how long it takes now
AN_HOUR, A_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
TOO_LONG_TO_PROMISE = dt.timedelta(days=14)


@dataclass
class ApprovalEstimate:
    """Asked of the database only where a page shows it."""

    post: Post

    @cached_property
    def deciders(self) -> list[User]:
        return self.post.moderators()

    @cached_property
    def usual_time(self) -> str:
        """How long it took lately, as "usually within an hour"; empty where nobody can say."""
        taken = sorted(Decision.objects.decision_times(self.post.blog, latest=LATEST))
        usual = taken[len(taken) // 2] if taken else None
        if usual is None or usual > TOO_LONG_TO_PROMISE:
            return ""
        if usual <= AN_HOUR:
            return _("usually within an hour")
        days = -(-usual // A_DAY)
        return ngettext("usually within a day", "usually within %(days)d days", days) % {
            "days": days
        }
