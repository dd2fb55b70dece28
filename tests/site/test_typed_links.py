"""Links as people type them, sent through the forms and read on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import links
from tests.typed import as_a_comment, as_a_post, as_a_preview

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limit")]

TYPED = [
    ("[d](www.example.org)", ["https://www.example.org"]),
    ("[e](example.org/page)", ["https://example.org/page"]),
    ("[f](ada@example.org)", ["mailto:ada@example.org"]),
    ("[t](tel:+441234)", ["tel:+441234"]),
    ("[k](htp://example.org)", []),
    ("[x](/tags/x/)", ["/tags/x/"]),
    ("ftp://example.org/x", ["ftp://example.org/x"]),
    ('<a href="www.example.org">d</a>', ["https://www.example.org"]),
    ('<a href="gopher://example.org">d</a>', []),
    ("“https://example.org/x”", ["https://example.org/x"]),
    ("\uff08https://example.org/x\uff09です。", ["https://example.org/x"]),
    ("—https://example.org/x_(y)…", ["https://example.org/x_(y)"]),
]


@pytest.mark.parametrize(("typed", "led"), TYPED)
def test_typed_links_lead_where_they_were_meant_to(
    typed: str, led: list[str], as_ada: Client, quiet_carriage: Blog
) -> None:
    shown = (
        as_a_comment(typed),
        as_a_post(as_ada, quiet_carriage, typed),
        as_a_preview(as_ada, quiet_carriage, typed),
    )

    for page in shown:
        assert links(page) == led
        assert "<a>" not in page
