"""Tables in lines of text: tab-separated, Markdown pipes, boxes, columns kept apart by spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.document import SourceLocation, SourceTable, TableRow
from audit.readers.markup import one_line, plain
from audit.readers.shapes import LISTING, contents_line

_RULE = re.compile(r"(?=.*[-=_]{2})[\s:|+=_-]*")
MOST_SPANNED = 100
_NUMERIC = re.compile(r"^[\s\d.,%()\-–−+/Rp<>≤≥±*]+$")


def take_table(lines: Sequence[tuple[str, SourceLocation]]) -> tuple[tuple[TableRow, ...], int] | None:
    """The table that begins at the first line.

    Parameters
    ----------
    lines : sequence of (str, SourceLocation)

    Returns
    -------
    tuple or None
        Its rows, and how many lines they take; None if no table begins there.
    """
    if not lines or not lines[0][0].strip():
        return None
    for taker in (_pipes, _tabs, _spaces):
        if taken := taker(lines):
            return taken
    return None


def as_table(rows: Sequence[TableRow]) -> SourceTable:
    """Rows to a table: padded to one width, wholly empty columns kept, heading rows told from the body.

    Heading rows are the first rows without any numeric cell, at most three; a row of column
    numbers ("(1) (2) (3)") ends them and is dropped. With no numeric body the first row is the heading.
    """
    width = max(len(row.cells) for row in rows)
    padded = [TableRow(row.cells + ("",) * (width - len(row.cells)), row.place) for row in rows]
    padded = [row for row in padded if any(cell.strip() for cell in row.cells)]
    count = 0
    for row in padded[:3]:
        filled = [cell for cell in row.cells if cell.strip()]
        if any(_NUMERIC.match(cell) and re.search(r"\d", cell) and not _is_year(cell) for cell in filled):
            break
        if count and len(filled) > 1 and row.cells[0].strip() and padded[0].cells[0].strip():
            break  # a second full row of words is data
        if count and not _is_year(filled[-1] if filled else "") and not _under_heading(padded[0], row):
            break
        count += 1
    body = padded[count:]
    if body and all(re.fullmatch(r"\(?\d{1,2}\)?(?:\s*=.*)?", cell.strip()) for cell in body[0].cells if cell.strip()):
        numbers = [int(re.findall(r"\d+", cell)[0]) for cell in body[0].cells if cell.strip()]
        if numbers == list(range(1, len(numbers) + 1)) and len(numbers) == width > 2 and count:
            body = body[1:]
    return SourceTable(tuple(padded[:count]), tuple(body))


def spanned(given: str | None) -> int:
    """How many columns or rows a cell spans, whatever its file says; a browser too reads what is no number as one.

    Examples
    --------
    >>> [spanned(given) for given in ("3", " 2abc", "0", "-1", "abc", "1000000000", None)]
    [3, 2, 1, 1, 1, 100, 1]
    """
    match = re.match(r"\s*\+?([0-9]+)", (given or "")[:20])
    return min(max(int(match[1]), 1), MOST_SPANNED) if match else 1


def _under_heading(first: TableRow, row: TableRow) -> bool:
    """Whether `row` looks like a second heading row: it fills only where the first spans or is blank."""
    return not row.cells[0].strip() or not first.cells[0].strip()


def _is_year(cell: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:tahun\s*)?(?:19|20)\d\d\s*", cell, re.IGNORECASE))


def _cells(pieces: Sequence[str]) -> tuple[str, ...]:
    return tuple("\n".join(one_line(part) for part in plain(piece).split("\n")).strip() for piece in pieces)


def _pipes(lines: Sequence[tuple[str, SourceLocation]]) -> tuple[tuple[TableRow, ...], int] | None:
    """Markdown tables and ASCII boxes: every line has a pipe or is a rule."""
    rows, used = [], 0
    for text, place in lines:
        bare = re.sub(r"^\s*[-*]\s+(?=\|)", "", text)
        if not (_RULE.fullmatch(bare) and re.search(r"[|+]|--", bare)) and bare.count("|") < 1:
            break
        used += 1
        if _RULE.fullmatch(bare) or not bare.replace("|", "").strip():
            continue
        pieces = re.split(r"(?<!\\)\|", bare.strip().removeprefix("|").removesuffix("|"))
        rows.append(TableRow(_cells(pieces), place))
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2:
        return None
    return tuple(rows), used


def _tabs(lines: Sequence[tuple[str, SourceLocation]]) -> tuple[tuple[TableRow, ...], int] | None:
    """Tab-separated rows: two lines or more, not lines of contents."""
    rows: list[TableRow] = []
    for text, place in lines:
        if "\t" not in text.rstrip("\n") or LISTING.match(text.strip()):
            break
        if "...." in text and contents_line(text):
            break
        rows.append(TableRow(_cells(text.rstrip("\n").split("\t")), place))
    if len(rows) < 2:
        return None
    return tuple(rows), len(rows)


def _spaces(lines: Sequence[tuple[str, SourceLocation]]) -> tuple[tuple[TableRow, ...], int] | None:
    """Columns kept apart by two or more spaces: three rows or more, two of them with numbers.

    Cells go to the column whose span they overlap, so that blank cells stay blank.
    """
    raw: list[tuple[list[tuple[int, int, str]], SourceLocation]] = []
    used = 0
    for text, place in lines:
        if _RULE.fullmatch(text) and raw:
            used += 1
            continue
        pieces = [(m.start(), m.end(), m[0].strip()) for m in re.finditer(r"\S+(?: \S+)*", text.expandtabs(8))]
        if len(pieces) < 2 or (".." in text and contents_line(text)):
            break
        if any(len(piece[2]) > 90 for piece in pieces):
            break
        raw.append((pieces, place))
        used += 1
    numeric = sum(
        any(_NUMERIC.match(piece[2]) and re.search(r"\d", piece[2]) for piece in pieces[1:]) for pieces, _ in raw
    )
    if len(raw) < 3 or numeric < 2:
        return None
    columns = _columns([pieces for pieces, _ in raw])
    rows = []
    heads = next((i for i, (pieces, _) in enumerate(raw) if _is_body(pieces)), 0)
    for index, (pieces, place) in enumerate(raw):
        if index < heads:
            pieces = [part for piece in pieces for part in _split(piece, columns)]  # noqa: PLW2901
        cells = [""] * len(columns)
        for start, end, text in pieces:
            best = max(
                range(len(columns)), key=lambda i: (_overlap(columns[i], (start, end)), -abs(columns[i][0] - start))
            )
            cells[best] = f"{cells[best]} {text}".strip()
        rows.append(TableRow(_cells(cells), place))
    return tuple(rows), used


def _is_body(pieces: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a row holds a figure that is no year."""
    return any(_NUMERIC.match(text) and re.search(r"\d", text) and not _is_year(text) for _, _, text in pieces[1:])


