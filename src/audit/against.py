"""A published report's figures set beside a ledger's (`--against 2017`): same, rounds to it, differs.

Conservative on purpose: a wrong pair costs more trust than a missing one. Units and years must
agree. A figure whose value the ledger has is paired by the words that it shares with that fact.
"Differs" needs a partner that is told otherwise than by its value: the same row and column of
a table, the share behind a count that is paired, a unit of several words that only one value
has, or clearly more shared words than any other fact. What remains is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from decimal import Decimal

from audit.document import SourceDocument, SourceLocation
from audit.figures import ReportedFigure, figures
from audit.finding import Finding
from audit.ledger import Facts, Ledger, LedgerEntry, ledger_of, same_unit
from audit.numbers import parse
from audit.rules.registry import finding

VERDICTS = ("same", "rounds-to-it", "differs")
CLOSE, FAR = Decimal("0.1"), Decimal("0.5")  # how far two values of one quantity lie apart, relative
SCORES = {"poin", "indeks"}  # units of small numbers, where "3.519" can only be 3,519


@dataclass(frozen=True)
class FigureComparison:
    """One figure of the report beside one fact of the ledger.

    Parameters
    ----------
    verdict : {"same", "rounds-to-it", "differs"}
        Printed alike or equal; the print is the fact rounded; another number.
    line, page : int or None
        As in `Finding`.
    text, quote : str
        The figure, and the words around it.
    fact, fact_text : str
        The fact's id, and its printed text.
    shared : tuple of str
        The words that pair the two.
    """

    verdict: str
    line: int | None
    page: int | None
    text: str
    quote: str
    fact: str
    fact_text: str
    shared: tuple[str, ...]


def compare(document: SourceDocument, facts: Facts, page: str = "") -> list[FigureComparison]:
    """Every figure that has a partner in the ledger, in the report's order.

    Parameters
    ----------
    document : SourceDocument
    facts : sequence of mapping
        The list "facts" of a `fakta.json`.
    page : str
        HTML of the page that was built with it; "" where there is none.
    """
    ledger = ledger_of(facts, page)
    known = [(figure, partner(figure, ledger)) for figure in figures(document)]
    claimed = {entry.value for figure, entry in known if entry is not None and verdict(figure, entry) != "differs"}
    found = [
        _made(figure, entry)
        for figure, certain in known
        if (entry := certain or _by_words(figure, ledger, claimed)) is not None
    ]
    return sorted(found, key=lambda one: (one.page or 0, one.line or 0))


def differences(comparisons: Iterable[FigureComparison]) -> list[Finding]:
    """The figures that differ from the ledger, as findings of kind "ledger"."""
    found = []
    for one in comparisons:
        if one.verdict == "differs":
            message = (
                f"Laporan mencetak {one.text}, buku fakta {one.fact_text} (fakta {one.fact}). Tentukan mana yang benar."
            )
            found.append(
                finding("ledger", "warning", SourceLocation(one.line, one.page), one.quote, one.fact_text, message)
            )
    return found


def partner(figure: ReportedFigure, ledger: Ledger) -> LedgerEntry | None:
    """The fact that a figure surely states; None when that cannot be told."""
    if figure.cell:
        return _by_cell(figure, ledger) or _by_share(figure, ledger)
    for rule in (_by_share, _by_change, _by_value, _by_unit):
        if entry := rule(figure, ledger):
            return entry
    return None


def verdict(figure: ReportedFigure, entry: LedgerEntry) -> str:
    """How a print stands to a fact: the printed texts first, then the value before rounding."""
    value = _read(figure, entry)
    shown = parse(re.sub(r"[^\d.,%-]", "", entry.text))
    if value == entry.value or (shown is not None and value == shown.value):
        return "same"
    step = figure.value.ulp / 2 + Decimal("1e-9")
    if abs(value - entry.value) <= step or _roughly(figure, entry):
        return "rounds-to-it"
    return "differs"


def _by_cell(figure: ReportedFigure, ledger: Ledger) -> LedgerEntry | None:
    """The fact in the same row and column of a table, when all such facts have one value."""
    known = [entry for entry in ledger.cells.get(figure.cell, ()) if entry.percent == figure.value.percent]
    known = [entry for entry in known if _years_agree(figure, entry)]
    return known[0] if len({entry.value for entry in known}) == 1 else None


def _by_share(figure: ReportedFigure, ledger: Ledger) -> LedgerEntry | None:
    """The ledger's share of the count in front: "3.852 laporan (90,4%)"."""
    if figure.base is None or not figure.value.percent:
        return None
    shares = [
        share
        for entry in ledger.entries
        if entry.part_of and (share := ledger.by_id.get(entry.part_of)) is not None and share.percent
        if verdict(figure.base, entry) == "same" and _is_partner(figure.base, entry, ledger)
    ]
    return shares[0] if len({share.value for share in shares}) == 1 else None


def _by_change(figure: ReportedFigure, ledger: Ledger) -> LedgerEntry | None:
    """The ledger's change between two figures in front: "24,23 hari … 18,23 hari, perbaikan 25%"."""
    if not figure.value.percent or len(figure.ends) < 2:
        return None
    first, second = figure.ends[-2:]
    known = [
        entry
        for entry in ledger.entries
        if entry.percent and entry.base is not None and first.agrees(entry.base)
        if any(second.agrees(entry.base * (1 + sign * entry.value / 100)) for sign in (1, -1))
    ]
    return known[0] if len({abs(entry.value) for entry in known}) == 1 else None


