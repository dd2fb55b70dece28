"""The settings of a blog, in sections: each is a form of its own and changes only what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blogs.models import Blog
from desk.blog.forms import CommentsForm, GeneralForm, LookForm
from desk.blog.sample import sample_of
from posts.models import Post

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest
    from desk.blog.forms import BlogForm

MAX_PAGES = 20


@require_http_methods(["GET", "HEAD", "POST"])
def general(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = get_visible_blog(request, handle)
    form = _form(request, blog, GeneralForm)
    if _save(request, blog, form):
        return redirect("desk:blog_settings", handle)
    pages = blog.posts.pages().visible_to(request.user)
    more = {"pages": pages.for_desk()[:MAX_PAGES], "has_about_page": _about_page(blog) is not None}
    return _show(request, blog, form, "desk/blog_settings.html", **more)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: AuthedRequest, handle: str) -> HttpResponse:
    """With a sample beside it, which a script asks for alone while somebody chooses."""
    blog = get_visible_blog(request, handle)
    form = _form(request, blog, LookForm)
    is_preview = "show" in request.POST
    if not is_preview and _save(request, blog, form):
        return redirect("desk:blog_look", handle)
    more = {"sample": sample_of(form, blog.owner() or request.user), "is_preview": is_preview}
    if request.POST.get("show") == "live":
        return render(request, "desk/blog_live.html", {"form": form, **more})
    return _show(request, blog, form, "desk/blog_look.html", **more)


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = get_visible_blog(request, handle)
    form = _form(request, blog, CommentsForm)
    if _save(request, blog, form):
        return redirect("desk:blog_comments", handle)
    return _show(request, blog, form, "desk/blog_comments.html")


@require_POST
def start_about_page(request: AuthedRequest, handle: str) -> HttpResponse:
    """Begins the page About, or leads to the one there is."""
    blog = get_visible_blog(request, handle)
    if not blog.is_owned_by(request.user):
        raise PermissionDenied
    page = _about_page(blog)
    if page is None:
        if blog.is_closed:
            raise PermissionDenied
        page = Post.objects.draft(
            blog=blog, author=request.user, kind=Post.Kind.PAGE, title=_("About"), source=""
        )
        messages.success(request, _("This will be your About page. Publish it when it is ready."))
    return redirect("desk:edit", page.pk)


def get_visible_blog(request: AuthedRequest, handle: str) -> Blog:
    """The blog, for those who write on it and for the hosts."""
    blog = get_object_or_404(Blog.objects.with_owner(), handle=handle)
    if not blog.settings_can_be_seen_by(request.user):
        raise PermissionDenied
    return blog


def _about_page(blog: Blog) -> Post | None:
    return blog.posts.pages().not_binned().filter(slug="about").first()


def _form[Form: BlogForm](request: AuthedRequest, blog: Blog, section: type[Form]) -> Form:
    """Over a blog of its own, so that the page goes on showing what is saved."""
    if request.method != "POST":
        return section(instance=Blog.objects.get(pk=blog.pk))
    if not blog.is_owned_by(request.user):
        raise PermissionDenied
    return section(request.POST, instance=Blog.objects.get(pk=blog.pk))


def _save(request: AuthedRequest, blog: Blog, form: BlogForm) -> bool:
    if not form.is_valid():
        return False
    blog.update_settings(**form.cleaned_data)
    messages.success(request, _("Saved. Readers see it from now on."))
    return True


def _show(
    request: AuthedRequest, blog: Blog, form: BlogForm, template: str, **more: Any
) -> HttpResponse:
    context = {"blog": blog, "form": form, "is_owner": blog.is_owned_by(request.user), **more}
    is_refused = form.is_bound and not more.get("is_preview")
    return render(request, template, context, status=422 if is_refused else 200)
