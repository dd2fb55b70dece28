"""Many want at one moment what only one can have: nobody meets an error for being second."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    View = Callable[..., HttpResponseBase]


def retry_on_integrity_error(view: View) -> View:
    """For a form that makes what only one can have. Somebody was quicker between the look and the
    writing, so the form is looked at once more, and now its own words say what is taken.
    """

    @functools.wraps(view)
    def try_twice(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except IntegrityError:
            return view(request, *args, **kwargs)

    return try_twice


def advisory_lock(name: str) -> None:
    """Until the transaction is over, others who ask for NAME wait here. SQLite lets one at a
    time write anyway, from the beginning of its transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
