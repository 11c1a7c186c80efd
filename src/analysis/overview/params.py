"""What `params/<year>.yml` says of targets, decisions, early warnings and trends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import model_validator

from laporan.project.indicators import load_indicators
from laporan.project.models import Claim, Measure, Real, Strict, Words

if TYPE_CHECKING:
    from laporan.notebook.report import Report


class Indicator(Claim):
    """One line of the early-warning table; whether its thresholds are official is said with it.

    Parameters
    ----------
    name, theme : str
        What it is called, and the group that it belongs to.
    measure : str
        Name of the measure (`MEASURES` of a subject) that gives its value.
    watch, act : float
        Thresholds of the levels "watch" and "act", in the unit of the measure; a share is a fraction of one.
    worse : {"above", "below"}
        On which side of the thresholds the trouble lies.
    follow_up : str
        What follows when a threshold is crossed.
    """

    name: str
    theme: str
    measure: Measure
    watch: Real
    act: Real
    worse: Literal["above", "below"] = "above"
    follow_up: str

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if (self.act < self.watch) if self.worse == "above" else (self.act > self.watch):
            raise ValueError(f"ambang tindak “{self.name}” harus lebih buruk daripada ambang waspada")
        return self


class Node(Strict):
    """A box of a diagram.

    Parameters
    ----------
    id, label : str
        Its name in the parameters, and what stands in it.
    feeds : list of str
        Ids of the boxes to which arrows go from it.
    """

    id: str
    label: str
    feeds: list[str] = []


class Layer(Strict):
    """The boxes that stand in one column of a diagram."""

    name: str
    nodes: list[Node]


class Diagram(Strict):
    """A diagram of boxes and arrows, its layers in the direction of the flow."""

    layers: list[Layer]

    @model_validator(mode="after")
    def _every_arrow_ends(self) -> Self:
        nodes = [node for layer in self.layers for node in layer.nodes]
        known = {node.id for node in nodes}
        for target in (target for node in nodes for target in node.feeds):
            if target not in known:
                raise ValueError(f"panah menuju “{target}”, yang tidak ada di antara {', '.join(sorted(known))}")
        return self


class Target(Claim):
    """What the year set out to reach, and whether it is official.

    Parameters
    ----------
    name : str
        What it is called.
    measure : str
        Name of the measure (`MEASURES` of a subject) that is held against it.
    value : float
        The target, in the unit of the measure; a share is a fraction of one.
    direction : {"at least", "at most"}
        On which side of the target it is reached.
    """

    name: str
    measure: Measure
    value: Real
    direction: Literal["at least", "at most"] = "at least"


class Decision(Claim):
    """What the report asks its leadership to decide, and whether somebody with authority asks it.

    Parameters
    ----------
    ask : str
        What is to be decided.
    who, by : str
        Who decides, and until when.
    cost : str
        What waiting costs.
    measure : str
        Name of the measure that shows why it is asked; without data, or at zero, it is not asked.
    section : str
        Id of the section where to read on; it is not asked in a report without it.
    """

    ask: Words
    who: Words
    by: Words
    cost: Words
    measure: Measure = ""
    section: str = ""

    @property
    def name(self) -> str:
        """What the numbers in it are named after."""
        return self.ask


def _unchecked_rules(report: Report) -> list[str]:
    """Rules and methods of the report whose source nobody has checked yet."""
    from analysis.overview import methodology

    return [f"{rule.name}: {rule.source}" for rule in methodology.of_report(report).unchecked]


FILES = {"indicators.yml": load_indicators}
OBSTACLES = {"aturan belum diperiksa": _unchecked_rules}
PARAMETERS: dict[str, tuple[Any, Any]] = {
    "early_warning": (list[Indicator], []),
    "early_warning_system": (Diagram | None, None),
    "targets": (list[Target], []),
    "decisions": (list[Decision], []),
    # lines of the closing chart, name in the report -> name of the measure (at most four)
    "trend": (dict[str, Measure], {}),
}
OF_ONE_YEAR = ("decisions",)  # what is asked of a year, which the next does not have from it
