"""`laporan publish` on a terminal: publish a report, list what is published, verify that it is as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from laporan.core.errors import Fault, NotPublishedError, ReportError
from laporan.project.outline import ReportPlan
from laporan.publish.publish import publish
from laporan.release.versions import Version, misplaced, report_flaws, reports_published, versions_of


def show_publication(plan: ReportPlan, signed: Path | None, as_json: bool, out: Console) -> bool:
    """Publish a report, or print every reason why it can't be.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    signed : Path, optional
        Its PDF, signed.
    as_json : bool
        Whether the record, or the list of reasons, is printed as JSON.
    out : Console
        Where it is printed.

    Returns
    -------
    bool
        Whether it was published.

    Raises
    ------
    NotPublishedError
        With the reasons, where they are not printed as JSON.
    """
    try:
        version = publish(plan, signed)
    except NotPublishedError as error:
        if not as_json:
            raise
        out.print_json(json.dumps([one.__dict__ for one in error.obstacles]))
        return False
    if as_json:
        out.print_json(json.dumps({"folder": version.name, **version.record()}))
    else:
        out.print(
            f"[green]✓[/] {version.name} terbit, hanya dapat dibaca; periksa kapan saja: laporan publish --verify"
        )
        out.print(f"  sha256 SHA256SUMS: {version.list_digest()}", soft_wrap=True)
    return True


def show_versions(asked: tuple[int | None, str], as_json: bool, out: Console) -> None:
    """Print what is published: of each version when, on whose word, and whether a later one corrects it.

    Parameters
    ----------
    asked : (int or None, str)
        Year and unit of the reports; None and '' for all.
    as_json : bool
        Whether it is printed as JSON.
    out : Console
        Where it is printed.
    """
    told = [_told(version, versions_of(*report)[-1]) for report in _reports(asked) for version in versions_of(*report)]
    if as_json:
        out.print_json(json.dumps(told))
        return
    for one in told:
        try:
            out.print(escape(_line(one)), soft_wrap=True)
        except (KeyError, TypeError):  # of a record that was tampered with
            out.print(f"{one['folder']}: catatannya tidak utuh; periksa: laporan publish --verify", soft_wrap=True)
    if not told:
        out.print("belum ada yang terbit")


def _told(version: Version, last: Version) -> dict[str, Any]:
    known: dict[str, Any] = {"folder": version.name, "year": version.year, "unit": version.unit}
    known |= {"version": version.number, "superseded_by": None if version == last else last.number}
    try:
        record = version.record()
    except ReportError as error:
        return known | {"fault": str(error)}
    return known | {key: record.get(key) for key in ("published_at", "corrects", "approvals", "signatures")}


def _line(told: dict[str, Any]) -> str:
    if "fault" in told:
        return str(told["fault"])
    approved = ", ".join(f"{one['name']} ({one['role']})" for one in told["approvals"] or ())
    corrects = f"; koreksi atas versi {told['corrects']['version']}" if told["corrects"] else ""
    later = f"; digantikan versi {told['superseded_by']}" if told["superseded_by"] else ""
    return f"{told['folder']}: terbit {told['published_at']}, disetujui {approved}{corrects}{later}"


def show_verification(asked: tuple[int | None, str], as_json: bool, out: Console) -> bool:
    """Read every published version again, and print what is not as it was published.

    Parameters
    ----------
    asked : (int or None, str)
        Year and unit of the reports; None and '' for all.
    as_json : bool
        Whether the faults are printed as JSON.
    out : Console
        Where they are printed.

    Returns
    -------
    bool
        Whether all of it is as it was.
    """
    found: list[Fault] = [*misplaced(), *(fault for report in _reports(asked) for fault in report_flaws(*report))]
    if as_json:
        out.print_json(json.dumps([fault.__dict__ for fault in found]))
        return not found
    for fault in found:
        out.print(f"[red]✗[/] {escape(str(fault))}", soft_wrap=True)
    if not found:
        count = sum(len(versions_of(*report)) for report in _reports(asked))
        out.print(f"[green]✓[/] {count} versi sama seperti ketika diterbitkan")
    return not found


def _reports(asked: tuple[int | None, str]) -> list[tuple[int, str]]:
    year, unit = asked
    return [one for one in reports_published() if year in (None, one[0]) and unit in ("", one[1])]
