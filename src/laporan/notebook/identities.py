"""All identities of one report, checked: the build refuses a report that breaks one, and the annex lists them.

Each subject defines beside its results which numbers must be equal (`IDENTITIES`). Here they are evaluated for one
report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from laporan.core.errors import MissingDataError, SubjectError
from laporan.core.formatting import lower_first
from laporan.facts.fact_book import describe
from laporan.facts.identity import Identity
from laporan.facts.quantity import Quantity, given
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.results import Results
from laporan.project.outline import section_ids
from laporan.project.subjects import subjects

UNIT = "kesamaan"
HOW = (
    "Kedua sisi setiap kesamaan dihitung sendiri-sendiri dari baris data, tanpa pembulatan, lalu dibandingkan. "
    "Kesamaan menguji data bila setiap sisinya dibaca dari berkas yang tidak dibaca sisi lainnya, atau bila baris yang "
    "sah pun dapat melanggarnya. Kesamaan yang lain hanya menjaga kode: yang dibuktikannya ialah bahwa setiap baris "
    "terhitung tepat satu kali."
)
HELD, BROKEN = Status("match", "Berlaku"), Status("mismatch", "Dilanggar")


@dataclass(frozen=True)
class Checked:
    """The identities of a report, evaluated, in the order of its sections.

    Parameters
    ----------
    identities : tuple of Identity
        Those that hold, and those that don't.
    sections : mapping of str to str
        What the annex calls each section, in the report's order.
    """

    identities: tuple[Identity, ...]
    sections: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def all(self) -> Quantity:
        """How many identities were checked."""
        return given(len(self.identities), UNIT, self.identities).called("kesamaan yang diperiksa")

    @cached_property
    def held(self) -> Quantity:
        """How many of them hold."""
        return given(sum(item.holds for item in self.identities), UNIT, self.identities).called("kesamaan yang berlaku")

    @property
    def laws(self) -> Quantity:
        """How many different laws they are cases of."""
        return given(len({(item.section, item.law) for item in self.identities}), "hukum", self.identities)

    @property
    def breaches(self) -> tuple[Identity, ...]:
        """Those that don't hold."""
        return tuple(item for item in self.identities if not item.holds)

    @property
    def of_data(self) -> Quantity:
        """How many of them the data could break."""
        cases = [item for item in self.identities if not item.guards_code]
        return given(len(cases), UNIT, self.identities).called("kesamaan yang menguji data")

    @property
    def of_code(self) -> Quantity:
        """How many of them guard the code: they restate their own formula, so that no valid data breaks them."""
        cases = [item for item in self.identities if item.guards_code]
        return given(len(cases), UNIT, self.identities).called("kesamaan yang menjaga kode")

    def told(self) -> list[dict[str, Any]]:
        """Those between two equal numbers, as plain data: law, case, whether one file has both sides, and these.

        What tests data comes before what guards code.
        """
        return [
            {
                "law": item.law,
                "case": item.case,
                "same_files": item.same_files,
                "left": _side(item.left),
                "right": _side(item.right),
            }
            for item in sorted(self.identities, key=lambda item: item.guards_code)
            if item.holds
            and item.relation == "="
            and isinstance(item.left, Quantity)
            and isinstance(item.right, Quantity)
        ]

    def __str__(self) -> str:
        """What the build says of them, in one line."""
        return f"{self.all} kesamaan diperiksa: {self.of_data} menguji data, {self.of_code} menjaga kode"

    def table(self) -> Table:
        """A row for each section: which laws its numbers keep, and in how many cases that test data or guard code."""
        rows: list[tuple[Cell, ...]] = []
        for section, name in self.sections.items():
            if cases := tuple(item for item in self.identities if item.section == section):
                part = Checked(cases)
                laws = "; ".join(dict.fromkeys(lower_first(item.law) for item in cases))
                rows.append((name, *part._counts(), laws))
        rows.append(("Semua", *self._counts(), None))
        head = ("Pokok bahasan", "Status", "Menguji data", "Menjaga kode", "Berlaku", "Kesamaan")
        return table(head, rows, total=True, widths=(4, 3, 2, 2, 2, 8), how=HOW)

    def _counts(self) -> tuple[Cell, ...]:
        return BROKEN if self.breaches else HELD, self.of_data, self.of_code, self.held


def _side(side: Quantity) -> dict[str, Any]:
    """What tells a number from others, and what a card says of it; not its rows, of which a digest is enough."""
    fact = describe("", str(side), "", side, side.basis)
    rows = [
        {key: used[key] for key in ("name", "rows_digest", "rows_used", "rows_at_home")} for used in fact["datasets"]
    ]
    return {key: fact[key] for key in ("name", "text", "exact", "unit", "of", "steps")} | {"datasets": rows}


def check(results: Results) -> Checked:
    """Every identity of the report's data; a subject that the unit has no data for has none.

    Parameters
    ----------
    results : Results
        Of the report.

    Raises
    ------
    SubjectError
        For an identity of a section that its subject doesn't name.
    """
    found: list[Identity] = []
    for subject in subjects():
        for identities in getattr(subject.load("results"), "IDENTITIES", ()):
            try:
                own: list[Identity] = identities(results)
            except MissingDataError:  # an office without that dataset prints nothing of it
                continue
            for identity in own:
                if identity.section not in subject.subject.sections:
                    raise SubjectError(f"{subject.package}: SUBJECT tidak menyebut pokok bahasan “{identity.section}”")
            found += own
    sections = sections_in_order()
    places = list(sections)
    return Checked(tuple(sorted(found, key=lambda item: places.index(item.section))), sections)


def sections_in_order() -> dict[str, str]:
    """What the annex calls each section that prints a subject's numbers, in the report's order.

    Sections that the project's tree does not have come last.

    Raises
    ------
    SubjectError
        For a section that two subjects name.
    """
    names: dict[str, str] = {}
    order = section_ids()
    for subject in subjects():
        for section, name in subject.subject.sections.items():
            if section in names:
                raise SubjectError(f"{subject.package}: SUBJECT: pokok bahasan “{section}” sudah milik subjek lain")
            names[section] = name
    return {section: names[section] for section in [*order, *names] if section in names}
