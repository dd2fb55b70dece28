"""Sending by SMTP with one deadline for the whole of an e-mail: a timeout is for each read alone,
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


class _Conversation:
    """What another thread may know of one conversation with the server, and its end."""

    def __init__(self) -> None:
        self.accepted = 0
        self.error: Exception | None = None
        self._is_over = False
        self._socket: socket.socket | None = None

    def hold(self, connected: socket.socket | None) -> None:
        if self._is_over:
            raise TimeoutError
        if connected and self._socket is None:
            # A second handle: the first changes hands when the line is encrypted.
            self._socket = connected.dup()

    def hang_up(self) -> None:
        self._is_over = True
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()


class _Connection(smtplib.SMTP):
    conversation: _Conversation

    def getreply(self) -> tuple[int, bytes]:
        self.conversation.hold(self.sock)
        return super().getreply()

    def sendmail(self, *arguments: Any, **options: Any) -> dict[str, tuple[int, bytes]]:
        refused = super().sendmail(*arguments, **options)
        self.conversation.accepted += 1
        return refused


class EmailBackend(smtp.EmailBackend):
    def __init__(self, *, deadline: float = 20, **options: Any) -> None:
        super().__init__(**options)
        self.deadline = deadline
        self.conversation = _Conversation()

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        class Connection(_Connection):
            conversation = self.conversation

        return Connection

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        conversation = self.conversation = _Conversation()
        # Looking up the name of the server waits as well, and cannot be interrupted: it is left.
        sending = Thread(target=self._send_all, args=[conversation, email_messages], daemon=True)
        sending.start()
        sending.join(self.deadline)
        conversation.hang_up()
        if conversation.accepted < len(email_messages):
            late = f"the mail server took longer than {self.deadline:g} seconds"
            raise conversation.error or TimeoutError(late)
        return conversation.accepted  # though the server may not have said goodbye

    def _send_all(
        self, conversation: _Conversation, email_messages: Sequence[EmailMessage]
    ) -> None:
        try:
            super().send_messages(email_messages)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            conversation.error = error
