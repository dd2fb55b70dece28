"""A link that shows a post to a friend before everybody may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk.permissions import get_managed_post

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def preview_link(request: AuthedRequest, post_id: int) -> HttpResponse:
    """Sending makes a link, or a new one in the place of that which was there."""
    post = get_managed_post(request, post_id)
    if request.method == "POST" and not post.is_published:
        had_link = bool(post.preview_key)
        post.create_preview_link()
        message = _("Here is a new link. The one before opens nothing any more.")
        messages.success(request, message if had_link else _("Here is the link."))
        return redirect("desk:preview_link", post.pk)
    path = reverse("posts:preview_link", args=[post.preview_key]) if post.preview_key else ""
    link = f"{settings.SITE_URL}{path}" if path else ""
    return render(
        request, "desk/preview_link.html", {"post": post, "blog": post.blog, "link": link}
    )


@require_POST
def revoke(request: AuthedRequest, post_id: int) -> HttpResponse:
    post = get_managed_post(request, post_id)
    post.revoke_preview_link()
    messages.success(request, _("The link opens nothing any more."))
    return redirect("desk:preview_link", post.pk)
