from __future__ import annotations

from django.tasks import task

from accounts.avatars import copy_avatar


@task
def fetch_avatar(*, identity_id: int, address: str) -> None:
    copy_avatar(identity_id=identity_id, address=address)
