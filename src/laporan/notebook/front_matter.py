"""What only the executive summary shows: the year's headline figures, and the signature block."""

from __future__ import annotations

from dataclasses import dataclass

from laporan.facts.lineage import Basis
from laporan.facts.printed import Printed
from laporan.project.parameters import Cover


@dataclass(frozen=True)
class KeyFigure:
    """One headline number of the year.

    Parameters
    ----------
    label : str
        What it is.
    value : Printed
        The number.
    note : Printed or str
        What it is counted from, or its category.
    """

    label: str
    value: Printed
    note: Printed | str


@dataclass(frozen=True)
class KeyFigures:
    """The year's headline figures.

    Parameters
    ----------
    items : tuple of KeyFigure
        In reading order.
    """

    items: tuple[KeyFigure, ...]

    @property
    def basis(self) -> Basis:
        """The rows of the raw files that they rest on."""
        return Basis.of(self.items)


@dataclass(frozen=True)
class Signature:
    """The signature block. Place, date and name are filled in when a final report is put together.

    Parameters
    ----------
    office : str
        Of the person who signs.
    """

    office: str


def signature(cover: Cover) -> Signature:
    """The signature block of the office that the parameters name; a draft has nobody's name under it."""
    return Signature(cover.office)
