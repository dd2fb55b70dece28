from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.second_factor import ask_for_second_factor
from cpdblog.lib.http.redirects import own_address


class CommunityAdminSite(admin.AdminSite):
    site_header = _("The office")
    site_title = _("The office")
    index_title = _("What there is to look after")

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_host

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The same door as everybody: one sign-in, one set of limits; then the second factor."""
        office = reverse("admin:index", current_app=self.name)
        next_url = own_address(request, request.GET.get("next", office)) or "/"
        user = request.user
        if not isinstance(user, User):
            return redirect(f"{reverse('account_login')}?{urlencode({'next': next_url})}")
        if not super().has_permission(request):
            raise PermissionDenied
        if not user.is_host:
            return ask_for_second_factor(request, user, next_url=next_url)
        return HttpResponseRedirect(next_url)
