"""Pictures of the community, named after their content: an answer is good for ever."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

_KINDS = {
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
}


@require_safe
@login_not_required
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    kind = _KINDS.get("." + name.rpartition(".")[2].lower())
    if kind is None:
        raise Http404
    if request.headers.get("If-None-Match") == _tag(name):
        return HttpResponseNotModified(headers=_lasting(name))
    try:
        file = default_storage.open(name)
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    return FileResponse(file, content_type=kind, headers=_lasting(name))


def _lasting(name: str) -> dict[str, str]:
    return {
        "Cross-Origin-Resource-Policy": "cross-origin",  # pages that read a feed show them too
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": _tag(name),
    }


def _tag(name: str) -> str:
    return '"' + name.encode("ascii", "xmlcharrefreplace").decode().replace('"', "") + '"'
