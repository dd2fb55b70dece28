"""A blog goes into other hands, is closed, is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blogs.models import Blog, Handover
from blogs.models.handover import NoSuchOffer
from cpdblog.lib.http.parse_pk import parse_pk
from cpdblog.lib.text.plain import isolated
from desk.blog.forms import clean_address
from desk.blog.settings import get_visible_blog
from desk.blog.tasks import send_offer

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def ownership(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = get_visible_blog(request, handle)
    if request.method != "POST":
        return _show(request, blog)
    action = _ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        return _show(request, blog, _("We did not understand that. Please press again."))
    try:
        return action(request, blog)
    except NoSuchOffer as conflict:
        messages.warning(request, str(conflict))
        return redirect("desk:blog_ownership", handle)


def _offer(request: AuthedRequest, blog: Blog) -> HttpResponse:
    if not blog.is_owned_by(request.user):
        raise PermissionDenied
    member_id = parse_pk(request.POST.get("to"))
    others = blog.members.except_owner().filter(user__is_active=True)
    to = others.filter(pk=member_id or 0).first()
    if to is None:
        return _show(request, blog, _("Please choose the new owner."))
    with transaction.atomic():
        offer = Handover.objects.offer(blog, to=to, by=request.user)
        send_offer.enqueue(handover_id=offer.pk)
    message = _("%(name)s is asked. Until they accept, the blog is yours and you can take it back.")
    messages.success(request, message % {"name": isolated(to.user)})
    return redirect("desk:blog_ownership", blog.handle)


def _take_back(request: AuthedRequest, blog: Blog) -> HttpResponse:
    if not blog.is_owned_by(request.user):
        raise PermissionDenied
    Handover.objects.withdraw(blog, by=request.user)
    messages.success(request, _("Taken back: the blog stays with you."))
    return redirect("desk:blog_ownership", blog.handle)


def _accept(request: AuthedRequest, blog: Blog) -> HttpResponse:
    _offer_to(request, blog).accept(by=request.user)
    messages.success(request, _("The blog is yours now."))
    return redirect("desk:blog_settings", blog.handle)


def _decline(request: AuthedRequest, blog: Blog) -> HttpResponse:
    Handover.objects.withdraw(blog, by=request.user)
    messages.success(request, _("You have declined. The blog stays where it is."))
    return redirect("desk:blog_ownership", blog.handle)


def _close(request: AuthedRequest, blog: Blog) -> HttpResponse:
    if not blog.can_be_closed_by(request.user):
        raise PermissionDenied
    if clean_address(request.POST.get("handle", "")) != blog.handle:
        message = _("Nothing was closed: please type %(handle)s.")
        return _show(request, blog, message % {"handle": blog.handle})
    blog.close()
    messages.success(request, _("The blog is closed. Every URL of it works as before."))
    return redirect("desk:blog_ownership", blog.handle)


def _reopen(request: AuthedRequest, blog: Blog) -> HttpResponse:
    if not blog.can_be_closed_by(request.user):
        raise PermissionDenied
    blog.reopen()
    messages.success(request, _("The blog is open again."))
    return redirect("desk:blog_ownership", blog.handle)


_ACTIONS = {
    "offer": _offer,
    "take-back": _take_back,
    "accept": _accept,
    "decline": _decline,
    "close": _close,
    "reopen": _reopen,
}


def _offer_to(request: AuthedRequest, blog: Blog) -> Handover:
    """The offer that this person may answer. Raises NoSuchOffer."""
    offer = Handover.objects.filter(blog=blog, member__user=request.user).first()
    if offer is None:
        raise NoSuchOffer
    return offer


def _show(request: AuthedRequest, blog: Blog, problem: str = "") -> HttpResponse:
    offers = Handover.objects.filter(blog=blog).select_related("member__user", "by")
    others = blog.members.except_owner().filter(user__is_active=True)
    context = {
        "blog": blog,
        "problem": problem,
        "typed": request.POST.get("handle", ""),
        "offer": offers.first(),
        "is_owner": blog.is_owned_by(request.user),
        "can_close": blog.can_be_closed_by(request.user),
        "others": others.select_related("user").by_role(),
    }
    return render(request, "desk/blog_ownership.html", context, status=422 if problem else 200)
