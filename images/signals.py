"""What happened to images, sent inside the transaction in which it happened."""

from django.dispatch import Signal

image_changed = Signal()  # image: its details, which stand under it in posts
