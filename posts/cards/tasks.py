from __future__ import annotations

from django.tasks import task

from posts.cards.card_storage import stale, update_card
from posts.models import Post


@task
def draw_card(*, post_id: int) -> None:
    post = Post.objects.select_related("blog", "author").filter(pk=post_id).first()
    if post:
        update_card(post)


@task
def draw_cards_of_blog(*, blog_id: int) -> None:
    for post in stale(Post.objects.filter(blog=blog_id)):
        update_card(post)


@task
def draw_cards_of_person(*, person_id: int) -> None:
    for post in stale(Post.objects.filter(author=person_id)):
        update_card(post)
