"""Figures, tables and photographs as HTML, with the numbers in them recorded as facts."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import mistune
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape
from matplotlib.figure import Figure
from matplotlib.layout_engine import PlaceHolderLayoutEngine

from laporan.charts.canvas import FULL, HALF, MM, Canvas, Chart
from laporan.charts.svg import draw_svg, plain_svg, width_of
from laporan.core.errors import CellOptionError
from laporan.core.formatting import listing
from laporan.core.paths import relative
from laporan.facts.fact_book import FactBook, slug
from laporan.facts.kinds import KINDS
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity
from laporan.facts.tables import Table
from laporan.notebook.data_flow import UNKNOWN, Sources
from laporan.notebook.front_matter import KeyFigures, Signature
from laporan.notebook.grids import cell_html, grid, heads_with_units, words
from laporan.notebook.narrative import inline, render
from laporan.notebook.options import check
from laporan.notebook.report import Photograph

MOST_NAMED = 8  # files that a source line names; of more it tells the kinds, and the annex lists them
CUT = "Yang ditampilkan {{ ditampilkan | angka }} baris pertama dari {{ semua | satuan }}."
COLLAPSED = r"constrained_layout not applied|Tight layout not applied"  # matplotlib, where axes have no room
USUAL_HEIGHT = 3.5  # inches, of matplotlib's figures in our style
RIGHT = 0.5  # of a figure's width
SMALL = 0.55  # of the page's width: what is no wider stands as it is on phones


@dataclass
class Block:
    """A figure, table or photograph that is being made into HTML.

    Parameters
    ----------
    options : mapping of str to Any
        The cell's `#|` options: label, fig-cap, …
    names : mapping of str to Any
        The notebook's variables.
    expression : str
        The code that made it; facts of its cells carry it.
    book : FactBook
        Where its numbers are recorded.
    drawn_from : frozenset of Source or None, optional
        Of what does not know its rows itself: the files that the code of its cell comes from, with None among them
        where some of it comes from elsewhere.
    missing : str
        What it does not show because it stays at home, as a sentence of its note.
    cut : tuple of Quantity, optional
        Where only its first rows are shown: how many of how many.
    """

    options: Mapping[str, Any]
    names: Mapping[str, Any]
    expression: str = ""
    book: FactBook = field(default_factory=FactBook)
    drawn_from: Sources | None = None
    missing: str = ""
    cut: tuple[Quantity, Quantity] | None = None

    def option(self, key: str, *, required: bool = True) -> Markup:
        """An option's text as inline HTML, its expressions evaluated and recorded.

        Parameters
        ----------
        key : str
            The option, such as 'fig-cap'.
        required : bool, default True
            Whether it must be there; otherwise a missing one is empty.

        Raises
        ------
        CellOptionError
            For a missing option that is required.
        NarrativeError
            For a template that can't be read, an unknown name, or a value that can't be printed.
        """
        text = self.options.get(key)
        if not text:
            if required:
                raise CellOptionError(f"sel ini tidak menyebut {key}. Tulis di baris pertama sel: #| {key}: …")
            return Markup("")
        return inline(render(str(text), self.names, self.book, f"{self.label}.{slug(key)}").markdown)

    @property
    def label(self) -> str:
        """The cell's label: 'fig-…' or 'tbl-…'.

        Raises
        ------
        CellOptionError
            For a cell without one.
        """
        if not self.options.get("label"):
            raise CellOptionError("sel ini tidak bernama. Tulis di baris pertama sel: #| label: fig-… atau tbl-…")
        return str(self.options["label"])

    def inches(self, key: str) -> float | None:
        """A size that the cell asks for: `fig-width` or `fig-height`; None where it asks for none."""
        return None if (size := self.options.get(key)) is None else float(size)

    @property
    def lone(self) -> bool:
        """Whether it has no label: it is shown while exploring, and is no part of the report."""
        return not self.options.get("label")


def figure_html(chart: Chart, block: Block) -> str:
    """A chart as HTML: its finding as a title, the drawing with its alt text, caption, source, data and method.

    Parameters
    ----------
    chart : Chart
        What is drawn, in each of its widths.
    block : Block
        Must have label, fig-cap and fig-alt; fig-title says what the figure shows.

    Raises
    ------
    CellOptionError
        For a missing option.
    """
    check(block.options)
    alt = Markup(block.option("fig-alt")).striptags()
    width, height = block.inches("fig-width"), block.inches("fig-height")
    widths = chart.widths if width is None else (Canvas(FULL.name, min(width / MM, FULL.width)),)
    with _fitting(block):
        drawings = "".join(
            _drawing(draw_svg(chart, canvas, block.label, height), canvas.name, alt, len(widths) > 1)
            for canvas in widths
        )
    return _macro(
        "figure",
        {
            "label": block.label,
            "published": block.options.get("published"),
            "drawings": Markup(drawings),
            "title": block.option("fig-title", required=False),
            "caption": block.option("fig-cap"),
            "note": block.option("note", required=False),
            "source": source_line(chart.data.basis, block),
            "how": how_html(block, chart.how or chart.data.how),
            "data": grid(chart.data, block.book, block.expression, block.label),
        },
    )


def plain_figure_html(figure: Figure, block: Block) -> str:
    """A matplotlib figure of an author as HTML, captioned like a chart but without data to unfold.

    Parameters
    ----------
    figure : Figure
        What the author drew.
    block : Block
        Must have label, fig-cap and fig-alt; fig-title says what the figure shows.

    Raises
    ------
    CellOptionError
        For a missing option.
    """
    check(block.options)
    alt = Markup(block.option("fig-alt")).striptags()
    _resize(figure, block.inches("fig-width"), block.inches("fig-height"))
    with _fitting(block):
        drawn = plain_svg(figure, block.label)
    return _macro(
        "figure",
        {
            "label": block.label,
            "published": block.options.get("published"),
            "drawings": Markup(_drawing(drawn, FULL.name, alt, both=False)),
            "title": block.option("fig-title", required=False),
            "caption": block.option("fig-cap"),
            "note": block.option("note", required=False),
            "source": source_line(Basis(), block),
            "how": how_html(block, ""),
            "data": None,
        },
    )


@contextmanager
def _fitting(block: Block) -> Iterator[None]:
    """A size that a cell asks for has room for what it draws, or that is told."""
    asked = [f"#| {key}: {size}" for key in ("fig-width", "fig-height") if (size := block.options.get(key)) is not None]
    with warnings.catch_warnings():
        warnings.filterwarnings("error", COLLAPSED)
        try:
            yield
        except (ValueError, UserWarning) as error:
            if not asked:
                raise
            raise CellOptionError(f"gambar ini tidak muat: {', '.join(asked)}. Perbesar ukurannya") from error


def _resize(figure: Figure, width: float | None, height: float | None) -> None:
    """Give an author's figure the size in inches that its cell asks for, and its axes all of it.

    One that is wider than the page is drawn as wide as that: if it were scaled, nobody could read its letters.
    """
    own_width, own_height = figure.get_size_inches()
    if width is None and height is None:
        if own_width <= FULL.width * MM:
            return
        height = max(own_height * FULL.width * MM / own_width, min(own_height, USUAL_HEIGHT))
    figure.set_size_inches(min(width or own_width, FULL.width * MM), height or own_height)
    engine = figure.get_layout_engine()
    if isinstance(engine, PlaceHolderLayoutEngine):  # seaborn laid it out once, for the size that it had
        figure.set_layout_engine("tight", rect=(0, 0, _left_of_legends(figure), 1))
    elif engine is None:
        figure.set_layout_engine("constrained")


def _left_of_legends(figure: Figure) -> float:
    """Which part of a figure's width is left of the legends that stand at its right edge."""
    figure.draw_without_rendering()
    edges = [legend.get_window_extent().x0 / figure.bbox.width for legend in figure.legends]
    return min((edge for edge in edges if edge > RIGHT), default=1)


