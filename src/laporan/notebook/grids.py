"""Tables as the template takes them: heads with their units, cells that are facts, and how a page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from laporan.facts.fact_book import FactBook, slug
from laporan.facts.printed import Printed
from laporan.facts.quantity import POINTS, SHARE
from laporan.facts.tables import QUOTED, Status, Table, printed_cell
from laporan.notebook.narrative import EMPHASIS

CARDS = 3  # columns from which a table of words is a card a row on a phone
KEPT = 4  # columns from which a table of numbers keeps its rows' names in sight
WIDE = 6  # columns from which a table needs a wide page
COMPACT = 3  # columns up to which a count and its share fit on one line
UNITLESS = ("", SHARE, POINTS, "indeks")  # not told in a head: cells print them, and an index is no number of anything


def grid(table: Table, book: FactBook, expression: str, prefix: str, shown: Sequence[str] = ()) -> dict[str, Any]:
    """The table as the template takes it: cells as HTML, repeated leading cells merged into one.

    Parameters
    ----------
    table : Table
        What is shown.
    book : FactBook
        Where its numbers are recorded.
    expression : str
        The code that made it.
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
            of_cell = f"{expression}[{row_name!r}, {table.head[column]!r}]"
            cells.append(
                {
                    "tag": "th" if heading else "td",
                    "scope": ("rowgroup" if spans > 1 else "row") if heading else None,
                    "rows": spans,
                    "classes": f"{kinds[column]} {QUOTED if column in table.quoted else ''}".strip(),
                    "head": (shown or table.head)[column],
                    "html": cell_html(cell, book, name, of_cell),
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


def cell_html(cell: Any, book: FactBook, name: str, expression: str) -> Markup:
    """What a cell shows, as HTML; its numbers are facts of that name.

    Parameters
    ----------
    cell : object
        Of a table, or a headline figure.
    book : FactBook
        Where its numbers are recorded.
    name, expression : str
        How their facts are called, and the code that made them.
    """
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
