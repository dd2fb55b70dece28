"""What happened to blogs, sent by their verbs inside the transaction in which it happened."""

from django.dispatch import Signal

blog_created = Signal()  # blog
blog_changed = Signal()  # blog: its settings
blog_closed = Signal()  # blog
blog_reopened = Signal()  # blog: about to be written again after it was closed
member_joined = Signal()  # member
member_left = Signal()  # blog, user
role_changed = Signal()  # member
invitation_accepted = Signal()  # invitation, member
category_created = Signal()  # category
category_changed = Signal()  # category: its name
category_deleted = Signal()  # blog, category_id; not where the blog itself is deleted