def _drawing(svg: str, width: str, alt: str, both: bool) -> str:
    """A drawing that stands alone has its share of the page's width; `hidden` is for the small one of two."""
    shown = f'class="{width if both else "tetap"}" role="img" aria-label="{escape(alt)}"'
    if not both and (share := width_of(svg) / FULL.width) > SMALL:
        shown += f' data-lebar="{min(round(share * 10), 10) * 10}"'
    if both and width == HALF.name:
        shown += ' hidden=""'
    return svg.replace("<svg ", f"<svg {shown} ", 1)


def table_html(table: Table, block: Block) -> str:
    """A table as HTML, with caption, source and method.

    Parameters
    ----------
    table : Table
        What is shown.
    block : Block
        Must have label and tbl-cap.

    Raises
    ------
    CellOptionError
        For a missing option.
    """
    check(block.options)
    caption, shares = block.option("tbl-cap"), _shares(table, block)
    if shares:
        table = replace(table, widths=shares)
    return _macro(
        "tabular",
        {
            "label": block.label,
            "published": block.options.get("published"),
            "table": {
                **grid(table, block.book, block.expression, block.label, heads_with_units(table, caption)),
                "caption": caption,
                "shares": shares,
            },
            "note": Markup(" ").join(
                filter(None, (block.option("note", required=False), words(block.missing), _cut(block)))
            ),
            "source": source_line(table.basis, block),
            "how": how_html(block, table.how),
        },
    )


