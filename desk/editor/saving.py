"""Saving what the editor's form holds, and publishing it; each in one transaction."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from blogs.models import Blog
from blogs.models.blog import BlogClosed
from cpdblog.lib.database.locking import lock
from desk.editor.publish_choice import apply_publish_choice
from posts.models import Post, Revision, WorkingCopy
from posts.models.editing import EDITABLE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.editor.forms import EditorForm

TRIES = 3  # two posts may reach for one address in the same instant


def _retried[**Given, Saved](save: Callable[Given, Saved]) -> Callable[Given, Saved]:
    """In a transaction, and anew where the database refuses what somebody else took first."""

    @wraps(save)
    def in_a_few_tries(*args: Given.args, **kwargs: Given.kwargs) -> Saved:
        for _attempt in range(TRIES - 1):
            try:
                with transaction.atomic():
                    return save(*args, **kwargs)
            except IntegrityError:
                continue
        with transaction.atomic():
            return save(*args, **kwargs)

    return in_a_few_tries


@_retried
def save_draft(form: EditorForm, *, is_autosave: bool = False) -> WorkingCopy | None:
    """The working copy beside a post that readers see, or will; None where the post is saved."""
    kind = Revision.Kind.AUTOSAVED if is_autosave else Revision.Kind.SAVED
    if form.post.pk is None:
        _lock_blog(form)
        if _create(form, kind):
            return None
    post, fields = _locked_post(form), form.edited_fields()
    if not post.is_public_or_scheduled:
        post.apply_edit(fields, by=form.by, version=form.base_version, revision_kind=kind)
        return None
    return WorkingCopy.objects.save_copy(
        post=post,
        by=form.by,
        number=form.copy_number,
        based_on=form.base_version,
        fields=fields,
    )


@_retried
def save_and_publish(form: EditorForm, *, is_backdated: bool = False) -> None:
    """Save the text, and publish or not as the post settings say."""
    _lock_blog(form)
    if form.post.pk is not None or not _create(form, Revision.Kind.SAVED):
        post = _locked_post(form)
        post.apply_edit(form.edited_fields(), by=form.by, version=form.base_version)
        WorkingCopy.objects.discard(post=post, by=form.by, number=form.copy_number)
    choice, date = form.publication(is_backdated=is_backdated)
    apply_publish_choice(form.post, choice, date)


def _lock_blog(form: EditorForm) -> None:
    """Nobody closes it, or takes its writer off it, until the post is saved or published."""
    blog = Blog.objects.locked(form.post.blog_id)
    if blog.is_closed:
        raise BlogClosed
    if not blog.can_be_written_by(form.by):
        raise PermissionDenied


def _locked_post(form: EditorForm) -> Post:
    """The post as it is now, which may have come out since its author began to type."""
    post = form.post
    lock(post)
    post.refuse_binned()
    if not post.can_be_edited_by(form.by):
        raise PermissionDenied
    if post.address_year is not None:
        form.drop_address_fields()
    return post


def _create(form: EditorForm, kind: str) -> bool:
    """Make the post of a form that was empty; False where this very form made it already."""
    by, key = form.by, form.cleaned_data["creation_key"]
    if created := Post.objects.created_with(key, by=by).first():
        form.post = created
        form.base_version = form.base_version or 1
        return False
    fields = form.edited_fields()
    form.post = Post.objects.draft(
        blog=form.post.blog,
        author=by,
        creation_key=key,
        **{name: fields[name] for name in EDITABLE_FIELDS if name in fields},
    )
    form.post.set_terms(fields)
    form.post.revisions.note(by=by, kind=kind)
    form.base_version = form.post.version
    return True
