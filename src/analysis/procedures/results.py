"""Standard operating procedures (SOP) of the bureau: how many, how far they are revised, and the process map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.procedures.contract import ADOPTED, CORE, IN_REVISION
from laporan.facts.identity import Identity, parts
from laporan.facts.lineage import Basis
from laporan.facts.printed import hitungan
from laporan.facts.quantity import Quantity, count, share, total
from laporan.facts.tables import Table, table
from laporan.notebook.results import Identities, Results

__all__ = ["BureauPart", "Process", "ProcessMap", "Revision", "process_map", "revision"]

UNIT = "SOP"
ALL = "Semua bagian"


@dataclass(frozen=True)
class BureauPart:
    """Procedures of one part of the bureau, or of all of them.

    Parameters
    ----------
    name : str
        The part, or "Semua bagian".
    revised : Quantity
        Procedures that the revision of the year covers.
    adopted, open : Quantity
        Procedures of the list that were adopted, and that are still in revision.
    last : date or None
        When the latest was adopted; None where none was.
    """

    name: str
    revised: Quantity
    adopted: Quantity
    open: Quantity
    last: dt.date | None

    @property
    def listed(self) -> Quantity:
        """All procedures of the list."""
        listed = self.adopted.called("SOP yang ditetapkan") + self.open.called("SOP dalam revisi")
        return listed.called("SOP yang terdaftar")

    @property
    def progress(self) -> Quantity:
        """Share of the listed procedures that was adopted."""
        return share(self.adopted.called("SOP yang ditetapkan"), self.listed)


@dataclass(frozen=True)
class Revision:
    """The revision by part of the bureau, the largest part first, and all parts together."""

    parts: tuple[BureauPart, ...]
    all: BureauPart

    @property
    def largest(self) -> BureauPart:
        """The part with most procedures."""
        return self.parts[0]

    def table(self) -> Table:
        """Table of procedures by part: how many, adopted, in revision, when the last was adopted."""
        rows = [
            (part.name, part.revised, hitungan(part.progress), part.open, part.last) for part in (*self.parts, self.all)
        ]
        head = ("Bagian", "SOP", ADOPTED, IN_REVISION, "Penetapan terakhir")
        how = "Persentase adalah SOP yang sudah ditetapkan dibagi SOP yang terdaftar pada bagian yang sama."
        return table(head, rows, total=True, widths=(5, 2, 2, 2, 3), how=how)


@dataclass(frozen=True)
class Process:
    """A process of the process map.

    Parameters
    ----------
    code : str
        Its code: M, I or P (management, core, support) and a number.
    group : str
        "Manajemen", "Inti" or "Pendukung".
    part : str or None
        The part of the bureau; None unless it is a core process.
    name : str
        What it is called.
    next : str or None
        Code of the process that it leads to, or "Inti" for the core processes as a whole.
    """

    code: str
    group: str
    part: str | None
    name: str
    next: str | None


@dataclass(frozen=True)
class ProcessMap:
    """The process map of the bureau.

    Parameters
    ----------
    processes : tuple of Process
        In the order of the file, in which they are drawn.
    rests_on : Basis
        Rows that they were read from.
    """

    processes: tuple[Process, ...]
    rests_on: Basis

    def of(self, group: str, part: str | None = None) -> tuple[Process, ...]:
        """Processes of a group, in order.

        Parameters
        ----------
        group : str
            "Manajemen", "Inti" or "Pendukung".
        part : str, optional
            The part of the bureau, for core processes.
        """
        return tuple(item for item in self.processes if item.group == group and item.part == part)

    @property
    def parts(self) -> tuple[str, ...]:
        """Parts of the bureau that have core processes, in order."""
        return tuple(dict.fromkeys(item.part for item in self.processes if item.group == CORE and item.part))

    def table(self) -> Table:
        """Table of the processes: group, part, and the process that each leads to."""
        names = {item.code: item.name for item in self.processes} | {CORE: "Semua proses inti"}
        rows = [(item.name, item.group, item.part, names[item.next] if item.next else None) for item in self.processes]
        return table(("Proses", "Kelompok", "Bagian", "Berlanjut ke"), rows, rests_on=self.rests_on)


def revision(counts: pd.DataFrame, listed: pd.DataFrame) -> Revision:
    """Count the progress of the revision by part.

    Parameters
    ----------
    counts : DataFrame
        Dataset `sop_jumlah`: one row a part.
    listed : DataFrame
        Dataset `sop`: one row a procedure.
    """
    parts = [
        _part(str(name), counts[counts["part"] == name], listed[listed["part"] == name]) for name in counts["part"]
    ]
    return Revision(tuple(sorted(parts, key=lambda part: -int(part.revised))), _part(ALL, counts, listed))


def _part(name: str, counts: pd.DataFrame, listed: pd.DataFrame) -> BureauPart:
    days = listed["date"].dropna()
    return BureauPart(
        name,
        total(counts["procedures"], UNIT),
        count(listed[listed["status"] == ADOPTED], UNIT),
        count(listed[listed["status"] == IN_REVISION], UNIT),
        days.max().date() if len(days) else None,
    )


def identities(found: Revision) -> list[Identity]:
    """Identities: the list has as many procedures as each part counts, and parts add up to all."""
    laws = [
        Identity("sop", "SOP dalam daftar = SOP menurut bagian", part.name, part.listed, part.revised)
        for part in (*found.parts, found.all)
    ]
    return [
        *laws,
        parts(
            "sop", "Jumlah bagian = semua SOP", "direvisi", [part.revised for part in found.parts], found.all.revised
        ),
        parts("sop", "Jumlah bagian = semua SOP", "terdaftar", [part.listed for part in found.parts], found.all.listed),
    ]


def process_map(nodes: pd.DataFrame) -> ProcessMap:
    """Read the process map.

    Parameters
    ----------
    nodes : DataFrame
        Dataset `proses_bisnis`: one row a process.
    """
    found = tuple(
        Process(node["code"], node["group"], _text(node["part"]), node["name"], _text(node["next"]))
        for node in nodes.to_dict("records")
    )
    return ProcessMap(found, Basis.of(nodes))


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


RESULTS: dict[str, Callable[[Results], object]] = {
    "revision": lambda r: revision(r.report.load("sop_jumlah"), r.report.load("sop")),
}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "procedures-revised": lambda r: r.revision.all.revised,
    "procedures-progress": lambda r: r.revision.all.progress,
}
IDENTITIES: Identities = (lambda r: identities(r.revision),)
