"""How much may be sent to each address, and which addresses wait for something outside."""

import re
from collections.abc import Callable

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from cpdblog.lib.images.renditions import MAX_AVATAR_BYTES

FORM = 1_000_000  # words: far above the longest comment, so that too long a one is told kindly
TEXT = 2_500_000  # a whole post, or what hosts change in the admin
_AROUND = 100_000  # the words of a form, around the file that is sent with it

FILES: dict[str, Callable[[], int]] = {
    "desk:library": lambda: settings.MAX_IMAGE_BYTES + _AROUND,
    "accounts:profile": lambda: MAX_AVATAR_BYTES + _AROUND,
    "transfer:import": lambda: settings.MAX_IMPORT + _AROUND,
}
# How many of these a process takes in at the same time: from one sender, and altogether.
FILES_AT_ONCE = {"desk:library": (4, 20), "accounts:profile": (4, 20), "transfer:import": (2, 6)}
_TEXTS = ("admin:", "desk:")

# Decoding a picture takes a core for seconds; a provider may let us wait.
SLOW = {"desk:library", "accounts:profile", "accounts:start_sign_in", "transfer:import"}
REPLYING = {"comments:reply", "comments:reply_to"}
_TO_A_PROVIDER = re.compile(rb"""through[="';\r]""")  # the button, in either kind of form
# Pages of allauth that keep something as soon as they are opened: a challenge, a lost address.
_WRITE_WHEN_OPENED = {
    "account_email",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_signup_webauthn",
}
_SAFE = {"GET", "HEAD", "OPTIONS"}
_PROVIDERS = re.compile(r"(?!account_)\w+_(login|callback)")


def largest_body(name: str) -> int:
    """The most bytes that may be sent to the address called NAME (`desk:library`)."""
    if name in FILES:
        return FILES[name]()
    return TEXT if name.startswith(_TEXTS) else FORM


def waits(name: str, method: str, form: bytes | None = b"") -> bool:
    """Whether the answer takes as long as something outside this program takes.

    FORM is what was sent, None where it is too long to look at.
    """
    if _PROVIDERS.fullmatch(name):
        return True
    if name in REPLYING and method == "POST":
        return form is None or bool(_TO_A_PROVIDER.search(form))
    return name in SLOW and method == "POST"


def writes(name: str, method: str) -> bool:
    """Whether the answer may have to wait for somebody who writes."""
    return method not in _SAFE or name in _WRITE_WHEN_OPENED


def name_of(path: str) -> str:
    """What the address at PATH is called; nothing where there is none."""
    try:
        return called(resolve(path))
    except Resolver404:
        return ""


def called(match: ResolverMatch | None) -> str:
    return match.view_name if match else ""
