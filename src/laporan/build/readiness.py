"""What would end a build before or in its chapters for want of right inputs, found without running them.

Parameters are parsed as the build parses them, files are held against the data package, and the chapters' sources
are asked what they load. Where all that is right, numbers that must agree are held against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from laporan.build.parameter_faults import parameter_faults, tried
from laporan.core import paths
from laporan.core.errors import Fault
from laporan.core.formatting import number
from laporan.data.check import exclusion_faults
from laporan.data.inventory import Inventory, data_of
from laporan.data.load import read_validated
from laporan.data.package import Resource, exists, find_resource, resources
from laporan.data.soft_checks import open_warnings
from laporan.data.units import all_units
from laporan.document.consistency import REPLACE_SAMPLES
from laporan.facts.identity import Identity
from laporan.notebook.identities import check
from laporan.notebook.loads import needed_data
from laporan.notebook.report import open_report
from laporan.notebook.results import Results
from laporan.project.outline import ReportPlan, plan_report

Needed = tuple[str, str, str]  # unit, dataset, and the chapter that can't do without it
PHOTOGRAPHS, PACKAGE = "foto", "datapackage.json"
CHANGED = "tidak sama lagi dengan yang tercatat di datapackage.json (hash)"
DECLARE = "Daftarkan di datapackage.json, atau pindahkan berkas itu dari folder data"


@dataclass(frozen=True)
class Readiness:
    """What was found.

    Attributes
    ----------
    faults : tuple of Fault
        What has to be mended before there can be a report.
    warnings : tuple of Fault
        What only wants a note, or a look.
    units : tuple of str
        The units whose reports were looked at.
    files : int
        How many data files were read.
    """

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    units: tuple[str, ...]
    files: int


def readiness(year: int, units: Iterable[str] | None = None, others: Iterable[Callable[[], object]] = ()) -> Readiness:
    """Look at everything that the reports of a year are made from.

    Parameters
    ----------
    year : int
        The year.
    units : iterable of str, optional
        Codes of the offices; by default all that have data.
    others : iterable of callable
        Each reads a file of `params/` that the build itself has no use for.
    """
    faults = parameter_faults(year, others)
    wanted = list(units or ()) or tried(faults, all_units, year) or []
    plans = [plan for unit in wanted if (plan := tried(faults, plan_report, year, unit))]
    listed = tried(faults, resources, year)
    if faults or listed is None:
        return Readiness(tuple(dict.fromkeys(faults)), (), tuple(wanted), 0)
    needed = {plan: _needed(plan, faults) for plan in plans}
    read = list(dict.fromkeys(one for plan in plans for one in tried(faults, _data_of, plan, needed[plan]) or []))
    for plan in plans:
        faults += [*_missing_data(year, needed[plan]), *exclusion_faults(year, plan.unit)]
    for one in read:
        faults += tried(faults, _faults_of, one) or []
    if not faults:
        faults += [fault for plan in plans for fault in tried(faults, _contradictions, plan) or []]
    warnings = [*_undeclared(year, listed), *_changed(read), *(tried(faults, open_warnings, year, wanted) or [])]
    return Readiness(tuple(dict.fromkeys(faults)), tuple(warnings), tuple(wanted), len(read))


def _faults_of(resource: Resource) -> list[Fault]:
    return read_validated(resource)[1]


def _data_of(plan: ReportPlan, needed: Iterable[Needed]) -> list[Resource]:
    """The unit's files, those of earlier years that it is compared with, and what chapters take of the main unit."""
    others = {(unit, name) for unit, name, _ in needed if unit != plan.unit and exists(plan.year, unit, name)}
    return [*data_of(plan.year, plan.unit).resources, *(find_resource(plan.year, *one) for one in sorted(others))]


def _contradictions(plan: ReportPlan) -> list[Fault]:
    """Numbers of the report's data that must agree, and don't: the build would end there."""
    laws: dict[tuple[str, str], list[Identity]] = {}
    for broken in check(Results(open_report(plan.year, plan.unit))).breaches:
        laws.setdefault((broken.section, broken.law), []).append(broken)
    return [_contradiction(cases) for cases in laws.values()]


def _contradiction(cases: Sequence[Identity]) -> Fault:
    """A law that is broken, however often."""
    first = cases[0]
    files = sorted({source.path for source in first.basis.rows}) or [paths.relative(paths.params())]
    more = f", dan {number(len(cases) - 1)} lagi" if len(cases) > 1 else ""
    remedy = f"{first.cause}. {REPLACE_SAMPLES}" if first.cause else "Betulkan datanya di sumbernya"
    return Fault(", ".join(files), f"angka yang tidak cocok: {first}{more}", remedy)


def _missing_data(year: int, needed: Iterable[Needed]) -> Iterator[Fault]:
    """Datasets that chapters load and the package does not list."""
    package = paths.relative(paths.raw_data(year) / PACKAGE)
    asking: dict[tuple[str, str], list[str]] = {}
    for unit, dataset, chapter in needed:
        if not exists(year, unit, dataset):
            asking.setdefault((unit, dataset), []).append(chapter)
    for (unit, dataset), chapters in asking.items():
        rule = f"tidak mencantumkan data “{dataset}” untuk {unit}, yang dibaca bab {', '.join(chapters)}"
        skipped = f"skip_sections: [{', '.join(chapters)}]"
        remedy = f"Impor atau minta data itu (laporan import, laporan form), atau lewati babnya di params: {skipped}"
        yield Fault(package, rule, remedy)


def _needed(plan: ReportPlan, faults: list[Fault]) -> list[Needed]:
    """What chapters can't do without; a chapter that can't be read is a fault."""
    return [
        (paths.main_unit() if one.of_main else plan.unit, one.dataset, chapter.id)
        for chapter in plan.chapters
        if chapter.notebook
        for one in sorted(tried(faults, needed_data, chapter.notebook) or ())
    ]


def _undeclared(year: int, listed: Iterable[Resource]) -> Iterator[Fault]:
    """Files in the year's folder that the package does not list, nor an import wrote aside."""
    top = paths.raw_data(year)
    known = {one.path for one in listed} | {top / PACKAGE}
    known |= {top / record.quarantine for one in listed for record in one.imported if record.quarantine}
    for file in sorted(top.rglob("*")):
        within = file.relative_to(top)
        if file.is_file() and file not in known and within.parts[0] != PHOTOGRAPHS and not _is_hidden(within):
            yield Fault(paths.relative(file), "tidak tercantum di datapackage.json", DECLARE, level="warning")


def _is_hidden(within: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in within.parts)


def _changed(read: Iterable[Resource]) -> Iterator[Fault]:
    for one in Inventory(tuple(read)).altered:
        remedy = "Kembalikan berkasnya, atau impor lagi aslinya; laporan ini tidak dapat ditandatangani"
        yield Fault(paths.relative(one.path), CHANGED, remedy, level="warning")
