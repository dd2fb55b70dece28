from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.second_factor import ask_for_second_factor
from cpdblog.admin_deletions import named_counts
from cpdblog.admin_overview import overview
from cpdblog.lib.admin import delete_selected
from cpdblog.lib.http.redirects import own_address

# What hosts think of, and the lists that belong to it.
GROUPS = [
    (_("Posts and blogs"), ["posts.post", "blogs.blog", "blogs.category", "posts.tag"]),
    (_("Comments"), ["comments.comment", "comments.decision"]),
    (_("People"), ["accounts.user", "admin.logentry"]),
    (
        _("Background work"),
        [
            *("transfer.import", "transfer.export"),
            *("mail.outgoingemail", "django_tasks_database.dbtaskresult"),
        ],
    ),
]


class CommunityAdminSite(admin.AdminSite):
    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Administration")
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.empty_value_display = "–"
        self.disable_action("delete_selected")
        self.add_action(delete_selected, "delete_selected")

    named_counts = staticmethod(named_counts)

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_host

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The lists by what hosts think of, under the names that the pages use."""
        pages = {page.opts.label_lower: page for page in self._registry.values()}
        return [
            {
                "name": name,
                "models": [self._line(pages[label], request) for label in labels if label in pages],
            }
            for name, labels in GROUPS
            if not app_label or any(label.startswith(f"{app_label}.") for label in labels)
        ]

    def _line(self, page: Any, request: HttpRequest) -> dict[str, Any]:
        opts = page.opts
        there = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        return {
            "name": capfirst(page.plural),
            "admin_url": there,
            "is_current": request.path.startswith(there),
        }

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        shown = overview(at=timezone.now())
        return super().index(request, {**shown, **(extra_context or {})})

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
