"""Compares tables cell by cell, and pairs figures, of two built pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

CellTexts = dict[tuple[str, str], str]
CellFacts = dict[tuple[str, str], tuple[str, ...]]
FIGURE = re.compile(r'<figure id="(fig-[^"]+)"(?![^>]*potret)[^>]*>(.*?)</figure>', re.DOTALL)
DRAWING = re.compile(r"<svg\b[^>]*>.*?</svg>", re.DOTALL)
CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
NARROW_FIRST = ("setengah", "tetap", "penuh")  # two beside each other leave half the page to each
NUMBERED = re.compile(r"^(?:Gambar|Tabel) \d+\.\s*")


@dataclass(frozen=True)
class CellChange:
    """A cell that is not the same in both reports.

    Parameters
    ----------
    row, column : str
        Its headings.
    before, after : str, optional
        Its text on each side; None where that side has no such row or column.
    obstacle : str
        Why its numbers are not held against each other; see `FactChange`.
    """

    row: str
    column: str
    before: str | None
    after: str | None
    obstacle: str = ""


@dataclass(frozen=True)
class TableChange:
    """A table that is not the same in both reports.

    Parameters
    ----------
    label : str
        By which both know it.
    caption : str
        Of the newer one.
    cells : tuple of CellChange
        Those that differ.
    one_sided : bool
        Whether one of the reports has no such table.
    """

    label: str
    caption: str
    cells: tuple[CellChange, ...]
    one_sided: bool = False


@dataclass(frozen=True)
class FigurePair:
    """A figure of both reports.

    Parameters
    ----------
    label : str
        By which both know it.
    captions : tuple of str
        Older and newer; '' where a side has no such figure.
    drawings : tuple of str
        Older and newer as SVG; '' where a side has none.
    same : bool
        Whether nothing but the ids in the drawings differs.
    """

    label: str
    captions: tuple[str, str]
    drawings: tuple[str, str]
    same: bool


def compare_tables(before: str, after: str, obstacles: Mapping[str, str] | None = None) -> list[TableChange]:
    """Tables whose words or numbers differ, in the newer page's order, those that vanished last.

    Parameters
    ----------
    before, after : str
        The pages as HTML; '' for a report without one.
    obstacles : mapping of str to str, optional
        Facts of both pages that are not held against each other, and why.
    """
    old, new, blocked = dict(_tables(before)), dict(_tables(after)), obstacles or {}
    changes = []
    for label in [*new, *(label for label in old if label not in new)]:
        was, now = grid(old[label]) if label in old else {}, grid(new[label]) if label in new else {}
        facts = facts_of(new[label]) if label in new else {}
        places = [*now, *(place for place in was if place not in now)]
        cells = tuple(
            CellChange(*place, was.get(place), now.get(place), _first_obstacle(facts.get(place, ()), blocked))
            for place in places
            if was.get(place) != now.get(place)
        )
        if cells:
            changes.append(TableChange(label, _caption(new.get(label, old.get(label))), cells, not (was and now)))
    return changes


def _tables(page: str) -> Iterator[tuple[str, HtmlElement]]:
    if page:
        for table in lxml.html.fromstring(page).xpath("//table[starts-with(@id, 'tbl-')]"):
            yield table.get("id"), table


def grid(table: HtmlElement) -> CellTexts:
    """The texts of a table's cells, by row and column heading.

    A merged cell stands in each of its rows; the rows of a repeated heading are numbered.
    """
    return {place: words_of(cell) if cell is not None else "" for place, cell in cells_of(table)}


def facts_of(table: HtmlElement) -> CellFacts:
    """The ids of the facts in a table's cells, by row and column heading as in `grid`."""
    return {
        place: tuple(link.removeprefix("#a-") for link in cell.xpath(".//a[contains(@class, 'angka')]/@href"))
        for place, cell in cells_of(table)
        if cell is not None
    }


