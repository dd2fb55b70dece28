"""A database that another version of our migrations made: it cannot be carried on."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model


def is_older() -> bool:
    """Whether tables of ours were made here by migrations that are not ours any more."""
    known = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if _is_ours(Path(config.path))}
    is_unknown = any(
        name not in known.disk_migrations and (name[0] in ours or name[0] == "moving")
        for name in known.applied_migrations
    )
    return is_unknown or any(_was_rewritten(label, known) for label in ours)


def _was_rewritten(label: str, known: MigrationLoader) -> bool:
    """Until a release the first migration of an app is rewritten under its name: then all are
    applied, and the tables lack columns nevertheless.
    """
    if any(
        name[0] == label and name not in known.applied_migrations for name in known.disk_migrations
    ):
        return False  # what they lack is still to come
    return any(_lacks_columns(model) for model in apps.get_app_config(label).get_models())


def _lacks_columns(model: type[Model]) -> bool:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return True
        description = connection.introspection.get_table_description(cursor, table)
    wanted = {field.column for field in model._meta.local_concrete_fields}
    return not wanted <= {column.name for column in description}


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
