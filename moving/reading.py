"""Reads a file that was brought to the desk into its blog."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.core.files.storage import storages

from moving.importers.arriving import Unreadable
from moving.importers.attachments import Attachments
from moving.importers.move import Move
from moving.importers.people import People
from moving.importers.readers import MOVES, READERS
from moving.importers.report import Report
from posts.models import BlogMember

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import User
    from moving.models import Arrival
    from posts.models import Blog

_SECONDS = 1.0  # between two words on how far it is


def may_bring_in(blog: Blog, user: User) -> bool:
    return blog.closed_at is None and blog.role_of(user) in BlogMember.SEES_ALL


def read_in(arrival: Arrival, *, at: dt.datetime) -> dict[str, Any]:
    """The report. What a first try brought in is there already."""
    try:
        reader = READERS[arrival.kind](Path(storages["private"].path(arrival.file)))
    except Unreadable as error:  # what stands at its beginning is read at once
        return {**Report().as_json(), "trouble": str(error)}
    # Anybody can write any address into a file: nobody is made to sign what they never saw.
    people = People(arrival.by, finds_members=False)
    attachments = Attachments(arrival.by, is_trial=arrival.is_trial)
    move_of_kind = MOVES.get(arrival.kind, Move)
    move = move_of_kind(reader, arrival.blog.handle, people, at, attachments, arrival.is_trial)
    trouble, told_at = "", 0.0
    try:
        for _item in move.run():
            if monotonic() - told_at > _SECONDS:
                arrival.note_progress(done=reader.done, in_all=reader.in_all)
                told_at = monotonic()
    except Unreadable as error:
        trouble = str(error)
    return {**move.report.as_json(), "trouble": trouble}
