"""What we rely on in `multiprocessing` and in Linux to have processes that are warm from their first moment."""

from __future__ import annotations

import atexit
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Any

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def fork_server(preload: Sequence[str]) -> Any:
    """The context whose processes are forked from a server that has imported the modules of `preload`.

    Relies on: `set_forkserver_preload` is documented; that a module which can't be imported is passed over is not.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def start_server() -> None:
    """Start the fork server, which imports while its parent goes on, and ends with it.

    Relies on: `multiprocessing.forkserver.ensure_running`, which is not documented. It does nothing where the server
    lives, and starts a new one where it was killed; every new process of the context asks it. The server, which else
    shows where its imports were when Ctrl-C is pressed, keeps ignoring that signal if it began so.
    """
    from multiprocessing import forkserver

    if threading.current_thread() is threading.main_thread():  # else a process may not change its signals
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            forkserver.ensure_running()
        finally:
            signal.signal(signal.SIGINT, before)
    else:
        forkserver.ensure_running()
    atexit.register(kill_server)


def kill_server() -> None:
    """Kill the fork server, where there is one: who waits for a process of it waits no longer.

    Relies on: `_forkserver._forkserver_pid`, which is private: the server's id, as long as nobody has waited for it.
    """
    from multiprocessing import forkserver

    pid = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined] # noqa: SLF001
    if pid is not None:
        os.kill(pid, signal.SIGKILL)


def is_warm_copy(module: str) -> bool:
    """Whether this process came from a fork server that had imported `module`.

    Relies on: a process that the fork server made does not know its server, so that one which asked for the fork
    server's context would start, and warm, another; and `parent_process` is None in the process of the command itself.
    """
    return module in sys.modules and multiprocessing.parent_process() is not None


def exit_with_parent() -> None:
    """Let the kernel kill this process when its parent is gone.

    Relies on: prctl(2) of Linux. The parent is the thread that forked: it has to live as long as its process.
    """
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
