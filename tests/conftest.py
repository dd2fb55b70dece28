from tests.casts import ada, as_ada, as_ben, as_mo, ben, guest, mo, quiet_carriage
from tests.left_out import pytest_collection_modifyitems, pytest_terminal_summary

__all__ = [
    "ada",
    "as_ada",
    "as_ben",
    "as_mo",
    "ben",
    "guest",
    "mo",
    "pytest_collection_modifyitems",
    "pytest_terminal_summary",
    "quiet_carriage",
]
