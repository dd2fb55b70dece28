"""What is pasted from elsewhere: its HTML comes back as Markdown."""

from django.http import JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.requests import AuthedRequest
from cpdblog.lib.markup.from_html import TooMuchHTML, to_markdown


@require_POST
def paste(request: AuthedRequest) -> JsonResponse:
    """`markdown` of the `html` that was sent; 413 where it is more than a post holds."""
    try:
        return JsonResponse({"markdown": to_markdown(request.POST.get("html", ""))})
    except TooMuchHTML:
        message = gettext("That is too much to paste with its formatting.")
        return JsonResponse({"error": message}, status=413)