def _cut(block: Block) -> Markup:
    """The sentence that a long table's note ends with: how many of its rows are shown."""
    if block.cut is None:
        return Markup("")
    shown, rows = block.cut
    told = render(CUT, {"ditampilkan": shown, "semua": rows}, block.book, f"{block.label}.baris")
    return inline(told.markdown)


def _shares(table: Table, block: Block) -> tuple[int, ...]:
    """What each column has of the width where the author says so, in percent; else nothing."""
    given = block.options.get("tbl-colwidths") or []
    if given and len(given) != len(table.head):
        raise CellOptionError(
            f"#| tbl-colwidths: berisi {len(given)} bilangan, tabelnya {len(table.head)} kolom. Tulis satu per kolom"
        )
    return tuple(round(100 * one / sum(given)) for one in given)


def lone_html(shown: Chart | Table, block: Block) -> str:
    """A chart or table whose cell has no label, as an analyst sees it while exploring."""
    if isinstance(shown, Table):
        html = str(_macro("grid", grid(shown, block.book, block.expression, "lepas"), None, "tabel lepas"))
    else:
        drawing = _drawing(draw_svg(shown, shown.widths[0], "lepas"), "penuh", "bagan lepas", both=False)
        html = f'<div class="bagan">{drawing}</div>'
    return f'<div class="blok">{html}</div>'


def photo_label(photo: Photograph) -> str:
    """The label of a photograph, by which prose refers to it: 'fig-foto-<key>'."""
    return f"fig-foto-{photo.key}"


def photo_html(photo: Photograph, _block: Block) -> str:
    """A photograph as HTML; of one that has not arrived the caption, which says so, and where its file is expected."""
    label = photo_label(photo)
    return _macro(
        "photo",
        {
            "label": label,
            "published": photo.published,
            "uri": photo.data_uri() if photo.arrived else None,
            "alt": photo.alt,
            "file": relative(photo.file),
            "caption": words(photo.caption if photo.arrived else photo.caption.removesuffix(".")),
        },
    )


def headlines_html(figures: KeyFigures, block: Block) -> str:
    """The year's headline figures as HTML: large, in one row."""
    items = []
    for item in figures.items:
        name = f"pokok.{slug(item.label)}"
        value = cell_html(item.value, block.book, name, f"{block.expression}: {item.label}")
        note = cell_html(item.note, block.book, f"{name}.catatan", f"{block.expression}: {item.label}")
        items.append({"label": words(item.label), "value": value, "note": note})
    return _macro("headlines", items)


def signature_html(signed: Signature, _block: Block) -> str:
    """The signature block as HTML: office, room to sign, and what stands for the name until the report is final."""
    return _macro("signature", signed)


def how_html(block: Block, built_in: str) -> Markup:
    """The method below a figure or table as HTML: the cell's option `how`, else what the subject says.

    Parameters
    ----------
    block : Block
        Where its numbers are recorded.
    built_in : str
        The subject's own text, a paragraph a blank line; '' for none. What it repeats of params and regulations is no
        template.
    """
    if text := block.options.get("how"):
        return Markup(mistune.html(render(str(text), block.names, block.book, f"{block.label}.how").markdown))
    paragraphs = [words(" ".join(part.split())) for part in built_in.split("\n\n") if part.strip()]
    return Markup("").join(Markup("<p>{}</p>\n").format(part) for part in paragraphs)


def source_line(basis: Basis, block: Block) -> Markup:
    """The source line of a figure or table: which data it rests on, and whether it is made up.

    Parameters
    ----------
    basis : Basis
        The rows that its numbers rest on.
    block : Block
        Its option `source`, if there is one, comes first.
    """
    drawn = block.drawn_from or frozenset()
    sources = sorted({*basis.sources, *filter(None, drawn)}, key=lambda source: source.name)
    titles = [f"{source.title} ({KINDS[source.kind]})" for source in sources]
    if len(sources) > MOST_NAMED:
        kinds = sorted({KINDS[source.kind] for source in sources})
        titles = [f"berkas data {listing(kinds)} yang terdaftar dalam lampiran"]
    given = str(block.option("source", required=False))
    if block.drawn_from is not None and not given:
        titles += ["tidak diketahui"] if not titles else ["sumber lain tidak diketahui"] if UNKNOWN in drawn else []
    return Markup("; ".join(filter(None, [given, *map(str, map(escape, dict.fromkeys(titles)))])))


def _macro(name: str, *arguments: Any) -> str:
    return str(getattr(templates(), name)(*arguments))


@cache
def templates() -> Any:
    """The Jinja macros that blocks are written by, compiled once."""
    return Environment(loader=PackageLoader("laporan.notebook"), autoescape=True).get_template("blok.html.j2").module
