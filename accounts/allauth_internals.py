"""What allauth does not promise to keep. Everything of ours that needs it asks here; the version of
allauth is pinned, and a test fails where one of these has moved.
"""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core.internal import ratelimit
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.internal.flows.signup import process_signup

__all__ = [
    "did_use_passwordless_login",
    "get_authentication_records",
    "process_signup",
    "ratelimit",
    "reauthenticate_by_password",
    "record_authentication",
    "statekit",
]
