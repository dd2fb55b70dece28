"""Why a comment waits for approval: one sentence, from what is stored of it and of its blog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.connections.email_linking import addresses_of_members
from blogs.models import Blog
from comments.models import Comment, Decision
from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """What the sentences of a page of comments are made from, asked for all of them at once."""

    decisions: Mapping[int, Decision]  # the latest about each comment
    approved_guests: set[Any]
    members: set[str]  # e-mail addresses that are members'

    @classmethod
    def about(cls, comments: Sequence[Comment], decisions: Mapping[int, Decision]) -> HeldFacts:
        """A blog that holds every guest gives a reason that tells of no address whose it is."""
        others = [
            comment
            for comment in comments
            if comment.is_by_a_guest
            and comment.pk not in decisions
            and comment.post.blog.what_waits != Blog.Approval.EVERY
        ]
        if not others:
            return cls(decisions, set(), set())
        emails = {comment.email for comment in others if comment.email}
        blogs = {comment.blog_id for comment in others}
        approved = Comment.objects.approved_guests(blogs=blogs, emails=emails)
        return cls(decisions, approved, addresses_of_members(emails))


def held_because(comment: Comment, facts: HeldFacts) -> str:
    """What follows “Held because”."""
    decision = facts.decisions.get(comment.pk)
    if decision and decision.by:
        message = _("%(name)s restored it here, to be decided again.")
        return message % {"name": isolated(decision.by)}
    if decision:
        return _("it was restored here, to be decided again.")
    if not comment.is_by_a_guest:
        return _("it was not approved yet where it was imported from.")
    return _because_of_the_guest(comment, facts)


def _because_of_the_guest(comment: Comment, facts: HeldFacts) -> str:
    approval = comment.post.blog.what_waits
    is_known = (comment.blog_id, comment.name, comment.email) in facts.approved_guests
    if approval == Blog.Approval.EVERY:
        return _("guests wait for approval on this blog.")
    if approval == Blog.Approval.FIRST and not is_known:
        return _("nothing by this guest has been approved on this blog yet.")
    if comment.email in facts.members:
        return _("it gives the e-mail address of a member, and whoever wrote it was not signed in.")
    if approval == Blog.Approval.FIRST:
        return _("a guest of this name was approved before, but nothing shows it is the same one.")
    return _("it came while guests waited for approval here. Today it would not wait.")
