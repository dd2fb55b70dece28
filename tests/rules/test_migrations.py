import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.rules.ground import ROOMS


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_stand_in_one_line() -> None:
    graph = MigrationLoader(None).graph

    assert all(len(graph.leaf_nodes(app)) <= 1 for app in ROOMS)
