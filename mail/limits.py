"""How many e-mails one address gets, whoever causes them and wherever they are asked for."""

from cpdblog.lib.rate_limits.limits import DAY, HOUR, Limit, Rate
from mail.addresses import normalise_email

_CODES = (Rate("codes-an-hour", 5, HOUR), Rate("codes-a-day", 10, DAY))
_UNSOLICITED = Rate("unsolicited-emails", 1, DAY)


def code_limits(email: str) -> list[Limit]:
    return [rate.per(normalise_email(email)) for rate in _CODES]


def unsolicited_limit(email: str) -> Limit:
    return _UNSOLICITED.per(normalise_email(email))
