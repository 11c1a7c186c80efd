"""What `params/<year>.yml` says of targets, early warnings and trends."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import model_validator

from laporan.project.models import Real, Strict


class Indicator(Strict):
    """One line of the early-warning table. `measure` is a name that `early_warning` knows; `watch` and `act`
    are limits on its value (a share is a fraction of one); `worse` says on which side of them the trouble lies."""

    name: str
    theme: str
    measure: str
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
    """A box of a diagram, and the ids of the boxes that it feeds."""

    id: str
    label: str
    feeds: list[str] = []


class Layer(Strict):
    """Boxes that stand in one column of a diagram."""

    name: str
    nodes: list[Node]


class Diagram(Strict):
    """Layers from where things come from to where they go."""

    layers: list[Layer]

    @model_validator(mode="after")
    def _every_arrow_ends(self) -> Self:
        nodes = [node for layer in self.layers for node in layer.nodes]
        known = {node.id for node in nodes}
        for target in (target for node in nodes for target in node.feeds):
            if target not in known:
                raise ValueError(f"panah menuju “{target}”, yang tidak ada di antara {', '.join(sorted(known))}")
        return self


class Target(Strict):
    """What the year set out to reach: `at least` or `at most`."""

    name: str
    measure: str
    value: Real
    direction: Literal["at least", "at most"] = "at least"


PARAMETERS: dict[str, tuple[Any, Any]] = {
    "early_warning": (list[Indicator], []),
    "early_warning_system": (Diagram | None, None),
    "targets": (list[Target], []),
    # lines of the closing chart, name in the report -> name of the measure (at most four)
    "trend": (dict[str, str], {}),
}
