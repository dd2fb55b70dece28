"""Only what queues e-mails, and what the worker sends them with, knows of sending."""

import re

from tests.rules.ground import ROOMS, ROOT

ALLOWED = {"mail/outbox.py", "mail/messages.py", "mail/smtp.py"}


def test_no_email_leaves_but_by_the_queue() -> None:
    # A line that begins with it is more than a hint for types.
    mail = re.compile(
        r"^(from|import) (django\.core\.mail|django\.core import mail|smtplib)", re.MULTILINE
    )
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]

    knowing = {str(f.relative_to(ROOT)) for f in files if mail.search(f.read_text())}

    assert knowing == ALLOWED
