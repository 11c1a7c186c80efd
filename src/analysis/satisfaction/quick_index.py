"""The index of a single CSV file with columns U1 … Un, and K1 … Kn where importance was asked too.

This is what a unit computes on an ordinary day (`laporan ikm FILE`). The file is read as text and every answer
is checked; all faults are reported at once, with the row and column that a spreadsheet shows.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.methods.regulations import Regulation, Weights
from analysis.satisfaction.index import IndexResult, satisfaction_index
from analysis.satisfaction.priorities import PriorityResult, priorities
from laporan.core.errors import DataError, Fault

ANSWER_COLUMN = re.compile(r"([UK])0*([1-9][0-9]*)", re.IGNORECASE)
DELIMITERS = ",;\t|"


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
    """Score one CSV file by a regulation.

    Parameters
    ----------
    path : Path
        UTF-8, with or without BOM; fields separated by comma, semicolon, tab or bar; the first line that is not
        blank names the columns. Blank lines are skipped.
    rule : Regulation
        The regulation to score by.
    weights : {"exact", "printed"}
        See `Regulation.weight`.

    Raises
    ------
    ParameterError
        For a regulation that does not govern satisfaction surveys.
    DataError
        With every fault of the file: a missing, doubled or surplus column, a line of the wrong length, an answer
        that is empty, not a whole number or off the scale.
    """
    rule.must_score("kepuasan")
    file = path.name
    rows = _records(_text(path), file)
    header = [name.strip() for name in rows[0][1]]
    places = _columns(header, rule, file)
    frame = _answers(rows[1:], len(header), places, rule, file)
    ignored = tuple(name for name in header if name and not ANSWER_COLUMN.fullmatch(name))
    asked_importance = any(code.startswith("K") for code in places)
    return QuickIndex(
        satisfaction_index(frame, rule, weights),
        priorities(frame, rule) if asked_importance else None,
        ignored,
    )


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise _refusal(path.name, "berkas tidak ada", "Periksa nama dan foldernya") from None
    except IsADirectoryError:
        raise _refusal(path.name, "ini folder, bukan berkas CSV", "Tunjuk satu berkas di dalamnya") from None
    except UnicodeDecodeError:
        raise _refusal(path.name, "bukan teks UTF-8", "Simpan ulang dari Excel sebagai “CSV UTF-8”") from None


def _records(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Lines that are not blank, with the row numbers that a spreadsheet shows; the header first."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row, record in enumerate(reader, start=1):
            if any(cell.strip() for cell in record):
                rows.append((row, record))
    except csv.Error as error:
        after = f"setelah baris {rows[-1][0]}" if rows else "pada baris pertama"
        raise _refusal(
            file, f"tanda kutip tidak ditutup atau salah tempat {after} ({error})", "Tutup tanda kutip pada kolom teks"
        ) from None
    if not rows:
        raise _refusal(file, "berkas kosong", "Isi dengan baris judul (U1, U2, …) dan satu baris per responden")
    if len(rows) == 1:
        raise _refusal(file, "tidak ada responden", "Isi satu baris per responden di bawah baris judul")
    return rows


def _columns(header: Sequence[str], rule: Regulation, file: str) -> dict[str, int]:
    """Where each answer column stands: {"U1": 3, …}; all of the header's faults at once."""
    matches = [ANSWER_COLUMN.fullmatch(name) for name in header]
    codes = [f"{match[1].upper()}{match[2]}" if match else "" for match in matches]
    faults = [
        Fault(file, "kolom ini ada lebih dari sekali", "Hapus atau ganti nama yang lebih", row=1, column=code)
        for code, times in Counter(codes).items()
        if code and times > 1
    ]
    found = set(codes) - {""}
    faults += _missing(found, rule.codes, rule, file)
    if any(code.startswith("K") for code in found):
        faults += _missing(found, rule.importance_codes, rule, file)
    known = {*rule.codes, *rule.importance_codes}
    faults += [
        Fault(
            file,
            f"{rule.short_title} hanya memiliki {len(rule.codes)} unsur",
            "Hapus kolom ini, atau pilih peraturan yang sesuai",
            row=1,
            column=code,
        )
        for code in codes
        if code and code not in known
    ]
    if faults:
        raise DataError(faults)
    return {code: place for place, code in enumerate(codes) if code}


def _missing(found: set[str], expected: Sequence[str], rule: Regulation, file: str) -> list[Fault]:
    missing = [code for code in expected if code not in found]
    if len(missing) == len(expected):
        remedy = f"Beri judul kolom jawaban {expected[0]}, {expected[1]}, … pada baris pertama"
        return [Fault(file, f"tidak ada kolom {expected[0]} sampai {expected[-1]}", remedy, row=1)]
    remedy = f"Lengkapi: {rule.short_title} memiliki {len(rule.codes)} unsur ({expected[0]}–{expected[-1]})"
    return [Fault(file, "kolom ini tidak ada", remedy, row=1, column=code) for code in missing]


def _answers(
    rows: Sequence[tuple[int, list[str]]], width: int, places: dict[str, int], rule: Regulation, file: str
) -> pd.DataFrame:
    """The answers as whole numbers, the spreadsheet's row number as index."""
    allowed = {str(step): step for step in rule.scale.steps}
    faults: list[Fault] = []
    answers: list[list[int]] = []
    for row, record in rows:
        if len(record) < width or any(cell.strip() for cell in record[width:]):
            faults.append(
                Fault(
                    file,
                    f"baris ini berisi {len(record)} kolom, judulnya {width}",
                    "Periksa pemisah kolom dan tanda kutip pada baris ini",
                    row=row,
                )
            )
            continue
        cells = {code: record[place].strip() for code, place in places.items()}
        faults += [_fault(file, row, code, text, rule) for code, text in cells.items() if text not in allowed]
        answers.append([allowed.get(text, 0) for text in cells.values()])
    if faults:
        raise DataError(faults)
    return pd.DataFrame(answers, columns=list(places), index=[row for row, _ in rows])


def _fault(file: str, row: int, code: str, text: str, rule: Regulation) -> Fault:
    remedy = f"Isi dengan bilangan bulat {rule.scale}, atau hapus responden ini"
    if not text or text.upper() in {"NA", "N/A", "NAN", "NULL", "-"}:
        return Fault(file, "jawaban kosong", remedy, row=row, column=code, value=text or None)
    if re.fullmatch(r"[+-]?[0-9]+", text):
        return Fault(file, f"di luar skala {rule.scale}", remedy, row=row, column=code, value=text)
    return Fault(file, "bukan bilangan bulat", remedy, row=row, column=code, value=text)


def _refusal(file: str, rule: str, remedy: str) -> DataError:
    return DataError([Fault(file, rule, remedy)])
