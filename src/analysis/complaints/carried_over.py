"""Complaints that a year has from before: whether its log tells of them, and whether the year before left the same."""

from __future__ import annotations

from analysis.complaints.flow import SECTION
from analysis.complaints.log import UNIT, Log, of_report
from laporan.data.handover import LEFT_OPEN
from laporan.data.package import find_resource
from laporan.facts.identity import Identity
from laporan.facts.quantity import Quantity, count
from laporan.notebook.report import Report

__all__ = ["appended", "continuity", "is_made_up", "lost_between", "open_before"]

FIRST_ROW = 2  # below the head, as a spreadsheet counts


def continuity(before: Log, now: Log) -> list[Identity]:
    """Identities: what a year carries over is what the year before left open, complaint by complaint.

    None where a log has its own year's complaints alone, which says nothing of others, and none where one of the logs
    was made up and the other was not.

    Parameters
    ----------
    before, now : Log
        Logs of two consecutive years, with the numbers of their complaints.
    """
    if not now.frame["carried_over"].any() or is_made_up(before) != is_made_up(now):
        return []
    lost, risen = lost_between(before, now)
    left, carried = before.open, now.frame[now.frame["carried_over"]]
    law = "Sisa awal = sisa akhir tahun sebelumnya"
    strays = {
        "laporan yang hilang": count(left[left["number"].isin(lost)], UNIT),
        "laporan tanpa riwayat": count(carried[carried["number"].isin(risen)], UNIT),
    }
    return [Identity(SECTION, law, "banyaknya laporan", count(carried, UNIT), count(left, UNIT))] + [
        Identity(SECTION, law, case, found, Quantity(0, UNIT), rule_of_data=True) for case, found in strays.items()
    ]


def open_before(report: Report) -> Quantity | None:
    """What the log of the year before left open, where this year's has nothing of earlier years.

    Parameters
    ----------
    report : Report
        The report.

    Returns
    -------
    Quantity or None
        None where this year's log does carry some over, and where what there was is not known: the year before has no
        log, or one that was made up beside a real one.
    """
    now, before = of_report(report), report.in_year(report.year - 1)
    if now.frame["carried_over"].any() or not before.has("pengaduan"):
        return None
    last = of_report(before)
    return None if is_made_up(last) and not is_made_up(now) else count(last.open, UNIT)


def appended(report: Report) -> Quantity | None:
    """Complaints that the import appended because the year before left them open and the source had them not.

    Their state is that of the end of the year before: what became of them since is not known.

    Parameters
    ----------
    report : Report
        The report.

    Returns
    -------
    Quantity or None
        None where the import was not asked to append them.
    """
    first, found = FIRST_ROW, None
    for record in find_resource(report.year, report.unit, "pengaduan").imported:
        if record.map == LEFT_OPEN:
            found = range(first, first + record.written)
        first += record.written
    rows = of_report(report).frame
    return None if found is None else count(rows[rows.index.isin(found)], UNIT)


def is_made_up(log: Log) -> bool:
    """Whether the log's file was made up."""
    return bool(log.frame.attrs["source"].kind == "synthetic")


def lost_between(before: Log, now: Log) -> tuple[frozenset[str], frozenset[str]]:
    """Numbers of complaints that only one of two consecutive logs knows as open at the turn of the year.

    Parameters
    ----------
    before, now : Log
        Logs of two consecutive years, with the numbers of their complaints.

    Returns
    -------
    (frozenset of str, frozenset of str)
        Those left open by the first log and not carried over by the second, and the reverse; both are empty where
        the logs agree.
    """
    left = frozenset(before.open["number"])
    carried = frozenset(now.frame.loc[now.frame["carried_over"], "number"])
    return left - carried, carried - left
