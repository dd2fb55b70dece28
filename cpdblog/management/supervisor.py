"""Runs two programs as one: `python -m cpdblog.management.supervisor A … and B …`.

A signal stops both. What ends by itself is started again, for as long as this program runs.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

from cpdblog.lib.processes.pauses import growing_pauses

PATIENCE = 15  # seconds; the web server can miss a signal that comes while it starts
STEADY_AFTER = 60  # seconds; then an end is a new mishap and not the old one once more

signals: list[int] = []


def note_signal(signal_number: int, _frame: FrameType | None) -> None:
    signals.append(signal_number)


class Program:
    """One that is kept running, with everything it starts: a process group of its own.

    So Ctrl-C reaches this program alone, which passes it on once.
    """

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.pauses = growing_pauses()
        self.start()

    def start(self) -> None:
        tied = [sys.executable, "-m", "cpdblog.management.tied", str(os.getpid())]
        self.process = subprocess.Popen([*tied, *self.command], start_new_session=True)  # noqa: S603
        self.started_at = time.monotonic()
        self.due_at: float | None = None

    def keep_running(self) -> None:
        now = time.monotonic()
        if self.due_at is None and not self.is_running():
            self.restart_later(now)
        elif self.due_at is not None and now >= self.due_at:
            self.start()

    def restart_later(self, now: float) -> None:
        if now - self.started_at > STEADY_AFTER:
            self.pauses = growing_pauses()
        pause = next(self.pauses)
        status = self.process.returncode
        how = f"signal {-status}" if status < 0 else f"exit code {status}"
        say(f"{self.name} ended ({how}) and is started again in {pause:g} s.")
        self.due_at = now + pause

    @property
    def name(self) -> str:
        return " ".join(word.rpartition("/")[2] for word in self.command[:3])

    def is_running(self) -> bool:
        """Whether it is. When not, nothing that it started is either."""
        if self.process.returncode is not None:
            return False
        # Not reaped yet, its number still stands for its group and for no other.
        if os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return True
        self.kill()
        self.process.wait()
        return False

    def ask_to_end(self) -> None:
        if self.is_running():
            self.process.terminate()

    def kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def say(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def run(programs: list[list[str]]) -> None:
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, note_signal)
    running = [Program(command) for command in programs]
    while not signals:
        for program in running:
            program.keep_running()
        time.sleep(0.2)
    end(running)


def end(running: list[Program]) -> None:
    """Asks, waits, and insists: at the latest when a second signal shows somebody's impatience."""
    for program in running:
        program.ask_to_end()
    signals.clear()
    until = time.monotonic() + PATIENCE
    while any(program.is_running() for program in running):
        if signals or time.monotonic() > until:
            break
        time.sleep(0.1)
    for program in running:
        if program.is_running():
            program.kill()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    middle = arguments.index("and")
    run([arguments[:middle], arguments[middle + 1 :]])
