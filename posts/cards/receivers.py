"""A card is drawn when a post comes out and when what is on it changes, and goes with the post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from accounts.signals import person_changed
from blogs.signals import blog_changed
from posts.cards.card_storage import card_name, delete_card
from posts.cards.tasks import draw_card, draw_cards_of_blog, draw_cards_of_person
from posts.models import Post
from posts.signals import post_changed

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog


@receiver(post_changed)
def follow_a_post(*, post: Post, **_more: Any) -> None:
    if not settings.DRAW_CARDS:
        return
    # The post in hand may be older than its card.
    card = Post.objects.filter(pk=post.pk).values_list("card", flat=True).get()
    if card_name(post) != card:
        draw_card.enqueue(post_id=post.pk)


@receiver(blog_changed)
def follow_a_blog(*, blog: Blog, **_more: Any) -> None:
    if settings.DRAW_CARDS:
        draw_cards_of_blog.enqueue(blog_id=blog.pk)


@receiver(person_changed)
def follow_a_person(*, person: User, **_more: Any) -> None:
    if settings.DRAW_CARDS and person.posts.published().exists():
        draw_cards_of_person.enqueue(person_id=person.pk)


@receiver(post_delete, sender=Post)
def forget_a_post(*, instance: Post, **_more: Any) -> None:
    if instance.card:
        transaction.on_commit(lambda: delete_card(instance.card), robust=True)