def cells_of(table: HtmlElement) -> Iterator[tuple[tuple[str, str], HtmlElement | None]]:
    """Each cell of a table by the headings of its row and its column; None where a row is too short."""
    heads = [words_of(head) for head in table.xpath("./thead/tr[1]/*")]
    known: set[tuple[str, str]] = set()
    above: dict[int, tuple[int, HtmlElement | None]] = {}  # column -> rows that a merged cell still covers, and it
    for row in table.xpath("./tbody/tr | ./tr"):
        cells: list[HtmlElement | None] = []
        own = iter(row)
        for column in range(len(heads)):
            left, cell = above.get(column, (0, None))
            if left:
                above[column] = (left - 1, cell)
            else:
                cell = next(own, None)
                above[column] = (int(cell.get("rowspan", 1)) - 1 if cell is not None else 0, cell)
            cells.append(cell)
        name = _unused(" · ".join(_row_name(cells)), heads[0] if heads else "", known)
        for head, cell in zip(heads, cells, strict=True):
            known.add((name, head))
            yield (name, head), cell


def _row_name(cells: list[HtmlElement | None]) -> list[str]:
    """The headings among a row's cells; its first cell where there are none."""
    present = [cell for cell in cells if cell is not None]
    return [words_of(cell) for cell in present if cell.tag == "th"] or [words_of(cell) for cell in present[:1]]


def _first_obstacle(facts: tuple[str, ...], obstacles: Mapping[str, str]) -> str:
    return next((obstacles[fact] for fact in facts if fact in obstacles), "")


def _unused(name: str, head: str, known: set[tuple[str, str]]) -> str:
    number, candidate = 2, name
    while (candidate, head) in known:
        candidate, number = f"{name} ({number})", number + 1
    return candidate


def _caption(table: HtmlElement | None) -> str:
    return "" if table is None else NUMBERED.sub("", " ".join(words_of(found) for found in table.xpath("./caption")))


def words_of(element: HtmlElement) -> str:
    """The words of an element, as a reader sees them."""
    for note in element.xpath(".//span[@class='bagian']"):
        note.text = " " + (note.text or "")  # the count and the share under it are two words
    return re.sub(r"\s+", " ", element.text_content()).strip()


def pair_figures(before: str, after: str) -> list[FigurePair]:
    """The figures of both pages, those of the newer first. Photographs are left out.

    Parameters
    ----------
    before, after : str
        The pages as HTML; '' for a report without one.
    """
    old = dict(FIGURE.findall(before))
    new = dict(FIGURE.findall(after))
    pairs = []
    for label in [*new, *(label for label in old if label not in new)]:
        bodies = (old.get(label, ""), new.get(label, ""))
        drawings = [_drawing(body) for body in bodies]
        captions = tuple(_figure_caption(body) for body in bodies)
        shown = (_renamed(drawings[0], "lama"), _renamed(drawings[1], "baru"))
        pairs.append(FigurePair(label, (captions[0], captions[1]), shown, drawings[0] == drawings[1]))
    return pairs


def _drawing(body: str) -> str:
    drawings = DRAWING.findall(body)
    for kind in NARROW_FIRST:
        for drawing in drawings:
            if re.match(rf'<svg [^>]*class="{kind}"', drawing):
                return str(drawing).replace(f'class="{kind}"', 'class="tetap"', 1).replace(' hidden=""', "", 1)
    return ""


def _renamed(svg: str, side: str) -> str:
    """The drawing with ids of its own: the same figure of two reports has the same ids, and one page holds both."""
    svg = re.sub(r'\bid="', f'id="{side}-', svg)
    return re.sub(r'(href="#|url\(#)', rf"\g<1>{side}-", svg)


def _figure_caption(body: str) -> str:
    found = CAPTION.search(body)
    return NUMBERED.sub("", words_of(lxml.html.fragment_fromstring(found[1], create_parent="span"))) if found else ""
