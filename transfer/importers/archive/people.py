"""Who is who in an export of a community like this one, where people are known by their handles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from accounts.models import HANDLE_PATTERN, User
from blogs.models import BlogMember
from cpdblog.lib.text.plain import one_line
from transfer.importers.common.items import ImportedAuthor
from transfer.importers.common.people import clean_url

if TYPE_CHECKING:
    from blogs.models import Blog
    from transfer.importers.common.json_fields import JSONFields
    from transfer.importers.common.people import People

_HANDLE = re.compile(HANDLE_PATTERN)


@dataclass
class MemberFinder:
    """Where a host brings the file in, a handle in it is the member of that handle here, who is
    made if there is none. Where a member does, it is only somebody who writes on that blog: nobody
    likes or says through a file what they never liked or said.
    """

    people: People
    profiles: dict[str, JSONFields]
    writers: set[str]  # who wrote on the blog when it was packed; others had left it
    cache: dict[str, User | None] = field(default_factory=dict)

    def forget(self) -> None:
        """For after a transaction that may have been rolled back."""
        self.cache.clear()

    def find(self, handle: str, blog: Blog) -> User | None:
        if handle not in self.cache:
            self.cache[handle] = self._look_up(handle, blog) if _HANDLE.match(handle) else None
        return self.cache[handle]

    def author(self, handle: str, blog: Blog) -> User:
        """Never nobody: a post has an author."""
        fields = self.profiles.get(handle)
        imported = ImportedAuthor(login=handle, name=fields.text("name", 80) if fields else "")
        person = self.find(handle, blog)
        if person is None:
            return self.people.author_of(imported, blog=blog)
        if handle in self.writers or not self.people.finds_members:
            blog.members.join(person, role=BlogMember.Role.GUEST)
        return person

    def _look_up(self, handle: str, blog: Blog) -> User | None:
        if handle == self.people.owner.handle:
            return self.people.owner
        if not self.people.finds_members:
            return blog.writers().filter(handle=handle).first()
        person = User.objects.with_handle_or_email(handle=handle).first()
        return person or self._create_user(handle)

    def _create_user(self, handle: str) -> User | None:
        fields = self.profiles.get(handle)
        if fields is None:
            return None
        return User.objects.create_user(
            handle,
            name=one_line(fields.text("name", 80)),
            website=clean_url(fields.text("website", 200)),
            region=one_line(fields.text("region", 80)),
            bio=fields.text("bio", 600),
        )
