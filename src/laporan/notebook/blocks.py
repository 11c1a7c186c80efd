"""Figures, tables and photographs as HTML, with the numbers in them recorded as facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import mistune
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from laporan.charts.canvas import FULL, HALF, MM, Canvas, Chart
from laporan.charts.svg import draw_svg, plain_svg, width_of
from laporan.core.errors import CellOptionError
from laporan.core.formatting import listing
from laporan.core.paths import relative
from laporan.facts.fact_book import FactBook, slug
from laporan.facts.kinds import KINDS
from laporan.facts.lineage import Basis
from laporan.facts.printed import Printed
from laporan.facts.quantity import POINTS, SHARE, Quantity
from laporan.facts.tables import QUOTED, Status, Table, printed_cell
from laporan.notebook.data_flow import UNKNOWN, Sources
from laporan.notebook.front_matter import KeyFigures, Signature
from laporan.notebook.narrative import EMPHASIS, inline, render
from laporan.notebook.options import check
from laporan.notebook.report import Photograph

CARDS = 3  # columns from which a table of words is a card a row on a phone
KEPT = 4  # columns from which a table of numbers keeps its rows' names in sight
UNITLESS = ("", SHARE, POINTS, "indeks")  # not told in a head: cells print them, and an index is no number of anything
WIDE = 6  # columns from which a table needs a wide page
MOST_NAMED = 8  # files that a source line names; of more it tells the kinds, and the annex lists them
CUT = "Yang ditampilkan {{ ditampilkan | angka }} baris pertama dari {{ semua | satuan }}."
SMALL = 0.55  # of the page's width: what is no wider stands as it is on phones
COMPACT = 3  # columns up to which a count and its share fit on one line


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
    drawings = "".join(
        _drawing(draw_svg(chart, canvas, block.label, height), canvas.name, alt, len(widths) > 1) for canvas in widths
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
            "data": grid(chart.data, block, block.label),
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
    return _macro(
        "figure",
        {
            "label": block.label,
            "published": block.options.get("published"),
            "drawings": Markup(_drawing(plain_svg(figure, block.label), FULL.name, alt, both=False)),
            "title": block.option("fig-title", required=False),
            "caption": block.option("fig-cap"),
            "note": block.option("note", required=False),
            "source": source_line(Basis(), block),
            "how": how_html(block, ""),
            "data": None,
        },
    )


def _resize(figure: Figure, width: float | None, height: float | None) -> None:
    """Give an author's figure the size in inches that its cell asks for, and its axes all of it."""
    if width is None and height is None:
        return
    figure.set_size_inches(width or figure.get_figwidth(), height or figure.get_figheight())
    if figure.get_layout_engine() is None:
        figure.set_layout_engine("constrained")


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
                **grid(table, block, block.label, heads_with_units(table, caption)),
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


def heads_with_units(table: Table, caption: Markup) -> list[str]:
    """The heads of a table, those of numbers with the unit that all of them have, where it is named nowhere yet.

    Parameters
    ----------
    table : Table
        What is shown.
    caption : Markup
        Names the unit of most tables.
    """
    heads = list(table.head)
    for column, head in enumerate(heads):
        unit = _unit(table, column)
        if unit and unit.split()[0].lower() not in head.lower() and unit.lower() not in caption.striptags().lower():
            heads[column] = f"{head} ({unit})"
    return heads


def _unit(table: Table, column: int) -> str:
    """The one unit of a column of numbers, where it has one that is told."""
    if not table.is_numeric(column):
        return ""
    shown = [printed_cell(row[column]) for row in table.rows]
    pieces = [piece for cell in shown if isinstance(cell, Printed) for piece in cell.pieces]
    units = {piece.quantity.unit for piece in pieces if piece.quantity is not None}
    return next(iter(units)) if len(units) == 1 and not units & set(UNITLESS) else ""


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
        html = str(_macro("grid", grid(shown, block, "lepas"), None, "tabel lepas"))
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
        value = _cell_html(item.value, block.book, name, f"{block.expression}: {item.label}")
        note = _cell_html(item.note, block.book, f"{name}.catatan", f"{block.expression}: {item.label}")
        items.append({"label": words(item.label), "value": value, "note": note})
    return _macro("headlines", items)


def signature_html(signed: Signature, _block: Block) -> str:
    """The signature block as HTML: office, room to sign, and what stands for the name until the report is final."""
    return _macro("signature", signed)


