"""What happened to people, told inside the transaction in which it happened."""

from django.dispatch import Signal

person_changed = Signal()  # person; fields: the names of what changed, of all for somebody new
