"""Programs that do not outlive the one that started them, however that one ends."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with(parent: int, end: signal.Signals) -> None:
    """From now on the end of PARENT, even by SIGKILL, sends END here. Only Linux can do that."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(end))
    if os.getppid() != parent:  # it was quicker
        os.kill(os.getpid(), end)
