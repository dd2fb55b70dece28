from accounts.models.former_handle import FormerHandle
from accounts.models.handles import HANDLE_PATTERN, HandleTaken, validate_handle
from accounts.models.identity import Identity
from accounts.models.user import User

__all__ = [
    "HANDLE_PATTERN",
    "FormerHandle",
    "HandleTaken",
    "Identity",
    "User",
    "validate_handle",
]
