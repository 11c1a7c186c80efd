"""Processes that tests look after."""

from __future__ import annotations

import os
import time

import psutil

GENEROUS = 60  # seconds, on a machine that is busy with other things


def ends(pid: int) -> bool:
    """Whether the process is gone soon: a signal was sent, and nobody tells us when it has done its work."""
    deadline = time.monotonic() + GENEROUS
    try:
        while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            if time.monotonic() > deadline:
                return False
            os.sched_yield()
    except psutil.NoSuchProcess:
        pass
    return True
