"""A table of the AST as a Word table: its head repeated on each page, its spans kept, its widths as in the PDF."""

from __future__ import annotations

from docx.oxml.ns import qn

from laporan.document.ast import CellNode, KeyFigureNode, KeyFiguresNode, LineNode, Row, TableNode, placed, plain
from laporan.writers.columns import PADDING, UPRIGHT, ColumnLayout, parts_of
from laporan.writers.docx.inline import Words
from laporan.writers.docx.kept import kept_rows
from laporan.writers.docx.styles import DEEP, INK
from laporan.writers.docx.xml import Element, el, paragraph, run, tabs, twips
from laporan.writers.text_widths import width_of

LABEL_SIZE = 9.0  # points, as the style has it
HEAD_LOOK, ROW_HEAD_LOOK = "0420", "04A0"


def make_table(table: TableNode, layout: ColumnLayout, words: Words, *, closing: bool = False) -> Element:
    """The `w:tbl` of a table; caption and sources stand outside it.

    Parameters
    ----------
    table : TableNode
        The table.
    layout : ColumnLayout
        Widths of its columns, as `lay_out` found them.
    words : Words
        Makes the runs of its cells.
    closing : bool
        Whether it closes a chapter.
    """
    rows = [*table["head"], *table["body"]]
    grid = fill_grid(rows)
    heads = len(table["head"])
    element = el("tbl", properties(table, layout), el("tblGrid", *(el("gridCol", w=twips(w)) for w in layout.widths)))
    kept = kept_rows(layout, heads, grid, bool(table["notes"] or table["sources"]), closing)
    for number, line in enumerate(grid):
        flags = [el("cantSplit")] + ([el("tblHeader")] if number < heads else [])
        made = el("tr", el("trPr", *flags))
        for column, (cell, continued) in line.items():
            made.append(
                make_cell(cell, column, rows[number], layout, words, table, continued, number < heads, number in kept)
            )
        element.append(made)
    return element


def fill_grid(rows: list[Row]) -> list[dict[int, tuple[CellNode, bool]]]:
    """Each row's cells by their first column, with True for a cell that goes on from the row above."""
    grid: list[dict[int, tuple[CellNode, bool]]] = [{} for _ in rows]
    for number, column, cell in placed(rows):
        for below in range(cell["rows"]):
            if number + below < len(grid):
                grid[number + below][column] = (cell, below > 0)
    return [dict(sorted(line.items())) for line in grid]


def properties(table: TableNode, layout: ColumnLayout) -> Element:
    """The table's `w:tblPr`: its style, its widths, and the words that stand for it."""
    row_heads = any(cell["scope"].startswith("row") for row in table["body"] for cell in row["cells"])
    return el(
        "tblPr",
        el("tblStyle", val="TabelLaporan"),
        el("tblW", w=sum(twips(width) for width in layout.widths), type="dxa"),
        el("tblLayout", type="fixed"),
        el(
            "tblLook", val=ROW_HEAD_LOOK if row_heads else HEAD_LOOK, firstRow=1, lastRow=0, firstColumn=int(row_heads),
            lastColumn=0, noHBand=1, noVBand=1,
        ),
        el("tblCaption", val=table["number"]),
        el("tblDescription", val=plain(table["caption"])),
    )  # fmt: skip


