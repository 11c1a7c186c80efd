"""Takes in what offices sent back: each dataset whole or not at all, and nothing that was there without a word."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from laporan.cache.digest import file_hash, file_hash_if_there
from laporan.core import paths
from laporan.core.errors import Fault, ParameterError
from laporan.data.catalogue import contract_for
from laporan.data.file_exchange import changing
from laporan.forms.board import Board, BoardCell, State
from laporan.forms.incoming import Incoming
from laporan.forms.layout import asked_datasets, columns_hash
from laporan.forms.returned import ReturnedForm, ReturnedSheet, read_form, year_of
from laporan.intake.map_model import Handover
from laporan.intake.package_entry import FORM, ImportDelivery, data_place
from laporan.intake.parts import records_of
from laporan.intake.year_data import entry_now, put_in_place
from laporan.project.parameters import load_units

FORM_SUFFIX = ".xlsx"
DATA_SUFFIXES = {".csv", ".xls", ".xlsm", ".xlsb", ".ods", ".zip", ".rar", ".7z", ".tsv", ".json"}
PACKED = {".zip", ".rar", ".7z"}
NO_LETTER = "surat pengantar tidak disebut di sampul, jadi data ini disebut primer"


@dataclass(frozen=True)
class FilledForm:
    """Stands where an import has its map. sha256 : of what was asked; about : what the source is"""

    sha256: str
    about: str
    name: str = FORM
    handed_over: Handover = Handover()  # noqa: RUF009 - frozen


@dataclass(frozen=True)
class Sent:
    """One dataset in one file. form : the file; sheet : the dataset"""

    form: ReturnedForm
    sheet: ReturnedSheet

    @property
    def content(self) -> object:
        """What two files must have in common to say the same."""
        return self.sheet.lines, [replace(fault, file="") for fault in self.sheet.faults]


def year_sent(sent: Incoming) -> int:
    """The year that the forms are of.

    Parameters
    ----------
    sent : Incoming
        What came back.

    Raises
    ------
    ParameterError
        Where there is no form, or where there are forms of several years.
    """
    found = {year_of(one.path) for one in sent.files if one.path.suffix.lower() == FORM_SUFFIX} - {None}
    if len(found) != 1:
        told = ", ".join(map(str, sorted(filter(None, found)))) or "tidak satu pun"
        raise ParameterError(f"{sent.place}: tahun formulir di dalamnya: {told}. Sebut tahunnya dengan --year")
    return int(next(iter(found)) or 0)


def collect(
    came: Incoming, year: int, units: Sequence[str], *, replace_others: bool = False
) -> tuple[Board, list[ReturnedForm]]:
    """Read what came back, and take in what is right.

    Parameters
    ----------
    came : Incoming
        Files of the offices, in folders and archives or not.
    year : int
        Of the data.
    units : sequence of str
        The offices that are expected.
    replace_others : bool
        Whether data that is there, and says something else, is replaced.

    Returns
    -------
    board : Board
        What became of each dataset.
    forms : list of ReturnedForm
        The files, as they were read.

    Raises
    ------
    ParameterError
        For parameters, or a data package, that can't be read: then nothing was taken in.
    """
    known = load_units()
    board = Board(year, {unit: known[unit].name for unit in units})
    asked = {unit: [contract.name for contract in asked_datasets(year, unit)] for unit in units}
    board.file_faults += came.faults
    forms = list(_forms(came, year, board))
    for form in forms:
        board.file_faults += form.faults
        if form.code and not form.refused and form.code.unit not in units:
            rule = f"satuan kerja {form.code.unit} tidak termasuk yang dikumpulkan"
            board.file_faults.append(Fault(form.name, rule, "Kumpulkan lagi dengan --unit all", level="warning"))
    for unit in units:
        own = [form for form in forms if form.code and form.code.unit == unit]
        sent = [Sent(form, sheet) for form in own if not form.refused for sheet in form.sheets]
        for dataset in dict.fromkeys([*asked[unit], *(one.sheet.contract.name for one in sent)]):
            of_it = [one for one in sent if one.sheet.contract.name == dataset]
            board.cells.append(_cell(board, unit, dataset, of_it, own, replace_others=replace_others))
            board.titles[dataset] = contract_for(dataset, year).title
    return board, forms


def _forms(came: Incoming, year: int, board: Board) -> Iterator[ReturnedForm]:
    """The files that may be forms; all others are told."""
    for one in came.files:
        kind = one.path.suffix.lower()
        if kind == FORM_SUFFIX:
            yield read_form(one.path, one.name, year)
        elif kind in DATA_SUFFIXES:
            remedy = (
                "Ekstrak arsip itu ke folder ini" if kind in PACKED else "Minta formulirnya, atau pakai laporan import"
            )
            board.file_faults.append(Fault(one.name, "bukan formulir XLSX, jadi tidak dibaca", remedy))
        else:
            board.ignored.append(one.name)


def _cell(
    board: Board, unit: str, dataset: str, sent: Sequence[Sent], forms: Sequence[ReturnedForm], *, replace_others: bool
) -> BoardCell:
    filled = [one for one in sent if one.sheet.is_filled]
    names = tuple(one.form.name for one in filled)
    if not filled:
        return _absent(board.year, unit, dataset, forms)
    first = filled[0]
    if other := next((one for one in filled if one.content != first.content), None):
        rule = f"lembar {dataset} berbeda dari yang di {other.form.name}: keduanya dari {unit}"
        fault = Fault(first.form.name, rule, "Simpan satu saja di folder ini, lalu kumpulkan lagi", dataset)
        return BoardCell(unit, dataset, State.DIFFERENT, names, faults=(fault,))
    if first.sheet.faults:
        every = tuple(fault for one in filled for fault in one.sheet.faults)
        return BoardCell(unit, dataset, State.FAULTY, names, len(first.sheet.lines), every)
    return _taken(board, unit, first, names, replace_others=replace_others)


def _absent(year: int, unit: str, dataset: str, forms: Sequence[ReturnedForm]) -> BoardCell:
    """What is to be said of a dataset that no file has."""
    entry = entry_now(year, unit, dataset)
    names = tuple(form.name for form in forms)
    if entry and entry["kind"] != "synthetic":
        return BoardCell(unit, dataset, State.KEPT)
    if not forms:
        return BoardCell(unit, dataset, State.MISSING)
    return BoardCell(unit, dataset, State.REFUSED if all(form.refused for form in forms) else State.EMPTY, names)


def _taken(board: Board, unit: str, sent: Sent, names: tuple[str, ...], *, replace_others: bool) -> BoardCell:
    """Make a dataset the year's data, unless something else is there."""
    contract, lines = contract_for(sent.sheet.contract.name, board.year), sent.sheet.lines
    with ExitStack() as stack:
        aside = stack.enter_context(tempfile.TemporaryDirectory(prefix="laporan-formulir-"))
        made = Path(aside) / f"{contract.name}.csv"
        with made.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(sent.sheet.heads)
            writer.writerows(lines)
        stack.enter_context(changing(paths.raw_data(board.year)))
        there = _there(board.year, unit, contract.name, made)
        if there is State.UNCHANGED:
            return BoardCell(unit, contract.name, State.UNCHANGED, names, len(lines))
        if isinstance(there, str) and not replace_others:
            remedy = "Keluarkan berkas yang lama, atau tulis --replace untuk menggantikan data itu"
            fault = Fault(sent.form.name, there, remedy, contract.name)
            return BoardCell(unit, contract.name, State.OCCUPIED, names, len(lines), (fault,))
        recipe = FilledForm(columns_hash(contract), f"Formulir yang diisi {board.offices[unit]}")
        moment = dt.datetime.now(dt.UTC).astimezone().replace(microsecond=0)
        delivery = ImportDelivery(
            board.year, unit, contract, recipe, sent.form.name, sent.form.sha256, "", moment, sent.form.handover,
            len(lines), len(lines), (), len(lines),
        )  # fmt: skip
        put = put_in_place(made, delivery)
    return BoardCell(unit, contract.name, State.COLLECTED, names, len(lines), note=NO_LETTER if put.warnings else "")


def _there(year: int, unit: str, dataset: str, made: Path) -> State | str | None:
    """UNCHANGED where the very same is there; else what is there, in words; None where nothing is that counts."""
    entry = entry_now(year, unit, dataset)
    path = paths.raw_data(year) / (entry["path"] if entry else data_place(unit, dataset))
    if entry is None:
        return f"{paths.relative(path)} sudah ada, dan tidak tercantum di datapackage.json" if path.is_file() else None
    if entry["kind"] == "synthetic":
        return None
    if file_hash_if_there(path) == file_hash(made):
        return State.UNCHANGED
    came = [f"{record['source']} ({record['moment'][:10]})" for record in records_of(entry)]
    told = f"dari {', '.join(came)}" if came else "yang tidak diimpor"
    return f"isinya berbeda dari data yang ada, {told}"
