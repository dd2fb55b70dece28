"""What every answer carries."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext

from cpdblog import body_limits
from cpdblog.errors import bad_request, busy, changed_meanwhile, too_large
from cpdblog.lib.database.locking import Conflict

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
_PERSONAL = {"pending", "draft"}


class NoNulMiddleware:
    """No address of ours holds a NUL, and a database may stumble over one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)


class BodyMiddleware:
    """Refuses what is too large for its address before the check for forgery reads the form of it,
    and what the web server has no thread to do.

    Behind cpdblog.rsgi nothing of what is too large was taken in; another server may have.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if request.META.get("cpdblog.is_busy"):
            return busy(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = body_limits.largest_body(body_limits.called(request.resolver_match))
        if not length.isdigit() or int(length) <= most:
            return None
        if "X-In-Place" in request.headers:
            return JsonResponse({"error": gettext("That is too large.")}, status=413)
        return too_large(request)


class ConflictMiddleware:
    """A verb found its thing other than the page showed it: told in words, and nothing is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Conflict):
            return None
        if "X-In-Place" in request.headers:
            return JsonResponse({"error": str(error)}, status=error.status)
        return changed_meanwhile(request, error)


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response:
            if _is_for_everyone(request) and not response.cookies:
                patch_cache_control(response, public=True, no_cache=True)
            else:
                patch_cache_control(response, private=True, no_store=True)
        return response


def _is_for_everyone(request: HttpRequest) -> bool:
    """Asked without a cookie of ours and without a token that opens somebody's own words."""
    if request.COOKIES or request.method not in {"GET", "HEAD"}:
        return False
    try:
        return not request.GET.keys() & _PERSONAL
    except SuspiciousOperation:
        return False
