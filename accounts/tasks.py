from __future__ import annotations

from django.tasks import task

from accounts.avatars import bring_home


@task
def fetch_avatar(*, identity_id: int, address: str) -> None:
    bring_home(identity_id=identity_id, address=address)
