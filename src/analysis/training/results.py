"""Sharing sessions for the staff, and the training in customer service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.methods.answers import PersonScores
from analysis.methods.comparison import GroupDifference, paired
from analysis.training.contract import FIELDS, HEAD_OFFICE, REGIONAL
from laporan.core.formatting import roman
from laporan.data.disclosure import FEWEST, is_small, together
from laporan.facts.identity import Identity, parts
from laporan.facts.lineage import Basis
from laporan.facts.printed import angka, selisih
from laporan.facts.quantity import Quantity, count, given, mean, share, total
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.results import Identities, Results

__all__ = ["SEMESTERS", "Session", "Sessions", "Trained", "Training", "sessions", "training"]

PEOPLE = "peserta"
SCORE = "nilai"
ALL = "Semua bidang"
SEMESTERS = (1, 2)


@dataclass(frozen=True)
class Session:
    """A sharing session; whatever nobody wrote down is None.

    Parameters
    ----------
    semester : int
        1 or 2.
    form : str
        What kind of session it was.
    date : date or None
        Its day.
    theme : str or None
        What it was about.
    attendance : Quantity or None
        How many came.
    """

    semester: int
    form: str
    date: dt.date | None
    theme: str | None
    attendance: Quantity | None


@dataclass(frozen=True)
class Sessions:
    """The sharing sessions of a year.

    Parameters
    ----------
    sessions : tuple of Session
        In order; those without a date come last in their semester.
    held, dated : Quantity
        How many there were, and how many have a date.
    attendance : Quantity or None
        People at those sessions that counted them; None where none did.
    rests_on : Basis
        Rows that they were read from.
    """

    sessions: tuple[Session, ...]
    held: Quantity
    dated: Quantity
    attendance: Quantity | None
    rests_on: Basis

    @property
    def undated(self) -> Quantity | None:
        """Share of the sessions without a date; None where all have one."""
        return (
            share((self.held - self.dated).called("kegiatan tanpa tanggal"), self.held)
            if self.dated < self.held
            else None
        )

    def table(self) -> Table:
        """Table of the sessions: date, theme, how many came."""
        rows = [
            (
                f"Semester {roman(session.semester)}, kegiatan ke-{number}",
                session.date or "tidak disebut",
                session.theme or "tidak disebut",
                session.attendance,
            )
            for number, session in enumerate(self.sessions, 1)
        ]
        return table(("Kegiatan", "Tanggal", "Tema", "Peserta"), rows, rests_on=self.rests_on)


@dataclass(frozen=True)
class Trained:
    """Participants of one field, or of all of them.

    Parameters
    ----------
    name : str
        The field, or "Semua bidang".
    participants : Quantity
        How many there were.
    central, regional : Quantity
        Those of the head office, and those of regional offices.
    before, after : Quantity or None
        Mean scores (0 to 100) of those who took both tests; None where nobody did, or too few to be told of.
    """

    name: str
    participants: Quantity
    central: Quantity
    regional: Quantity
    before: Quantity | None
    after: Quantity | None

    @property
    def gain(self) -> Quantity | None:
        """By how many points the mean score rose; None where nobody was tested."""
        return self.after - self.before if self.before is not None and self.after is not None else None


@dataclass(frozen=True)
class Training:
    """The training in customer service of a year.

    Parameters
    ----------
    fields : tuple of Trained
        Fields with participants, in the order of the contract; those of few participants together, the last.
    all : Trained
        All participants.
    improved : Quantity or None
        Share of those tested whose score rose; None where nobody was tested, and where so few rose, or so few did
        not, that they could be found.
    difference : GroupDifference or None
        How far the mean score after lies above that before, of the same persons; None where no mean is told, and where
        nothing can be said of it.
    """

    fields: tuple[Trained, ...]
    all: Trained
    improved: Quantity | None
    difference: GroupDifference | None

    @property
    def tested(self) -> bool:
        """Whether there was a test."""
        return self.all.before is not None

    def share_of(self, field: Trained) -> Quantity:
        """Share of all participants that a field has."""
        part = field.participants.called("peserta dari satu bidang")
        return share(part, self.all.participants.called("semua peserta pelatihan"))

    def table(self) -> Table:
        """Table of participants by field and office, with mean scores where there was a test."""
        head = ["Bidang", *((HEAD_OFFICE, REGIONAL) if self.offices_told else ()), "Jumlah"]
        if self.tested:
            head += ["Nilai awal", "Nilai akhir", "Selisih"]
        rows = [self._row(trained) for trained in (*self.fields, self.all)]
        how = "Nilai adalah rata-rata peserta bidang itu yang mengikuti kedua tes, skala 0–100; selisih dihitung dari "
        how += "rata-rata yang belum dibulatkan."
        return table(head, rows, total=True, how=how if self.tested else "")

    @property
    def offices_told(self) -> bool:
        """Whether each field may be told by office: nowhere are there so few that one of them could be found."""
        return not any(
            is_small(int(part)) for trained in (*self.fields, self.all) for part in (trained.central, trained.regional)
        )

    def _row(self, trained: Trained) -> tuple[Cell, ...]:
        offices = (trained.central, trained.regional) if self.offices_told else ()
        row: tuple[Cell, ...] = (trained.name, *offices, trained.participants)
        if not self.tested:
            return row
        if trained.before is None or trained.after is None or trained.gain is None:
            return (*row, None, None, None)
        return (*row, angka(trained.before, 1), angka(trained.after, 1), selisih(trained.gain, 1))


def sessions(held: pd.DataFrame) -> Sessions:
    """Read the sharing sessions.

    Parameters
    ----------
    held : DataFrame
        Dataset `sosialisasi`: one row a session.
    """
    ordered = held.sort_values(["semester", "date"], kind="stable")
    found = tuple(_session(ordered.loc[[row]]) for row in ordered.index)
    counted = held["attendance"].dropna()
    return Sessions(
        found,
        count(held, "kegiatan").called("kegiatan yang diadakan"),
        count(held[held["date"].notna()], "kegiatan"),
        total(counted, PEOPLE).called("peserta kegiatan yang mencatatnya") if len(counted) else None,
        Basis.of(held),
    )


def _session(row: pd.DataFrame) -> Session:
    line = row.iloc[0]
    return Session(
        int(line["semester"]),
        line["form"],
        line["date"].date() if pd.notna(line["date"]) else None,
        line["theme"] if pd.notna(line["theme"]) else None,
        given(int(line["attendance"]), PEOPLE, row) if pd.notna(line["attendance"]) else None,
    )


def training(participants: pd.DataFrame) -> Training:
    """Count the participants by field.

    Parameters
    ----------
    participants : DataFrame
        Dataset `pelatihan`: one row a participant; both scores are given, or neither.
    """
    sizes = participants["field"].value_counts()
    groups = together({field: int(sizes[field]) for field in FIELDS if field in sizes})
    members = {" + ".join(group): participants[participants["field"].isin(group)] for group in groups}
    scored = not any(is_small(int(rows["after"].notna().sum())) for rows in members.values())
    fields = tuple(_trained(name, rows, scored) for name, rows in members.items())
    tested = participants[participants["after"].notna()]
    rose = tested[tested["after"] > tested["before"]]
    told = len(tested) and not is_small(len(rose)) and not is_small(len(tested) - len(rose))
    improved = share(count(rose, PEOPLE), count(tested, PEOPLE)) if told else None
    enough = len(tested) >= FEWEST
    difference = paired(_scores(tested["before"]), _scores(tested["after"])) if enough else None
    return Training(fields, _trained(ALL, participants, enough), improved, difference)


def _scores(marks: pd.Series) -> PersonScores:
    return PersonScores(marks.to_numpy(dtype=np.int64), Fraction(1), SCORE, Basis.of(marks))


def identities(found: Training) -> list[Identity]:
    """Identities: fields add up to all participants, and offices to each field."""
    fields = [trained.participants for trained in found.fields]
    whole = parts("pelatihan", "Jumlah bidang = semua peserta", PEOPLE, fields, found.all.participants)
    laws = [whole] if fields else []
    for trained in (*found.fields, found.all):
        both = trained.central + trained.regional
        laws.append(Identity("pelatihan", "Pusat + daerah = peserta", trained.name, both, trained.participants))
    return laws


def _trained(name: str, rows: pd.DataFrame, scored: bool) -> Trained:
    """The participants of a field; their scores only where no field has few, whose own would follow from the others."""
    tested = rows[rows["after"].notna()]
    before, after = (mean(tested[column], SCORE) if scored and len(tested) else None for column in ("before", "after"))
    central, regional = (count(rows[rows["office"] == office], PEOPLE) for office in (HEAD_OFFICE, REGIONAL))
    return Trained(name, count(rows, PEOPLE), central, regional, before, after)


RESULTS: dict[str, Callable[[Results], object]] = {"training": lambda r: training(r.report.load("pelatihan"))}
MEASURES: dict[str, Callable[[Results], Quantity]] = {"training-participants": lambda r: r.training.all.participants}
IDENTITIES: Identities = (lambda r: identities(r.training),)
