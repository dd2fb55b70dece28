"""The featured image of a post that is being written: one of its blog's library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext

from images.models import Image

if TYPE_CHECKING:
    from posts.models import Post

SHOWN = 24  # of the library; scripts browse all of it


def checked_address(address: str, *, post: Post) -> str:
    """Of the image at ADDRESS, in its largest width. Raises ValidationError where the post
    cannot have it: a post that came from another blog keeps the one it came with.
    """
    if not address.strip():
        return ""
    image = Image.objects.at(address).first()
    if image is None:
        message = gettext("This image is not in the library any more. Choose another, or none.")
        raise forms.ValidationError(message)
    if image.blog_id != post.blog_id and image.url != post.featured_image:
        message = gettext("This image belongs to another blog. Upload it here to use it.")
        raise forms.ValidationError(message)
    return image.url


def featured_context(post: Post, address: str) -> dict[str, Any]:
    """The image that is chosen, and the newest others to choose from."""
    chosen = Image.objects.at(address).first()
    newest = list(post.blog.images.newest_first()[:SHOWN])
    others = [image for image in newest if image != chosen]
    return {"featured": chosen, "featured_choices": [*([chosen] if chosen else []), *others]}


def featured_name(address: str) -> str:
    """What the image is called in the library; "" where there is none."""
    image = Image.objects.at(address).first() if address else None
    return str(image) if image else ""
