"""An audit in a process of its own, which ends at its deadline: a document can be made so that reading it never does."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from audit.against import FigureComparison, compare, differences
from audit.extract import extract
from audit.finding import AuditError, Finding, merged
from audit.rules import RULES

SECONDS = 120  # the longest of our corpus takes 4
MOST_MEMORY = 4 * 2**30  # bytes
READING, COMPARING = "pembacaan berkas", "perbandingan dengan buku fakta"


@dataclass
class Audited:
    """What became of an audit.

    Parameters
    ----------
    findings : list of Finding
        In the document's order.
    comparisons : list of FigureComparison
        Its figures beside a ledger's; none where there is no ledger.
    unfinished : tuple of str
        What was not looked at, in Indonesian.
    """

    findings: list[Finding] = field(default_factory=list)
    comparisons: list[FigureComparison] = field(default_factory=list)
    unfinished: tuple[str, ...] = ()


def audit_apart(
    path: Path, facts: Sequence[dict[str, Any]] | None = None, page: str = "", seconds: float = SECONDS
) -> Audited:
    """Audit a document until it is done or its time is up.

    Parameters
    ----------
    path : Path
        The document.
    facts : sequence of dict, optional
        A ledger to compare it with.
    page : str
        The page of that ledger's report.
    seconds : float
        How long it may take.

    Raises
    ------
    AuditError
        For a file that cannot be read.
    """
    steps = [READING, *RULES, *([COMPARING] if facts is not None else [])]
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(theirs, path, facts, page), daemon=True)
    worker.start()
    theirs.close()
    try:
        done = _results(ours, len(steps), time.monotonic() + seconds)
    finally:
        worker.kill()
        worker.join()
        worker.close()
    audited = Audited(unfinished=tuple(step for step in steps if step not in done))
    for step, result in done.items():
        if isinstance(result, AuditError):
            raise result
        if step == COMPARING:
            audited.comparisons = result
            audited.findings += differences(result)
        else:
            audited.findings += result
    audited.findings = merged(audited.findings)
    return audited


def _results(connection: Connection, steps: int, end: float) -> dict[str, Any]:
    """What each step gave, until all did, the time is up, or the process has died."""
    done: dict[str, Any] = {}
    while len(done) < steps and connection.poll(max(end - time.monotonic(), 0)):
        try:
            step, result = connection.recv()
        except EOFError:
            break
        done[step] = result
        if isinstance(result, AuditError):
            break
    return done


def _work(connection: Connection, path: Path, facts: Sequence[dict[str, Any]] | None, page: str) -> None:
    """Each step's result as soon as it is there. A rule that fails on a document is one that did not look at it."""
    _limit_memory()
    try:
        document = extract(path)
    except AuditError as error:
        connection.send((READING, error))
        return
    connection.send((READING, []))
    for name, rule in RULES.items():
        try:
            connection.send((name, list(rule(document))))
        except (ArithmeticError, LookupError, ValueError, RecursionError, MemoryError):
            continue
    if facts is not None:
        connection.send((COMPARING, compare(document, facts, page)))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, hard))
