"""How often somebody may do what costs others something; the numbers are ACCOUNT_RATE_LIMITS."""

from allauth.core import ratelimit

from accounts.requests import AuthedRequest


def is_within_limits(request: AuthedRequest, action: str, *, key: str | None = None) -> bool:
    """Whether it may be done now; asking counts."""
    return bool(ratelimit.consume(request, action=action, key=key, user=request.user))
