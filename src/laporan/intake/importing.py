"""One import from its source to the year's data: read, checked, and then put in place, whole or not at all."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from typing import Any

from laporan.core import paths
from laporan.core.errors import DataError, Fault, MissingDataError, ParameterError
from laporan.core.formatting import number
from laporan.data.catalogue import contract_for, contracts
from laporan.data.contracts import Contract
from laporan.data.file_exchange import changing
from laporan.data.handover import LEFT_OPEN
from laporan.intake.account import AsideRow
from laporan.intake.draft import Draft
from laporan.intake.fault_list import FaultList
from laporan.intake.grid import Grid
from laporan.intake.leftover import left_part, offer
from laporan.intake.map_file import MapFile, read_map
from laporan.intake.map_model import Handover, Lookup
from laporan.intake.origin import OpenSource, open_source
from laporan.intake.package_entry import ImportDelivery
from laporan.intake.parts import other_parts, records_of
from laporan.intake.pipeline import Intake
from laporan.intake.sources import open_file
from laporan.intake.year_data import entry_now, put_in_place
from laporan.project.parameters import load_units

LEAVE_OUT = "leave-out"


@dataclass(frozen=True)
class ImportRequest:
    """What is to be imported.

    Parameters
    ----------
    source : sequence of str
        Files, a folder, or 'env:NAME' for a database whose address that variable has.
    dataset : str
        Where it goes; '' for the one that the map names.
    map_path : Path
        The map.
    year, unit : int, str
        Whose data it becomes.
    handed_over : Handover
        Who handed it over, as far as the command says.
    append, replace : bool
        What becomes of rows that another import brought: they stay beside these, or go.
    carry_over : bool
        Whether what the year before left open is appended; once it was, each later import does so too.
    """

    source: Sequence[str]
    dataset: str
    map_path: Path
    year: int
    unit: str
    handed_over: Handover = field(default_factory=Handover)
    append: bool = False
    replace: bool = False
    carry_over: bool = False


@dataclass
class Imported:
    """What became of an import.

    Parameters
    ----------
    dataset, year, unit : str, int, str
        Where it went.
    read, used, canonical : int
        Rows of the source that were read and used, and rows of the dataset.
    left_out : dict of str to list of AsideRow
        By reason.
    faults : list of Fault
        Why nothing was written; empty where it was.
    warnings, said, unused : list of str
        What is hard to believe; what was found out; heads that the map does not use.
    appended : str
        What the year before left open and was set behind these rows; '' where that was not asked for.
    path : Path or None
        The dataset.
    changed : bool
        Whether it is another file than before.
    """

    dataset: str
    year: int
    unit: str
    read: int = 0
    used: int = 0
    canonical: int = 0
    left_out: dict[str, list[AsideRow]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    appended: str = ""
    path: Path | None = None
    changed: bool = False


def contract_of(dataset: str, year: int) -> Contract:
    """The contract of a dataset.

    Parameters
    ----------
    dataset : str
        Its name.
    year : int
        Of the report.

    Raises
    ------
    MissingDataError
        For a dataset that nobody declares, with the nearest.
    """
    known = [contract.name for contract in contracts(year)]
    if dataset not in known:
        near = get_close_matches(dataset, known, n=3, cutoff=0.4) or known
        raise MissingDataError(f"data “{dataset}” tidak dikenal. Pilih dengan --to: {', '.join(near)}")
    return contract_for(dataset, year)


def import_source(request: ImportRequest) -> Imported:
    """Bring a source to a dataset of the year.

    Parameters
    ----------
    request : ImportRequest
        Source, dataset, map, year and unit.

    Returns
    -------
    Imported
        With the faults where there are some: then nothing was written.

    Raises
    ------
    DataError
        For a source that can't be read at all.
    ParameterError
        For a map that can't be used.
    MissingDataError
        For a dataset that nobody declares.
    BusyError
        Where another command is changing the year's data.
    """
    if request.unit not in (units := load_units()):
        known = ", ".join(units)
        raise ParameterError(f"satuan kerja “{request.unit}” tidak ada di params/units.yml; yang ada: {known}")
    read = read_map(request.map_path, request.year, request.unit)
    dataset = _dataset(request, read)
    contract = contract_of(dataset, request.year)
    intake = Intake(read.plan, read.name, contract, request.year)
    with ExitStack() as stack:
        aside = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="laporan-impor-")))
        source = stack.enter_context(open_source(request.source, read.plan, request.year, request.unit))
        draft = Draft(aside / f"{dataset}.csv", contract, [target.column.header for target in intake.targets])
        with draft:
            grids = source.grids()
            first = list(islice(grids, 1))  # opened before all else: a source that is broken is told as that
            for name, lookup in read.plan.lookups.items():
                intake.look_up(name, lookup, list(_lookup_grids(name, lookup, source)))
            intake.run(chain(first, grids), draft.write)
        faults = _settled(intake, draft)
        result = _result(request, dataset, intake, draft, faults)
        if not faults:
            with changing(paths.raw_data(request.year)):  # from what is there to what comes in its place
                result.faults = faults = _join_parts(request, read, intake, draft, result)
                if not faults:
                    _deliver(request, read, contract, source, intake, draft, result)
    return result


def _join_parts(request: ImportRequest, read: MapFile, intake: Intake, draft: Draft, result: Imported) -> list[Fault]:
    """Set the rows of other maps round these, and of last year behind them; what the contract says of them all."""
    year, unit, contract = request.year, request.unit, draft.contract
    entry = entry_now(year, unit, contract.name)
    before, behind = other_parts(
        entry, paths.raw_data(year), read.name, draft.columns, append=request.append, replace=request.replace
    )
    draft.join(before, behind)
    told = FaultList()
    if before or behind:
        draft.faults(told, intake.places)
    if told.faults():
        return told.faults()
    carried = not request.replace and any(record["map"] == LEFT_OPEN for record in records_of(entry))
    if request.carry_over or carried:
        part = left_part(contract, year, unit, draft.path, draft.columns)
        draft.append(part)
        draft.faults(told, intake.places)
        result.appended = f"{number(len(part.lines))} baris yang belum selesai menurut {part.record['source']}"
    elif offered := offer(contract, year, unit, draft.path):
        result.warnings.append(offered)
    return told.faults()


def _deliver(
    request: ImportRequest,
    read: MapFile,
    contract: Contract,
    source: OpenSource,
    intake: Intake,
    draft: Draft,
    result: Imported,
) -> None:
    """Put the draft in place, and note in the result what became of it."""
    plan, moment = read.plan, dt.datetime.now(dt.UTC).astimezone().replace(microsecond=0)
    delivery = ImportDelivery(
        request.year, request.unit, contract, read, source.names, source.sha256, plan.source.query, moment,
        request.handed_over, result.read, result.used, intake.account.aside, result.canonical,
        [part.record for part in draft.before], [part.record for part in draft.behind],
        source.files if plan.keep_original else (),
    )  # fmt: skip
    put = put_in_place(draft.path, delivery)
    result.path, result.changed = put.path, put.changed
    result.warnings += put.warnings


def _dataset(request: ImportRequest, read: MapFile) -> str:
    told = read.plan.to
    if request.dataset and told and request.dataset != told:
        raise ParameterError(f"{read.name}: to: peta ini untuk data {told}, bukan {request.dataset}")
    if not (request.dataset or told):
        raise ParameterError(f"{read.name}: data tujuan belum disebut: tulis to di peta, atau --to")
    return request.dataset or told


def _lookup_grids(name: str, lookup: Lookup, source: OpenSource) -> Iterator[Grid]:
    """The other table of a source: files beside it, or another sheet of it."""
    pattern = lookup.source.file
    places = list(source.files) if not pattern else source.called(pattern)
    if not places:
        remedy = f"Letakkan berkas “{pattern}” di folder sumbernya"
        raise DataError([Fault(source.names, f"tabel {name}: tidak ada berkas “{pattern}”", remedy)])
    for path in places:
        yield from open_file(path, lookup.source)


def _settled(intake: Intake, draft: Draft) -> list[Fault]:
    """What refuses the import. Where the map leaves faulty rows out, only what is wrong with more than a row does.

    A contract compares rows only where each cell is right, so rows that it refuses are taken out of the draft, and the
    others asked again, until all that is wrong is known.
    """
    leaving = intake.plan.faulty_rows == LEAVE_OUT and not intake.groups
    told = FaultList()
    refused = draft.faults(told, intake.places) if draft.rows else {}
    while refused:
        draft.without(refused, {one.column.header: one.rule.serial for one in intake.targets if one.rule.serial})
        for origin, reason in refused.items():
            intake.account.used -= 1
            intake.account.aside.append(AsideRow(origin.file, origin.sheet, origin.label, reason))
        refused = draft.faults(told, intake.places) if draft.rows else {}
    whole = [*intake.found.whole_source, *told.whole_source]
    if not leaving or whole:
        whole = [*intake.faults, *told.faults()]
    if not whole and not draft.rows:
        return [Fault(intake.name, "tidak satu pun baris dipakai", "Periksa leave_out dan source di peta")]
    return whole


def _result(request: ImportRequest, dataset: str, intake: Intake, draft: Draft, faults: list[Fault]) -> Imported:
    account = intake.account
    return Imported(
        dataset, request.year, request.unit, account.read, account.used, draft.rows, account.left_out, faults,
        account.warnings, intake.said, intake.unused,
    )  # fmt: skip


def summary(result: Imported) -> str:
    """'154 baris dibaca = 150 dipakai + 4 disisihkan'.

    Parameters
    ----------
    result : Imported
        Of an import.
    """
    aside = sum(map(len, result.left_out.values()))
    return f"{number(result.read)} baris dibaca = {number(result.used)} dipakai + {number(aside)} disisihkan"


def as_json(result: Imported) -> dict[str, Any]:
    """The result for machines.

    Parameters
    ----------
    result : Imported
        Of an import.
    """
    several = len({(row.file, row.sheet) for rows in result.left_out.values() for row in rows}) > 1
    return {
        "dataset": result.dataset,
        "year": result.year,
        "unit": result.unit,
        "written": result.path is not None,
        "path": paths.relative(result.path) if result.path else None,
        "changed": result.changed,
        "rows": {
            "read": result.read,
            "used": result.used,
            "left_out": [
                {"reason": reason, "count": len(rows), "rows": [_row_name(row, several) for row in rows]}
                for reason, rows in result.left_out.items()
            ],
            "canonical": result.canonical,
        },
        "faults": [fault.__dict__ for fault in result.faults],
        "warnings": result.warnings,
        "found": result.said,
        "appended": result.appended,
        "unused_columns": result.unused,
    }


def _row_name(row: AsideRow, several: bool) -> Any:
    """The number of a row; with its table before it, where rows of several were left out."""
    return f"{row.sheet or row.file}: {row.label}" if several else row.label
