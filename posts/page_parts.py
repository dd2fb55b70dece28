"""What rooms above add to a page of posts: they register functions as they start, the view gathers.

# comments/page_parts.py, loaded by CommentsConfig.ready
@post_page.add
def discussion(request: HttpRequest, post: Post) -> dict[str, Any]: ...

# posts/views.py
context |= post_page.gather(request, post)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate

from django.http import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User
    from posts.models import Post

type Part[**Subject] = Callable[Concatenate[HttpRequest, Subject], dict[str, Any]]


class PageParts[**Subject]:
    """The parts of one page, each a function of the request and of what the page is about."""

    def __init__(self) -> None:
        self._parts: list[Part[Subject]] = []

    def add(self, part: Part[Subject]) -> Part[Subject]:
        """Registers PART and returns it, so that it can stand as a decorator."""
        self._parts.append(part)
        return part

    def gather(
        self, request: HttpRequest, *args: Subject.args, **kwargs: Subject.kwargs
    ) -> dict[str, Any]:
        """What all parts add to the context of the template."""
        context: dict[str, Any] = {}
        for part in self._parts:
            context |= part(request, *args, **kwargs)
        return context


front_page: PageParts[[]] = PageParts()
post_page: PageParts[[Post]] = PageParts()  # only of what is published, and of no page
desk_page: PageParts[[]] = PageParts()  # the overview of what waits for somebody signed in
person_page: PageParts[[User]] = PageParts()
