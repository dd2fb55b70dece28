"""A database that fails in the middle of something."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connection

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def breaking_at(statement: str) -> Iterator[None]:
    """The first SQL that begins with STATEMENT fails, and whoever sent it fails with it."""

    def refuse(execute: Any, sql: str, *more: Any) -> Any:
        if sql.startswith(statement):
            raise OperationalError
        return execute(sql, *more)

    with connection.execute_wrapper(refuse), pytest.raises(OperationalError):
        yield
