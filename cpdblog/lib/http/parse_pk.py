"""Numbers that visitors send."""

_LONGEST = 18  # digits of the largest key a database has


def parse_pk(text: str | None) -> int | None:
    """The primary key that TEXT is, if it can be one at all."""
    if text and text.isascii() and text.isdigit() and len(text) <= _LONGEST:
        return int(text)
    return None
