from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import AuthedRequest


@require_safe
def profile(request: AuthedRequest) -> HttpResponse:
    return render(request, "accounts/profile.html")
