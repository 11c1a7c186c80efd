"""Writes the portal as one offline page, in the report's own style. The same outputs give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from laporan.build.promote import staging_prefix
from laporan.core import paths
from laporan.core.errors import BusyError
from laporan.core.formatting import number
from laporan.page.write import css_string, policy, stylesheet
from laporan.portal import words
from laporan.portal.axis import Axis, shared_axis
from laporan.portal.comparison import UnitComparison, comparisons
from laporan.portal.drawings import Series, axis_above_rows, interval_in_row, line_through_years, method_breaks
from laporan.portal.funnel_plot import OUTSIDE, funnel_plot
from laporan.portal.shelf import Shelf, ShelvedReport, read_shelf
from laporan.portal.states import Stage
from laporan.project.parameters import Unit

HERE = Path(__file__).parent
PORTAL_PAGE = "index.html"
MANY = 12  # reports; of more there is a matrix of all, and the offices' own lists are folded
TITLE, MARK = "Laporan", "memuat data sintetis"
KB = 1000
PATIENCE = 60  # seconds: a portal of hundreds of reports takes one


@dataclass(frozen=True)
class OfficeReports:
    """One office on the page.

    Parameters
    ----------
    code, unit : str, Unit
        The office.
    reports : tuple of ShelvedReport
        The newest first.
    by_year : dict of int to ShelvedReport
        The same by year.
    series : tuple of Series
        Of each indicator, a reading or None for each year of the shelf.
    """

    code: str
    unit: Unit
    reports: tuple[ShelvedReport, ...]
    by_year: dict[int, ShelvedReport]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class ComparedRows:
    """A comparison with the axis that its rows share.

    Parameters
    ----------
    comparison : UnitComparison
        The offices.
    axis : Axis
        Of their values.
    """

    comparison: UnitComparison
    axis: Axis

    @property
    def centre(self) -> float | None:
        """The mean of all; None where there are no limits around it."""
        return self.comparison.funnel.centre if self.comparison.funnel else None

    def drawings(self) -> Iterator[Markup]:
        """A dot with its interval for each office."""
        for unit in self.comparison.units:
            outside = self.comparison.position(unit) in OUTSIDE
            yield interval_in_row(unit.reading, self.axis, self.centre, outside=outside)


def write_portal() -> Shelf:
    """Write `outputs/index.html`, whole or not at all; a page that says the same already is left alone.

    Returns
    -------
    Shelf
        What it shows, and what it had to leave out.

    Raises
    ------
    ParameterError
        For parameters that can't be read.
    BusyError
        Where another command is at it for longer than it takes.
    OSError
        Where it can't be written.
    """
    with _alone():
        shelf = read_shelf()
        page = render_portal(shelf).encode()
        place = paths.outputs() / PORTAL_PAGE
        if not (place.is_file() and place.read_bytes() == page):
            _write(page, place)
    return shelf


@contextmanager
def _alone() -> Iterator[None]:
    """One command at a time reads the reports and writes the page: the last to do so has seen them all."""
    from filelock import FileLock, Timeout

    place = paths.root() / ".cache" / "portal.lock"
    place.parent.mkdir(exist_ok=True)
    try:
        with FileLock(place, timeout=PATIENCE):
            yield
    except Timeout:
        page = paths.relative(paths.outputs() / PORTAL_PAGE)
        raise BusyError(f"{page}: sedang ditulis perintah lain. Ulangi setelah perintah itu selesai") from None


def _write(page: bytes, place: Path) -> None:
    """What a killed command leaves has a name that the next one sweeps."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=staging_prefix(), dir=place.parent) as staging:
        made = Path(staging) / PORTAL_PAGE
        made.write_bytes(page)
        made.replace(place)


def render_portal(shelf: Shelf) -> str:
    """The page as HTML.

    Parameters
    ----------
    shelf : Shelf
        All reports.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(words=words, number=number, stages=Stage, sized=_sized, line=line_through_years,
                               axis_above=axis_above_rows, funnel_plot=funnel_plot, breaks=method_breaks)  # fmt: skip
    synthetic = any(report.synthetic for report in shelf.reports)
    title = shelf.title or TITLE
    css = stylesheet().replace("JUDUL_LARI", css_string(title)).replace("TANDA_LARI", css_string(MARK * synthetic))
    css += (HERE / "portal.css").read_text(encoding="utf-8")
    js = (HERE / "portal.js").read_text(encoding="utf-8")
    return environment.get_template("portal.html.j2").render(
        shelf=shelf,
        title=title,
        synthetic=synthetic,
        many=len(shelf.reports) > MANY,
        offices=_offices(shelf),
        axes=[_axis(shelf, place) for place in range(len(shelf.indicators))],
        compared=[ComparedRows(one, shared_axis([unit.reading for unit in one.units])) for one in comparisons(shelf)],
        css=Markup(css),
        js=Markup(js),
        policy=policy(css, js),
    )


def _offices(shelf: Shelf) -> Sequence[OfficeReports]:
    found = []
    for code, unit in shelf.units.items():
        by_year = {report.year: report for report in shelf.of(code)}
        series = tuple(
            [by_year[year].readings[place] if year in by_year else None for year in shelf.years]
            for place in range(len(shelf.indicators))
        )
        found.append(OfficeReports(code, unit, shelf.of(code), by_year, series))
    return found


def _axis(shelf: Shelf, place: int) -> Axis | None:
    """One scale for all offices, so that their lines can be held beside each other."""
    known = [reading for report in shelf.reports if (reading := report.readings[place])]
    return shared_axis(known) if known else None


def _sized(size: int) -> str:
    """'606 kB', '1,1 MB'."""
    return f"{number(size / KB**2, 1)} MB" if size >= KB**2 else f"{number(max(1, size // KB))} kB"
