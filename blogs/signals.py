"""What happened to blogs, told inside the transaction in which it happened."""

from django.dispatch import Signal

blog_changed = Signal()  # blog: begun; its name, its colour
blog_reopened = Signal()  # blog: about to be written again after it was closed
