"""Every setting of the community. The environment variables read here are described in
docs/settings.md.
"""

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from accounts import passwords, provider_settings
from cpdblog.content_policy import CONTENT_POLICY
from cpdblog.lib.cache_settings import database_cache, redis_cache
from cpdblog.lib.database.sqlite import sqlite_options
from cpdblog.lib.env import env, env_bool, env_choice, env_int, env_list, env_secret
from cpdblog.log_config import log_config
from mail import mailers

BASE_DIR = Path(__file__).resolve().parent.parent

# The community -------------------------------------------------------------------------------

COMMUNITY_NAME = env("COMMUNITY_NAME", "The Long Table")
COMMUNITY_TAGLINE = env(
    "COMMUNITY_TAGLINE",
    "Librarians, archivists and other keepers of things, learning together "
    "and writing down what happened.",
)

# Where it runs -------------------------------------------------------------------------------

PRODUCTION = env_bool("PRODUCTION", default=False)
DEBUG = env_bool("DEBUG", default=False)
DATA_DIR = Path(env("DATA_DIR") or BASE_DIR / "var").resolve()
SECRET_KEY = env_secret("SECRET_KEY", file=None if PRODUCTION else DATA_DIR / "secret-key")

SITE_URL = env("SITE_URL", "" if PRODUCTION else "http://localhost:8000").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).hostname:
    message = "SITE_URL must be the address people use, such as https://blogs.example.org"
    raise ImproperlyConfigured(message)
SITE_IS_SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname or "", *env_list("EXTRA_HOSTS")]
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Rooms ---------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "cpdblog.apps.ProjectConfig",
    "search",
    "desk",
    "transfer",
    "comments",
    "posts",
    "images",
    "blogs",
    "accounts",
    "accounts.wordpress_com",
    "community",
    "mail",
    "cpdblog.lib.rate_limits",
    "cpdblog.apps.CommunityAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks_db",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *provider_settings.APPS,
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "cpdblog.middleware.HeadersMiddleware",
    "cpdblog.middleware.NoNulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cpdblog.middleware.BodyMiddleware",
    "cpdblog.lib.http.csrf.CsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cpdblog.lowercase_urls.LowercaseMiddleware",
    "posts.middleware.OldAddressMiddleware",
    "cpdblog.middleware.ConflictMiddleware",
]

ROOT_URLCONF = "cpdblog.urls"
WSGI_APPLICATION = "cpdblog.wsgi.application"
SITE_ID = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.context.community",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data ----------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'community.sqlite3'}",
        conn_max_age=None,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = sqlite_options()
else:
    # A server that is away must not hold those who wait for it longer than they have patience.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

CACHE_URL = env("CACHE_URL")
CACHES = {"default": redis_cache(CACHE_URL) if CACHE_URL else database_cache()}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "cpdblog" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What moves in and out, for its owner alone: no address leads here but those that ask who asks.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "cpdblog.lib.static.WholeStylesheetStorage"},
}
MAX_IMPORT = env_int("MAX_IMPORT_MB", 500) * 1_000_000
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# For a form; what is larger must not be further behind a thousand bytes a second than this.
SECONDS_TO_SEND = env_int("SECONDS_TO_SEND", 20)

# Pictures in posts ----------------------------------------------------------------------------

MAX_IMAGE_BYTES = env_int("MAX_IMAGE_MB", 20) * 1_000_000
# Each needs a core for a second or two and up to 600 MB of memory.
IMAGES_AT_ONCE = env_int("IMAGES_AT_ONCE", 2)

# Work behind the page, and mail ----------------------------------------------------------------

# E-mails have a queue of their own: an import of an hour must not hold up a code.
QUEUES = ["default", "email"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}

MAILERS = {
    "default": mailers.smtp(
        host=env("MAIL_HOST"),
        port=env_int("MAIL_PORT", 587),
        username=env("MAIL_USER"),
        password=env("MAIL_PASSWORD"),
        use_tls=env_bool("MAIL_TLS", default=True),
    )
    if env("MAIL_HOST")
    else mailers.files(DATA_DIR / "mail")
}
DEFAULT_FROM_EMAIL = env("MAIL_FROM", f"post@{urlsplit(SITE_URL).hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
CONTACT_EMAIL = env("CONTACT_EMAIL") or parseaddr(DEFAULT_FROM_EMAIL)[1]

# People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = passwords.HASHERS
AUTH_PASSWORD_VALIDATORS = passwords.VALIDATORS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_DISPLAY = "accounts.models.user.display_name"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*"]
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AnotherAddressForm",
    "change_password": "accounts.forms.OtherPasswordForm",
    "login": "accounts.forms.PasswordForm",
    "request_login_code": "accounts.forms.CodeForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "set_password": "accounts.forms.FirstPasswordForm",
    "signup": "accounts.forms.SignUpForm",
}
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
# A stranger gets one e-mail a day, so what it says is good for as long.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 24 * 60 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A whole course room may sit behind one address; what is counted per account stays as it was.
# All else that is counted is in limits.py of each room, and all of it in one table.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_IS_SECURE else "http"
if TRUSTED_PROXIES:
    ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_IS_SECURE
