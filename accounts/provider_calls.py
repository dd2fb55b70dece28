"""Calls to providers end: in time, and before they fill the memory."""

from __future__ import annotations

from time import monotonic
from typing import Any

import requests
from django.conf import settings

_SECONDS = 4.5
_LARGEST = 1_000_000


class BoundedSession(requests.Session):
    def __init__(self) -> None:
        super().__init__()
        self.deadline = monotonic() + _SECONDS

    def request(self, *args: Any, **options: Any) -> requests.Response:
        options.setdefault("timeout", settings.SOCIALACCOUNT_REQUESTS_TIMEOUT)
        response = super().request(*args, **{**options, "stream": True})
        content = bytearray()
        # read1 hands over what has arrived, so that somebody who sends a byte a second is noticed.
        for chunk in iter(lambda: response.raw.read1(65_536, decode_content=True), b""):
            content += chunk
            if len(content) > _LARGEST or monotonic() > self.deadline:
                response.close()
                raise requests.exceptions.ConnectionError(
                    "the provider is too slow or says too much"
                )
        response._content = bytes(content)
        return response
