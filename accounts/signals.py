"""What happened to people and letters, told inside the transaction in which it happened."""

from django.dispatch import Signal

person_changed = Signal()  # person
letter_sent = Signal()  # letter
