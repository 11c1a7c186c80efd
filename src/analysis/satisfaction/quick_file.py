"""One survey file as offices send it: CSV or XLSX, answers as numbers or words, all faults at once.

The file is read as every other file of data (`laporan.data`), by a contract that is made from its header; faults are
told in the words of a survey, with the row and column that a spreadsheet shows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from analysis.methods.answers import Scores
from analysis.methods.regulations import Regulation
from analysis.satisfaction.answer_words import as_number, load_answer_words
from analysis.satisfaction.quick_respondents import not_a_new_respondent
from analysis.satisfaction.quick_weights import whole_weights
from laporan.core.errors import DataError, Fault
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract
from laporan.data.read import split
from laporan.data.text_table import Cells, FileLayout, TextTable

# A code, alone or with words behind a mark: U1, u01, U1. Persyaratan, K3 (seberapa penting)
ANSWER_COLUMN = re.compile(r"([UK])0*([1-9][0-9]*)(?:\s*[.:)(=–—-].*)?", re.IGNORECASE | re.DOTALL)
EMPTY_WORDS = {"", "NA", "N/A", "NAN", "NULL", "-"}
AS_OFFICES_SEND = FileLayout(delimiters=",;\t|", lenient=True)
WEIGHT = "weight"
ANY = Contract("ikm", "Survei kepuasan dari satu berkas", ())


@dataclass(frozen=True)
class SurveyFile:
    """The answers of one file, checked.

    Parameters
    ----------
    answers : DataFrame
        One row a respondent, a column an answer (U1 … Un, K1 … Kn): whole numbers on the scale.
    others : DataFrame
        The file's other columns, as text.
    case_weights : ndarray of int64 or None
        How much each respondent counts; None where no column of weights was asked for.
    """

    answers: pd.DataFrame
    others: pd.DataFrame
    case_weights: Scores | None

    @property
    def asks_importance(self) -> bool:
        """Whether the file has the importance of the unsur too."""
        return any(code.startswith("K") for code in self.answers.columns)


def read_survey(path: Path, rule: Regulation, by: str | None, weights_column: str | None) -> SurveyFile:
    """Read and check one file.

    Parameters
    ----------
    path : Path
        See `quick_index`.
    rule : Regulation
        Says which columns of answers there must be, and on which scale.
    by, weights_column : str or None
        Columns that must be there beside the answers.

    Raises
    ------
    DataError
        With every fault of the file.
    """
    _refuse_what_is_no_file(path)
    table = split(path, ANY, path.name, AS_OFFICES_SEND)
    if table.rows.empty and not table.ragged:
        remedy = "Isi satu baris per responden di bawah baris judul"
        raise DataError([Fault(path.name, "tidak ada responden", remedy)])
    titles = _answer_titles(table.header, rule, path.name)
    _refuse_unknown(table.header, titles, [name for name in (by, weights_column) if name is not None], path.name)
    others = _other_columns(table, titles)
    _in_numbers(table, titles, weights_column)
    _refuse_five_points(table, titles, rule)
    frame, faults = check(table, _contract(titles, rule, weights_column))
    answers = [_in_survey_words(fault, rule, weights_column) for fault in faults]
    others_told = [
        replace(fault, value=ANY.told(fault.value or "")) for fault in not_a_new_respondent(others, path.name)
    ]
    if found := [*table.ragged, *answers, *others_told]:
        raise DataError(sorted(found, key=lambda fault: fault.row or 0))
    return SurveyFile(frame[[*titles]], others, _case_weights(frame, weights_column, path.name))


def _other_columns(table: TextTable, titles: dict[str, str]) -> pd.DataFrame:
    """Columns that hold no answers, as text."""
    found = {
        title: cells.spread(cells.texts.array)
        for title, cells in table.columns.items()
        if title and title not in titles.values()
    }
    return pd.DataFrame(found, index=table.rows)


def _in_numbers(table: TextTable, titles: dict[str, str], weights_column: str | None) -> None:
    """Write the answers of a table as numbers where they are words, and decimal points of weights as commas."""
    words = load_answer_words()
    for title in titles.values():
        cells = table.columns[title]
        table.columns[title] = Cells(cells.texts.map(lambda text: as_number(text, words)), cells.codes)
    if weights_column is not None:
        cells = table.columns[weights_column]
        table.columns[weights_column] = Cells(
            cells.texts.str.replace(r"^\s*([0-9]+)\.([0-9]+)\s*$", r"\1,\2", regex=True), cells.codes
        )


def _refuse_five_points(table: TextTable, titles: dict[str, str], rule: Regulation) -> None:
    """A file of another scale is refused as a whole: its answers can't be mended one by one."""
    words, above = load_answer_words(), str(rule.scale.highest + 1)
    texts = {title: set(table.columns[title].texts.str.strip()) for title in titles.values()}
    steps = [title for title, found in texts.items() if above in found]
    middle = [(title, text) for title, found in texts.items() for text in sorted(found) if words.of_five(text)]
    if 2 * len(steps) < len(texts) and not middle:
        return
    title, value = middle[0] if middle else (steps[0], above)
    rule_broken = f"jawaban skala 1–{above}, sedangkan {rule.short_title} memakai {rule.scale}"
    remedy = (
        "Jangan mengubah jawaban satu per satu: ulangi survei dengan empat pilihan, atau hitung indeks skala itu di "
        "luar perintah ini"
    )
    raise DataError([Fault(table.file, rule_broken, remedy, column=title, value=value)])


def _refuse_unknown(header: Sequence[str], titles: dict[str, str], asked: list[str], file: str) -> None:
    """A column that an option names must be there, and hold no answers."""
    faults = []
    for name in asked:
        if name not in header:
            near = get_close_matches(name, [title for title in header if title], n=1, cutoff=0)
            remedy = f"Yang terdekat “{near[0]}”; tulis judulnya seperti dalam berkas"
            faults.append(Fault(file, "kolom ini tidak ada", remedy, row=1, column=name))
        elif name in titles.values() or asked.count(name) > 1 or header.count(name) > 1:
            remedy = "Pilih satu kolom lain, misalnya unit atau kelompok responden"
            faults.append(Fault(file, "kolom ini tidak dapat dipakai untuk itu", remedy, row=1, column=name))
    if faults:
        raise DataError(faults)


def _case_weights(frame: pd.DataFrame, weights_column: str | None, file: str) -> Scores | None:
    if weights_column is None:
        return None
    found, faults = whole_weights(frame[WEIGHT].rename(weights_column), file)
    if faults:
        raise DataError(faults)
    return found


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


def _contract(titles: dict[str, str], rule: Regulation, weights_column: str | None) -> Contract:
    """The columns of one file that are computed with: answers on the rule's scale, and weights."""
    scale = rule.scale
    columns = (
        Column(code, title, "integer", minimum=scale.lowest, maximum=scale.highest) for code, title in titles.items()
    )
    weighted = () if weights_column is None else (Column(WEIGHT, weights_column, "decimal"),)
    return replace(ANY, columns=(*columns, *weighted))


def _in_survey_words(fault: Fault, rule: Regulation, weights_column: str | None) -> Fault:
    """What is wrong with an answer, as somebody who types surveys in would say it."""
    text = fault.value or ""
    if fault.column == weights_column:
        remedy = "Isi bobot dengan bilangan yang lebih besar dari nol, atau hapus responden ini"
        return replace(fault, remedy=remedy, value=text or None)
    if text.upper() in EMPTY_WORDS:
        what = "jawaban kosong"
    elif re.fullmatch(r"[+-]?[0-9]+", text):
        what = f"di luar skala {rule.scale}"
    else:
        what = "bukan bilangan bulat, dan bukan jawaban yang dikenal"
    remedy = f"Isi dengan bilangan bulat {rule.scale}, atau hapus responden ini"
    return replace(fault, rule=what, remedy=remedy, value=text or None)
