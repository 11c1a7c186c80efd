"""The reports that stand in the outputs, with what the portal shows of each; what is no report of ours is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from laporan.build.manifest import MANIFEST
from laporan.cache.digest import file_hash_if_there
from laporan.core import paths
from laporan.core.errors import AnalysisError, ReportError
from laporan.facts.ledger import LEDGER, PAGE
from laporan.page.companions import HANDED_OUT, BesideFile
from laporan.portal.ledgers import wanted_facts
from laporan.portal.parameters import ShownIndicator, shown_indicators
from laporan.portal.readings import IndicatorReading, read_indicator
from laporan.portal.states import Standing, standing_of
from laporan.project.parameters import Unit, load_parameters, load_units
from laporan.publish.reasons import read_manifest

# What a file raises that is JSON, but not of the shape that a build writes.
MISSHAPEN = (TypeError, ValueError, KeyError, AttributeError, ArithmeticError)


@dataclass(frozen=True)
class DownloadFile:
    """A file of a report that is there.

    Parameters
    ----------
    file : BesideFile
        What it is called, and whether a browser saves it.
    path : str
        Seen from the portal.
    size : int
        In bytes.
    """

    file: BesideFile
    path: str
    size: int


@dataclass(frozen=True)
class ShelvedReport:
    """A report that stands in the outputs.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    standing : Standing
        How far it has come.
    synthetic : bool
        Whether any of its numbers rests on made-up data.
    readings : tuple of IndicatorReading or None
        One for each indicator of the portal.
    files : tuple of DownloadFile
        Those that are there.
    """

    year: int
    unit: str
    standing: Standing
    synthetic: bool
    readings: tuple[IndicatorReading | None, ...]
    files: tuple[DownloadFile, ...]

    @property
    def page(self) -> str:
        """Its page, seen from the portal."""
        return f"{self.year}/{self.unit}/{PAGE}"


@dataclass(frozen=True)
class Shelf:
    """All reports that stand in the outputs.

    Parameters
    ----------
    title, agency : str
        As the newest report that can be read is called, and whose it is; '' where none can.
    indicators : tuple of ShownIndicator
        What the portal shows of each.
    units : dict of str to Unit
        Offices that have a report, by code, in the project's order.
    reports : tuple of ShelvedReport
        By office, the newest first.
    skipped : tuple of str
        What in the outputs is no report of this project, and why.
    """

    title: str
    agency: str
    indicators: tuple[ShownIndicator, ...]
    units: dict[str, Unit]
    reports: tuple[ShelvedReport, ...]
    skipped: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Years that have a report, the first first; those between, too, where they have none."""
        found = [report.year for report in self.reports]
        return tuple(range(min(found), max(found) + 1)) if found else ()

    def of(self, unit: str) -> tuple[ShelvedReport, ...]:
        """The reports of an office, the newest first."""
        return tuple(report for report in self.reports if report.unit == unit)

    def unknown(self) -> Iterator[str]:
        """Facts that the portal asks for and no report has: perhaps a chapter calls them otherwise now."""
        for place, indicator in enumerate(self.indicators):
            if self.reports and all(report.readings[place] is None for report in self.reports):
                yield f"{indicator.name}: fakta {indicator.value} tidak ada dalam laporan mana pun"


def read_shelf() -> Shelf:
    """Read the outputs of this project.

    Raises
    ------
    ParameterError
        For `params/portal.yml` or `params/units.yml` that can't be read.
    """
    indicators, units = shown_indicators(), load_units()
    hash_of = cache(file_hash_if_there)
    found, skipped = [], []
    for year, folder in _folders(paths.outputs()):
        try:
            if folder.name not in units:
                raise ReportError("bukan satuan kerja di params/units.yml")
            found.append(_read_report(year, folder, indicators, hash_of))
        except (AnalysisError, OSError) as error:
            skipped.append(f"{paths.relative(folder)}: {error}")
        except MISSHAPEN:
            skipped.append(f"{paths.relative(folder)}: {LEDGER} atau {MANIFEST} rusak. Bangun lagi laporannya")
    order = list(units)
    found.sort(key=lambda report: (order.index(report.unit), -report.year))
    title, agency = _called(found)
    there = {code: unit for code, unit in units.items() if any(report.unit == code for report in found)}
    return Shelf(title, agency, indicators, there, tuple(found), tuple(skipped))


def _folders(outputs: Path) -> Iterator[tuple[int, Path]]:
    """Folders below those of years; what is hidden is being made."""
    entries = outputs.iterdir() if outputs.is_dir() else ()
    years = sorted(path for path in entries if paths.is_year(path.name) and path.is_dir())
    for year in years:
        yield from ((int(year.name), path) for path in sorted(year.iterdir()) if not path.name.startswith("."))


def _read_report(year: int, folder: Path, indicators: tuple[ShownIndicator, ...], hash_of: Any) -> ShelvedReport:
    for name in (PAGE, LEDGER):
        if not (folder / name).is_file():
            raise ReportError(f"{name} tidak ada. Bangun lagi laporannya")
    manifest = read_manifest(folder)
    if not manifest.get("files"):
        raise ReportError("manifest.json tidak ada atau rusak. Bangun lagi laporannya")
    told = wanted_facts(folder / LEDGER, (fact for indicator in indicators for fact in indicator.facts))
    if (told["year"], told["unit"]) != (year, folder.name):
        raise ReportError(f"{LEDGER} milik laporan {told['year']} {told['unit']}. Bangun lagi laporannya")
    facts = json.loads(told["facts"])
    return ShelvedReport(
        year,
        folder.name,
        standing_of(year, folder.name, manifest, hash_of),
        told["synthetic"],
        tuple(read_indicator(indicator, facts) for indicator in indicators),
        tuple(_files(folder)),
    )


def _files(folder: Path) -> Iterator[DownloadFile]:
    archive = f"laporan-{folder.parent.name}-{folder.name}.zip"
    for file in (*HANDED_OUT, BesideFile("arsip (RO-Crate)", archive)):
        if (path := folder / file.path).is_file():
            yield DownloadFile(file, f"{folder.parent.name}/{folder.name}/{file.path}", path.stat().st_size)


def _called(reports: list[ShelvedReport]) -> tuple[str, str]:
    for report in sorted(reports, key=lambda report: -report.year):
        try:
            cover = load_parameters(report.year, report.unit).cover
        except AnalysisError:
            continue
        return cover.title, cover.agency
    return "", ""
