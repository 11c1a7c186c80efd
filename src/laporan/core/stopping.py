"""A command that is told to stop: what it began is cleared away, and it ends with one line and the usual code."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # Ctrl-C, a service that is stopped, a terminal that is closed
GRACE = 20  # seconds for clearing away; what is left then goes with the next command


class StoppedError(BaseException):
    """The command was told to stop. Nothing but the command line may catch it.

    Parameters
    ----------
    number : int
        The signal.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)

    @property
    def code(self) -> int:
        """The exit code that shells expect."""
        return 128 + self.number

    def __str__(self) -> str:
        return f"Dihentikan ({signal.Signals(self.number).name}). Laporan yang sudah jadi tetap ada."


_ASKED: list[StoppedError] = []


def asked_to_stop() -> StoppedError | None:
    """Who told this command to stop, if anybody did.

    What is raised then may not arrive: clearing away may fail in its turn, and Python drops what is raised in a
    finaliser.
    """
    return _ASKED[0] if _ASKED else None


def raise_when_stopped() -> None:
    """From now on these signals raise `StoppedError`, but for those that were switched off for this command."""
    for number in _numbers():
        if signal.getsignal(number) not in (signal.SIG_IGN, None):
            signal.signal(number, _stop)


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]


def _stop(number: int, _frame: FrameType | None) -> None:
    """Once: while the command clears away, a terminal's second hang-up changes nothing, and Ctrl-C ends it."""
    stopped = StoppedError(number)
    _ASKED.append(stopped)
    for each in _numbers():
        signal.signal(each, signal.SIG_IGN)
    signal.signal(signal.SIGINT, lambda *_: os._exit(stopped.code))
    end = threading.Timer(GRACE, os._exit, (stopped.code,))
    end.daemon = True
    end.start()
    raise stopped
