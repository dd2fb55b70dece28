"""What a worker does for moving beside its tasks: asks for what is due, clears out what is over."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import storages
from django.db import transaction

from moving.models import Arrival, Departure, Rhythm
from moving.models.arrival import FOLDER as ARRIVALS
from moving.models.departure import FOLDER as DEPARTURES
from moving.tasks import pack

_ORPHANED_AFTER = dt.timedelta(days=1)


def make_due_departures(*, at: dt.datetime) -> None:
    """Asks for each that is due, once: moving the time on and asking are one transaction."""
    for number in Rhythm.objects.due(at=at).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            due = Rhythm.objects.due(at=at).select_for_update(of=("self",))
            rhythm = due.select_related("blog", "user").filter(pk=number).first()
            if rhythm is None:
                continue
            if not rhythm.is_heard:
                rhythm.delete()
                continue
            rhythm.move_on(at=at)
            departure, is_new = Departure.objects.ask(rhythm.blog, by=rhythm.user, has_letter=True)
            if is_new:
                pack.enqueue(departure_id=departure.pk)


def clear_departures(*, at: dt.datetime) -> None:
    """What was kept long enough, what nobody will finish, and files that no row names."""
    for departure in Departure.objects.stuck(at=at):
        departure.fail()
    for departure in Departure.objects.over(at=at):
        departure.throw_away()
    named = Departure.objects.exclude(file="").values_list("file", flat=True)
    _clear_orphans(DEPARTURES, set(named), at=at)


def clear_arrivals(*, at: dt.datetime) -> None:
    for arrival in Arrival.objects.stuck(at=at):
        arrival.fail()
    for arrival in Arrival.objects.lying(at=at):
        arrival.throw_file_away()
    Arrival.objects.over(at=at).delete()
    named = Arrival.objects.exclude(file="").values_list("file", flat=True)
    _clear_orphans(ARRIVALS, set(named), at=at)


def _clear_orphans(folder: str, named: set[str], *, at: dt.datetime) -> None:
    store = storages["private"]
    try:
        _folders, files = store.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted({f"{folder}/{file}" for file in files} - named):
        if store.get_modified_time(name) < at - _ORPHANED_AFTER:
            store.delete(name)
