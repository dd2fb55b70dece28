"""Settings from the environment, read loudly: a bad value stops the start with one line."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def env(name: str, default: str = "") -> str:
    """The value of NAME, or the content of the file that NAME_FILE points to."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            message = f"{name}_FILE cannot be read: {error}"
            raise ImproperlyConfigured(message) from error
    return os.environ.get(name, default)


def env_bool(name: str, *, default: bool) -> bool:
    value = env(name, "yes" if default else "no").lower()
    if value in _YES | _NO:
        return value in _YES
    message = f"{name} must be yes or no, not {value!r}"
    raise ImproperlyConfigured(message)


def env_int(name: str, default: int) -> int:
    value = env(name, str(default))
    try:
        return int(value)
    except ValueError:
        message = f"{name} must be a whole number, not {value!r}"
        raise ImproperlyConfigured(message) from None


def env_choice(name: str, *choices: str) -> str:
    """One of the CHOICES, the first when nothing is said."""
    value = env(name, choices[0])
    if value in choices:
        return value
    message = f"{name} must be one of {', '.join(choices)}, not {value!r}"
    raise ImproperlyConfigured(message)


def env_list(name: str) -> list[str]:
    return [part.strip() for part in env(name).split(",") if part.strip()]


def env_secret(name: str, *, file: Path | None) -> str:
    """NAME from the environment; else one made once and kept in FILE, readable by its
    owner only.

    Raises ImproperlyConfigured where neither is allowed.
    """
    if value := env(name):
        return value
    if file is None:
        message = f"{name} is not set: give this community a long random secret"
        raise ImproperlyConfigured(message)
    return _secret_in(file)


def _secret_in(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(os.urandom(48).hex())
    return path.read_text().strip()
