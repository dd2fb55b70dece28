"""A database whose migrations this version does not have: it cannot be carried on."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def is_older() -> bool:
    """Whether tables of ours were made here by migrations that are not ours any more."""
    known = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if _is_ours(Path(config.path))}
    return any(
        name not in known.disk_migrations and (name[0] in ours or name[0] == "moving")
        for name in known.applied_migrations
    )


def keep_aside() -> Path:
    """Out of the way of a new one, as `community-before.sqlite3` in the same folder."""
    connection.close()
    file = Path(connection.settings_dict["NAME"])
    aside = file.with_name("community-before.sqlite3")
    for ending in ("-wal", "-shm"):
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
    return file.replace(aside)


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts
