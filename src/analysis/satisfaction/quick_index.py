"""The index of a single CSV file with columns U1 … Un, and K1 … Kn where importance was asked too.

This is what a unit computes on an ordinary day (`laporan ikm FILE`). The file is read as every other file of data
(`laporan.data`), by a contract that is made from its header; all faults are reported at once, in the words of a
survey, with the row and column that a spreadsheet shows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.methods.regulations import Regulation, Weights
from analysis.satisfaction.index import IndexResult, satisfaction_index
from analysis.satisfaction.priorities import PriorityResult, priorities
from laporan.core.errors import DataError, Fault
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract
from laporan.data.read import split
from laporan.data.text_table import FileLayout

ANSWER_COLUMN = re.compile(r"([UK])0*([1-9][0-9]*)", re.IGNORECASE)
EMPTY_WORDS = {"", "NA", "N/A", "NAN", "NULL", "-"}
AS_OFFICES_SEND = FileLayout(delimiters=",;\t|", lenient=True)
ANY = Contract("ikm", "Survei kepuasan dari satu berkas", ())


@dataclass(frozen=True)
class QuickIndex:
    """What can be said of one survey file.

    Parameters
    ----------
    index : IndexResult
        The index, with NRR of each unsur and category.
    priorities : PriorityResult or None
        None where importance was not asked.
    ignored : tuple of str
        Columns of the file that are neither U nor K, as the file names them.
    """

    index: IndexResult
    priorities: PriorityResult | None
    ignored: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The result for a script.

        Returns
        -------
        dict
            `n` (respondents), `nrr` (mean score by code), `ikm` (two decimals), `category` (A to D) and `csi` (0 to
            100; None without importance).
        """
        return {
            "n": int(self.index.respondents),
            "nrr": {unsur.code: float(unsur.nrr) for unsur in self.index.unsur},
            "ikm": float(self.index.ikm),
            "category": self.index.category.letter,
            "csi": None if self.priorities is None else float(self.priorities.csi),
        }


def quick_index(path: Path, rule: Regulation, weights: Weights = "exact") -> QuickIndex:
    """Score one file by a regulation.

    Parameters
    ----------
    path : Path
        CSV in UTF-8, with or without BOM, fields separated by comma, semicolon, tab or bar; or XLSX, whose first
        sheet counts. The first line that is not blank names the columns. Blank lines are skipped.
    rule : Regulation
        The regulation to score by.
    weights : {"exact", "printed"}
        See `Regulation.weight`.

    Raises
    ------
    DataError
        With every fault of the file: a missing, doubled or surplus column, a line of the wrong length, an answer
        that is empty, not a whole number or off the scale.
    """
    _refuse_what_is_no_file(path)
    table = split(path, ANY, path.name, AS_OFFICES_SEND)
    if table.rows.empty and not table.ragged:
        remedy = "Isi satu baris per responden di bawah baris judul"
        raise DataError([Fault(path.name, "tidak ada responden", remedy)])
    titles = _answer_titles(table.header, rule, path.name)
    frame, faults = check(table, _contract(titles, rule))
    if table.ragged or faults:
        answers = [_in_survey_words(fault, rule) for fault in faults]
        raise DataError(sorted([*table.ragged, *answers], key=lambda fault: fault.row or 0))
    ignored = tuple(title for title in table.header if title and title not in titles.values())
    asked_importance = any(code.startswith("K") for code in titles)
    return QuickIndex(
        satisfaction_index(frame, rule, weights),
        priorities(frame, rule) if asked_importance else None,
        ignored,
    )


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise DataError([Fault(path.name, "ini folder, bukan berkas CSV", "Tunjuk satu berkas di dalamnya")])
    if not path.is_file():
        raise DataError([Fault(path.name, "berkas tidak ada", "Periksa nama dan foldernya")])


def _answer_titles(header: Sequence[str], rule: Regulation, file: str) -> dict[str, str]:
    """How the file spells each answer column: {"U1": "u01", …}; all of the header's faults at once."""
    matches = filter(None, map(ANSWER_COLUMN.fullmatch, header))
    codes = [(f"{match[1].upper()}{match[2]}", match[0]) for match in matches]
    found = Counter(code for code, _ in codes)
    faults = [
        Fault(file, "kolom ini ada lebih dari sekali", "Hapus atau ganti nama yang lebih", row=1, column=code)
        for code, times in found.items()
        if times > 1
    ]
    faults += _missing(set(found), rule.codes, rule, file)
    if any(code.startswith("K") for code in found):
        faults += _missing(set(found), rule.importance_codes, rule, file)
    known = {*rule.codes, *rule.importance_codes}
    faults += [
        Fault(
            file,
            f"{rule.short_title} hanya memiliki {len(rule.codes)} unsur",
            "Hapus kolom ini, atau pilih peraturan yang sesuai",
            row=1,
            column=code,
        )
        for code, _ in codes
        if code not in known
    ]
    if faults:
        raise DataError(faults)
    return dict(codes)


def _missing(found: set[str], expected: Sequence[str], rule: Regulation, file: str) -> list[Fault]:
    missing = [code for code in expected if code not in found]
    if len(missing) == len(expected):
        remedy = f"Beri judul kolom jawaban {expected[0]}, {expected[1]}, … pada baris pertama"
        return [Fault(file, f"tidak ada kolom {expected[0]} sampai {expected[-1]}", remedy, row=1)]
    remedy = f"Lengkapi: {rule.short_title} memiliki {len(rule.codes)} unsur ({expected[0]}–{expected[-1]})"
    return [Fault(file, "kolom ini tidak ada", remedy, row=1, column=code) for code in missing]


def _contract(titles: dict[str, str], rule: Regulation) -> Contract:
    """The answer columns of one file: whole numbers on the rule's scale."""
    scale = rule.scale
    columns = (
        Column(code, title, "integer", minimum=scale.lowest, maximum=scale.highest) for code, title in titles.items()
    )
    return replace(ANY, columns=tuple(columns))


def _in_survey_words(fault: Fault, rule: Regulation) -> Fault:
    """What is wrong with an answer, as somebody who types surveys in would say it."""
    text = fault.value or ""
    if text.upper() in EMPTY_WORDS:
        what = "jawaban kosong"
    elif re.fullmatch(r"[+-]?[0-9]+", text):
        what = f"di luar skala {rule.scale}"
    else:
        what = "bukan bilangan bulat"
    remedy = f"Isi dengan bilangan bulat {rule.scale}, atau hapus responden ini"
    return replace(fault, rule=what, remedy=remedy, value=text or None)
