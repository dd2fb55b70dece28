"""What happened to letters, told inside the transaction in which it happened."""

from django.dispatch import Signal

letter_sent = Signal()  # letter
