"""What happened to e-mails, told inside the transaction in which it happened."""

from django.dispatch import Signal

email_sent = Signal()  # outgoing: an OutgoingEmail
