from django.http import HttpRequest

from accounts.models import User


class AuthedRequest(HttpRequest):
    """A request that LoginRequiredMiddleware let through."""

    user: User