def make_cell(
    cell: CellNode,
    column: int,
    row: Row,
    layout: ColumnLayout,
    words: Words,
    table: TableNode,
    continued: bool,
    head: bool,
    together: bool,
) -> Element:
    """One `w:tc`; a cell that goes on from the row above is empty.

    Parameters
    ----------
    cell : CellNode
        The cell.
    column : int
        Its first column.
    row : Row
        Where it stands.
    layout : ColumnLayout
        Widths of the columns.
    words : Words
        Makes its runs.
    table : TableNode
        The whole table, which says which columns are numeric.
    continued : bool
        Whether it goes on from the row above.
    head : bool
        Whether it stands in the table's head.
    together : bool
        Whether its row stays on the page of the next.
    """
    width = sum(layout.widths[column : column + cell["columns"]])
    settings = [el("tcW", w=twips(width), type="dxa")]
    if cell["columns"] > 1:
        settings.append(el("gridSpan", val=cell["columns"]))
    if cell["rows"] > 1:
        settings.append(el("vMerge") if continued else el("vMerge", val="restart"))
    if row["total"]:
        settings.append(el("tcBorders", el("top", val="single", sz=6, space=0, color=INK)))
    if head:
        settings.append(el("vAlign", val="bottom"))
    style = "KepalaTabel" if head else "JumlahTabel" if row["total"] else "SelTabel"
    own = [el("keepNext")] if together and not head else []
    if continued:
        return el("tc", el("tcPr", *settings), paragraph(style, (), *own))
    beside = 0.0 if head else layout.beside[column]
    if beside:
        inner = width - PADDING
        own.append(tabs(("right", inner - beside), ("right", inner)))
        content = beside_runs(cell, words)
    else:
        content = words.quiet(cell["c"])
        numeric = cell["numeric"] or (head and cell["columns"] == 1 and table["numeric"][column])
        side = "center" if head and cell["columns"] > 1 else "right" if numeric else ""
        own += [el("jc", val=side)] if side else []
    return el("tc", el("tcPr", *settings), paragraph(style, content, *own))


def beside_runs(cell: CellNode, words: Words) -> list[Element]:
    """The runs of a count and its share, each at a tab stop of its own."""
    shares = parts_of(cell)
    count: LineNode = [node for node in cell["c"] if isinstance(node, str) or node["t"] != "part"]
    out = [run(el("tab")), *words.quiet(count)]
    for share in shares:
        out += [run(el("tab")), *words.quiet(share["c"], "Bagian")]
    return out


def make_key_figures(node: KeyFiguresNode, words: Words) -> Element:
    """The headline numbers as a table: at most four in a row, each under a line."""
    columns = min(4, len(node["items"]))
    width, gap = UPRIGHT / columns, 4.0
    element = el(
        "tbl",
        el("tblPr", el("tblW", w=twips(UPRIGHT), type="dxa"), el("tblLayout", type="fixed"),
           el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=twips(gap), type="dxa")),
           el("tblLook", val="0600", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
           el("tblCaption", val="Angka pokok"), el("tblDescription", val="Angka pokok beserta keterangannya")),
        el("tblGrid", *(el("gridCol", w=twips(width)) for _ in range(columns))),
    )  # fmt: skip
    for first in range(0, len(node["items"]), columns):
        line = el("tr", el("trPr", el("cantSplit")))
        for item in node["items"][first : first + columns]:
            line.append(
                el(
                    "tc",
                    el("tcPr", el("tcW", w=twips(width), type="dxa"),
                       el("tcBorders", el("top", val="single", sz=12, space=0, color=DEEP))),
                    paragraph("LabelAngkaPokok", [*words.runs(item["label"]), *second_line(item, width - gap)]),
                    paragraph("AngkaPokok", words.runs(item["value"])),
                    *(paragraph("KeteranganAngkaPokok", words.runs(note)) for note in item["notes"]),
                )
            )  # fmt: skip
        missing = columns - len(line.findall(qn("w:tc")))
        for _ in range(missing):
            line.append(el("tc", el("tcPr", el("tcW", w=twips(width), type="dxa")), paragraph("SelTabel")))
        element.append(line)
    return element


def second_line(item: KeyFigureNode, width: float) -> list[Element]:
    """A line break below a label of one line, so that the numbers of a row stand level.

    Parameters
    ----------
    item : KeyFigureNode
        Whose label it is.
    width : float
        Of its column, in mm.
    """
    return [] if width_of(plain(item["label"]), LABEL_SIZE, bold=True) > width else [run(el("br"))]
