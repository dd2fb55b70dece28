from allauth.account.views import email_verification_sent, signup
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, include, path

from accounts import settings_pages, views
from accounts.signin import callbacks
from cpdblog.lib.database.races import asks_again_when_beaten

own = [
    path("profile/", settings_pages.profile, name="profile"),
    path("welcome/", settings_pages.welcome, name="welcome"),
    path(
        "connections/<int:number>/disconnection/", settings_pages.disconnection, name="disconnect"
    ),
    path("sessions/<int:number>/end/", settings_pages.end_of_session, name="end_session"),
    path("start/", views.start, name="start_sign_in"),
    path("link-email/", views.known_email, name="link_email"),
    path("link-email/code/", views.join_code, name="join_code"),
    path("link/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]


def _ways_out(provider: str) -> list[URLPattern]:
    known = {"provider_id": provider}
    return [
        path(f"{provider}/login/", callbacks.start, known, name=f"{provider}_login"),
        path(f"{provider}/login/callback/", callbacks.callback, known, name=f"{provider}_callback"),
    ]


# Not allauth's own: those can be started by a link, and end on pages of theirs.
providers = [
    way
    for provider in settings.PROVIDERS
    if apps.is_installed(f"allauth.socialaccount.providers.{provider}")
    or provider == "wordpress_com"
    for way in _ways_out(provider)
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
    path("3rdparty/login/cancelled/", callbacks.gave_up, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", callbacks.gave_up, name="socialaccount_login_error"),
    path("3rdparty/", settings_pages.ways, name="socialaccount_connections"),
    path("signup/", asks_again_when_beaten(signup), name="account_signup"),
    path(
        "confirm-email/",
        asks_again_when_beaten(email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
