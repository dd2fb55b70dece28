"""Keeps the index in step with what happens, inside the transaction in which it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.signals import post_delete, post_migrate, pre_delete
from django.dispatch import receiver

from accounts.models import User
from accounts.signals import person_changed
from blogs.models import Blog
from blogs.signals import blog_changed, blog_created
from comments.signals import comment_changed, comments_decided
from posts.models import Post, Tag
from posts.signals import post_changed, post_moved, tag_renamed, tags_left
from search import index
from search.documents import documents_of, public_comments, public_posts
from search.models import Document

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.apps import AppConfig

    from comments.models import Comment

Kind = Document.Kind


@receiver(post_migrate)
def rebuild_words_of_an_empty_index(*, sender: AppConfig, **_more: Any) -> None:
    """`flush` empties the tables of our models; the words on SQLite are in a table of their own."""
    if sender.name != "search" or "search_words" not in connection.introspection.table_names():
        return
    if not Document.objects.exists():
        index.rebuild_words()


@receiver(post_changed)
def index_post(*, post: Post, **_more: Any) -> None:
    was_indexed = Document.objects.of(Kind.POST, [post.pk]).exists()
    if post.is_published:
        _update(Kind.POST, [post.pk])
        if not was_indexed:
            comments = public_comments().filter(post=post).values_list("pk", flat=True)
            _update(Kind.COMMENT, list(comments))
    elif was_indexed:
        index.drop(Document.objects.under(post.pk))
    if post.is_published or was_indexed:
        _update(Kind.TAG, list(post.tagged.values_list("tag_id", flat=True)))


@receiver([blog_created, blog_changed])
def index_blog(*, blog: Blog, **_more: Any) -> None:
    _update(Kind.BLOG, [blog.pk])


@receiver(post_moved)
def index_moved_post(*, post: Post, **_more: Any) -> None:
    Document.objects.under(post.pk).update(blog_id=post.blog_id)


@receiver(tags_left)
def index_left_tags(*, tag_ids: Collection[int], **_more: Any) -> None:
    _update(Kind.TAG, tag_ids)


@receiver(tag_renamed)
def index_renamed_tag(*, tag: Tag, **_more: Any) -> None:
    _update(Kind.TAG, [tag.pk])
    _update(Kind.POST, _posts_under(tag))


@receiver(comment_changed)
def index_comment(*, comment: Comment, **_more: Any) -> None:
    _update(Kind.COMMENT, [comment.pk])


@receiver(comments_decided)
def index_comments(*, pks: Collection[int], **_more: Any) -> None:
    _update(Kind.COMMENT, pks)


@receiver(person_changed)
def index_person(*, person: User, **_more: Any) -> None:
    indexed_as = Document.objects.of(Kind.PERSON, [person.pk]).values_list("title", flat=True)
    is_renamed = indexed_as.exclude(title=str(person)).exists()
    _update(Kind.PERSON, [person.pk])
    if is_renamed:
        posts = public_posts().filter(author=person).values_list("pk", flat=True)
        _update(Kind.POST, list(posts))


# Deleting has no verb of ours: the admin deletes, and what hangs on a blog goes with it. Django's
# own news reaches each post, tag and person of such a cascade. Comments only go with their post.


@receiver(pre_delete, sender=Post)
def drop_post(*, instance: Post, **_more: Any) -> None:
    index.drop(Document.objects.under(instance.pk))
    instance.__dict__["tags_left"] = list(instance.tagged.values_list("tag_id", flat=True))


@receiver(post_delete, sender=Post)
def index_tags_of_deleted_post(*, instance: Post, **_more: Any) -> None:
    _update(Kind.TAG, instance.__dict__.pop("tags_left"))


@receiver(pre_delete, sender=Tag)
def drop_tag(*, instance: Tag, **_more: Any) -> None:
    index.drop(Document.objects.of(Kind.TAG, [instance.pk]))
    instance.__dict__["posts_left"] = _posts_under(instance)


@receiver(post_delete, sender=Tag)
def index_posts_of_deleted_tag(*, instance: Tag, **_more: Any) -> None:
    _update(Kind.POST, instance.__dict__.pop("posts_left"))


@receiver(pre_delete, sender=Blog)
def drop_blog(*, instance: Blog, **_more: Any) -> None:
    index.drop(Document.objects.of(Kind.BLOG, [instance.pk]))


@receiver(pre_delete, sender=User)
def drop_person(*, instance: User, **_more: Any) -> None:
    index.drop(Document.objects.of(Kind.PERSON, [instance.pk]))


def _posts_under(tag: Tag) -> list[int]:
    return list(tag.tagged.values_list("content_object", flat=True))


def _update(kind: str, object_ids: Collection[int]) -> None:
    """Puts in what everybody may see of these and takes out the rest."""
    if not object_ids:
        return
    documents = documents_of(kind, object_ids)
    index.put(documents)
    seen = {document.object_id for document in documents}
    if gone := set(object_ids) - seen:
        index.drop(Document.objects.of(kind, gone))
