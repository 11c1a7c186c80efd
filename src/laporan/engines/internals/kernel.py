"""What we rely on in ipykernel and jupyter_client: a kernel without sockets and threads, in this process.

Its messages are handed to a function. Being ipykernel's own shell, display hook and error reports, what a cell shows
is what it shows in JupyterLab.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets import Any as AnyTrait
from traitlets.config import Config

Message = dict[str, Any]
Deliver = Callable[[Message], None]
QUIET = {"HistoryManager": {"enabled": False}}  # history starts a thread, and belongs to people


class Outbox(Session):
    """A session that sends to `deliver` instead of to a socket.

    Relies on: all that ipykernel sends while a cell runs goes through `Session.send`, with the stream first; what is
    no dict is a message's type, of which `Session.msg` makes a message.
    """

    deliver: Deliver = AnyTrait()  # type: ignore[assignment]

    def send(  # type: ignore[override]
        self, _stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *_rest: Any, **options: Any
    ) -> Message:
        message: Message = (
            msg_or_type
            if isinstance(msg_or_type, dict)
            else self.msg(msg_or_type, content, parent, metadata=options.get("metadata"))
        )
        self.deliver({**message, "buffers": [bytes(part) for part in options.get("buffers") or ()]})
        return message


class CellKernel(IPythonKernel):
    """Runs cells in this process, one after another.

    Relies on: `do_execute` (documented) shows everything through the session and asks for no socket: `iopub_socket`,
    which the shell's display hooks hand to the session, is None where nobody sets it.
    """

    shell: Any
    session: Any

    def as_seen_by_libraries(self) -> AbstractContextManager[Any]:
        """A context in which libraries that are imported find this kernel.

        Relies on: IPython's `builtin_trap` puts `get_ipython` among the builtins, which is what libraries ask.
        """
        trap: AbstractContextManager[Any] = self.shell.builtin_trap
        return trap

    async def run(self, source: str) -> Message:
        """Run one cell; what it shows goes to the session.

        Parameters
        ----------
        source : str
            The cell's code.

        Returns
        -------
        dict
            The content of the kernel's reply, with its `status`.
        """
        self.session.send(None, "execute_input", {"code": source, "execution_count": self.execution_count})
        reply: Message = await self.do_execute(source, silent=False, store_history=True, allow_stdin=False)  # type: ignore[no-untyped-call]
        sys.stdout.flush()
        sys.stderr.flush()
        return reply


def new_kernel() -> CellKernel:
    """A kernel that has not started: a fork of this process may `start` it, and run its cells.

    Relies on: `CellKernel.instance` makes the shell with all its hooks, starts no thread and opens no socket; without
    debugpy, ipykernel goes without a debugger.
    """
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type] # a debugger that nobody can attach to
    kernel: CellKernel = CellKernel.instance(
        session=Outbox(deliver=_lose), config=Config(QUIET), log=logging.getLogger(__name__)
    )
    return kernel


def _lose(_message: Message) -> None:
    """Nobody listens yet."""


def start(kernel: CellKernel, deliver: Deliver) -> asyncio.AbstractEventLoop:
    """Make this process the kernel's: its `__main__`, its streams, its event loop.

    Parameters
    ----------
    kernel : CellKernel
        One that `new_kernel` made, in this process or in the one that it was forked from.
    deliver : callable
        Hears every message that the cells cause.

    Returns
    -------
    asyncio.AbstractEventLoop
        The loop in which `CellKernel.run` has to run.

    Relies on: what `IPKernelApp.initialize` and `start` would have set: the user's module as `__main__`, '' in
    `sys.path`, `io_loop`, `exit_now`; and on `do_execute` comparing `shell_channel_thread.parent_thread` with the
    thread that it runs in.
    """
    from tornado.ioloop import IOLoop

    kernel.session.deliver = deliver
    kernel.shell.init_environment()
    sys.modules["__main__"] = kernel.shell.user_module
    if "" not in sys.path:
        sys.path.insert(0, "")
    sys.stdout = CellStream(kernel.session, "stdout", 1)
    sys.stderr = CellStream(kernel.session, "stderr", 2)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)

    async def enter_loop() -> None:
        kernel.io_loop = IOLoop.current()

    loop.run_until_complete(enter_loop())
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    kernel.shell.exit_now = False
    return loop


class CellStream(OutStream):
    """stdout or stderr of the cells, with what subprocesses write to the file descriptor of that name.

    The descriptor leads into a file, which is read whenever Python writes or flushes: so the two keep
    their order without a thread, and nothing is left over when a cell ends.

    Relies on: `OutStream` sends in the thread of who flushes where its `pub_thread.thread` is not alive; it flushes
    by the clock only through `_schedule_flush`; `_flush` sends what `write` gathered; `fileno` gives
    `_original_stdstream_copy`.
    """

    def __init__(self, session: Session, name: str, descriptor: int) -> None:
        self._written = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        self._read = 0
        os.dup2(self._written.fileno(), descriptor)
        self._original_stdstream_copy = os.open(os.devnull, os.O_WRONLY)  # `fileno`: a kernel's is its terminal
        no_thread = IOPubThread.__new__(IOPubThread)  # never started: then everything is sent by who asks for it
        no_thread.__dict__.update(thread=SimpleNamespace(is_alive=lambda: False), io_loop=None)
        super().__init__(session, no_thread, name, watchfd=False)  # type: ignore[no-untyped-call]

    def write(self, string: str) -> int:
        self._take_written()
        return super().write(string) or 0

    def _schedule_flush(self) -> None:
        """Nothing is sent by the clock: it would cut the text at other places in every run."""

    def _flush(self) -> None:
        self._take_written()
        super()._flush()  # type: ignore[no-untyped-call]

    def _take_written(self) -> None:
        size = os.fstat(self._written.fileno()).st_size
        if size > self._read:
            text = os.pread(self._written.fileno(), size - self._read, self._read).decode(errors="replace")
            self._read = size
            super().write(text)
