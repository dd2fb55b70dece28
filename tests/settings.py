"""The settings of the community, with what a test run must not share or wait for."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="cpdblog-tests-"))
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # Tests at the same time would find, count and sweep each other's files.
    os.environ["DATA_DIR"] = str(Path(os.environ["DATA_DIR"]) / worker)
os.environ.setdefault("PRACTICE_SIGN_IN", "yes")

from cpdblog.settings import *  # noqa: F403
from cpdblog.settings import DATA_DIR, DATABASES, QUEUES

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: only then do threads meet the same locks as in a running community.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "tests.sqlite3")}
    quick = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF"
    DATABASES["default"]["OPTIONS"]["init_command"] = quick

TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": QUEUES}
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DRAW_CARDS = False  # it costs more than most tests; those of the cards switch it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
