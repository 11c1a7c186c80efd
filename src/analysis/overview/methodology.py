"""The methods of the year, as the annex describes them: each rule, its limits, its source, and how sure it is."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass, field
from fractions import Fraction
from importlib.metadata import version
from itertools import pairwise
from typing import Any

from analysis.methods.regulations import Regulation, Sourced, load_regulation, successors
from analysis.methods.statistics import Method, load_methods
from laporan.core.formatting import lower_first, number
from laporan.facts.lineage import SOURCE, Basis
from laporan.facts.printed import Piece, Printed
from laporan.facts.quantity import SHARE, Quantity
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.report import Report
from laporan.project.models import Strict

__all__ = [
    "AppliedRule",
    "Methodology",
    "NotedCells",
    "UnusedRows",
    "as_facts",
    "left_out",
    "noted",
    "of_report",
    "used_methods",
    "versions",
]

# A number in the words of a rule; not that of a law (14/2017), a section (2.2.2.1), a table, an article or a year.
FIGURE = re.compile(r"(?<!Tabel )(?<!Pasal )(?<![\w./:,])(?!(?:19|20)\d\d\b)\d+(?:,\d+)?%?(?![\w/:]|[.,]\d)")
LIBRARIES = ("pandas", "numpy", "scipy", "matplotlib", "papermill", "nbconvert")
CONFIDENCE = {
    "V": Status("match", "Sumber diperiksa"),
    "S": Status("ambiguous", "Sumber kedua"),
    "M": Status("mismatch", "Belum diperiksa"),
}
ROWS = "baris"


@dataclass(frozen=True)
class AppliedRule:
    """A rule that numbers were computed by.

    Parameters
    ----------
    name, says : str
        What it is about, and what it says.
    source : str
        Where it is written.
    confidence : {"V", "S", "M"}
        How sure the source is; see `Sourced`.
    basis : Basis
        The parameters that say so.
    """

    name: str
    says: str
    source: str
    confidence: str
    basis: Basis = field(default_factory=Basis)

    def row(self) -> tuple[Cell, ...]:
        """Its row in `Methodology.table`."""
        says, source = as_facts(self.says, self.basis), as_facts(self.source, self.basis)
        return self.name, CONFIDENCE[self.confidence], says, source


def as_facts(words: str, *rests_on: Any) -> Printed | str:
    """The words of a rule, with each number in them as a fact that the reader can trace.

    Parameters
    ----------
    words : str
        What a parameter file says.
    *rests_on : Any
        Where it does.

    Returns
    -------
    Printed or str
        The words as they are where there is no number in them.
    """
    pieces, end, basis = [], 0, Basis.of(*rests_on)
    for place, found in enumerate(FIGURE.finditer(words), 1):
        share = found[0].endswith("%")
        value = Fraction(found[0].rstrip("%").replace(",", ".")) / (100 if share else 1)
        figure = Piece(found[0], Quantity(value, SHARE if share else "", basis=basis), f"angka-{place}")
        pieces += [Piece(words[end : found.start()]), figure]
        end = found.end()
    return Printed((*pieces, Piece(words[end:]))) if pieces else words


BORROWED = AppliedRule(
    "Dasar indeks integritas",
    "Konversi dan pita survei kepuasan masyarakat dipinjam, seperti dalam Tabel 4 laporan terbitan 2017. Peraturan "
    "yang disebut terbitan, PermenPANRB 17/2017, menilai kinerja unit penyelenggara pelayanan publik; skala nilainya "
    "sendiri belum diperiksa",
    "Laporan 2017, subbab 2.4.2 dan Tabel 4; judul, konsiderans, dan Pasal 1 PermenPANRB 17/2017",
    "S",
)


@dataclass(frozen=True)
class Methodology:
    """All rules of a report.

    Parameters
    ----------
    rules : tuple of AppliedRule
        In the order of the annex.
    methods : tuple of Method
        The statistical methods of `params/methods.yml` that the report has data for.
    outdated : tuple of tuple of Regulation
        Regulations that were used although another had replaced them by the end of the year, each with those that came
        after it, every one replaced by the next.
    """

    rules: tuple[AppliedRule, ...]
    methods: tuple[Method, ...]
    outdated: tuple[tuple[Regulation, ...], ...]

    @property
    def replaced(self) -> tuple[tuple[Regulation, Regulation], ...]:
        """Each regulation of `outdated` with the one that replaced it, step by step."""
        return tuple(step for chain in self.outdated for step in pairwise(chain))

    @property
    def unchecked(self) -> tuple[AppliedRule | Method, ...]:
        """Rules and methods whose source nobody has checked yet."""
        everything: tuple[AppliedRule | Method, ...] = (*self.rules, *self.methods)
        return tuple(one for one in everything if one.confidence == "M")

    def table(self) -> Table:
        """Table of the rules: what each says, its source, and how sure it is."""
        how = (
            "Aturan, bobot, pita, dan batas dibaca dari params; yang belum diperiksa harus dicocokkan dengan naskahnya."
        )
        return table(
            ("Pokok", "Kepastian", "Ketentuan", "Sumber"),
            [rule.row() for rule in self.rules],
            widths=(4, 3, 6, 6),
            how=how,
        )

    def method_table(self) -> Table | None:
        """Table of the methods: what each computes, what it assumes, and where it is written; None without any."""
        if not self.methods:
            return None
        rows = [
            (
                one.name,
                as_facts(one.says, one),
                as_facts(one.assumes, one),
                _reference(one),
                CONFIDENCE[one.confidence],
            )
            for one in self.methods
        ]
        how = "Metode dibaca dari params/methods.yml; yang tercantum adalah yang datanya ada dalam laporan ini."
        return table(
            ("Metode", "Yang dihitung", "Anggapan", "Sumber", "Kepastian"), rows, widths=(3, 6, 6, 5, 3), how=how
        )


def of_report(report: Report) -> Methodology:
    """Collect the rules of a report's year, for the subjects of which the unit has data."""
    rules: list[AppliedRule] = []
    scored: list[Regulation] = []
    if report.has("skm"):
        asked = report.params.satisfaction
        scored.append(load_regulation(asked.rule))
        weights = (
            "Sama besar untuk setiap unsur, tanpa pembulatan" if asked.weights == "exact" else "seperti lazim dicetak"
        )
        rules += _index_rules("survei kepuasan", scored[-1])
        rules.append(_rule("Bobot survei kepuasan", weights, scored[-1].sources.weight))
    if report.has("integritas") and report.params.integrity is not None:
        scored.append(load_regulation(report.params.integrity.rule))
        rules += [*_index_rules("survei integritas", scored[-1]), BORROWED]
    if report.has("pengaduan"):
        rules += _complaint_rules(report)
    chains = [(rule, *successors(rule, report.year)) for rule in scored]
    return Methodology(tuple(rules), used_methods(report), tuple(chain for chain in chains if len(chain) > 1))