def _split(piece: tuple[int, int, str], columns: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """A heading that lies over several columns, word by word: two headings a single space apart."""
    start, end, text = piece
    if sum(_overlap(column, (start, end)) > 0 for column in columns) < 2:
        return [piece]
    parts: list[tuple[int, int, str]] = []
    home = -1
    for match in re.finditer(r"\S+", text):
        middle = start + (match.start() + match.end()) / 2
        nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
        if nearest == home:
            left, _, words = parts[-1]
            parts[-1] = (left, start + match.end(), f"{words} {match[0]}")
        else:
            parts.append((start + match.start(), start + match.end(), match[0]))
        home = nearest
    return parts


def _columns(rows: Sequence[Sequence[tuple[int, int, str]]]) -> list[tuple[int, int]]:
    """Column spans, from the rows with the most cells; spans that overlap in them are one column."""
    most = max(len(row) for row in rows)
    spans: list[list[int]] = []
    for row in rows:
        if len(row) != most:
            continue
        if not spans:
            spans = [[start, end] for start, end, _ in row]
        for span, (start, end, _) in zip(spans, row, strict=True):
            span[0], span[1] = min(span[0], start), max(span[1], end)
    return [(start, end) for start, end in spans]


def _overlap(span: tuple[int, int], other: tuple[int, int]) -> int:
    return min(span[1], other[1]) - max(span[0], other[0])
