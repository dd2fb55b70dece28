"""One mailbox has one address here, whichever way it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, override

import idna
from django.db import models

if TYPE_CHECKING:
    MailField = models.EmailField[str, str]
else:
    MailField = models.EmailField


def normalise_email(typed: str) -> str:
    """In small letters, the domain as it stands in the DNS: bücher.example and its xn-- are one."""
    name, at, domain = typed.strip().lower().rpartition("@")
    return f"{name}{at}{_to_ascii(domain)}" if at else domain


def _to_ascii(domain: str) -> str:
    try:
        return idna.encode(domain, uts46=True).decode("ascii").lower()
    except idna.IDNAError:
        return domain  # no domain, but always written the same


class MailboxField(MailField):
    """Keeps an address normalised, whoever writes it, and normalises what it is compared with.
    For the database it is any other field for an e-mail address.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.EmailField", arguments, options

    def to_python(self, value: Any) -> Any:
        email = super().to_python(value)
        return normalise_email(email) if isinstance(email, str) else email

    @override
    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
