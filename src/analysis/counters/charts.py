"""Chart of the PKT counters: ratings at each."""

from __future__ import annotations

from matplotlib.figure import Figure

from analysis.counters.contract import RATINGS
from analysis.counters.results import CounterSurvey
from laporan.charts.canvas import Canvas, Chart, note, share_text
from laporan.charts.palette import MAIN, PAPER, REST, SHORT, SOFT

__all__ = ["ratings"]

COLOURS = (MAIN, REST, SHORT)


def ratings(survey: CounterSurvey) -> Chart:
    """Chart of the share of each rating at each counter, as bars of equal length."""

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(canvas.pick(52, 60), left=canvas.pick(16, 14), right=1, top=8, bottom=0)
        for row, counter in enumerate(reversed(survey.counters)):
            start = 0.0
            for rating, colour in zip(RATINGS, COLOURS, strict=True):
                part = float(counter.shares[rating])
                ax.barh(row, part, 0.66, left=start, color=colour)
                if part > canvas.pick(0.03, 0.08):
                    text = PAPER if colour in (MAIN, SHORT) else SOFT
                    note(ax, start + part / 2, row, share_text(part), ha="center", color=text)
                start += part
        ax.set_yticks(range(len(survey.counters)), [f"Loket {counter.name}" for counter in reversed(survey.counters)])
        ax.set(xlim=(0, 1), xticks=[], ylim=(-0.5, len(survey.counters) - 0.5))
        ax.grid(False)
        ax.spines["bottom"].set_visible(False)
        figure.legend(
            handles=[bars[0] for bars in ax.containers[: len(RATINGS)]],
            labels=RATINGS,
            ncols=3,
            loc="upper left",
            bbox_to_anchor=(0, 1),
            borderpad=0,
        )
        return figure

    return Chart(draw, survey.table())
