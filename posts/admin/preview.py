from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_POST

from posts.models import Post
from posts.models.limits import MAX_SOURCE_LENGTH

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The text of the form as readers would see it; nothing is saved."""
    source = request.POST.get("source", "")
    is_html = request.POST.get("_format") == Post.Format.HTML
    post = Post(
        title=request.POST.get("title", ""),
        source=source[:MAX_SOURCE_LENGTH],
        source_format=Post.Format.HTML if is_html else Post.Format.MARKDOWN,
    )
    post.preview()
    context = {"post": post, "is_cut": len(source) > MAX_SOURCE_LENGTH}
    return render(request, "admin/posts/preview.html", context)
