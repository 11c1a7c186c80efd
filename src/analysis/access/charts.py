"""Charts of NCSIS: a map of its users, accounts by year, and grants by module."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle

from analysis.access.geography import ProvinceMap
from analysis.access.outlines import outline
from analysis.access.results import Area, Module, Modules, Spread, UserTrend
from laporan.charts.canvas import MM, Canvas, Chart, decimals, note, share_text, whole
from laporan.charts.palette import BAND, EDGE, INK, MAIN, MUTED, OTHER, PAPER, REST, SOFT, STEPS
from laporan.core.formatting import round_half_up

__all__ = ["accounts", "class_names", "module_grants", "province_map"]

LEGEND, TOTALS = (9.5, 13.5), (11.0, 21.0)  # mm above and below the map, wide and narrow
PLACES = 1  # rates are classed as they are printed, so that the legend holds to the letter
RULER = "xtick_kelas"  # the class limits are a ruler like an axis, no data: see svg.py
LINE = 4.1  # mm from one line of text to the next


def province_map(spread: Spread, shapes: ProvinceMap, limits: Sequence[float]) -> Chart:
    """Map of active users per 1.000 local civil servants, in classes, with the rates of the island groups below.

    Parameters
    ----------
    spread : Spread
        Users by province and island group.
    shapes : ProvinceMap
        Outlines of the provinces.
    limits : sequence of float
        Lower limits of all classes but the first, in ascending order.
    """

    def draw(canvas: Canvas) -> Figure:
        left, top, width, height = shapes.frame
        above, below = canvas.pick(*zip(LEGEND, TOTALS, strict=True))
        figure, ax = canvas.axes(canvas.width * height / width + above + below, top=above, bottom=below)
        ax.set(xlim=(left, left + width), ylim=(top + height, top), aspect="equal")
        ax.set_axis_off()
        for area in spread.provinces:
            shape = outline(shapes.outlines[area.code], canvas.pick(0.35, 0.8), canvas.pick(0.9, 3.0))
            shade = STEPS[bisect_right(limits, round_half_up(area.rate.value, PLACES))]
            # As an artist, not as a patch: the frame is set, and no limits have to be sought in a coastline.
            ax.add_artist(PathPatch(shape, facecolor=shade, edgecolor=EDGE, lw=0.3, joinstyle="round"))
        _legend(figure, canvas, limits)
        _island_rates(figure, canvas, spread.islands)
        return figure

    return Chart(draw, spread.province_table())


def _legend(figure: Figure, canvas: Canvas, limits: Sequence[float]) -> None:
    """The classes with their limits, from the top left; the unit beside them or above."""
    high, top = figure.get_figheight() / MM, canvas.pick(0.0, LINE)
    x = 0.0
    for shade, name in zip(STEPS, class_names(limits), strict=False):
        wide = canvas.pick(18, 13.5) + (5 if name[0].isalpha() or name[-1].isalpha() else 0)
        box = Rectangle(
            (x / canvas.width, 1 - (top + 3.2) / high),
            (wide - 0.6) / canvas.width,
            3 / high,
            facecolor=shade,
            edgecolor=EDGE,
            lw=0.3,
            transform=figure.transFigure,
        )
        figure.add_artist(box)
        figure.text(x / canvas.width, 1 - (top + 4.2) / high, name, va="top", color=SOFT, gid=RULER)
        x += wide
    unit = (x + 2, 1.8) if not canvas.narrow else (0, 1.5)
    place = (unit[0] / canvas.width, 1 - unit[1] / high)
    figure.text(*place, "pengguna per 1.000 PNS daerah", va="center", color=MUTED, gid=RULER)


def class_names(limits: Sequence[float]) -> list[str]:
    """Names of the classes: "di bawah 4,0", "4,0–4,9", …, "7,0 ke atas".

    Parameters
    ----------
    limits : sequence of float
        Lower limits of all classes but the first, in ascending order.
    """
    first, last = decimals(limits[0], PLACES), decimals(limits[-1], PLACES)
    inner = [f"{decimals(low, PLACES)}–{decimals(high - 0.1, PLACES)}" for low, high in pairwise(limits)]
    return [f"di bawah {first}", *inner, f"{last} ke atas"]


def _island_rates(figure: Figure, canvas: Canvas, islands: Sequence[Area]) -> None:
    """Rates of the island groups in figures: on any map, small provinces can't be read."""
    high = figure.get_figheight() / MM
    columns = canvas.pick((0, 0.14, 0.26, 0.47, 0.65, 0.81), (0, 0.31, 0.62))
    for number, area in enumerate(islands):
        row, column = divmod(number, len(columns))
        y = canvas.pick(9.0, 19.5) - row * 10.0
        figure.text(columns[column], y / high, area.name, color=MUTED, va="top")
        figure.text(
            columns[column], (y - LINE) / high, decimals(area.rate.value, PLACES), color=INK, weight=600, va="top"
        )


