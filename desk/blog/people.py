"""Who writes a blog: its owner invites, gives roles and takes them away; everybody may leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from blogs.limits import INVITATIONS
from blogs.models import Blog, BlogMember, Invitation
from cpdblog.lib.rate_limits import limits
from cpdblog.lib.text.plain import isolated
from desk.blog.settings import get_visible_blog
from desk.blog.tasks import send_invitation
from mail.addresses import normalise_email

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.requests import AuthedRequest

ROLES = [(role.value, role.label) for role in Invitation.OFFERED]
TOO_MANY_EMAILS = gettext_lazy("That was one e-mail too many for now.")
INVITED = gettext_lazy(
    "%(email)s is invited as: %(role)s. The e-mail leaves within minutes, or tomorrow if they had"
    " one from us today. Its link works until %(day)s; as long as nobody answered, you can withdraw"
    " the invitation below."
)
INVITED_AGAIN = gettext_lazy(
    "Another e-mail to %(email)s leaves within minutes, or tomorrow if they had one from us today."
)


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Seen by nobody but you. The e-mail says who invites, and to what."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=ROLES,
        initial=BlogMember.Role.AUTHOR,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: AuthedRequest, handle: str) -> HttpResponse:
    """The people of the blog; for its owner also the invitations and a way to invite."""
    blog = get_visible_blog(request, handle)
    if request.method != "POST":
        return _show(request, blog, InviteForm())
    _require_owner(request, blog)
    form = InviteForm(request.POST)
    if blog.is_closed:
        form.add_error(None, _("The blog is closed. Reopen it before you invite anybody."))
    if not form.is_valid():
        return _show(request, blog, form, status=422)
    email = normalise_email(form.cleaned_data["email"])
    try:
        invitation = _invite(request, blog, email, role=form.cleaned_data["role"])
    except limits.TooMany as often:
        form.add_error(None, f"{TOO_MANY_EMAILS} {often.message}")
        response = _show(request, blog, form, status=429)
        response["Retry-After"] = str(often.seconds)
        return response
    messages.success(request, INVITED % _facts(invitation))
    return redirect("desk:blog_people", handle)


@require_POST
def update_invitation(request: AuthedRequest, handle: str, invitation_id: int) -> HttpResponse:
    """Sends the e-mail once more, or withdraws what it says."""
    blog = get_visible_blog(request, handle)
    _require_owner(request, blog)
    unaccepted = blog.invitations.filter(accepted_at__isnull=True)
    invitation = get_object_or_404(unaccepted, pk=invitation_id)
    if "withdraw" in request.POST:
        invitation.withdraw()
        messages.success(
            request,
            _("Withdrawn: the link in the e-mail to %(email)s does not work any more.")
            % {"email": invitation.email},
        )
    elif blog.is_closed or not invitation.is_unanswered:
        messages.warning(request, _("That invitation is not open any more."))
    else:
        _send_again(request, invitation)
    return redirect("desk:blog_people", handle)


@require_POST
def update_member(request: AuthedRequest, handle: str, member_id: int) -> HttpResponse:
    """Gives somebody another role, or takes the part in the blog away."""
    blog = get_visible_blog(request, handle)
    _require_owner(request, blog)
    member = get_object_or_404(blog.members.select_related("user"), pk=member_id)
    names = {
        "name": isolated(member.user),
        "role": dict(ROLES).get(request.POST.get("role", ""), ""),
    }
    if "remove" in request.POST:
        is_done = member.leave()
        message = _("%(name)s is removed from the blog. What they wrote stays.")
    elif names["role"]:
        is_done = member.change_role(request.POST["role"])
        message = _("%(name)s is now: %(role)s.")
    else:
        is_done, message = False, ""
    if is_done:
        messages.success(request, message % names)
    else:
        messages.warning(request, _("Nothing was changed."))
    return redirect("desk:blog_people", handle)


@require_POST
def leave(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = get_object_or_404(Blog, handle=handle)
    membership = blog.members.filter(user=request.user).first()
    if membership is None:
        raise PermissionDenied
    if not membership.leave():
        messages.warning(request, _("It is your blog: transfer it first, then leave."))
        return redirect("desk:blog_ownership", handle)
    messages.success(request, _("You have left this blog. What you wrote stays, with your name."))
    return redirect(blog)


@transaction.atomic
def _invite(request: AuthedRequest, blog: Blog, email: str, *, role: str) -> Invitation:
    limits.take(INVITATIONS.per(request.user.pk))
    invitation = Invitation.objects.invite(email, blog=blog, role=role, by=request.user)
    send_invitation.enqueue(invitation_id=invitation.pk)
    return invitation


def _facts(invitation: Invitation) -> dict[str, str]:
    day = date_format(timezone.localtime(invitation.expires_at), "j F Y")
    return {
        "email": invitation.email,
        "role": str(invitation.get_role_display()),
        "day": day,
    }


def _send_again(request: AuthedRequest, invitation: Invitation) -> None:
    try:
        with transaction.atomic():
            limits.take(INVITATIONS.per(request.user.pk))
            send_invitation.enqueue(invitation_id=invitation.pk)
    except limits.TooMany as often:
        messages.warning(request, f"{TOO_MANY_EMAILS} {often.message}")
        return
    messages.success(request, INVITED_AGAIN % _facts(invitation))


def _require_owner(request: AuthedRequest, blog: Blog) -> None:
    if not blog.is_owned_by(request.user):
        raise PermissionDenied


def _show(
    request: AuthedRequest, blog: Blog, form: InviteForm, *, status: int = 200
) -> HttpResponse:
    is_owner = blog.is_owned_by(request.user)
    unaccepted = blog.invitations.filter(accepted_at__isnull=True).select_related("by")
    invitations = list(unaccepted.newest_first()) if is_owner else []
    context = {
        "blog": blog,
        "form": form,
        "roles": ROLES,
        "is_owner": is_owner,
        "members": blog.members.select_related("user").by_role(),
        "invitations": invitations,
        "waiting_count": sum(invitation.is_open for invitation in invitations),
        "is_member": bool(blog.role_of(request.user)),
    }
    return render(request, "desk/blog_people.html", context, status=status)