def used_methods(report: Report) -> tuple[Method, ...]:
    """The methods for which the report has data: as many years as they need, this one among them, and their columns."""
    return tuple(one for one in load_methods().all if any(_serves(one, report, name) for name in one.datasets))


def _serves(method: Method, report: Report, name: str) -> bool:
    if not report.has(name) or len(report.years_with(name)) < method.years:
        return False
    return not method.columns or bool(report.load(name, method.columns).notna().any(axis=None))


def _reference(method: Method) -> Printed | str:
    if method.year is None:
        return as_facts(method.source, method)
    words, year = (
        as_facts(method.source, method),
        Piece(str(method.year), Quantity(method.year, "tahun"), "tahun"),
    )
    pieces = words.pieces if isinstance(words, Printed) else (Piece(words),)
    return Printed((*pieces, Piece(" ("), year, Piece(")")))


def _rule(name: str, says: str, sourced: Sourced, *rests_on: Strict) -> AppliedRule:
    return AppliedRule(name, says, sourced.source, sourced.confidence, Basis.of(sourced, *rests_on))


def _index_rules(subject: str, rule: Regulation) -> list[AppliedRule]:
    bands = "; ".join(f"{band.letter} {band.name}" for band in reversed(rule.bands))
    rules = [
        _rule(
            f"Skala {subject}", f"{rule.short_title}, jawaban pada skala {rule.scale}", rule.sources.scale, rule.scale
        ),
        _rule(f"Pita mutu {subject}", f"{rule.short_title}, indeks dua desimal: {bands}", rule.sources.bands),
    ]
    if rule.minimum_respondents is not None and rule.sources.minimum_respondents is not None:
        least = f"{rule.short_title}, sedikitnya {number(rule.minimum_respondents)} responden"
        rules.append(_rule(f"Responden {subject}", least, rule.sources.minimum_respondents, rule))
    return rules


