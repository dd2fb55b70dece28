"""Reading: the community, a blog, a post, and the ways to find one."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import AuthedRequest
from blogs.models import Blog, BlogMember
from cpdblog.lib.http.paging import page_of
from posts.blogs import categories_in_use, pages_of, with_post_counts
from posts.front_page import MAX_FACES, faces_to_show
from posts.models import Post, Tag, TagAlias
from posts.page_parts import front_page, person_page, post_page
from posts.related import related_to
from posts.tag_index import tag_index

_LIKING = "liking"  # the post somebody pressed for before they signed in

NEWEST = 7
POSTS_A_PAGE = 12
MAX_NAMED_WRITERS = 4  # over a blog that many write
WHOLE_POSTS_A_PAGE = 6
TAGS_IN_THE_INDEX = 20
TAGS_BESIDE = 6
MOST_USED_SHOWN = 24
UNANSWERED_SHOWN = 3
UNANSWERED_READ = 12
LIKERS_SHOWN = 24


@require_safe
@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    public = Post.objects.published().posts()
    people_count = BlogMember.objects.people().count()
    face_counts = faces_to_show(people_count, has_join_link=not request.user.is_authenticated)
    candidates = public.unanswered().for_list()[:UNANSWERED_READ]
    unanswered = [post for post in candidates if post.takes_comments(at=now)]
    context = {
        "posts": public.on_open_blogs().for_list()[:NEWEST],
        "unanswered": unanswered[:UNANSWERED_SHOWN],
        "face_counts": face_counts,
        "faces": BlogMember.objects.people()[: min(face_counts.faces, MAX_FACES)],
        "people_count": people_count,
        "totals": public.totals(at=now),
        "tags": sorted(Tag.objects.most_used()[:TAGS_IN_THE_INDEX], key=lambda tag: tag.key),
        "today": timezone.localdate(now),
        **front_page.gather(request),
    }
    return render(request, "posts/front.html", context)


@require_safe
@login_not_required
def post_list(request: HttpRequest) -> HttpResponse:
    page = page_of(Post.objects.published().posts().for_list(), request, size=POSTS_A_PAGE)
    return render(request, "posts/post_list.html", {"page": page})


@require_safe
@login_not_required
def person(request: HttpRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(User.objects.active().known_as(handle))
    if person.handle != handle:
        return redirect(person, permanent=True)
    posts = Post.objects.published().posts().by(person).for_list()
    context = {
        "person": person,
        "page": page_of(posts, request, size=POSTS_A_PAGE),
        "blogs": with_post_counts(Blog.objects.with_member(person)).by_title(),
        **person_page.gather(request, person),
    }
    return render(request, "posts/person.html", context)


@require_safe
@login_not_required
def tags(request: HttpRequest) -> HttpResponse:
    aliases = TagAlias.objects.in_use().by_name().select_related("tag")
    tags = list(Tag.objects.in_use().by_name())
    most_used = sorted(tags, key=lambda tag: -tag.post_count)[:MOST_USED_SHOWN]
    context = {"letters": tag_index(tags, aliases), "most_used": most_used, "tag_count": len(tags)}
    return render(request, "posts/tags.html", context)


@require_safe
@login_not_required
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = Tag.objects.at(slug).first()
    if tag is None:
        raise Http404
    if tag.slug != slug:
        return redirect(tag, permanent=True)
    posts = Post.objects.published().posts().tagged_with(tag)
    authorship = posts.authorship()
    if not authorship["posts"]:
        raise Http404
    context = {
        "tag": tag,
        "aliases": tag.aliases.by_name(),
        "authorship": authorship,
        "page": page_of(posts.for_list(), request, size=POSTS_A_PAGE, count=authorship["posts"]),
        "beside": Tag.objects.beside(tag)[:TAGS_BESIDE],
    }
    return render(request, "posts/tag.html", context)


@require_safe
@login_not_required
def blog(request: HttpRequest, handle: str) -> HttpResponse:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    posts = blog.posts.published().posts()
    months = posts.months()
    count = sum(month["post_count"] for month in months)
    pages = list(pages_of(blog))
    writers = blog.regular_writers(MAX_NAMED_WRITERS + 1)
    context = {
        "blog": blog,
        "page": page_of(posts.for_reading(), request, size=WHOLE_POSTS_A_PAGE, count=count),
        "months": months,
        "categories": categories_in_use(blog),
        "pages": pages,
        "about": pages[0] if pages else None,
        "owner": blog.owner(),
        "writers": writers[:MAX_NAMED_WRITERS],
        "has_more_writers": len(writers) > MAX_NAMED_WRITERS,
    }
    return render(request, "posts/blog.html", context)


@require_safe
@login_not_required
def month(request: HttpRequest, handle: str, year: int, month: int) -> HttpResponse:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    posts = blog.posts.published().posts().in_month(year, month).for_list()
    page = page_of(posts, request, size=POSTS_A_PAGE)
    if not page.paginator.count:
        raise Http404
    context = {
        "blog": blog,
        "pages": pages_of(blog),
        "page": page,
        "month": dt.date(year, month, 1),
    }
    return render(request, "posts/month.html", context)


@require_safe
@login_not_required
def category(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    category = get_object_or_404(blog.categories, slug=slug)
    page = page_of(category.posts.published().posts().for_list(), request, size=POSTS_A_PAGE)
    if not page.paginator.count:
        raise Http404
    context = {"blog": blog, "pages": pages_of(blog), "category": category, "page": page}
    return render(request, "posts/category.html", context)


@require_safe
@login_not_required
def detail(request: HttpRequest, handle: str, year: int, month: int, slug: str) -> HttpResponse:
    visible = Post.objects.visible_to(request.user).posts().in_month(year, month).for_page()
    return _show(request, get_object_or_404(visible, blog__handle=handle, slug=slug))


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


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def like(request: HttpRequest, handle: str, year: int, month: int, slug: str) -> HttpResponse:
    """Likes the post, or takes the like back when `back` is sent.

    Somebody signed out who presses signs in on the way, and the session remembers the press: so
    coming back here likes the post once, and merely looking never does.
    """
    visible = Post.objects.published().posts().in_month(year, month)
    post = get_object_or_404(
        visible.select_related("blog").defer("source", "body_html"),
        blog__handle=handle,
        blog__has_likes=True,
        slug=slug,
    )
    is_pressed = request.method == "POST"
    if not isinstance(request.user, User):
        if is_pressed:
            request.session[_LIKING] = post.pk
        return redirect_to_login(request.path)
    is_pressed |= request.session.get(_LIKING) == post.pk
    if request.session.get(_LIKING):
        del request.session[_LIKING]
    if "back" in request.POST:
        post.unlike(by=request.user)
    elif is_pressed:
        post.like(by=request.user)
    return redirect(f"{post.get_absolute_url()}#likes")


def _show(request: HttpRequest, post: Post) -> HttpResponse:
    previous, following = post.neighbours()
    is_public = post.is_published and post.kind == Post.Kind.POST
    context = {
        "post": post,
        "blog": post.blog,
        "previous": previous,
        "following": following,
        "pages": pages_of(post.blog),
        "likers": post.likers()[:LIKERS_SHOWN],
        "is_liked": post.is_liked_by(request.user),
        "can_edit": _is_offered_to_edit(request, post),
        "related": related_to(post, besides=(previous, following)) if is_public else [],
        **(post_page.gather(request, post) if is_public else {}),
    }
    return render(request, "posts/post_detail.html", context)


def _is_offered_to_edit(request: HttpRequest, post: Post) -> bool:
    """What is published is edited by many, and its page only says so to the author."""
    is_shown = not post.is_published or post.author_id == request.user.pk
    return is_shown and post.can_be_edited_by(request.user)
