"""Direct standardisation: what a group's share would be if its cases were made up as those of a standard are.

Groups whose shares differ may only have different kinds of cases. Weighting each kind's share by the standard's number
of cases of that kind takes that away; what difference is left has another reason, which this does not tell. Source:
`params/methods.yml`, `standardisation`.
"""

from __future__ import annotations

from collections.abc import Mapping

from laporan.facts.lineage import Basis
from laporan.facts.quantity import SHARE, Quantity, exact, summed

__all__ = ["standardised_share"]


def standardised_share(shares: Mapping[str, Quantity | None], standard: Mapping[str, Quantity]) -> Quantity | None:
    """The share that a group would have with the standard's make-up of cases.

    Parameters
    ----------
    shares : mapping of str to Quantity or None
        The group's own share in each kind of case; None for a kind of which it has no case.
    standard : mapping of str to Quantity
        Number of cases of each kind in the standard.

    Returns
    -------
    Quantity or None
        A share that rests on the rows of both. None where the standard has no case, and where it has cases of a kind
        of which the group has none: what the group's share would be there is not known.
    """
    weights = {kind: cases for kind, cases in standard.items() if cases}
    known = {kind: own for kind in weights if (own := shares.get(kind)) is not None}
    if not weights or len(known) < len(weights):
        return None
    whole = sum(exact(cases.value) for cases in weights.values())
    value = sum(exact(own.value) * exact(weights[kind].value) for kind, own in known.items()) / whole
    unit = next(iter(weights.values())).unit
    return Quantity(value, SHARE, of=summed(weights.values(), unit), basis=Basis.of(known, weights))
