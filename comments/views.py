"""Answering a post, and where an answer stands."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from comments import replying
from comments.discussion import address_of
from comments.guests import own_comment_pks
from comments.models import Comment
from comments.reply_box import reply_address
from cpdblog.lib.http.csrf import is_forged
from cpdblog.lib.http.paging import page_of
from posts.models import OldAddress, Post

COMMENTS_OF_A_PERSON = 25


# Exempt from the middleware's check: a forged or stale form is refused on the reply page, its
# text kept.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def reply(
    request: HttpRequest,
    handle: str,
    year: int,
    month: int,
    slug: str,
    parent_id: int | None = None,
) -> HttpResponse:
    posts = Post.objects.published().posts().in_month(year, month).for_page()
    try:
        post = get_object_or_404(posts, blog__handle=handle, slug=slug)
    except Http404:
        if request.method in {"GET", "HEAD"}:
            raise
        rest = f"{parent_id}/" if parent_id else ""
        return _post_not_found(request, handle, f"{year}/{month:02}/{slug}", rest)
    parent, error = replying.find_parent(post, parent_id)
    flow = replying.ReplyFlow(request, post, parent)
    if request.method == "POST" and is_forged(request):
        return flow.show(
            403, _("We could not tell that this form was yours. Please send it again.")
        )
    if error:
        return flow.show(error.status, error.message, is_parent_gone=True)
    if request.method == "POST":
        return flow.act()
    return flow.open()


def _post_not_found(request: HttpRequest, handle: str, path: str, rest: str) -> HttpResponse:
    """Where the post has moved the form follows it; else its text goes back to its writer."""
    old = OldAddress.objects.to_published(handle=handle, path=path).first()
    if old:
        return redirect(f"{reply_address(old.post)}{rest}", preserve_request=True)
    context = {"text": request.POST.get("comment", "")}
    return render(request, "comments/reply_lost.html", context, status=404)


@require_safe
@login_not_required
def permalink(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.select_related("post__blog"), pk=comment_id)
    if not _may_see(request, comment):
        raise Http404
    address, _hash, anchor = address_of(comment).partition("#")
    query = request.META["QUERY_STRING"]
    if query:
        address += ("&" if "?" in address else "?") + query
    return redirect(f"{address}#{anchor}")


@require_safe
@login_not_required
def of_person(request: HttpRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(User.objects.active().known_as(handle))
    if person.handle != handle:
        return redirect("comments:of_person", person.handle, permanent=True)
    comments = Comment.objects.public().by(person).for_person()
    page = page_of(comments, request, size=COMMENTS_OF_A_PERSON)
    return render(request, "comments/of_person.html", {"person": person, "page": page})


def _may_see(request: HttpRequest, comment: Comment) -> bool:
    if not Post.objects.visible_to(request.user).filter(pk=comment.post_id).exists():
        return False
    if comment.is_placed:
        return True
    is_own = comment.is_by(request.user) or comment.pk in own_comment_pks(request)
    return comment.is_pending and (is_own or comment.can_be_decided_by(request.user))
