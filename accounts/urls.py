from allauth.account.views import email_verification_sent, signup
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, include, path

from accounts import settings_pages, views
from accounts.signin import callbacks
from cpdblog.lib.database.concurrency import retry_on_integrity_error

own = [
    path("profile/", settings_pages.profile, name="profile"),
    path("welcome/", settings_pages.welcome, name="welcome"),
    path("connections/<int:pk>/disconnection/", settings_pages.disconnection, name="disconnect"),
    path("sessions/<int:pk>/end/", settings_pages.end_of_session, name="end_session"),
    path("start/", views.start, name="start_sign_in"),
    path("link-email/", views.link_email, name="link_email"),
    path("link-email/code/", views.join_code, name="join_code"),
    path("link/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]


def _provider_urls(provider: str) -> list[URLPattern]:
    kwargs = {"provider_id": provider}
    return [
        path(f"{provider}/login/", callbacks.start, kwargs, name=f"{provider}_login"),
        path(
            f"{provider}/login/callback/", callbacks.callback, kwargs, name=f"{provider}_callback"
        ),
    ]


# Not allauth's own: those can be started by a link, and end on pages of theirs.
providers = [
    url
    for provider in settings.PROVIDERS
    if apps.is_installed(f"allauth.socialaccount.providers.{provider}")
    or provider == "wordpress_com"
    for url in _provider_urls(provider)
]
providers += [
    path("oidc/<slug:provider_id>/login/", callbacks.start, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        callbacks.callback,
        name="openid_connect_callback",
    ),
]
if apps.is_installed("accounts.practice"):
    from accounts.practice.views import choose

    providers.append(path("practice/", choose, name="practice"))

urlpatterns = [
    path("", include((own, "accounts"))),
    path("", include(providers)),
    path("3rdparty/login/cancelled/", callbacks.cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", callbacks.cancelled, name="socialaccount_login_error"),
    path("3rdparty/", settings_pages.connections, name="socialaccount_connections"),
    path("signup/", retry_on_integrity_error(signup), name="account_signup"),
    path(
        "confirm-email/",
        retry_on_integrity_error(email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
