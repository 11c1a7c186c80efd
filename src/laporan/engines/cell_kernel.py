"""An IPython kernel without sockets: ipykernel's own shell, whose messages are handed to a function.

Being ipykernel's shell, display hook and error reports, what a cell shows is what it shows in JupyterLab.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Callable
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
    """A session that sends to `deliver` instead of to a socket."""

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
    """Runs cells in this process, one after another."""

    iopub_socket = None
    shell: Any
    session: Any

    async def run(self, source: str) -> Message:
        """Run one cell; what it shows goes to the session. Returns the content of the kernel's reply."""
        self.session.send(None, "execute_input", {"code": source, "execution_count": self.execution_count})
        reply: Message = await self.do_execute(source, silent=False, store_history=True, allow_stdin=False)  # type: ignore[no-untyped-call]
        sys.stdout.flush()
        sys.stderr.flush()
        return reply


def new_kernel() -> CellKernel:
    """A kernel that has not started: it may be forked, and `start` it in the process that runs its cells."""
    kernel: CellKernel = CellKernel.instance(
        session=Outbox(deliver=_lose), config=Config(QUIET), log=logging.getLogger(__name__)
    )
    return kernel


def _lose(_message: Message) -> None:
    """Nobody listens yet."""


def start(kernel: CellKernel, deliver: Deliver) -> asyncio.AbstractEventLoop:
    """Make this process the kernel's: its `__main__`, its streams, its event loop."""
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
