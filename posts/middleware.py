"""Readers who come by an address that a post had before it moved are sent on."""

import re
from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from posts.models import OldAddress, Post

_ON_A_BLOG = re.compile(r"/@(?P<handle>[a-z0-9-]{1,40})/(?P<path>.*)", re.DOTALL)
_PK_PARAMETERS = ("p", "page_id")  # as WordPress numbers its posts and pages
# What has an address below that of a post: its feed of comments, the form that answers it.
_BELOW_A_POST = re.compile(
    r"(?P<path>\d{4}/\d\d/[^/]+)/(?P<rest>comments/feed(\.rss|\.json)?|reply(/\d+)?|like)/?"
)


class OldAddressMiddleware:
    """Where nothing is found on a blog, a post that stood there before it moved is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        on_blog = _ON_A_BLOG.fullmatch(request.path_info)
        if not on_blog or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        handle, path = on_blog["handle"], on_blog["path"].strip("/")
        pk = next((request.GET[name] for name in _PK_PARAMETERS if name in request.GET), "")
        if not path and pk.isdecimal():
            return _moved(handle, f"?p={pk}") or self.get_response(request)
        response = self.get_response(request)
        if response.status_code == 404:  # noqa: PLR2004
            return _moved(handle, path, request.META["QUERY_STRING"]) or response
        return response


def _moved(handle: str, path: str, query: str = "") -> HttpResponse | None:
    post, rest = _post_once_at(handle, path), ""
    below = _BELOW_A_POST.fullmatch(path)
    if post is None and below:
        post, rest = _post_once_at(handle, below["path"]), below["rest"]
    if post is None:
        return None
    if post.kind == Post.Kind.PAGE:
        rest = ""
    rest += "/" if rest and "." not in rest else ""
    suffix = f"?{quote(query, safe='/:;,&=+%~-._!*()@$')}" if query else ""
    return HttpResponsePermanentRedirect(f"{post.get_absolute_url()}{rest}{suffix}")


def _post_once_at(handle: str, path: str) -> Post | None:
    old = OldAddress.objects.to_published(handle=handle, path=path).first()
    return old.post if old else None
