"""What we rely on in `multiprocessing` and in Linux to have processes that are warm from their first moment."""

from __future__ import annotations

import atexit
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psutil

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
CHILD_SUBREAPER, IS_CHILD_SUBREAPER = 36, 37  # PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER
WARNINGS = "PYTHONWARNINGS"
ROUNDS = 50  # of killing: what starts others as quickly as that is not ended so
REAPED = 2  # seconds for processes to be gone that were killed


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
    shows where its imports were when Ctrl-C is pressed, and the resource tracker that starts with it, keep ignoring
    the signals that they began without: a whole session hears them, and they are the command's to answer.
    """
    from multiprocessing import forkserver

    if threading.current_thread() is threading.main_thread():  # else a process may not change its signals
        unheard = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
        before = [signal.signal(number, signal.SIG_IGN) for number in unheard]
        try:
            _start_tracker()
            forkserver.ensure_running()
        finally:
            for number, handler in zip(unheard, before, strict=True):
                signal.signal(number, handler)
    else:
        forkserver.ensure_running()
    atexit.register(kill_server)


def _start_tracker() -> None:
    """Start the process that clears away what others forgot, without its warning about a command that was told to stop.

    Relies on: `resource_tracker.ensure_running`, which is not documented, and which the fork server asks, too.
    """
    from multiprocessing import resource_tracker

    before = os.environ.get(WARNINGS)
    os.environ[WARNINGS] = "ignore"
    try:
        resource_tracker.ensure_running()
    finally:
        os.environ.pop(WARNINGS)
        if before is not None:
            os.environ[WARNINGS] = before


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


@contextmanager
def ending_what_is_started() -> Iterator[None]:
    """Whatever process is started within the `with`, by whom ever, has ended at its end.

    On Linux also one that left its parent and its session, as a daemon does: orphans become this process's children
    meanwhile. Elsewhere, those that still hang on this process.

    Relies on: prctl(2); psutil lists a process's children.
    """
    import psutil  # late: a build gets its processes warm before it needs this

    before = set(psutil.Process().children())
    adopted = _adopt_orphans(True)
    try:
        yield
    finally:
        end_children(before)
        _adopt_orphans(adopted)


def end_children(but: Collection[psutil.Process] = ()) -> None:
    """Kill the processes below this one, but for `multiprocessing`'s own.

    Parameters
    ----------
    but : collection of psutil.Process
        Children that stay, and what is below them.
    """
    import psutil

    for _ in range(ROUNDS):
        found = [child for child in psutil.Process().children() if child not in but and child.pid not in _helpers()]
        if not found:
            return
        below = []
        for child in found:
            with suppress(psutil.Error):
                child.suspend()  # so that it starts no other
                below += child.children(recursive=True)
        for process in (*found, *below):
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(found, timeout=REAPED)


def _adopt_orphans(wanted: bool) -> bool:
    """Let whoever loses its parent below this process become its child, or not; returns whether it did before."""
    if sys.platform != "linux":
        return False
    library, before = ctypes.CDLL(None), ctypes.c_int()
    library.prctl(IS_CHILD_SUBREAPER, ctypes.byref(before))
    library.prctl(CHILD_SUBREAPER, int(wanted))
    return bool(before.value)


def _helpers() -> set[int | None]:
    """The fork server, and the process that clears away what others forgot.

    Relies on: `_forkserver_pid` as `kill_server` does, and `_resource_tracker._pid`.
    """
    if os.name != "posix":
        return set()
    from multiprocessing import forkserver, resource_tracker

    tracker = getattr(resource_tracker._resource_tracker, "_pid", None)  # noqa: SLF001
    return {forkserver._forkserver._forkserver_pid, tracker}  # type: ignore[attr-defined] # noqa: SLF001
