"""How far the offices' shares of a service lie apart, and how much of that comes of their make-up of cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.methods.standardisation import standardised_share
from laporan.core.formatting import round_half_up
from laporan.facts.quantity import Quantity

__all__ = ["OfficeSpread", "spread"]


@dataclass(frozen=True)
class OfficeSpread:
    """Distance between the highest and the lowest share of a service.

    Parameters
    ----------
    crude : Quantity
        Of the shares as they are, in percentage points.
    standardised : Quantity
        Of the directly standardised shares; the standard is all offices together.
    """

    crude: Quantity
    standardised: Quantity

    @property
    def explained(self) -> Quantity:
        """How much narrower it becomes with one make-up of cases; below zero where it becomes wider."""
        return (self.crude - self.standardised).called("bagian jarak yang dijelaskan susunan usul")

    @property
    def narrower(self) -> bool:
        """Whether the make-up of cases accounts for any of it, as printed with one decimal."""
        return round_half_up(self.explained.value, 1) > 0


def spread(
    offices: Iterable[tuple[Quantity | None, Mapping[str, Quantity | None]]], standard: Mapping[str, Quantity]
) -> OfficeSpread | None:
    """The spread of some offices' shares.

    Parameters
    ----------
    offices : iterable of (Quantity, mapping of str to Quantity)
        Each office's share, and its share in each kind of case; None where it has no case.
    standard : mapping of str to Quantity
        Cases of each kind in all offices.

    Returns
    -------
    OfficeSpread or None
        None where an office lacks a kind of case that others have.
    """
    crude, made = [], []
    for own, by_kind in offices:
        same_make_up = standardised_share(by_kind, standard)
        if own is None or same_make_up is None:
            return None
        crude.append(own)
        made.append(same_make_up)
    return OfficeSpread(
        (max(crude) - min(crude)).called("jarak persentase tertinggi dan terendah"),
        (max(made) - min(made)).called("jarak itu bila susunan usul disamakan"),
    )
