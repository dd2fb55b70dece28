"""How much a view lets somebody send."""

from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])
_FORM = 100_000  # the words of a form, around what is uploaded with it


def takes_up_to(most: Callable[[], int]) -> Callable[[_View], _View]:
    """For every view that takes a file: BodyMiddleware refuses more before a byte is read."""

    def marked(view: _View) -> _View:
        view.largest_body = lambda: most() + _FORM  # type: ignore[attr-defined]
        return view

    return marked
