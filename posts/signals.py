"""What happened to posts and tags, sent inside the transaction in which it happened."""

from django.dispatch import Signal

post_changed = Signal()  # post: written, published, taken back, tagged
post_liked = Signal()  # post, by; is_news=False for a like given elsewhere or earlier
post_unliked = Signal()  # post, by
post_moved = Signal()  # post: stands on another blog now
tags_left = Signal()  # tag_ids: taken off a post
tag_renamed = Signal()  # tag: it, or another way of saying it