MFA_FORMS = {
    "activate_totp": "accounts.forms.AuthenticatorForm",
    "add_webauthn": "accounts.forms.PasskeyForm",
    "authenticate": "accounts.forms.SecondStepForm",
}
MFA_TOTP_ISSUER = COMMUNITY_NAME
STAFF_SECOND_FACTOR = env_bool("STAFF_SECOND_FACTOR", default=True)

SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = (2, 3)
# "host:port" that safe_fetch may reach although it is not on the public internet. For tests only.
HOSTS_INSIDE_OUR_WALLS: list[str] = []

# A provider appears when its keys are set.
PROVIDERS = [*provider_settings.ENV_PREFIXES]
OPENID_PROVIDERS = env_list("OPENID_PROVIDERS")


def _keys(prefix: str) -> dict[str, str]:
    client_id = env(f"{prefix}_CLIENT_ID")
    return {"client_id": client_id, "secret": env(f"{prefix}_CLIENT_SECRET")} if client_id else {}


def _openid_app(key: str) -> dict[str, object]:
    prefix = f"OPENID_{key.upper()}"
    name, server_url = env(f"{prefix}_NAME", key.title()), env(f"{prefix}_URL")
    return provider_settings.openid_app(key, name, server_url, _keys(prefix))


SOCIALACCOUNT_PROVIDERS = provider_settings.with_keys(
    {provider: _keys(prefix) for provider, prefix in provider_settings.ENV_PREFIXES.items()},
    [_openid_app(key) for key in OPENID_PROVIDERS],
)

PRACTICE_SIGN_IN = env_bool("PRACTICE_SIGN_IN", default=False)
if PRACTICE_SIGN_IN:
    if PRODUCTION:
        message = "PRACTICE_SIGN_IN lets everybody in as anybody: never in production"
        raise ImproperlyConfigured(message)
    INSTALLED_APPS.append("accounts.practice")
    PROVIDERS.append("practice")
PROVIDERS += OPENID_PROVIDERS

# Blogs ---------------------------------------------------------------------------------------

WHO_STARTS_BLOGS = env_choice("WHO_STARTS_BLOGS", "members", "hosts")

# Comments ------------------------------------------------------------------------------------

SECONDS_BETWEEN_COMMENTS = env_int("SECONDS_BETWEEN_COMMENTS", 15)

# Feeds, and pictures to share posts with -----------------------------------------------------

WEBSUB_HUB = env("WEBSUB_HUB")
if WEBSUB_HUB and urlsplit(WEBSUB_HUB).scheme not in {"http", "https"}:
    message = "WEBSUB_HUB must be the address of a hub, such as https://hub.example.org/"
    raise ImproperlyConfigured(message)

DRAW_CARDS = env_bool("DRAW_CARDS", default=True)

# Safety --------------------------------------------------------------------------------------

SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # our CsrfMiddleware is Django's; the check knows only the other name
    "security.W005",  # whether we speak for the hosts below ours is asked, not assumed
    "security.W021",
]

SECURE_CSP = CONTENT_POLICY
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-session" if SITE_IS_SECURE else "session"
SESSION_COOKIE_SECURE = SITE_IS_SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_NAME = "__Host-csrf" if SITE_IS_SECURE else "csrf"
CSRF_COOKIE_SECURE = SITE_IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cpdblog.errors.csrf_failure"
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SITE_IS_SECURE else 0
# Off unless wished for: other hosts of the domain may have no certificate, and a list is for good.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_IS_SECURE and env_bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = SITE_IS_SECURE and env_bool("HSTS_PRELOAD", default=False)
if SECURE_HSTS_PRELOAD and not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    message = "HSTS_PRELOAD is for a whole domain: it needs HSTS_SUBDOMAINS=yes"
    raise ImproperlyConfigured(message)

# Language and time -----------------------------------------------------------------------------

FORMAT_MODULE_PATH = "cpdblog.formats"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("British English"))]
LOCALE_PATHS = [BASE_DIR / "cpdblog" / "locale"]
TIME_ZONE = env("TIME_ZONE", "Europe/London")
USE_TZ = True

# Logging -------------------------------------------------------------------------------------

LOGGING = log_config(env("LOG_LEVEL", "INFO"))
