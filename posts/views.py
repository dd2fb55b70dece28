"""Reading: the community, a blog, a post, and the ways to find one."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import AuthedRequest
from cpdblog.lib.paging import page_of
from posts.models import Blog, Category, Post, Tag

POSTS_A_PAGE = 10
FACES = 15
LIKERS_SHOWN = 24


@require_safe
@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    newest = Post.objects.published().posts().for_list()[:8]
    context = {
        "posts": newest,
        "faces": User.objects.who_write()[:FACES],
        "people_count": User.objects.who_write().count(),
        "blog_count": Blog.objects.count(),
        "week_count": Post.objects.published().posts().since_days(7, at=timezone.now()).count(),
        "tags": Tag.objects.most_used()[:20],
        "today": timezone.localdate(),
        "unanswered": Post.objects.published().posts().unanswered().for_list()[:3],
    }
    return render(request, "posts/front.html", context)


@require_safe
@login_not_required
def post_list(request: HttpRequest) -> HttpResponse:
    page = page_of(Post.objects.published().posts().for_list(), request, size=POSTS_A_PAGE)
    return render(request, "posts/post_list.html", {"page": page})


@require_safe
@login_not_required
def people(request: HttpRequest) -> HttpResponse:
    page = page_of(User.objects.who_write().by_name(), request, size=48)
    return render(request, "posts/people.html", {"page": page})


@require_safe
@login_not_required
def person(request: HttpRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(User.objects.active(), handle=handle)
    posts = Post.objects.published().posts().by(person).for_list()
    context = {
        "person": person,
        "page": page_of(posts, request, size=POSTS_A_PAGE),
        "blogs": Blog.objects.written_with(person).by_title(),
    }
    return render(request, "posts/person.html", context)


@require_safe
@login_not_required
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "posts/tags.html", {"tags": Tag.objects.in_use().by_name()})


@require_safe
@login_not_required
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.at(slug))
    if tag.slug != slug:
        return redirect(tag, permanent=True)
    posts = Post.objects.published().posts().tagged_with(tag).for_list()
    return render(
        request,
        "posts/tag.html",
        {"tag": tag, "page": page_of(posts, request, size=POSTS_A_PAGE)},
    )


@require_safe
@login_not_required
def blog(request: HttpRequest, handle: str) -> HttpResponse:
    blog = get_object_or_404(Blog, handle=handle)
    posts = blog.posts.published().posts().for_reading()
    context = {
        "blog": blog,
        "page": page_of(posts, request, size=5),
        "months": blog.posts.published().posts().months(),
        "categories": blog.categories.in_use().by_name(),
        "pages": blog.pages(),
    }
    return render(request, "posts/blog.html", context)


@require_safe
@login_not_required
def month(request: HttpRequest, handle: str, year: int, month: int) -> HttpResponse:
    blog = get_object_or_404(Blog, handle=handle)
    posts = blog.posts.published().posts().in_month(year, month).for_list()
    page = page_of(posts, request, size=POSTS_A_PAGE)
    if not page.paginator.count:
        raise Http404
    return render(
        request,
        "posts/month.html",
        {"blog": blog, "page": page, "month": dt.date(year, month, 1)},
    )


@require_safe
@login_not_required
def category(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    category = get_object_or_404(
        Category.objects.select_related("blog"), blog__handle=handle, slug=slug
    )
    posts = category.posts.published().posts().for_list()
    page = page_of(posts, request, size=POSTS_A_PAGE)
    return render(
        request,
        "posts/category.html",
        {"blog": category.blog, "category": category, "page": page},
    )


@require_safe
@login_not_required
def detail(request: HttpRequest, handle: str, year: int, month: int, slug: str) -> HttpResponse:
    visible = Post.objects.visible_to(request.user).posts().in_month(year, month).for_page()
    post = get_object_or_404(visible, blog__handle=handle, slug=slug)
    return _show(request, post)


@require_safe
@login_not_required
def page(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    visible = Post.objects.visible_to(request.user).pages().for_page()
    return _show(request, get_object_or_404(visible, blog__handle=handle, slug=slug))


@require_safe
def draft(request: AuthedRequest, handle: str, post_id: int) -> HttpResponse:
    visible = Post.objects.visible_to(request.user).for_page()
    post = get_object_or_404(visible, blog__handle=handle, pk=post_id)
    if post.address_year is not None:
        return redirect(post)
    return _show(request, post)


@require_POST
def like(
    request: AuthedRequest, handle: str, year: int, month: int, slug: str
) -> HttpResponse:
    """Likes the post, or takes the like back when `back` is sent."""
    visible = Post.objects.published().posts().in_month(year, month)
    post = get_object_or_404(
        visible.select_related("blog"), blog__handle=handle, blog__has_likes=True, slug=slug
    )
    if "back" in request.POST:
        post.unlike(by=request.user)
    else:
        post.like(by=request.user)
    return redirect(f"{post.get_absolute_url()}#likes")


def _show(request: HttpRequest, post: Post) -> HttpResponse:
    previous, following = post.neighbours()
    context = {
        "post": post,
        "blog": post.blog,
        "previous": previous,
        "following": following,
        "pages": post.blog.pages(),
        "likers": post.likers()[:LIKERS_SHOWN],
        "is_liked": post.is_liked_by(request.user),
    }
    return render(request, "posts/post_detail.html", context)
