"""`laporan status`: a line for each report, of where it stands and what is to be done next."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from laporan.cli.build import few_names
from laporan.cli.resume import resume_commands
from laporan.core.faults import harmless
from laporan.core.formatting import listing
from laporan.publish.status import ReportStatus, statuses

HEADS = ("Laporan", "Dibangun", "Keadaan", "Data", "Disetujui", "Terbit")


def show_status(wanted: Iterable[tuple[int, str]], as_json: bool, out: Console) -> None:
    """Print where reports stand.

    Parameters
    ----------
    wanted : iterable of (int, str)
        Year and unit of each.
    as_json : bool
        Whether all that is known is printed, as JSON.
    out : Console
        Where it is printed.
    """
    found = list(statuses(wanted))
    if as_json:
        out.print_json(json.dumps([asdict(one) for one in found]))
        return
    table = Table(*HEADS, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in table.columns[:4]:
        column.no_wrap = True
    for one in found:
        table.add_row(*(escape(harmless(cell)) for cell in _cells(one)))
    out.print(table)
    for line, concerned in _each_once(found).items():
        out.print(f"  {escape(few_names(concerned))}: {escape(harmless(line))}", soft_wrap=True)
    commands = list(_commands(found))
    if commands:
        out.print("Untuk memperbarui:")
    for command in commands:
        out.print(f"  {escape(command)}", soft_wrap=True)


def _each_once(found: list[ReportStatus]) -> dict[str, list[str]]:
    """What is to be said, with the reports that it is said of: thirty offices may have one cause."""
    lines: dict[str, list[str]] = {}
    for one in found:
        for line in _next(one):
            lines.setdefault(line, []).append(f"{one.year} {one.unit}")
    return lines


def _commands(found: list[ReportStatus]) -> Iterator[str]:
    """What builds the reports that are outdated or missing, and can be built; a correction wants its reason again."""
    able = [one for one in found if not (one.fault or one.data_faults or one.corrects)]
    for final in (False, True):
        behind = [(one.year, one.unit) for one in able if one.final is final and (one.stale or not one.built_at)]
        yield from resume_commands(behind, ["--final"] if final else [])


def _cells(one: ReportStatus) -> tuple[str, ...]:
    name = f"{one.year} {one.unit}"
    if one.fault:
        return name, _moment(one.built_at), "tidak terbaca", "", "", ""
    published = "belum"
    if one.published:
        signed = f", {listing(list(one.signed))}" if any(one.signed) else ""
        published = f"versi {one.published}, {_moment(one.published_at) or 'catatannya rusak'}{signed}"
    approved = listing(list(one.approved)) or "belum"
    return name, _moment(one.built_at) or "belum", _state(one), f"{one.data_faults} kesalahan", approved, published


def _state(one: ReportStatus) -> str:
    if not one.built_at:
        return ""
    kind = f"koreksi versi {one.corrects}" if one.corrects else "final" if one.final else "draf"
    return f"{kind}, usang" if one.stale else f"{kind}, mutakhir"


def _next(one: ReportStatus) -> Iterator[str]:
    """What stands in the way, and what has changed."""
    if one.fault:
        yield one.fault
        return
    if one.data_faults:
        yield f"{one.data_faults} kesalahan data: laporan check {one.year} --unit {one.unit}"
    yield from (f"disetujui: {who}" for who in one.approvals)
    yield from (f"disetujui sebelumnya: {who}" for who in one.approved_before)
    yield from (f"persetujuan tidak dihitung: {why}" for why in one.approvals_uncounted)
    if one.comments is None:
        yield f"komentar peninjau tidak terbaca: laporan review {one.year} --unit {one.unit}"
    elif one.comments:
        yield f"{one.comments} komentar peninjau terbuka: laporan review {one.year} --unit {one.unit}"
    yield from one.stale


def _moment(text: str) -> str:
    """'29-11-2026 09.15', where the text is a moment."""
    try:
        return f"{dt.datetime.fromisoformat(text).astimezone():%d-%m-%Y %H.%M}"
    except ValueError:
        return ""