def _complaint_rules(report: Report) -> list[AppliedRule]:
    asked = report.params.complaints
    days = (
        "Senin sampai Jumat, tanpa hari libur nasional, cuti bersama, dan hari libur setempat kantor laporan; hari "
        "pertama adalah hari sesudah laporan masuk"
    )
    return [
        AppliedRule(
            "Laju tindak lanjut pengaduan",
            "Hari kalender, kecuali disebut hari kerja",
            "Bacaan kami; laporan terbitan 2017 tidak menyebut jenis harinya",
            "M",
        ),
        AppliedRule(
            "Hari kerja",
            days,
            "Keputusan bersama tentang hari libur, dibaca dari pustaka *holidays*; params/holidays.yml",
            "S",
        ),
        AppliedRule(
            "Batas penyelesaian pengaduan",
            f"{number(asked.limit_working_days.value)} hari kerja{asked.limit_working_days.mark}",
            "Laporan 2017, subbab 2.2.3.1, menyebut batas yang ditetapkan Kepala BKN; peraturannya belum diperiksa",
            "S",
            Basis.of(asked.limit_working_days),
        ),
        *(
            AppliedRule(
                f"Batas nasional, {lower_first(one.name)}",
                f"{number(one.limit_working_days)} hari kerja{one.mark}",
                one.source,
                one.confidence,
                Basis.of(one),
            )
            for one in asked.classes
        ),
    ]


@dataclass(frozen=True)
class UnusedRows:
    """Rows of the data that were read and not used.

    Parameters
    ----------
    rows : tuple of (str, Quantity or None, str)
        Title of the dataset, number of the row (None where it stays at home), and the reason.
    all : Quantity
        How many they are.
    """

    rows: tuple[tuple[str, Quantity | None, str], ...]
    all: Quantity

    def table(self) -> Table | None:
        """Table of the rows with their reasons; None where every row was used."""
        if not self.rows:
            return None
        lines = [(_place(title, row), why) for title, row, why in self.rows]
        return table(("Baris", "Alasan"), lines, how="Baris dikecualikan di params (exclude), dengan alasannya.")


def left_out(report: Report) -> UnusedRows:
    """Collect the rows of a report's own data that its parameters exclude."""
    rows, frames = [], []
    for name in report.params.exclude:
        if report.has(name):
            frames.append(report.load(name))
            source = frames[-1].attrs[SOURCE]
            rows += [(source.title, _numbered(item.row), item.why) for item in source.left_out]
    return UnusedRows(tuple(rows), Quantity(len(rows), ROWS))


@dataclass(frozen=True)
class NotedCells:
    """Cells that are hard to believe, with what explains them.

    Parameters
    ----------
    rows : tuple of (str, Quantity or None, str, str)
        Title of the dataset, number of the row (None where it stays at home), heading of the column, and the
        explanation.
    """

    rows: tuple[tuple[str, Quantity | None, str, str], ...]

    def table(self) -> Table | None:
        """Table of the cells with their explanations; None where there are none."""
        if not self.rows:
            return None
        lines = [(_place(title, row), column, why) for title, row, column, why in self.rows]
        return table(("Baris", "Kolom", "Catatan"), lines, how="Catatan ditulis di params (data_notes).")


def noted(report: Report) -> NotedCells:
    """Collect the cells of a report's own data that its parameters explain."""
    rows = []
    for name, notes in report.params.data_notes.items():
        if report.has(name):
            source = report.load(name).attrs[SOURCE]
            rows += [(source.title, _numbered(source.number_outside(n.row)), n.column, n.why) for n in notes]
    return NotedCells(tuple(rows))


def _numbered(row: int | None) -> Quantity | None:
    return None if row is None else Quantity(row, ROWS)


def _place(title: str, row: Quantity | None) -> Printed:
    """Where a row stands in what leaves."""
    if row is None:
        return Printed((Piece(f"{title}, baris yang tidak ikut keluar"),))
    return Printed((Piece(f"{title}, baris ke-"), Piece(number(row.value), row)))


def versions() -> Table:
    """Table of the programs that computed the report, with their versions; the same ones give the same numbers."""
    rows = [("Python", f"versi {platform.python_version()}")]
    rows += [(name, f"versi {version(name)}") for name in ("laporan-bkn", *LIBRARIES)]
    return table(("Program", "Versi"), rows)
