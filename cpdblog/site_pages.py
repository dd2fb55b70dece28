"""Pages of the house itself, the same for every blog."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User


@require_safe
@login_not_required
def hosts(request: HttpRequest) -> HttpResponse:
    context = {"hosts": User.objects.hosts(), "contact": settings.CONTACT_EMAIL}
    return render(request, "site/hosts.html", context)


@require_safe
@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /admin/",
        "Disallow: /*/reply/",
        "Disallow: /*/like/",
        "Disallow: /desk/",
        "Disallow: /search/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
