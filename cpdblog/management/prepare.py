"""Makes ready what the pages need: tables, static files and, with --demo, a filled community."""

import argparse
import hashlib
import os
import socket
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from cpdblog.lib.processes.pauses import growing_pauses
from cpdblog.management import older_database


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    try:
        _ = settings.DATA_DIR
    except ImproperlyConfigured as error:
        sys.exit(f"{error}.")
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    django.setup()
    refuse_taken_port(options.host, options.port)
    try:
        prepare_patiently(demo=options.demo)
    except (CommandError, OperationalError) as error:
        sys.exit(str(error).strip())
    if options.demo:
        call_command("show_demo")


def prepare_patiently(*, demo: bool) -> None:
    """A database server may start later than we do, or again while we look at it."""
    if settings.PRODUCTION:
        call_command("check", deploy=True)
    since: dict[float, float] = {}
    for pause in growing_pauses():
        try:
            prepare(demo=demo)
        except OperationalError as error:
            if connection.vendor == "sqlite":
                raise
            reason = " ".join(str(error).split())
            # Its driver is there only where it is used.
            patience = import_module("cpdblog.lib.database.postgres").patience_with(connection)
            now = time.monotonic()
            since = {patience: since.get(patience, now)}
            if now - since[patience] >= patience:
                sys.exit(f"The database of DATABASE_URL cannot be used: {reason}")
            sys.stderr.write(f"Waiting for the database, {pause:g} s: {reason}\n")
            connection.close()
            time.sleep(pause)
        else:
            return


def prepare(*, demo: bool) -> None:
    meet_older_database(demo=demo)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("index_search", if_empty=True)
    call_command("render", tell=True)
    collect_static_files()
    if demo:
        call_command("fill_demo")


def meet_older_database(*, demo: bool) -> None:
    if not older_database.is_older():
        return
    if demo and connection.vendor == "sqlite":
        moved = older_database.keep_aside()
        sys.stderr.write(f"The demo community of an older version is kept as {moved}.\n")
        return
    message = (
        "This database was made by an older version and cannot be carried over. Export its blogs"
        " with that version, begin with an empty database, and import them: docs/operations.md"
    )
    raise CommandError(message)


def collect_static_files() -> None:
    """Only where a file has changed since the last time: hashing and compressing take a while."""
    stamp = settings.DATA_DIR / "static.stamp"
    now = hashlib.sha256("\n".join(sorted(static_files())).encode()).hexdigest()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            file = Path(storage.path(name)).stat()
            yield f"{name} {file.st_size} {file.st_mtime_ns}"


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"{host}:{port} cannot be served: {error.strerror}. Choose another port.")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpdblog.settings")
    main()
