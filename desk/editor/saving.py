"""What pressing a button of the sheet does to the post, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from blogs.models import Blog
from blogs.models.blog import BlogClosed
from cpdblog.lib.database.locking import lock
from desk.editor.forms import When
from posts.models import Post, Revision, WorkingCopy
from posts.models.editing import WRITTEN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from accounts.models import User
    from desk.editor.forms import EditorForm

TRIES = 3  # two posts may reach for one address in the same instant


def save_draft(form: EditorForm, *, by_itself: bool = False) -> WorkingCopy | None:
    """Save the words. Where readers see the post, or will, the words are kept beside it."""
    kind = Revision.Kind.AUTOSAVED if by_itself else Revision.Kind.SAVED
    return _again_if_taken(lambda: _keep(form, kind))


def save_and_publish(form: EditorForm, *, is_backdated: bool = False) -> None:
    """Save the words, and publish or not as the post settings say."""
    _again_if_taken(lambda: _decide(form, is_backdated=is_backdated))


def _again_if_taken[Saved](save: Callable[[], Saved]) -> Saved:
    for _attempt in range(TRIES - 1):
        try:
            with transaction.atomic():
                return save()
        except IntegrityError:
            continue
    with transaction.atomic():
        return save()


def _keep(form: EditorForm, kind: str) -> WorkingCopy | None:
    if form.post.pk is None:
        _lock_blog(form)
    if form.post.pk is None and not _begin(form, kind):
        return None
    post = _locked(form)
    if not post.is_promised:
        post.apply_edit(form.words(), by=form.by, version=form.base_version, how=kind)
        return None
    return WorkingCopy.objects.keep(
        post=post,
        by=form.by,
        number=form.cleaned_data["kept"] or 0,
        based_on=form.base_version,
        words=form.words(),
    )


def _decide(form: EditorForm, *, is_backdated: bool) -> None:
    _lock_blog(form)
    if form.post.pk is not None or _begin(form, Revision.Kind.SAVED):
        post = _locked(form)
        post.apply_edit(form.words(), by=form.by, version=form.base_version)
        WorkingCopy.objects.discard(post=post, by=form.by, number=form.cleaned_data["kept"] or 0)
    apply_publish_choice(
        form.post, form.cleaned_data["when"], form.moment(is_backdated=is_backdated)
    )


def apply_publish_choice(post: Post, when: str, date: dt.datetime | None) -> None:
    match when:
        case When.NOW if not post.is_published:
            post.publish(at=date)
        case When.DATE if date:
            post.schedule(at=date)
        case When.DRAFT if post.status != Post.Status.DRAFT:
            post.unpublish()
        case When.PRIVATE:
            post.keep_private()
    post.wait_for_an_editor(at=timezone.now() if when == When.ASK else None)


def _lock_blog(form: EditorForm) -> None:
    """Nobody closes it, or takes its writer off it, until the post is kept or out."""
    blog = Blog.objects.locked(form.post.blog_id)
    if blog.is_closed:
        raise BlogClosed
    if not blog.can_be_written_by(form.by):
        raise PermissionDenied


def _locked(form: EditorForm) -> Post:
    """The post as it is now, which may have come out since its author began to type."""
    post = form.post
    lock(post)
    post.refuse_in_the_bin()
    if not post.can_be_edited_by(form.by):
        raise PermissionDenied
    if post.address_year is not None:  # it came out since: its address stays
        form.keep_the_address()
    return post


def _begin(form: EditorForm, kind: str) -> bool:
    """Make the post of a form that was empty; True where it was made already by this very form."""
    by, key = form.by, form.cleaned_data["creation_key"]
    found = _begun(by, key)
    if found:
        form.post = found
        form.base_version = form.base_version or 1
        return True
    words = form.words()
    form.post = Post.objects.draft(
        blog=form.post.blog,
        author=by,
        creation_key=key,
        **{name: words[name] for name in WRITTEN if name in words},
    )
    form.post.file(words)
    form.post.revisions.note(by=by, kind=kind)
    form.base_version = form.post.version
    return False


def _begun(by: User, key: str) -> Post | None:
    return Post.objects.filter(author=by, creation_key=key).first() if key else None
