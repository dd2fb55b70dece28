from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from accounts.signals import letter_sent
from posts.models import Invitation, Post
from posts.picture_tasks import render_posts_showing
from posts.signals import picture_changed

if TYPE_CHECKING:
    from accounts.models import Letter
    from posts.models import Image


@receiver(picture_changed)
def render_what_shows_it(*, image: Image, **_more: Any) -> None:
    if Post.objects.showing(image).exists():
        render_posts_showing.enqueue(image_id=image.pk)


@receiver(letter_sent)
def note_that_an_invitation_left(*, letter: Letter, **_more: Any) -> None:
    Invitation.objects.note_sent(letter)
