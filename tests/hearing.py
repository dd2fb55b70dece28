"""Which signals a verb sends, and how often."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.dispatch import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


@contextmanager
def hearing(*modules: ModuleType) -> Iterator[list[str]]:
    """Fills the list with the names of the signals of MODULES, in the order in which they come.

    Each is sent inside a transaction, or what receivers write would be kept without the rest.
    """
    heard: list[str] = []
    receivers: list[tuple[Signal, Any]] = []
    for module in modules:
        for name, signal in vars(module).items():
            if isinstance(signal, Signal):
                receivers.append((signal, _receiver(name, heard)))
                signal.connect(receivers[-1][1])
    try:
        yield heard
    finally:
        for signal, receiver in receivers:
            signal.disconnect(receiver)


def _receiver(name: str, heard: list[str]) -> Any:
    def hear(**_facts: Any) -> None:
        assert connection.in_atomic_block
        heard.append(name)

    return hear
