"""Faults of one cause told once: how many there are, the first of them, and the remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laporan.core.errors import Fault

FEW = 3  # so many are told one by one, and so many are shown of more
NUMBERS = re.compile("[0-9]+")  # 'sama dengan baris 12' and 'sama dengan baris 15' are one cause


def told_once(faults: Sequence[Fault]) -> list[str]:
    """The messages of some faults, in their order; more than a few of one cause are one message.

    Parameters
    ----------
    faults : sequence of Fault
        Of one cause are those of one column (or of whole rows) of a file that break the same rule.
    """
    causes: dict[tuple[str | None, ...], list[Fault]] = {}
    for fault in faults:
        causes.setdefault(_cause(fault), []).append(fault)
    return [message for alike in causes.values() for message in _messages(alike)]


def _cause(fault: Fault) -> tuple[str | None, ...]:
    rowed = "" if fault.row is None else "row"
    return fault.file, fault.sheet, fault.column, NUMBERS.sub("", fault.rule), fault.remedy, fault.level, rowed


def _messages(alike: list[Fault]) -> list[str]:
    first = alike[0]
    if len(alike) <= FEW or first.row is None:
        return [str(fault) for fault in alike]
    from laporan.core.formatting import number  # Babel, which only a long list needs

    same = len({fault.rule for fault in alike}) == 1
    place = ", ".join(first.place(row=False))
    what = f"{number(len(alike))} {'baris' if first.column is None else 'sel'}"
    shown = ", ".join(_row(fault, same) for fault in alike[:FEW])
    rule = f"{what} {first.rule}" if same else what
    return [f"{place}: {rule}: {shown}, dan {number(len(alike) - FEW)} lagi. {first.remedy}"]


def _row(fault: Fault, same: bool) -> str:
    return " ".join(filter(None, (f"baris {fault.row}", fault.quoted, "" if same else fault.rule)))
