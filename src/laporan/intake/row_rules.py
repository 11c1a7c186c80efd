"""What a map says of rows that are no data."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from laporan.intake.map_values import DateForms, Form, Number, OneOrMore, Pattern, as_list
from laporan.project.models import Day, Strict


class Condition(Strict):
    """What a row is chosen by; all that is said must hold.

    Parameters
    ----------
    column : str or list of str
        Its head, or several by which it may be called.
    any_of, none_of : list of str
        Words that the cell is, or is not.
    matches : str
        A regular expression for the whole cell.
    empty, number : bool
        Whether the cell is empty, a number.
    before, after : date
        The cell's date is earlier or later; `written` tells how it is written.
    written : str or list of str
        Form of the date.
    below, above : decimal
        The cell's number is less or more; `number_form` tells by an example how it is written.
    number_form : str
        As `number` of a column.
    """

    column: OneOrMore
    any_of: OneOrMore | None = None
    none_of: OneOrMore | None = None
    matches: Pattern | None = None
    empty: bool | None = None
    number: bool | None = None
    before: Day | None = None
    after: Day | None = None
    written: DateForms = []
    below: Number | None = None
    above: Number | None = None
    number_form: Form | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        asked = (self.any_of, self.none_of, self.matches, self.empty, self.number, self.before, self.after)
        if all(part is None for part in (*asked, self.below, self.above)):
            raise ValueError(
                "sebut syaratnya: any_of, none_of, matches, empty, number, before, after, below, atau above"
            )
        return self


class LeaveOut(Strict):
    """Rows that are not data, with the reason; the first rule that fits a row counts.

    Parameters
    ----------
    reason : str
        In Indonesian: it stands in the record, the annex and the quarantine file.
    where : Condition or list of Condition
        All hold.
    rows : list of int
        Or these rows.
    and_below : bool
        From the first such row on, everything.
    """

    reason: Annotated[str, Field(min_length=1)]
    where: Annotated[list[Condition], BeforeValidator(as_list)] = []
    rows: Annotated[list[int], BeforeValidator(as_list)] = []
    and_below: bool = False

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.where) == bool(self.rows):
            raise ValueError("sebut where (syarat) atau rows (nomor baris), salah satu")
        return self
