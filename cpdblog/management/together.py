"""Runs two programs as one: `python -m cpdblog.management.together A … and B …`.

A signal stops both; when one of them ends by itself, so does the other, and the exit is an error.
"""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

PATIENCE = 15  # seconds; the web server can miss a signal that comes while it starts

signals: list[int] = []


def note(number: int, _frame: FrameType | None) -> None:
    signals.append(number)


def run(programs: list[list[str]]) -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    # A session of its own each: Ctrl-C reaches this program alone, which passes it on once.
    running = [subprocess.Popen(program, start_new_session=True) for program in programs]  # noqa: S603
    while not signals and all(is_running(program) for program in running):
        time.sleep(0.2)
    was_asked = bool(signals)
    end(running)
    return 0 if was_asked else 1


def is_running(program: subprocess.Popen[bytes]) -> bool:
    return program.poll() is None


def end(running: list[subprocess.Popen[bytes]]) -> None:
    """Asks, waits, and insists: at the latest when a second signal shows somebody's impatience."""
    for program in filter(is_running, running):
        program.terminate()
    signals.clear()
    until = time.monotonic() + PATIENCE
    while any(is_running(program) for program in running):
        if signals or time.monotonic() > until:
            break
        time.sleep(0.1)
    for program in filter(is_running, running):
        os.killpg(program.pid, signal.SIGKILL)


if __name__ == "__main__":
    words = sys.argv[1:]
    middle = words.index("and")
    sys.exit(run([words[:middle], words[middle + 1 :]]))
