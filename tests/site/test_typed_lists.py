"""Lists as people type them, sent through the forms and read on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lib.test_text.test_lists import expected, structure
from tests.typed import as_a_comment, as_a_post, as_a_preview

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limit")]


@pytest.mark.parametrize(
    "typed",
    [
        "- one\n  - two\n    - three",
        "reasons:\n- a\n- b",
        "1. one\n  - two",
        "- a\n\n   b\n- c",
        "- a\n    - b",
    ],
)
def test_a_typed_list_is_read_as_commonmark_reads_it(
    typed: str, as_ada: Client, quiet_carriage: Blog
) -> None:
    assert structure(as_a_comment(typed)) == expected(typed)
    assert structure(as_a_post(as_ada, quiet_carriage, typed)) == expected(typed)
    assert structure(as_a_preview(as_ada, quiet_carriage, typed)) == expected(typed)
