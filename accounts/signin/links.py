"""One-time links that sign a host in: made at the machine, for a community without mail."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.allauth_internals import record_authentication
from accounts.models import User

MINUTES = 15
_SALT = "accounts.sign-in-link"


class NoSuchLink(Exception):
    pass


def link_for(user: User) -> str:
    token = signing.dumps([user.pk, _last_seen(user)], salt=_SALT)
    return f"{settings.SITE_URL}{reverse('accounts:sign_in_link', args=[token])}"


def owner_of_link(token: str) -> User:
    """Raises NoSuchLink for a link that is old, used or none of ours."""
    try:
        pk, last_seen = signing.loads(token, salt=_SALT, max_age=MINUTES * 60)
    except signing.BadSignature as error:
        raise NoSuchLink from error
    user = User.objects.active().filter(pk=pk).first()
    if user is None or _last_seen(user) != last_seen:
        raise NoSuchLink
    return user


def use_link(request: HttpRequest, token: str) -> HttpResponse:
    user = owner_of_link(token)
    # Whoever moves the time of the last sign-in has used the link up, however many press at once.
    if not User.objects.claim_sign_in(user, at=timezone.now()):
        raise NoSuchLink
    user.refresh_from_db()
    record_authentication(request, user, method="link")
    answer: HttpResponse = perform_login(request, user, email_verification="none")
    return answer


def _last_seen(user: User) -> str:
    return user.last_login.isoformat() if user.last_login else ""
