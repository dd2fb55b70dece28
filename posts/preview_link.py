"""What a friend sees who was given the private link of a post."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from posts.blogs import pages_of
from posts.models import Post


@require_safe
@login_not_required
def shown(request: HttpRequest, key: str) -> HttpResponse:
    """Nobody is to keep this, to list it, or to learn the link from where it led."""
    post = get_object_or_404(Post.objects.with_preview_key(key).for_page())
    if post.is_published:
        response: HttpResponse = redirect(post)
    else:
        context = {"post": post, "blog": post.blog, "pages": pages_of(post.blog)}
        response = render(request, "posts/preview.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
