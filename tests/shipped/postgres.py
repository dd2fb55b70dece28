"""A PostgreSQL of a test's own, which may be killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.serving.conftest import free_port


def programs() -> Path | None:
    """Where the server's programs are on this machine; the newest of them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: len(path.name))
    beside = shutil.which("initdb")
    return found[-1] if found else Path(beside).parent if beside else None


class Cluster:
    def __init__(self, password: str = "") -> None:
        """Without a PASSWORD everybody is let in."""
        here = programs()
        assert here, "PostgreSQL is not installed here"
        self.programs = here
        self.home = Path(tempfile.mkdtemp(prefix="postgres-"))
        if os.geteuid() == 0:
            shutil.chown(self.home, "postgres")
        self.port = free_port()
        self.password = password
        secret = self.home / "password"
        secret.write_text(f"{password or 'none'}\n")
        way_in = ["-A", "scram-sha-256" if password else "trust", "--pwfile", str(secret)]
        self._run("initdb", *way_in, "-U", "postgres", "--no-sync", "-E", "UTF8")
        self.start()

    @property
    def url(self) -> str:
        return self.url_of("postgres", self.password)

    def url_of(self, database: str, password: str) -> str:
        return f"postgres://postgres:{password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Until the backends of one that was killed are gone, the next one refuses to start."""
        server_options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.home}"
            " -c fsync=off"  # a killed server loses nothing that its system has
        )
        for _once_more in range(20):
            if self._run(
                "pg_ctl",
                "-w",
                "-l",
                f"{self.home}/log",
                "-o",
                server_options,
                "start",
                is_sure=False,
            ):
                return
            time.sleep(0.5)
        raise AssertionError((self.home / "log").read_text())

    def kill(self) -> None:
        number = int((self.home / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGKILL)

    def delete_permanently(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop", is_sure=False)
        shutil.rmtree(self.home, ignore_errors=True)

    def _run(self, program: str, *words: str, is_sure: bool = True) -> bool:
        as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        whole = [*as_whom, str(self.programs / program), "-D", f"{self.home}/data", *words]
        done = subprocess.run(  # noqa: S603
            whole, check=is_sure, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return done.returncode == 0
