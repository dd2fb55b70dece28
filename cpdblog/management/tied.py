"""`python -m cpdblog.management.tied PARENT PROGRAM …`: asked to end when PARENT is gone."""

import os
import signal
import sys

from cpdblog.lib.processes.parents import end_with

if __name__ == "__main__":
    parent, *program = sys.argv[1:]
    end_with(int(parent), signal.SIGTERM)
    os.execvp(program[0], program)  # noqa: S606
