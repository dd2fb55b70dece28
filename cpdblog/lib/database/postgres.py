"""What a PostgreSQL server says of itself to somebody whom it did not let in."""

import math
import socket

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

_PARAMETERS = ("host", "port", "user", "dbname", "connect_timeout")
_UNTIL_ITS_NAME_RESOLVES = 60
_UNTIL_IT_LETS_US_IN = 1  # it came up just after it was asked, or all its places were taken


def patience_with(connection: BaseDatabaseWrapper) -> float:
    """For how many seconds, after a connection failed.

    A server tells without a password whether it is there: then it is not waited for any longer.
    """
    parameters = connection.get_connection_params()
    if not _resolves(parameters.get("host") or ""):
        return _UNTIL_ITS_NAME_RESOLVES
    where = make_conninfo(**{name: parameters[name] for name in _PARAMETERS if name in parameters})
    return _UNTIL_IT_LETS_US_IN if PGconn.ping(where.encode()) == Ping.OK else math.inf


def _resolves(host: str) -> bool:
    if not host or host.startswith("/"):
        return True
    try:
        socket.getaddrinfo(host, None)
    except socket.gaierror:
        return False
    return True
