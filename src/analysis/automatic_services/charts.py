"""Charts of KPO and PPO: share of cases settled automatically, by month and by office."""

from __future__ import annotations

from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MultipleLocator

from analysis.automatic_services.contract import PENSION, PROMOTION
from analysis.automatic_services.results import SHORT, AutomaticServices
from laporan.charts.canvas import MONTHS, Canvas, Chart, note, share_text
from laporan.charts.palette import EDGE, MAIN, OTHER, RULE, SOFT

__all__ = ["by_month", "by_office"]

STYLES = {PROMOTION: (MAIN, "o"), PENSION: (OTHER, "s")}


def by_month(services: AutomaticServices) -> Chart:
    """Chart of the share settled automatically of all processed cases, by month, one line a service."""

    def draw(canvas: Canvas) -> Figure:
        right = canvas.pick(35, 12)
        figure, ax = canvas.axes(canvas.pick(62, 60), left=10, right=right, top=canvas.pick(3, 9))
        ends = []
        for service in services.services:
            colour, marker = STYLES[service.name]
            shares = {month: float(part.share) for month, part in service.months.items() if part.share is not None}
            ax.plot(
                list(shares), list(shares.values()), color=colour, marker=marker, ms=4.2, label=_label(service.name)
            )
            ends.append((list(shares.values())[-1], service.name))
        _end_labels(ax, sorted(ends), canvas)
        ax.set(xlim=(0.7, 12.3), ylim=(0, 1.02), xticks=range(1, 13))
        ax.set_xticklabels([name if canvas.pick(True, index % 2 == 0) else "" for index, name in enumerate(MONTHS)])
        ax.yaxis.set_major_locator(MultipleLocator(0.25))
        ax.yaxis.set_major_formatter(FuncFormatter(share_text))
        if canvas.narrow:
            figure.legend(ncols=2, loc="upper left", bbox_to_anchor=(0, 1), borderpad=0)
        return figure

    return Chart(draw, services.month_table())


def _label(service: str) -> str:
    return f"{service} ({SHORT[service]})"


def _end_labels(ax: Axes, ends: list[tuple[float, str]], canvas: Canvas) -> None:
    """Each line named at its end, apart from its neighbour."""
    places = [value for value, _ in ends]
    room = canvas.pick(0.13, 0.1)
    for low, high in pairwise(range(len(ends))):
        if (missing := room - (places[high] - places[low])) > 0:
            places[low], places[high] = places[low] - missing / 2, places[high] + missing / 2
    for place, (value, service) in zip(places, ends, strict=True):
        text = share_text(value) if canvas.narrow else f"{share_text(value)} {service}"
        note(ax, 1.015, place, text, across="x", weight=600)


def by_office(services: AutomaticServices) -> Chart:
    """Chart of the share settled automatically by office, with a mark for promotions and one for pensions.

    The office with the largest share of pensions is at the top.
    """

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(
            5.2 * len(services.offices) + 15, left=canvas.pick(36, 32), right=canvas.pick(4, 5), top=8
        )
        ordered = sorted(services.offices, key=lambda office: office.services[PENSION].share or 0)
        for row, office in enumerate(ordered):
            parts = {name: part.share for name, part in office.services.items()}
            values = [float(part) for part in parts.values() if part is not None]
            ax.hlines(row, min(values), max(values), color=EDGE, lw=0.8)
            for name, part in parts.items():
                if part is not None:
                    colour, marker = STYLES[name]
                    ax.plot(float(part), row, marker, color=colour, ms=5.5, label=_label(name) if row == 0 else None)
        ax.set_yticks(range(len(ordered)), [office.name for office in ordered])
        ax.set(xlim=(0, 1), ylim=(-0.7, len(ordered) - 0.3))
        ax.grid(axis="x", color=RULE)
        ax.grid(visible=False, axis="y")
        ax.tick_params(axis="y", labelcolor=SOFT)
        ax.xaxis.set_major_locator(MultipleLocator(0.25))
        ax.xaxis.set_major_formatter(FuncFormatter(share_text))
        figure.legend(ncols=2, loc="upper left", bbox_to_anchor=(0, 1), borderpad=0)
        return figure

    return Chart(draw, services.office_table())
