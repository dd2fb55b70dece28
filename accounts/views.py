from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.connections.email_linking import EmailLinking, accept_invitation
from accounts.signin.links import NoSuchLink, owner_of_link, use_link
from accounts.signin.sign_in_options import UnknownSignInOption, start_sign_in


@require_POST
@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    next_url = request.POST.get("next") or "/"
    sign_in = f"{reverse('account_login')}?{urlencode({'next': next_url})}"
    connect = "connect" in request.POST and request.user.is_authenticated
    try:
        return start_sign_in(
            request,
            request.POST.get("option", ""),
            next_url=next_url,
            cancel_url=next_url if connect else sign_in,
            connect=connect,
        )
    except UnknownSignInOption:
        messages.warning(
            request, gettext("We do not know that sign-in method. Please choose one of these.")
        )
        return redirect(sign_in)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def link_email(request: HttpRequest) -> HttpResponse:
    linking = EmailLinking.pending(request)
    if linking is None:
        return redirect("account_login")
    if request.POST.get("do") == "new":
        return linking.sign_up_as_new()
    if request.method == "POST":
        linking.send_code()
        return redirect("accounts:join_code")
    return render(request, "accounts/link_email.html", {"linking": linking})


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def join_code(request: HttpRequest) -> HttpResponse:
    linking = EmailLinking.pending(request)
    if linking is None or not linking.awaits_code:
        return redirect("accounts:link_email")
    if request.method == "POST" and linking.accepts(request.POST.get("code", "")):
        return linking.link()
    if linking.is_over:
        linking.drop()
        messages.warning(
            request, gettext("That code is used up. Nothing was joined, nothing was lost.")
        )
        return redirect(linking.return_to.cancel_url)
    is_wrong = request.method == "POST"
    context = {"linking": linking, "is_wrong": is_wrong}
    return render(request, "accounts/join_code.html", context, status=422 if is_wrong else 200)


@require_safe
@login_not_required
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    if answer := accept_invitation(request, token):
        return answer
    messages.warning(request, gettext("That link is too old. Ask for a new e-mail here."))
    return redirect("account_login")


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the link does not use it up: mail programs and chats look at every link."""
    try:
        if request.method == "POST":
            return use_link(request, token)
        return render(request, "accounts/sign_in_link.html", {"person": owner_of_link(token)})
    except NoSuchLink:
        messages.warning(request, gettext("That link is too old, or somebody has used it."))
        return redirect("account_login")
