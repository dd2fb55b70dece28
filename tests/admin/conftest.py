from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _hosts_need_no_second_factor_here(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
