"""Rooms lean on the rooms below them, in their imports and in their tables."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db import models

from tests.rules.ground import ROOMS, ROOT, is_ours


def height(model: type[models.Model]) -> int:
    room = model.__module__.partition(".")[0]
    return ROOMS.index(room) if room in ROOMS else -1


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if is_ours(model.__module__)]


def test_foreign_keys_follow_the_arrows() -> None:
    upward = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
        if isinstance(field.related_model, type) and height(field.related_model) > height(model)
    ]

    assert upward == []


def test_our_models_are_known_to_this_rule() -> None:
    assert {height(model) for model in our_models()} >= {1, 3, 4, 5, 6, 7}


def test_imports_follow_the_arrows() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603

    assert done.returncode == 0, done.stdout + done.stderr
