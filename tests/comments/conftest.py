from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _no_memory_of_haste() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
