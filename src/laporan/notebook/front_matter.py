"""What only the executive summary shows: the year's headline figures, and the signature block."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from laporan.facts.lineage import Basis
from laporan.facts.printed import Printed
from laporan.project.parameters import Cover


@dataclass(frozen=True)
class KeyFigure:
    """One number that the year is remembered by.

    label : what it is; note : what it is counted from, or its category
    """

    label: str
    value: Printed
    note: Printed | str


@dataclass(frozen=True)
class KeyFigures:
    """Headline figures, in reading order."""

    items: tuple[KeyFigure, ...]

    @property
    def basis(self) -> Basis:
        return Basis.of(self.items)


@dataclass(frozen=True)
class Signature:
    """Place, date, office and name, with room to sign between."""

    place: str
    date: dt.date
    office: str
    name: str


def signature(cover: Cover) -> Signature:
    """The signature block that the parameters name."""
    return Signature(cover.place, cover.date, cover.office, cover.name)
