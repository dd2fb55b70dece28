"""What cannot be done to a post as it is now."""

from django.utils.translation import gettext_lazy as _

from cpdblog.lib.database.locking import Conflict


class EditConflict(Conflict):
    """Somebody saved the post after the version that is being written over was read."""


class PostMoved(Conflict):
    message = _("It has moved to another blog meanwhile. Nothing was done.")


class InTheBin(Conflict):
    message = _("It is in the bin. Take it out first.")


class NotInTheBin(Conflict):
    message = _("It is not in the bin any more. Nothing was done.")


class AlreadyPublished(Conflict):
    message = _("It is published already. Nothing was done.")


class NotPublished(Conflict):
    message = _("It is not published any more. Nothing was done.")


class NothingToRead(Conflict):
    message = _("Nothing of that version can be seen. Take the post back to the drafts first.")
