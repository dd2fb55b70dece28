"""The sockets the web server listens on. It has no word for how long somebody may read nothing."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def set_tcp_user_timeout(seconds: int) -> None:
    """Ends every connection to come whose other side takes nothing for SECONDS, where the system
    can: its time-out passes from a listening socket to what comes in by it.
    """
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        for listening in _listening():
            with suppress(OSError):
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1000)
            listening.detach()


def _listening() -> Iterator[socket.socket]:
    for file in list(Path("/proc/self/fd").iterdir()):
        try:
            found = socket.socket(fileno=int(file.name))
        except OSError:
            continue
        if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            yield found
        else:
            found.detach()
