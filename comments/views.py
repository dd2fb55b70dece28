"""Answering a post, and looking after the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.connections.connections import confirmed_addresses
from comments import replying
from comments.discussion import address_of
from comments.guests import own_comment_pks
from comments.models import Comment, EditedSince
from comments.reply_box import reply_address
from cpdblog.lib.http.csrf import is_forged
from cpdblog.lib.http.paging import page_of
from cpdblog.lib.http.redirects import own_address
from cpdblog.lib.text.plain import isolated
from posts.models import OldAddress, Post

if TYPE_CHECKING:
    from accounts.requests import AuthedRequest


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
def pending(request: AuthedRequest) -> HttpResponse:
    comments = Comment.objects.pending_for(request.user).for_queue()
    addresses = [own.email for own in confirmed_addresses(request.user)]
    context = {
        "page": page_of(comments, request, size=25),
        "addressed": Comment.objects.pending_from(addresses).for_its_author()[:25],
    }
    return render(request, "comments/pending.html", context)


@require_POST
def approval(request: AuthedRequest, comment_id: int) -> HttpResponse:
    comment = _comment_to_decide(request, comment_id)
    try:
        comment.approve(by=request.user, version=request.POST.get("version"))
    except EditedSince:
        messages.error(
            request, _("It was edited after you read it. Please look at it again, and decide.")
        )
        return _back(request, comment)
    message = _("Approved: what %(name)s wrote is on the page.")
    messages.success(request, message % {"name": isolated(comment.name)})
    return _back(request, comment)


@require_POST
def spam(request: AuthedRequest, comment_id: int) -> HttpResponse:
    comment = _comment_to_decide(request, comment_id)
    comment.mark_as_spam(by=request.user)
    messages.success(request, _("Marked as spam."))
    return _back(request, comment)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: AuthedRequest, comment_id: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.for_its_author(), pk=comment_id)
    if not comment.can_be_removed_by(request.user):
        raise PermissionDenied
    if request.method in {"GET", "HEAD"}:
        context = {"comment": comment, "post": comment.post, "blog": comment.post.blog}
        return render(request, "comments/removal.html", context)
    comment.remove(by=request.user)
    messages.success(request, _("Removed."))
    return _back(request, comment)


def _comment_to_decide(request: AuthedRequest, comment_id: int) -> Comment:
    comment = get_object_or_404(Comment.objects.select_related("post__blog"), pk=comment_id)
    if not comment.can_be_decided_by(request.user):
        raise PermissionDenied
    return comment


def _may_see(request: HttpRequest, comment: Comment) -> bool:
    if not Post.objects.visible_to(request.user).filter(pk=comment.post_id).exists():
        return False
    if comment.is_placed:
        return True
    is_own = comment.is_by(request.user) or comment.pk in own_comment_pks(request)
    return comment.is_pending and (is_own or comment.can_be_decided_by(request.user))


def _back(request: HttpRequest, comment: Comment) -> HttpResponse:
    if next_url := own_address(request, request.POST.get("next", "")):
        return HttpResponseRedirect(next_url)
    if comment.is_placed:
        return redirect(address_of(comment))
    return redirect(comment.post)
