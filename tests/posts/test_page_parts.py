"""What higher rooms add to the pages of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from posts.page_parts import PageParts
from tests.make import make_post

if TYPE_CHECKING:
    from django.test import Client

    from blogs.models import Blog


def test_a_page_has_what_every_part_adds_to_it() -> None:
    page: PageParts[[int]] = PageParts()

    @page.add
    def twice(_request: HttpRequest, count: int) -> dict[str, Any]:
        return {"twice": 2 * count}

    page.add(lambda request, count: {"once": count, "method": request.method})

    assert page.gather(HttpRequest(), 3) == {"twice": 6, "once": 3, "method": None}
    assert twice(HttpRequest(), 1) == {"twice": 2}


def test_a_page_without_parts_is_as_it_is() -> None:
    page: PageParts[[]] = PageParts()

    assert page.gather(HttpRequest()) == {}


def test_only_a_published_post_has_a_discussion_under_it(
    quiet_carriage: Blog, as_ada: Client
) -> None:
    post = make_post(quiet_carriage)
    others = [make_post(quiet_carriage, status="draft"), make_post(quiet_carriage, kind="page")]

    pages = [as_ada.get(one.get_absolute_url()) for one in (post, *others)]

    assert ['id="respond"' in page.text for page in pages] == [True, False, False]
    assert ["discussion" in page.context for page in pages] == [True, False, False]
