"""The desk: one's blogs, and what lies on them unfinished."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import AuthedRequest
from posts.models import Blog


@require_safe
def home(request: AuthedRequest) -> HttpResponse:
    blogs = Blog.objects.written_with(request.user).with_post_counts().by_title()
    return render(request, "desk/home.html", {"blogs": blogs})
