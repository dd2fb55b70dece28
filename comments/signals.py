"""What happened to comments, sent inside the transaction in which it happened."""

from django.dispatch import Signal

comment_changed = Signal()  # comment: posted, edited, approved, removed
comments_decided = Signal()  # pks: of several, decided with one press