def _by_value(figure: ReportedFigure, ledger: Ledger) -> LedgerEntry | None:
    """The fact of this value that shares the most words; a sentence's fact before a table's."""
    known = [e for e in ledger.entries if verdict(figure, e) != "differs" and _is_partner(figure, e, ledger)]
    ranked = sorted(
        known,
        key=lambda e: (verdict(figure, e) != "same", -len(_shared(figure, e, ledger)), not e.prose, e.cell != ()),
    )
    return ranked[0] if ranked else None


def _by_unit(figure: ReportedFigure, ledger: Ledger) -> LedgerEntry | None:
    """The one value with this unit of several words ("siaran pers per minggu")."""
    known = [
        entry
        for entry in ledger.entries
        if len(entry.unit) > 2 and figure.behind.startswith(" ".join(entry.unit)) and _years_agree(figure, entry)
    ]
    return known[0] if len({entry.value for entry in known}) == 1 else None


def _by_words(figure: ReportedFigure, ledger: Ledger, claimed: Container[Decimal]) -> LedgerEntry | None:
    """A fact of another value, told by its words: clearly more than any other fact shares.

    claimed : values that other figures of the report state; who has a figure of its own needs no second.
    The two values are of one size: the nearer, the fewer words are asked for.
    """
    if figure.cell or figure.approx or figure.value.value < 10 or _is_known(figure, ledger):
        return None
    rated = []
    for entry in ledger.entries:
        if not entry.prose or entry.value in claimed or not _may_differ(figure, entry):
            continue
        near = figure.near & (entry.words | entry.topic) - ledger.common
        score = len(near) + len(_shared(figure, entry, ledger)) / 2
        apart = abs(figure.value.value / entry.value - 1)
        if (len(near) >= 2 and score >= 3 and apart <= CLOSE) or (len(near) >= 3 and score >= 4.5 and apart <= FAR):
            rated.append((score, -apart, entry))
    if not rated:
        return None
    score, distance, best = max(rated, key=lambda one: one[:2])
    rivals = [(s, d) for s, d, entry in rated if s > score - 1 and entry.value != best.value]
    return best if all(5 * distance > d for _, d in rivals) else None


def _is_known(figure: ReportedFigure, ledger: Ledger) -> bool:
    """Whether some fact has this very value: a coincidence cannot be told from a partner."""
    return any(e.percent == figure.value.percent and verdict(figure, e) == "same" for e in ledger.entries)


def _may_differ(figure: ReportedFigure, entry: LedgerEntry) -> bool:
    """Whether both could be one quantity with two values: the unit is said on both sides, the years agree."""
    said = bool(figure.unit) or any(same_unit(word, entry.unit) for word in figure.wide)
    return bool(entry.value and said and (entry.unit or entry.percent)) and (
        _units_agree(figure, entry) and _years_agree(figure, entry)
    )


def _is_partner(figure: ReportedFigure, entry: LedgerEntry, ledger: Ledger) -> bool:
    """Whether equal values are no coincidence: units and years agree, and enough telling words are shared.

    A large or finely printed number needs one such word, a small one several.
    """
    if not (_units_agree(figure, entry) and _years_agree(figure, entry)):
        return False
    shared = _shared(figure, entry, ledger)
    near = shared & figure.near
    digits = len(re.sub(r"\D", "", figure.text).lstrip("0"))
    if digits >= 4 and same_unit(figure.unit, entry.unit):
        return True
    if digits >= 4 or (digits >= 3 and figure.unit not in ("", "%")):
        return bool(shared)
    if digits >= 3:
        return len(shared) >= 2
    if digits == 2:
        return len(shared) >= 2 and bool(near)
    return len(shared) >= 3 and len(near) >= 2 and bool(figure.unit) and bool(entry.unit or figure.unit in entry.words)


def _shared(figure: ReportedFigure, entry: LedgerEntry, ledger: Ledger) -> frozenset[str]:
    """The telling words that both have: of the figure's sentence, and of the fact or its subject."""
    return figure.wide & (entry.words | entry.topic) - ledger.common


def _units_agree(figure: ReportedFigure, entry: LedgerEntry) -> bool:
    if figure.value.percent or entry.percent:
        return figure.value.percent == entry.percent
    if figure.unit and entry.unit:
        return same_unit(figure.unit, entry.unit)
    bare = not figure.unit and bool(SCORES & set(entry.unit))  # reports print scores without a unit
    return not entry.unit or bare or any(same_unit(word, entry.unit) for word in figure.wide)


def _years_agree(figure: ReportedFigure, entry: LedgerEntry) -> bool:
    return not figure.year or not entry.years or figure.year in entry.years


def _read(figure: ReportedFigure, entry: LedgerEntry) -> Decimal:
    """The figure's value; of a score the reading as decimals ("3.519" is 3,519)."""
    other = figure.value.other
    return other if other is not None and SCORES & set(entry.unit) else figure.value.value


def _roughly(figure: ReportedFigure, entry: LedgerEntry) -> bool:
    """ "Hampir 3" stands for 2,7 to 3, "lebih dari" and "sekitar" likewise on their sides."""
    value, word = figure.value.value, figure.approx
    low, high = {"hampir": (9, 10), "mendekati": (9, 10), "lebih dari": (10, 11), "kurang dari": (9, 10)}.get(
        word, (9, 11)
    )
    return bool(word) and value * low <= entry.value * 10 <= value * high


def _made(figure: ReportedFigure, entry: LedgerEntry) -> FigureComparison:
    shared = tuple(sorted(figure.wide & (entry.words | entry.topic)))
    place = figure.place
    text = f"{figure.approx} {figure.text}".strip()
    said = verdict(figure, entry)
    return FigureComparison(said, place.line, place.page, text, figure.quote, entry.id, entry.text, shared)
