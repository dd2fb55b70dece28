"""Calls to providers end in time, whatever the other side does, and before memory is full."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

_SECONDS_A_CALL = 4.5
_SECONDS_A_PAGE = 8
_LARGEST = 1_000_000

if TYPE_CHECKING:
    from django.http import HttpRequest

type _Outcome = requests.Response | Exception


class BoundedSession(requests.Session):
    """A socket's time-out starts anew with every byte, so the call runs aside and may be left."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        """Coming back takes up to three calls; together they have the time of one page."""
        super().__init__()
        began = getattr(request, "first_call_at", monotonic())
        if request:
            request.first_call_at = began  # type: ignore[attr-defined]
        self.deadline = min(monotonic() + _SECONDS_A_CALL, began + _SECONDS_A_PAGE)

    def request(self, *args: Any, **options: Any) -> requests.Response:
        outcome: SimpleQueue[_Outcome] = SimpleQueue()
        call = (outcome, args, options)
        Thread(target=self._run, args=call, name="provider-call", daemon=True).start()
        try:
            answer = outcome.get(timeout=max(0.0, self.deadline - monotonic()))
        except Empty as error:
            raise requests.Timeout("the provider takes too long") from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _run(self, outcome: SimpleQueue[_Outcome], args: Any, options: dict[str, Any]) -> None:
        try:
            outcome.put(self._fetch(*args, **options))
        except (requests.RequestException, OSError, ValueError) as error:
            outcome.put(error)
        except HTTPError as error:
            outcome.put(requests.ConnectionError(str(error)))

    def _fetch(self, *args: Any, **options: Any) -> requests.Response:
        options.setdefault("timeout", settings.SOCIALACCOUNT_REQUESTS_TIMEOUT)
        response = super().request(*args, **{**options, "stream": True})
        response._content = self._read(response)
        return response

    def _read(self, response: requests.Response) -> bytes:
        """Nobody may be waiting any more: then there is no reason to go on listening."""
        content = bytearray()
        with response:
            while chunk := response.raw.read1(_LARGEST + 1, decode_content=True):
                content += chunk
                if len(content) > _LARGEST:
                    raise requests.RequestException("the provider says too much")
                if monotonic() > self.deadline:
                    raise requests.Timeout("the provider takes too long")
        return bytes(content)
