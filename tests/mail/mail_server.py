"""A mail server on this machine: one that takes e-mails, or is silent, slow, or refuses."""

from __future__ import annotations

import contextlib
import socket
from threading import Event, Thread
from typing import Any


class MailServer:
    """MODE: takes, hangs (says nothing), drips (a byte now and then), refuses (no such mailbox),
    or stays (takes the e-mail and never says goodbye).
    """

    def __init__(self, mode: str = "takes") -> None:
        self.mode = mode
        self.messages: list[str] = []
        self.calls = 0
        self.is_over = Event()
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        Thread(target=self._answer, daemon=True).start()

    def mailers(self, *, deadline: float) -> dict[str, Any]:
        options = {"host": "127.0.0.1", "port": self.listener.getsockname()[1], "timeout": 5}
        backend = "mail.smtp.EmailBackend"
        return {"default": {"BACKEND": backend, "OPTIONS": {**options, "deadline": deadline}}}

    def close(self) -> None:
        self.is_over.set()
        for connection in (self.listener, *self.open):
            connection.close()

    def _answer(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self.listener.accept()
                self.calls += 1
                self.open.append(connection)
                Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            match self.mode:
                case "hangs":
                    self.is_over.wait()
                case "drips":
                    while not self.is_over.wait(0.05):
                        connection.sendall(b"2")
                case _:
                    self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        connection.sendall(b"220 here\r\n")
        lines = connection.makefile("rb")
        for line in lines:
            word = line.split()[0].upper()
            if word == b"RCPT" and self.mode == "refuses":
                connection.sendall(b"550 nobody of that name\r\n")
            elif word == b"DATA":
                connection.sendall(b"354 go on\r\n")
                self.messages.append(b"".join(iter(lines.readline, b".\r\n")).decode())
                connection.sendall(b"250 taken\r\n")
            elif word == b"QUIT" and self.mode == "stays":
                self.is_over.wait()
            else:
                connection.sendall(b"250 yes\r\n")
