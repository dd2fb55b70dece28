"""Sending by SMTP with one deadline for the whole of a letter: a timeout is for each read alone,
and a server that says a byte a second never meets it.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
from threading import Thread
from typing import TYPE_CHECKING, Any

from django.core.mail.backends import smtp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage


class _Line:
    """What is known of one conversation with the server, from outside of it."""

    def __init__(self) -> None:
        self.taken = 0
        self.problem: Exception | None = None
        self._is_over = False
        self._grip: socket.socket | None = None

    def hold(self, plug: socket.socket | None) -> None:
        if self._is_over:
            raise TimeoutError
        if plug and self._grip is None:
            # A second handle: the first changes hands when the line is encrypted.
            self._grip = plug.dup()

    def hang_up(self) -> None:
        self._is_over = True
        if self._grip:
            with contextlib.suppress(OSError):
                self._grip.shutdown(socket.SHUT_RDWR)
            self._grip.close()


class _Connection(smtplib.SMTP):
    line: _Line

    def getreply(self) -> tuple[int, bytes]:
        self.line.hold(self.sock)
        return super().getreply()

    def sendmail(self, *told: Any, **options: Any) -> dict[str, tuple[int, bytes]]:
        refused = super().sendmail(*told, **options)
        self.line.taken += 1
        return refused


class EmailBackend(smtp.EmailBackend):
    def __init__(self, *, deadline: float = 20, **options: Any) -> None:
        super().__init__(**options)
        self.deadline = deadline
        self.line = _Line()

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        class Connection(_Connection):
            line = self.line

        return Connection

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        line = self.line = _Line()
        # Looking up the name of the server waits as well, and cannot be interrupted: it is left.
        talk = Thread(target=self._talk, args=[line, email_messages], daemon=True)
        talk.start()
        talk.join(self.deadline)
        line.hang_up()
        if line.taken < len(email_messages):
            late = f"the mail server took longer than {self.deadline:g} seconds"
            raise line.problem or TimeoutError(late)
        return line.taken  # though the server may not have said goodbye

    def _talk(self, line: _Line, email_messages: Sequence[EmailMessage]) -> None:
        try:
            super().send_messages(email_messages)
        except (OSError, smtplib.SMTPException, ValueError) as problem:
            line.problem = problem
