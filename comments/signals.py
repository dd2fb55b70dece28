"""What happened to comments, told inside the transaction in which it happened."""

from django.dispatch import Signal

comment_changed = Signal()  # comment: said, mended, approved, removed
