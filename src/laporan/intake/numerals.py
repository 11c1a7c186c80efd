"""Numbers as people write them: '1.234,5', 'Rp 1,234', '90,4%'. A form is told by an example."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from laporan.intake.cells import Cell

EXAMPLE = re.compile(
    r"(?P<prefix>[^0-9\-]*)(?P<whole>[0-9]{1,3}(?:(?P<thousands>[.,' \u00a0])[0-9]{3})+|[0-9]+)"
    r"(?:(?P<decimal>[.,])[0-9]+)?(?P<suffix>[^0-9]*)"
)


@dataclass(frozen=True)
class NumeralForm:
    """How numbers are written.

    Parameters
    ----------
    example : str
        As the map has it.
    thousands, decimal : str
        What parts thousands, and decimals; '' for nothing.
    prefix, suffix : str
        What may stand before and behind, such as 'Rp' and '%'.
    """

    example: str
    thousands: str = ""
    decimal: str = ""
    prefix: str = ""
    suffix: str = ""

    def parse(self, text: str) -> Decimal | None:
        """The number; None for what is written otherwise.

        Examples
        --------
        >>> number_form("1.234,5").parse("18.024"), number_form("1.234").parse("1.2345")
        (Decimal('18024'), None)
        """
        bare = text.replace("\u00a0", " ").strip()
        bare = bare.removeprefix(self.prefix).strip() if self.prefix else bare
        bare = bare.removesuffix(self.suffix).strip() if self.suffix else bare
        whole = r"[0-9]+"
        if self.thousands:
            whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(self.thousands)}[0-9]{{3}})+|[0-9]+)"
        fraction = rf"(?:{re.escape(self.decimal)}[0-9]+)?" if self.decimal else ""
        if not re.fullmatch(f"-?{whole}{fraction}", bare):
            return None
        bare = bare.replace(self.thousands, "") if self.thousands else bare
        return Decimal(bare.replace(self.decimal, ".") if self.decimal else bare)


PLAIN = NumeralForm("1234")
USUAL = (NumeralForm("1.234,5", ".", ","), NumeralForm("1,234.5", ",", "."))


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number, or a text that can only be one."""
    if isinstance(cell, str):
        return any(form.parse(cell) is not None for form in USUAL)
    return cell is not None and not isinstance(cell, dt.date | dt.time)


def number_form(example: str) -> NumeralForm:
    """The form that an example shows. Three digits behind a single sign are thousands: '1.234'.

    Parameters
    ----------
    example : str
        A number as it is written in the source.

    Raises
    ------
    ValueError
        For what is no such example.
    """
    match = EXAMPLE.fullmatch(example)
    if not match or (match["thousands"] and match["thousands"] == match["decimal"]):
        raise ValueError(f"“{example}” bukan contoh bilangan; tulis misalnya '1.234', '1.234,5', '1234.5', '90,4%'")
    thousands = (match["thousands"] or "").replace("\u00a0", " ")
    return NumeralForm(example, thousands, match["decimal"] or "", match["prefix"].strip(), match["suffix"].strip())


RANGE = re.compile(r"\s*(-?[0-9]+(?:[.,][0-9]+)?)?\s*\.\.\s*(-?[0-9]+(?:[.,][0-9]+)?)?\s*")


def number_range(told: str) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of '30..39', '..29', '50..'; both belong to it.

    Parameters
    ----------
    told : str
        A range.

    Raises
    ------
    ValueError
        For what is none, or stands upside down.
    """
    match = RANGE.fullmatch(told)
    low, high = (Decimal(part.replace(",", ".")) if part else None for part in (match.groups() if match else ("", "")))
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise ValueError(f"“{told}” bukan rentang; tulis misalnya '30..39', '..29', '50..'")
    return low, high
