"""What is wrong with a source, told so that one cause is one message: its words, how many rows, and which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from laporan.core.errors import Fault
from laporan.core.formatting import number
from laporan.intake.cells import CellError
from laporan.intake.dates import USUAL, other_order, parse
from laporan.intake.grid import Label, letters
from laporan.intake.personal import masked

ROWS_TOLD = 20
VALUES_TOLD = 12  # different values of one fault that are told one by one
MONTHS = 12
ENOUGH = 3  # cells of each sort, before a suspicion is told


@dataclass
class _Found:
    """Rows with the same fault: by value, and the first labels of each."""

    remedy: str
    rows: dict[str, list[Label]] = field(default_factory=dict)


@dataclass(frozen=True)
class CellPlace:
    """Where a cell is. file, sheet : the table; column : its head; at : the column as a spreadsheet letters it"""

    file: str
    sheet: str | None
    column: str
    at: int | None = None


class FaultList:
    """Collects faults of cells and rows."""

    def __init__(self) -> None:
        self._found: dict[tuple[CellPlace, str, str], _Found] = {}
        self._told: list[Fault] = []
        self.whole_source: list[Fault] = []

    def cell(self, place: CellPlace, label: Label, error: CellError) -> None:
        """Note a cell that can't be read."""
        found = self._found.setdefault((place, error.kind, error.rule), _Found(error.remedy))
        rows = found.rows.setdefault(masked(error.value), [])
        if label not in rows[-1:]:
            rows.append(label)

    def tell(self, *faults: Fault) -> None:
        """Note faults of rows that are told as they are."""
        self._told += faults

    def refuse(self, *faults: Fault) -> None:
        """Note what refuses the whole source, whichever rows are left out."""
        self.whole_source += faults

    def faults(self, orders: dict[tuple[CellPlace, str], OrderEvidence] | None = None) -> list[Fault]:
        """All of them.

        Parameters
        ----------
        orders : dict, optional
            What was seen of days and months in a column, by its place and form.
        """
        found = [*self.whole_source, *self._told]
        for (place, kind, rule), same in self._found.items():
            seen = [one for (where, _form), one in (orders or {}).items() if where == place] if kind == "date" else []
            told = f"{rule}{''.join(one.words for one in seen) or (_form_found(same.rows) if kind == 'date' else '')}"
            if len(same.rows) > VALUES_TOLD or any(one.words for one in seen):
                every = sorted({label for labels in same.rows.values() for label in labels}, key=_by_number)
                found.append(_fault(place, told, same.remedy, _some(same.rows), every))
            else:
                found += [_fault(place, told, same.remedy, value, rows) for value, rows in same.rows.items()]
        return found


def _form_found(rows: dict[str, list[Label]]) -> str:
    """By which form the dates can be read that the map's form does not fit, and which row decides it."""
    common = [form for form in USUAL if all(parse(text, form) for text in rows)]
    if not common:
        return ""
    if len(common) > 1:
        return f"; terbaca sebagai {' maupun '.join(common[:2])}, jadi tidak ditebak"
    other = other_order(common[0])
    deciding = next((text for text in rows if other and not parse(text, other)), None)
    return f"; terbaca sebagai {common[0]}" + (f" (“{deciding}”, baris {rows[deciding][0]})" if deciding else "")


def _by_number(label: Label) -> tuple[int, str]:
    return (label, "") if isinstance(label, int) else (0, label)


def _some(values: Iterable[str]) -> str:
    distinct = list(values)
    return "”, “".join(distinct[:3]) + ("”, … “" + distinct[-1] if len(distinct) > 3 else "")


def _fault(place: CellPlace, rule: str, remedy: str, value: str, rows: list[Label]) -> Fault:
    letter = letters(place.at) if place.at is not None else ""
    told = f"{rule} ({number(len(rows))} baris: {'sel ' if letter else ''}{listed(rows, letter)})"
    row = rows[0] if isinstance(rows[0], int) else None
    return Fault(place.file, told, remedy, place.sheet, row, place.column, value or "(kosong)")


def listed(rows: Sequence[Label], letter: str = "") -> str:
    """The first rows of some, or their cells in a column, and that there are more.

    Examples
    --------
    >>> listed([3, 4]), listed([3, 4], "J")
    ('3, 4', 'J3, J4')
    """
    return ", ".join(f"{letter}{row}" for row in rows[:ROWS_TOLD]) + (", …" if len(rows) > ROWS_TOLD else "")


@dataclass
class OrderEvidence:
    """Which rows of a column can only be read with the day first, and which only with the month first.

    Parameters
    ----------
    form : str
        As the map says.
    own, other : list of label
        Rows that decide for the map's order, and for the other.
    both : int
        How many fit both.
    early, late : list of label, int
        Cells that are dates: of the first twelve days of a month, and of the others.
    """

    form: str
    own: list[Label] = field(default_factory=list)
    other: list[Label] = field(default_factory=list)
    both: int = 0
    early: list[Label] = field(default_factory=list)
    late: int = 0

    def see_date(self, label: Label, day: int) -> None:
        """Note a cell that is a date already, of which a spreadsheet may have exchanged day and month."""
        if day <= MONTHS:
            self.early.append(label)
        else:
            self.late += 1

    @property
    def exchanged(self) -> bool:
        """Whether a spreadsheet of another country took the dates that it could read, and left the others as text."""
        return not self.late and not self.both and min(len(self.own), len(self.early)) >= ENOUGH

    def see(self, label: Label, text: str) -> None:
        """Note what one text decides."""
        other = other_order(self.form)
        if other is None:
            return
        fits, fits_other = parse(text, self.form) is not None, parse(text, other) is not None
        if fits and not fits_other:
            self.own.append(label)
        elif fits_other and not fits:
            self.other.append(label)
        self.both += fits and fits_other

    @property
    def words(self) -> str:
        """What the rows decide; '' where none speaks for the other order."""
        if not self.other:
            return ""
        other = other_order(self.form)
        own = f"; hanya {self.form}: baris {listed(self.own)}" if self.own else ""
        return f"; hanya {other}: baris {listed(self.other)}{own}; selebihnya tidak dapat ditebak"
