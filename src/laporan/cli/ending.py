"""Whatever ends a command early is one line that says what to do, and an exit code; bugs show their traceback."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from laporan.build.promote import restore_interrupted
from laporan.cache.store import LOG as CACHE_LOG
from laporan.core.stopping import StoppedError, asked_to_stop, raise_when_stopped
from laporan.core.system_faults import FAULTS_OF_THE_SYSTEM, system_fault

READ_ENOUGH = 128 + 13  # as of a program that SIGPIPE ended


def prepare_streams() -> None:
    """Let what is printed be UTF-8 wherever it goes, and let nothing that is opened later be taken for stdout.

    A command that was started with a stream closed would else give its place to the next file, into which
    everybody's messages would go.
    """
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                os.fstat(descriptor)
                continue
            os.open(os.devnull, os.O_RDWR)  # the lowest that is free: this one
            os.set_inheritable(descriptor, True)  # as the three are; processes that are started have them, too
            setattr(sys, name, open(descriptor, "r+" if name == "stdin" else "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


class _ToStderr(logging.Handler):
    """Each remark a line on whatever stderr is by then: a progress bar puts its own in its place."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError, ValueError):
            print(record.getMessage(), file=sys.stderr)


def print_remarks() -> None:
    """Let what the cache has to say be printed; processes that run chapters leave it, as it is no part of one."""
    if not any(isinstance(handler, _ToStderr) for handler in CACHE_LOG.handlers):
        CACHE_LOG.addHandler(_ToStderr())


@contextmanager
def ending_plainly() -> Iterator[None]:
    """For a whole command: signals, the system's refusals and readers who leave end it without a traceback."""
    raise_when_stopped()
    print_remarks()
    try:
        with _stopped_if_asked_to():
            try:
                yield
            except SystemExit as end:
                if isinstance(end.__context__, BrokenPipeError):  # the command line's library has seen it
                    raise end.__context__ from None
                sys.stdout.flush()
                raise
            sys.stdout.flush()  # what can't be written is found now, and not when Python ends
    except StoppedError as stopped:
        restore_interrupted()
        _leave(str(stopped), stopped.code)
    except BrokenPipeError:  # whoever read what is printed has read enough
        _leave("", READ_ENOUGH)
    except FAULTS_OF_THE_SYSTEM as error:
        _leave(system_fault(error), 1)


@contextmanager
def _stopped_if_asked_to() -> Iterator[None]:
    """A command that was told to stop, and failed, was stopped: the failure is of what it left undone."""
    try:
        yield
    except SystemExit as end:
        if end.code and (stopped := asked_to_stop()):
            raise stopped from end
        raise
    except Exception as error:
        if stopped := asked_to_stop():
            raise stopped from error
        raise


def _leave(line: str, code: int) -> NoReturn:
    """End now: neither what could not be written nor a thread that is still at work holds the command up."""
    with suppress(OSError, ValueError):
        print(line, end="\n" if line else "", file=sys.stderr, flush=True)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(code)
