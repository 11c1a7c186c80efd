"""What the ledger of a report says of the portal's indicators. Nothing is computed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from laporan.core.errors import ReportError
from laporan.document.html import is_synthetic
from laporan.facts.ledger import Fact
from laporan.facts.quantity import SHARE
from laporan.portal.parameters import ShownIndicator

LARGEST = 1e15  # of a number that can be drawn; NaN is below no number


@dataclass(frozen=True)
class PrintedInterval:
    """An interval, exact and as the report prints it.

    Parameters
    ----------
    low, high : float
        Its ends.
    text : str
        '77,19–80,10'.
    """

    low: float
    high: float
    text: str


@dataclass(frozen=True)
class YearChange:
    """The difference from the year before, as the report tested it.

    Parameters
    ----------
    text : str
        '−0,92'.
    interval : PrintedInterval
        Of the difference.
    synthetic : bool
        Whether it rests on made-up data.
    """

    text: str
    interval: PrintedInterval
    synthetic: bool


@dataclass(frozen=True)
class IndicatorReading:
    """One indicator in one report.

    Parameters
    ----------
    text : str
        As the report prints it.
    value : float
        Before it was rounded; a share as a fraction of one.
    unit, rule : str
        Of the number; by which method it was made, '' where it depends on none.
    synthetic : bool
        Whether it rests on made-up data.
    interval : PrintedInterval, optional
        Where respondents stand behind it.
    level : float, optional
        Of the interval, a fraction of one.
    respondents : int, optional
        How many answered.
    change : YearChange, optional
        Where the report compares it with the year before.
    """

    text: str
    value: float
    unit: str
    rule: str
    synthetic: bool
    interval: PrintedInterval | None = None
    level: float | None = None
    respondents: int | None = None
    change: YearChange | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a counted whole."""
        return self.unit == SHARE

    def comparable(self, other: IndicatorReading) -> bool:
        """Whether both were made by one rule, in one unit."""
        return (self.unit, self.rule) == (other.unit, other.rule)


def read_indicator(indicator: ShownIndicator, facts: Mapping[str, Fact]) -> IndicatorReading | None:
    """An indicator in a ledger.

    Parameters
    ----------
    indicator : ShownIndicator
        Which facts it is.
    facts : mapping of str to dict
        The ledger, by id.

    Returns
    -------
    IndicatorReading or None
        None where the report does not have it.

    Raises
    ------
    ReportError
        For a fact that is no number.
    """
    fact = facts.get(indicator.value)
    if fact is None:
        return None
    level, answered = facts.get(indicator.level), facts.get(indicator.respondents)
    return IndicatorReading(
        text=str(fact["text"]),
        value=_value(fact),
        unit=str(fact["unit"]),
        rule=str(fact.get("rule") or ""),
        synthetic=is_synthetic(fact),
        interval=_interval(facts.get(indicator.low), facts.get(indicator.high)),
        level=_value(level) if level else None,
        respondents=_whole(fact) if answered is None else int(_value(answered)),
        change=_change(indicator, facts),
    )


def _change(indicator: ShownIndicator, facts: Mapping[str, Fact]) -> YearChange | None:
    told = facts.get(indicator.change)
    interval = _interval(facts.get(indicator.change_low), facts.get(indicator.change_high), " sampai ")
    return YearChange(str(told["text"]), interval, is_synthetic(told)) if told and interval else None


def _interval(low: Fact | None, high: Fact | None, to: str = "–") -> PrintedInterval | None:
    if low is None or high is None:
        return None
    return PrintedInterval(_value(low), _value(high), f"{low['text']}{to}{high['text']}")


def _whole(fact: Fact) -> int | None:
    """What a share is counted from."""
    return int(fact["of"]["value"]) if fact["unit"] == SHARE and fact["of"] else None


def _value(fact: Fact) -> float:
    value = fact.get("value")
    if not isinstance(value, int | float) or not abs(value) < LARGEST:
        raise ReportError(f"fakta {fact['id']}: “{value}” bukan bilangan. Bangun lagi laporannya")
    return float(value)
