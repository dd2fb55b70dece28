"""The two ways in which e-mails leave, as Django's setting MAILERS wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def smtp(*, host: str, port: int, username: str, password: str, use_tls: bool) -> dict[str, Any]:
    server = {"host": host, "port": port, "username": username, "password": password}
    patience = {"timeout": 10, "deadline": 20}  # seconds: for each read, and for a whole e-mail
    options = {**server, "use_tls": use_tls, **patience}
    return {"BACKEND": "mail.smtp.EmailBackend", "OPTIONS": options}


def files(folder: Path) -> dict[str, Any]:
    """Each e-mail is written to a file in FOLDER."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    return {"BACKEND": backend, "OPTIONS": {"file_path": str(folder)}}
