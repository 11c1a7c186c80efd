"""The gate: nothing leaves that identifies a person, or tells of the machine that it was made on.

It reads all files of a built report as somebody outside would. It finds numbers and addresses; names it can't find:
whoever signs still has to read what the public wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from laporan.core.errors import Obstacle
from laporan.data.catalogue import contract_for
from laporan.data.identifiers import identifiers
from laporan.data.package import resources
from laporan.data.read import read_text
from laporan.project.outline import ReportPlan
from laporan.release.passages import Passage, passages

PERSONS, MACHINE = "data pribadi", "jejak komputer"
MACHINE_PATH = re.compile(
    r"(?<![\w./])/(?:home|Users|root|tmp|var|mnt|srv|opt|private)/[\w.\-]+"  # of Linux, macOS
    r"|file:/{2,3}|\b[A-Za-z]:\\\\?[\w.\- ]+\\|\\\\\\\\[\w.\-]+\\"  # of a browser, of Windows, of its shares
)
WORD = re.compile(r"\w+")
SHORTEST = 2  # letters: a shorter code is part of anything
AT_HOME = {"manifest.json"}  # tells who built it, when, from what: it is not handed out


def gate(plan: ReportPlan, folder: Path) -> list[Obstacle]:
    """What in a report's files may not leave, each with its place and what to do.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    folder : Path
        Its files.

    Raises
    ------
    ReportError
        For a file that can't be read: nothing that nobody looked at may leave.
    """
    codes = _person_codes(plan)
    found: dict[tuple[str, str], Obstacle] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        for passage in passages(name, path.read_bytes()):
            for obstacle in _in_passage(passage, codes, home=name in AT_HOME):
                found.setdefault((obstacle.kind, obstacle.what), obstacle)
    return list(found.values())


def _in_passage(passage: Passage, codes: frozenset[str], *, home: bool) -> Iterator[Obstacle]:
    for identifier in identifiers(passage.text):
        remedy = "Hapus dari berkas data atau kalimat asalnya, lalu bangun lagi."
        yield Obstacle(PERSONS, f"{passage.place}: {identifier}", remedy)
    for code in sorted(codes.intersection(WORD.findall(passage.text))):
        remedy = "Barisnya orang: jangan cetak kolom pengenalnya."
        yield Obstacle(PERSONS, f"{passage.place}: kode orang {code}", remedy)
    if not home and (match := MACHINE_PATH.search(passage.text)):
        remedy = "Tulis nama berkas menurut folder proyek, lalu bangun lagi."
        yield Obstacle(MACHINE, f"{passage.place}: {match[0]}…", remedy)


def _person_codes(plan: ReportPlan) -> frozenset[str]:
    """The codes by which the report's datasets of persons tell their rows apart; a bare number could be anything."""
    codes: set[str] = set()
    for resource in resources(plan.year, plan.unit):
        contract = contract_for(resource.dataset, plan.year)
        if contract.personal and resource.path.is_file():
            text = read_text(resource.path, contract)
            named = [column.header for column in contract.columns if column.unique]
            codes |= {str(code) for header in named for code in text[header].dropna()}
    return frozenset(code for code in codes if len(code) > SHORTEST and not code.isdigit())
