"""A number's origin in words: what it is, how one computes it by hand, how it was checked, what its text rounds."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from laporan.core.formatting import lower_first, number
from laporan.facts.ledger import Fact

CELL = re.compile(r"\[((['\"]).+\2, (['\"]).+\3)\]$")  # the end of a table cell's expression: its row, its column
SIGNIFICANT = 6  # digits of a fraction's decimal


@dataclass(frozen=True)
class HandStep:
    """A line of a computation by hand.

    Parameters
    ----------
    words, text : str
        '+ sisa awal', '1.948'.
    """

    words: str
    text: str


def what_it_is(fact: Fact) -> str:
    """What a number is: its name; of a table's cell its row and column; and of which of several things it is.

    Examples
    --------
    >>> what_it_is({"name": "", "about": "", "unit": "laporan", "expression": "t.table()['LAPORBKN!', 'Selesai']"})
    'LAPORBKN!: Selesai'
    """
    cell = CELL.search(fact["expression"])
    place = ": ".join(ast.literal_eval(f"[{cell[1]}]")) if cell else ""
    about = fact.get("about", "")
    words = [fact.get("name", ""), place, "" if about in place else about]
    said = "; ".join(filter(None, words))
    return said[:1].upper() + said[1:]


def by_hand(fact: Fact) -> tuple[HandStep, ...]:
    """How one computes a number by hand, its result in the last line; () where it was only counted or read."""
    told = fact.get("steps") or ()
    lines = [HandStep(f"{step['sign']} {step['name']}".strip(), step["text"]) for step in told]
    result = HandStep(f"= {fact.get('name') or 'hasilnya'}", fact["text"])
    return (*lines, result) if lines else ()


def other_side(fact: Fact) -> str:
    """How a number was checked from the other side; '' where it was not.

    Examples
    --------
    >>> steps = [{"sign": "", "name": "selesai", "text": "3.852"}, {"sign": "+", "name": "terbuka", "text": "356"}]
    >>> check = {"law": "Masuk = keluar", "case": "WBS", "same_files": True, "text": "4.208", "steps": steps}
    >>> other_side({"check": check})
    'selesai 3.852 + terbuka 356 = 4.208, dari berkas yang sama'
    >>> other_side({"check": check | {"steps": [step | {"name": "kanal"} for step in steps]}})
    'masuk = keluar (WBS): 3.852 + 356 = 4.208, dari berkas yang sama'
    >>> other_side({"check": check | {"steps": [], "same_files": False}})
    'masuk = keluar (WBS): 4.208, dari berkas lain'
    """
    check = fact.get("check")
    if not check:
        return ""
    law, names = f"{lower_first(check['law'])} ({check['case']}): ", [step["name"] for step in check["steps"]]
    tells = bool(names) and len(set(names)) == len(names)
    words = (f"{step['sign']} {step['name'] if tells else ''} {step['text']}" for step in check["steps"])
    result = " = ".join(filter(None, (" ".join(" ".join(words).split()), check["text"])))
    return f"{'' if tells else law}{result}, dari berkas {'yang sama' if check['same_files'] else 'lain'}"


def before_rounding(fact: Fact) -> str:
    """The value that the printed text rounds, in words.

    '963/1052 ≈ 0,915399, dari 4.208 laporan' for a share, '18,23 hari kalender' for a duration.
    """
    written = str(fact["exact"])
    words = written.replace(".", ",")
    if "/" in written:
        value = Fraction(written)
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        words += f" ≈ {f'{decimal:.{SIGNIFICANT}g}'.replace('.', ',')}"
    if fact["unit"] not in ("", "%"):
        words += f" {fact['unit']}"
    return f"{words}, dari {number(fact['of']['value'])} {fact['of']['unit']}".rstrip() if fact["of"] else words
