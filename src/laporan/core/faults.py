"""One thing wrong with one datum; and many of one cause told once: how many, the first of them, and the remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# What would command a terminal, or is not seen on it.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
LONGEST = 120  # letters of a cell or a title that a message repeats
FEW = 3  # so many are told one by one, and so many are shown of more
NUMBERS = re.compile("[0-9]+")  # 'sama dengan baris 12' and 'sama dengan baris 15' are one cause


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one datum of an input file.

    All texts are Indonesian, since faults go back to the office that sent the file.

    Parameters
    ----------
    file : str
        Path of the file, relative to the project.
    rule : str
        What the datum breaks, as it stands after the value: 'di luar skala 1–4'.
    remedy : str
        A sentence that says how to mend it.
    sheet : str, optional
        The sheet of a workbook.
    row : int, optional
        The row as a spreadsheet counts (the header is row 1); None where a whole column or file is at fault.
    column : str, optional
        The column's heading; None where a whole row or file is at fault.
    value : str, optional
        The value as written in the file.
    level : {'error', 'warning'}
        Whether no report can be made of it, or it only wants a note.

    Examples
    --------
    >>> print(Fault("survei.csv", "di luar skala 1–4", "Perbaiki berkas itu.", row=41, column="U4", value="5"))
    survei.csv, baris 41, kolom U4: “5” di luar skala 1–4. Perbaiki berkas itu.
    """

    file: str
    rule: str
    remedy: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    level: Literal["error", "warning"] = "error"

    def place(self, *, row: bool = True) -> list[str]:
        """Where it is, from the file down to the column, each in words.

        Parameters
        ----------
        row : bool
            Whether the row is among them.
        """
        within = (("lembar", self.sheet), ("baris", self.row if row else None), ("kolom", self.column))
        return [self.file, *(f"{word} {shown(str(told))}" for word, told in within if told is not None)]

    @property
    def quoted(self) -> str:
        """The value in quotation marks, without what would command a terminal; '' for none."""
        return "" if self.value is None else f"“{shown(self.value)}”"

    def __str__(self) -> str:
        what = " ".join(filter(None, (self.quoted, self.rule)))
        return harmless(f"{', '.join(self.place())}: {what}. {self.remedy}".rstrip())


def shown(text: str) -> str:
    """What a message repeats of a file: nothing that commands a terminal, and not all of what has no end.

    Parameters
    ----------
    text : str
        A cell, a title, a value.
    """
    told = UNSEEN.sub("�", text)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"


def harmless(text: str) -> str:
    """A message of several lines without what would command a terminal: a name that was asked for, a notebook's words.

    Parameters
    ----------
    text : str
        The message.
    """
    return "\n".join(UNSEEN.sub("�", line) for line in text.split("\n"))


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
    first_rows = ", ".join(_row(fault, same) for fault in alike[:FEW])
    rule = f"{what} {first.rule}" if same else what
    return [f"{place}: {rule}: {first_rows}, dan {number(len(alike) - FEW)} lagi. {first.remedy}"]


def _row(fault: Fault, same: bool) -> str:
    return " ".join(filter(None, (f"baris {fault.row}", fault.quoted, "" if same else fault.rule)))
