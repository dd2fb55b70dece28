"""Imports a file that was uploaded at the desk into its blog."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.core.files.storage import storages

from blogs.models import BlogMember
from transfer.importers.common.attachments import Attachments
from transfer.importers.common.items import Unreadable
from transfer.importers.common.people import People
from transfer.importers.common.post_importer import PostImporter
from transfer.importers.common.report import Report
from transfer.importers.readers import IMPORTERS, READERS

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import User
    from blogs.models import Blog
    from transfer.models import Import

_REPORT_INTERVAL = 1.0  # seconds between two updates of the progress


def can_import(blog: Blog, user: User) -> bool:
    return blog.closed_at is None and blog.role_of(user) in BlogMember.SEES_ALL


def import_file(import_: Import, *, at: dt.datetime) -> dict[str, Any]:
    """The report, as JSON, with `problem` where the file could not be read to its end.

    What an earlier try imported is not imported again.
    """
    try:
        reader = READERS[import_.kind](Path(storages["private"].path(import_.file)))
    except Unreadable as error:  # what stands at its beginning is read at once
        return {**Report().as_json(), "problem": str(error)}
    # Anybody can write any address into a file: nobody is made to sign what they never saw.
    people = People(import_.by, finds_members=False)
    attachments = Attachments(import_.by, is_trial=import_.is_trial)
    importer_type = IMPORTERS.get(import_.kind, PostImporter)
    importer = importer_type(reader, import_.blog.handle, people, at, attachments, import_.is_trial)
    problem, reported_at = "", 0.0
    try:
        for _item in importer.run():
            if monotonic() - reported_at > _REPORT_INTERVAL:
                import_.record_progress(done=reader.done, total=reader.total)
                reported_at = monotonic()
    except Unreadable as error:
        problem = str(error)
    return {**importer.report.as_json(), "problem": problem}
