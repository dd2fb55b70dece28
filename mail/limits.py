"""How many letters one address gets, whoever causes them and wherever they are asked for."""

from cpdblog.lib.rate_limits.limits import DAY, HOUR, Limit, Rate
from mail.addresses import normalise_email

_CODES = (Rate("codes-an-hour", 5, HOUR), Rate("codes-a-day", 10, DAY))
_UNASKED_LETTERS = Rate("unasked-letters", 1, DAY)


def codes(email: str) -> list[Limit]:
    return [rate.per(normalise_email(email)) for rate in _CODES]


def unasked_letters(email: str) -> Limit:
    return _UNASKED_LETTERS.per(normalise_email(email))
