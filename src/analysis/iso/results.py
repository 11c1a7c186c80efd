"""ISO certificates, the surveillance audit, and what became of its suggestions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.iso.contract import DONE, RUNNING, WAITING
from laporan.core.errors import DataError, Fault
from laporan.facts.identity import Identity, parts
from laporan.facts.lineage import SOURCE, Basis
from laporan.facts.quantity import Quantity, count, given, share
from laporan.facts.tables import Status, Table, table
from laporan.notebook.results import Identities, Results

__all__ = [
    "RUNNING",
    "WAITING",
    "Audit",
    "Certificate",
    "Certificates",
    "Suggestion",
    "Suggestions",
    "audit",
    "certificates",
    "suggestions",
]

SUGGESTIONS = "saran"
VERDICTS = {DONE: Status("match", DONE), RUNNING: Status("watch", RUNNING), WAITING: Status("act", WAITING)}


@dataclass(frozen=True)
class Certificate:
    """A certificate of one unit.

    Parameters
    ----------
    standard : str
        The edition: "ISO 9001:2015".
    unit : str
        The unit that holds it.
    year : int
        When it was obtained.
    date : date or None
        The day; None where only the year is known.
    """

    standard: str
    unit: str
    year: int
    date: dt.date | None


@dataclass(frozen=True)
class Certificates:
    """All certificates that are held, oldest first.

    Parameters
    ----------
    certificates : tuple of Certificate
        The certificates.
    held : Quantity
        How many they are.
    rests_on : Basis
        Rows that they were read from.
    """

    certificates: tuple[Certificate, ...]
    held: Quantity
    rests_on: Basis

    def of_year(self, year: int) -> tuple[Certificate, ...]:
        """Certificates that were obtained in that year."""
        return tuple(item for item in self.certificates if item.year == year)

    def table(self) -> Table:
        """Table of the certificates: standard, unit, when obtained."""
        rows = [
            (str(number), item.standard, item.unit, item.date or str(item.year))
            for number, item in enumerate(self.certificates, 1)
        ]
        return table(("No.", "Standar", "Unit", "Diperoleh"), rows, widths=(1, 3, 5, 3), rests_on=self.rests_on)


@dataclass(frozen=True)
class Audit:
    """The surveillance audit of a year.

    Parameters
    ----------
    unit, standard, body : str
        Who was audited, by which edition, and by which certification body.
    month : int
        The month.
    days, auditors : Quantity
        How long it took, and how many auditors came.
    conforming : bool
        Whether the requirements were met.
    """

    unit: str
    standard: str
    body: str
    month: int
    days: Quantity
    auditors: Quantity
    conforming: bool


@dataclass(frozen=True)
class Suggestion:
    """A suggestion of the auditors, and what became of it.

    Parameters
    ----------
    number : int
        Its number in the audit's list.
    text, addressee : str
        What is suggested, and to whom.
    status : str
        "Selesai", "Berjalan" or "Belum mulai".
    done_on : date or None
        When it was finished; None while it is not.
    """

    number: int
    text: str
    addressee: str
    status: str
    done_on: dt.date | None


@dataclass(frozen=True)
class Suggestions:
    """All suggestions of the auditors.

    Parameters
    ----------
    suggestions : tuple of Suggestion
        In the order of the audit's list.
    all : Quantity
        How many they are.
    counts : dict of str to Quantity
        How many have each status.
    rests_on : Basis
        Rows that they were read from.
    """

    suggestions: tuple[Suggestion, ...]
    all: Quantity
    counts: dict[str, Quantity]
    rests_on: Basis

    @property
    def done(self) -> Quantity:
        """Share of the suggestions that is finished."""
        return share(self.counts[DONE], self.all)

    def table(self) -> Table:
        """Table of the suggestions: status, addressee, when finished."""
        rows = [
            (f"{item.number}. {item.text}", VERDICTS[item.status], item.addressee, item.done_on)
            for item in self.suggestions
        ]
        head = ("Saran", "Status", "Penerima", "Selesai pada")
        return table(head, rows, widths=(5, 2, 4, 2), rests_on=self.rests_on)


def certificates(held: pd.DataFrame) -> Certificates:
    """Read the certificates.

    Parameters
    ----------
    held : DataFrame
        Dataset `iso_sertifikat`: one row a certificate.
    """
    ordered = held.sort_values(["year", "date"], kind="stable")
    found = tuple(
        Certificate(row["standard"], row["unit"], row["year"], _day(row["date"])) for row in ordered.to_dict("records")
    )
    return Certificates(found, count(held, "sertifikat").called("sertifikat yang dimiliki"), Basis.of(held))


def audit(audits: pd.DataFrame) -> Audit:
    """Read the surveillance audit of the year.

    Parameters
    ----------
    audits : DataFrame
        Dataset `iso_audit`; its first row is the audit.
    """
    row = audits.iloc[0]
    return Audit(
        row["unit"],
        row["standard"],
        row["body"],
        int(row["month"]),
        given(int(row["days"]), "hari", audits).called("lama audit"),
        given(int(row["auditors"]), "auditor", audits).called("auditor yang datang"),
        row["conforming"] == "ya",
    )


def suggestions(said: pd.DataFrame, followed: pd.DataFrame) -> Suggestions:
    """Join each suggestion with what became of it.

    Parameters
    ----------
    said : DataFrame
        Dataset `iso_saran`: one row a suggestion.
    followed : DataFrame
        Dataset `iso_tindak_lanjut`: one row a suggestion; one without a row has not been begun.

    Raises
    ------
    DataError
        Where a follow-up names a suggestion that was not made.
    """
    _refuse_unknown(said, followed)
    status = followed.set_index("number")["status"]
    day = followed.set_index("number")["date"]
    found = tuple(
        Suggestion(
            row["number"],
            row["suggestion"],
            row["addressee"],
            status.get(row["number"], WAITING),
            _day(day.get(row["number"])),
        )
        for row in said.to_dict("records")
    )
    counts = {}
    for name in VERDICTS:
        chosen = said["number"].isin([item.number for item in found if item.status == name])
        numbers = said.loc[chosen, "number"]
        having = given(len(numbers), SUGGESTIONS, said[chosen], followed[followed["number"].isin(numbers)])
        counts[name] = having.called(f"saran berstatus “{name}”")
    return Suggestions(found, count(said, SUGGESTIONS).called("semua saran auditor"), counts, Basis.of(said, followed))


def identities(found: Suggestions, audit: Audit, year: int) -> list[Identity]:
    """Identities: every suggestion has one status, and nobody has followed one before the audit made it.

    Parameters
    ----------
    found : Suggestions
        The suggestions with what became of them.
    audit : Audit
        The audit that made them.
    year : int
        In which it was held.
    """
    section, begun = "audit-surveilans", dt.date(year, audit.month, 1)
    early = sum(item.done_on is not None and item.done_on < begun for item in found.suggestions)
    law, none = "Tindak lanjut sebelum audit = tidak ada", Quantity(0, SUGGESTIONS)
    return [
        parts(section, "Jumlah keadaan = semua saran", SUGGESTIONS, found.counts.values(), found.all),
        Identity(section, law, SUGGESTIONS, given(early, SUGGESTIONS, found), none, rule_of_data=True),
    ]


def _refuse_unknown(said: pd.DataFrame, followed: pd.DataFrame) -> None:
    unknown = followed.loc[~followed["number"].isin(said["number"]), "number"]
    if len(unknown):
        file = followed.attrs[SOURCE].path
        rule, remedy = "nomor saran tidak ada di iso_saran", "Perbaiki nomor itu, atau lengkapi daftar saran"
        faults = [
            Fault(file, rule, remedy, row=row, column="nomor", value=str(number))
            for row, number in zip(unknown.index.tolist(), unknown, strict=True)
        ]
        raise DataError(faults)


def _day(value: Any) -> dt.date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


RESULTS: dict[str, Callable[[Results], object]] = {
    "certificates": lambda r: certificates(r.report.load("iso_sertifikat")),
    "suggestions": lambda r: suggestions(r.report.load("iso_saran"), r.report.load("iso_tindak_lanjut")),
    "audit": lambda r: audit(r.report.load("iso_audit")),
}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "iso-certificates": lambda r: r.certificates.held,
    "iso-suggestions": lambda r: r.suggestions.all,
    "iso-followed-up": lambda r: r.suggestions.done,
    "iso-auditors": lambda r: r.audit.auditors,
}
IDENTITIES: Identities = (lambda r: identities(r.suggestions, r.audit, r.report.year),)