def accounts(trend: UserTrend) -> Chart:
    """Chart of accounts by year: active ones of local agencies, of central agencies, and inactive ones."""

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(9 + 11 * len(trend.years), left=9, right=canvas.pick(15, 13), top=8.5, bottom=0.5)
        for row, users in enumerate(reversed(trend.years)):
            start = 0.0
            parts = ((users.local, MAIN, PAPER), (users.central, REST, INK), (users.inactive, BAND, None))
            for part, colour, text in parts:
                ax.barh(row, float(part), 0.62, left=start, color=colour, edgecolor=MAIN, lw=0.5)
                if text:
                    note(ax, start + float(part) / 2, row, whole(part.value), ha="center", color=text)
                start += float(part)
            ax.annotate(
                whole(users.inactive.value),
                (start, row),
                (4, 0),
                textcoords="offset points",
                va="center",
                color=SOFT,
            )
        ax.set_yticks(range(len(trend.years)), [str(users.year) for users in reversed(trend.years)])
        largest = max(float(users.all) for users in trend.years)
        _bare(ax, largest, len(trend.years))
        names = canvas.pick(
            ("Aktif, instansi daerah", "Aktif, instansi pusat", "Nonaktif"), ("Daerah", "Pusat", "Nonaktif")
        )
        handles = [Rectangle((0, 0), 1, 1, facecolor=c, edgecolor=MAIN, lw=0.5) for c in (MAIN, REST, BAND)]
        figure.legend(handles, names, ncols=3, loc="upper left", bbox_to_anchor=(0, 1), borderpad=0)
        return figure

    return Chart(draw, trend.table())


def _bare(ax: Axes, largest: float, rows: int) -> None:
    """Bars with their values printed need no scale."""
    ax.set(xlim=(0, largest), xticks=[], ylim=(-0.5, rows - 0.5))
    ax.grid(False)
    ax.spines["bottom"].set_visible(False)


def module_grants(modules: Modules) -> Chart:
    """Chart of grants by module, in two blocks: services above, supporting modules below."""

    def draw(canvas: Canvas) -> Figure:
        blocks = (("Modul pelayanan", modules.services, MAIN), ("Modul pendukung", modules.supports, OTHER))
        lines = len(modules.modules) + 2 * len(blocks)
        right = canvas.pick(26, 23)
        figure, ax = canvas.axes(5.4 * lines, left=canvas.pick(40, 31), right=right, bottom=0)
        edge = 1 + right / (canvas.width - canvas.pick(40, 31) - right)
        y = float(lines) - 1
        for name, members, colour in blocks:
            figure_x = -canvas.pick(40, 31) / (canvas.width - canvas.pick(40, 31) - right)
            note(ax, figure_x, y, name, across="x", weight=600)
            note(ax, edge, y, share_text(float(modules.part(members))), across="x", ha="right", weight=600)
            _bars(ax, members, y - 1, colour, modules, edge)
            y -= len(members) + 2
        ax.set(xlim=(0, max(float(module.grants) for module in modules.modules)), ylim=(0.4, lines - 0.4))
        ax.set(xticks=[], yticks=[])
        ax.grid(False)
        ax.spines["bottom"].set_visible(False)
        return figure

    return Chart(draw, modules.table())


def _bars(ax: Axes, members: Sequence[Module], top: float, colour: str, modules: Modules, edge: float) -> None:
    rows = [top - number for number in range(len(members))]
    ax.barh(rows, [float(module.grants) for module in members], 0.66, color=colour)
    ax.vlines(0, rows[-1] - 0.4, rows[0] + 0.4, color=MUTED, lw=0.8)
    for row, module in zip(rows, members, strict=True):
        for place, text, side, shift in (
            (0, module.name, "right", -5),
            (float(module.grants), whole(module.grants.value), "left", 5),
        ):
            ax.annotate(text, (place, row), (shift, 0), textcoords="offset points", ha=side, va="center", color=SOFT)
        note(ax, edge, row, share_text(float(modules.part([module]))), across="x", ha="right", color=SOFT)
