"""The page one writes on, and the same told in a few words while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from cpdblog.lib.markup import markdown
from cpdblog.lib.text.slugs import plain_slug
from desk.editor.reading_time import reading_time
from posts.models import Post
from posts.models.fields import LONGEST_POST

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from blogs.models import Blog
    from desk.editor.forms import EditorForm
    from posts.models import WorkingCopy

IN_PLACE = "X-In-Place"


def desk_page(
    request: HttpRequest, form: EditorForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    post = form.post
    context = {
        "form": form,
        "post": post,
        "blog": post.blog,
        "categories": post.blog.categories.by_name(),
        "pictures_url": reverse("desk:library", args=[post.blog.handle]),
        "tags_url": reverse("desk:tags"),
        "is_fresh": not form.is_bound,
        "copy": None,
        **_shown(form),
        **more,
    }
    return render(request, "desk/write.html", context, status=status)


def told_in_place(
    form: EditorForm, *, copy: WorkingCopy | None = None, is_kept: bool = False, status: int = 200
) -> JsonResponse:
    post = form.post
    shown = _shown(form)
    told: dict[str, Any] = {
        "preview": render_to_string("desk/preview.html", shown),
        "reading_time": shown["reading_time"],
        "address": shown["address"],
        "errors": {name: str(words[0]) for name, words in form.errors.items()},
    }
    if is_kept:
        told |= {
            "version": copy.based_on if copy else post.version,
            "kept": copy.number if copy else 0,
            "saved": saved_words(post.blog, copy.saved_at if copy else post.updated_at, copy),
            "sheet": form.sheet_url,
            "state": state_words(post),
        }
    return JsonResponse(told, status=status)


def what_became_of(post: Post, by: User, *, copy: WorkingCopy | None = None) -> str:
    """The sentence after a button was pressed."""
    if copy:
        return gettext("Kept beside the post. Readers see the old words until you press Update.")
    if post.submitted_at and not post.blog.can_be_published_on_by(by):
        return gettext("The editors see that this is ready. You can go on writing until it is out.")
    if post.status == Post.Status.SCHEDULED:
        return gettext("This comes out on %s.") % day_and_time(post)
    said = {
        Post.Status.PUBLISHED: gettext("Published. This is what readers see."),
        Post.Status.PRIVATE: gettext("Kept private."),
    }
    return said.get(Post.Status(post.status), gettext("Saved as a draft."))


def state_words(post: Post) -> str:
    """ "draft", "published", "comes out on 16 July 2012, 08.00"."""
    if post.pk is None:
        return gettext("new")
    if post.status == Post.Status.SCHEDULED:
        return gettext("comes out on %s") % day_and_time(post)
    if post.submitted_at and post.status == Post.Status.DRAFT:
        return gettext("handed in")
    return str(post.get_status_display()).lower()


def day_and_time(post: Post) -> str:
    local = post.local_published_at
    return date_format(local, "j F Y, H.i") if local else ""


def saved_words(blog: Blog, at: dt.datetime, copy: WorkingCopy | None = None) -> str:
    words = gettext("Kept at %s, not published yet") if copy else gettext("Saved at %s")
    return words % time_words(blog, at)


def time_words(blog: Blog, at: dt.datetime) -> str:
    """ "14.32" by the clock of the blog; with the day where it was not today."""
    local = at.astimezone(blog.zone)
    is_today = local.date() == timezone.now().astimezone(blog.zone).date()
    return date_format(local, "H.i" if is_today else "j F, H.i")


def _shown(form: EditorForm) -> dict[str, Any]:
    """The text as readers will see it, and what there is to say about it."""
    post, source = form.post, str(form["source"].value() or "")
    scratch = Post(
        pk=post.pk,
        blog=post.blog,
        author=post.author,
        title=str(form["title"].value() or "")[:250],
        source=source[:LONGEST_POST],
        source_format=post.source_format,
        published_at=form.chosen_date() or post.published_at or timezone.now(),
    )
    scratch.preview()
    return {
        "shown": scratch,
        "blog": post.blog,
        "is_cut": len(source) > LONGEST_POST,
        "reading_time": reading_time(markdown.word_count(scratch.body_html)),
        "address": address_shown(form, scratch),
    }


def address_shown(form: EditorForm, scratch: Post) -> str:
    """Where the post will be read, as far as that can be said before it is out."""
    post = form.post
    if post.address_year is not None:
        return post.get_absolute_url()
    typed = str(form["slug"].value() or "") if "slug" in form.fields else ""
    slug = plain_slug(typed or scratch.title)[:94].strip("-") or "post"
    if "kind" in form.fields and form["kind"].value() == Post.Kind.PAGE:
        return reverse("posts:page", args=[post.blog.handle, slug])
    local = scratch.local_published_at
    assert local is not None  # noqa: S101
    return reverse("posts:detail", args=[post.blog.handle, local.year, f"{local.month:02}", slug])