def grid(table: Table, block: Block, prefix: str, shown: Sequence[str] = ()) -> dict[str, Any]:
    """The table as the template takes it: cells as HTML, repeated leading cells merged into one.

    Parameters
    ----------
    table : Table
        What is shown.
    block : Block
        Where its numbers are recorded.
    prefix : str
        Begins the ids of its facts.
    shown : sequence of str, optional
        What stands in the heads, where it says more than the table's own, by which its facts are called.

    Returns
    -------
    dict
        head (text and classes of each column), rows (cells, and whether it is the total), classes, caption.
    """
    kinds = [_column_classes(table, column) for column in range(len(table.head))]
    widths = _width_classes(table)
    heads = [
        {"text": words(head), "classes": f"{kind} {width}".strip()}
        for head, kind, width in zip(shown or table.head, kinds, widths, strict=True)
    ]
    rows = []
    for number, (row, row_name) in enumerate(zip(table.rows, table.row_names, strict=True)):
        cells = []
        for column, cell in enumerate(row):
            if not (spans := _span(table, number, column)):
                continue
            heading = column in (table.named_by, *range(table.merged))
            name = f"{prefix}.{slug(row_name)}.{slug(table.head[column])}"
            expression = f"{block.expression}[{row_name!r}, {table.head[column]!r}]"
            cells.append(
                {
                    "tag": "th" if heading else "td",
                    "scope": ("rowgroup" if spans > 1 else "row") if heading else None,
                    "rows": spans,
                    "classes": f"{kinds[column]} {QUOTED if column in table.quoted else ''}".strip(),
                    "head": (shown or table.head)[column],
                    "html": _cell_html(cell, block.book, name, expression),
                }
            )
        rows.append({"cells": cells, "total": table.total and number == len(table.rows) - 1})
    return {"head": heads, "rows": rows, "classes": _table_classes(table), "caption": ""}


def _table_classes(table: Table) -> str:
    """How a page shows it: `lebar` is scrolled, `lekat` keeps its rows' names, `kartu` is a card a row on a phone."""
    columns = len(table.head)
    return " ".join(
        filter(
            None,
            (
                "lebar" * (columns >= WIDE),
                "ringkas" * (columns <= COMPACT),
                "lekat" * (table.named_by <= 1 and columns >= KEPT),
                "kartu" * is_of_words(table),
            ),
        )
    )


def is_of_words(table: Table) -> bool:
    """Whether so much of a table is words, beyond the names of its rows, that a phone can't show them as columns.

    Parameters
    ----------
    table : Table
        What is shown; where its author gave its columns widths, two columns of words are enough.
    """
    columns = range(len(table.head))
    of_words = [column for column in columns if not table.is_numeric(column)]
    beyond_names = set(of_words) - {0, table.named_by, *range(table.merged)}
    by_author = bool(table.widths) and len(of_words) > 1
    return len(columns) >= CARDS and (by_author or (bool(beyond_names) and 3 * len(of_words) > len(columns)))


def _column_classes(table: Table, column: int) -> str:
    """`n` for numbers; `awal` for the first column, `nama` for rows' names, wherever spanning cells push them."""
    kinds = ("n" * table.is_numeric(column), "awal" * (column == 0), "nama" * (column == table.named_by))
    return " ".join(filter(None, kinds))


def _width_classes(table: Table) -> list[str]:
    """The author's relative widths as classes of page.css, in steps of four percent."""
    if not table.widths:
        return [""] * len(table.head)
    return [f"l{round(25 * width / sum(table.widths)) * 4}" for width in table.widths]


def _span(table: Table, row: int, column: int) -> int:
    """Rows that the cell spans; 0 where an earlier cell covers it."""
    if column >= table.merged:
        return 1
    same = [line[: column + 1] for line in table.rows]
    if row and same[row] == same[row - 1]:
        return 0
    end = row
    while end < len(same) and same[end] == same[row]:
        end += 1
    return end - row


def _cell_html(cell: Any, book: FactBook, name: str, expression: str) -> Markup:
    shown = printed_cell(cell)
    if isinstance(shown, Status):
        return Markup(f'<span class="status {shown.kind}">{escape(str(shown))}</span>')
    if isinstance(shown, Printed):
        html = with_italics(book.markup(shown.pieces, expression, name))
        if shown.note:
            note = with_italics(book.markup(shown.note, expression, name))
            html += Markup(' <span class="bagian">{}</span>').format(note)
        return html
    return words(shown)


def words(text: str) -> Markup:
    """A text from code or data as HTML: escaped, but for `*foreign words*`, which become italics."""
    return with_italics(str(escape(text)))


def with_italics(html: str) -> Markup:
    """HTML in which `*foreign words*` become italics."""
    return Markup(EMPHASIS.sub(r"<em>\1</em>", html))


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
