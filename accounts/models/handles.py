"""What a handle may be: the last part of the address of a person or of a blog."""

from django.core.validators import RegexValidator
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

HANDLE_PATTERN = r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$"
validate_handle = RegexValidator(
    HANDLE_PATTERN, _("Small letters, digits and hyphens only, please.")
)


class HandleTaken(IntegrityError):
    """Somebody has this handle, or had it before."""
