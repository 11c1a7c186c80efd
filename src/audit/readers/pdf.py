"""PDF files, by pdfplumber: ruled tables as tables, the rest as lines with their page.

Running heads and page numbers are dropped, hard-wrapped lines joined again by `lines`.
Columns without rules keep their gaps as spaces, so that the table reader of text sees them.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from audit.document import FileContent, SourceLocation, TableRow, Unread
from audit.finding import AuditError
from audit.readers.columns import in_columns
from audit.readers.lines import TextLine, blocks_from
from audit.readers.markup import one_line

PAGE_LIMIT = 600
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")  # letters of a font that does not say which they are
LEAST_WORDS = 8  # a page of fewer that has a picture is a scan, or a cover
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # of faults that do not keep it from reading


def read_pdf(path: Path) -> FileContent:
    """Blocks of a PDF with a text layer. Pages that are pictures are not read.

    Raises
    ------
    AuditError
        For scans, locked, broken and overlong files, and where pdfplumber (the extra `audit`) is not installed.
    """
    try:
        import pdfplumber
    except ImportError as error:
        raise AuditError(
            f"{path.name}: pembaca PDF tidak terpasang. Pasang: pip install 'laporan-bkn[audit]'"
        ) from error
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > PAGE_LIMIT:
                raise AuditError(f"{path.name}: {len(pdf.pages)} halaman; batasnya {PAGE_LIMIT}. Pecah berkasnya.")  # noqa: TRY301
            pages, unread, pictures = [], [], 0
            for number, page in enumerate(pdf.pages, 1):
                pages.append(_page_lines(page, number))
                pictures += len(page.images)
                if why := _unread(page, pages[-1]):
                    unread.append(Unread(f"halaman ini, {why}", SourceLocation(page=number)))
                page.close()  # pdfplumber keeps every letter of every page otherwise
    except AuditError:
        raise
    except Exception as error:  # pdfminer raises many kinds: syntax, password, struct, recursion
        raise AuditError(f"{path.name}: PDF tidak terbaca ({type(error).__name__}). Rusak atau terkunci?") from error
    if not any(line.text.strip() or line.rows for page in pages for line in page):
        raise AuditError(f"{path.name}: PDF tanpa teks (hasil pindai). Jalankan OCR lebih dahulu.")
    blocks = blocks_from([line for page in _without_running_heads(pages) for line in page])
    return FileContent(blocks, tuple(unread), pictures)


def _unread(page: Any, lines: list[TextLine]) -> str:
    """Why the words of a page can't be read; "" where they can."""
    words = [word for line in lines for word in line.text.split()]
    words += [word for line in lines for row in line.rows for cell in row.cells for word in cell.split()]
    if page.images and len(words) < LEAST_WORDS:
        return "yang berupa gambar"
    unknown = sum(bool(_UNKNOWN.search(word)) for word in words)
    return "yang huruf-hurufnya tidak dikenal" if unknown > len(words) / 4 else ""


def _page_lines(page: Any, number: int) -> list[TextLine]:
    """Lines and tables of one page from top to bottom; "" where a paragraph's space is."""
    place = SourceLocation(page=number)
    tables = [table for table in page.find_tables() if _is_table(table)]
    entries: list[tuple[float, float, TextLine]] = []
    for table in tables:
        rows = tuple(TableRow(tuple(one_line(cell or "") for cell in row), place) for row in table.extract())
        entries.append((table.bbox[1], table.bbox[3], TextLine("", place, rows)))
    inside = [table.bbox for table in tables]
    words = [
        word for word in page.extract_words(keep_blank_chars=False, use_text_flow=False) if not _within(word, inside)
    ]
    stretches = in_columns(words, page.width)
    if len(stretches) == 1:
        entries += [(top, bottom, TextLine(text, place)) for top, bottom, text in _lines_of(words)]
        return _with_gaps(sorted(entries, key=lambda entry: entry[0]), place)
    lines: list[TextLine] = []
    for stretch in stretches:
        mine = [entry for entry in entries if _beside(entry, stretch, tables)]
        entries = [entry for entry in entries if entry not in mine]
        mine += [(top, bottom, TextLine(text, place)) for top, bottom, text in _lines_of(stretch)]
        lines += _with_gaps(sorted(mine, key=lambda entry: entry[0]), place)
    return lines + [line for _, _, line in entries]


def _beside(entry: tuple[float, float, TextLine], stretch: list[dict[str, Any]], tables: list[Any]) -> bool:
    """Whether a ruled table stands in a column of words: between its sides, and not below its end."""
    box = next((t.bbox for t in tables if t.bbox[1] == entry[0] and t.bbox[3] == entry[1]), None)
    if box is None:
        return False
    left, right = min(w["x0"] for w in stretch), max(w["x1"] for w in stretch)
    return left - 9 <= (box[0] + box[2]) / 2 <= right + 9 and entry[0] <= max(w["bottom"] for w in stretch) + 40


def _is_table(table: Any) -> bool:
    """A real table has two rows and two columns with words in them; a frame around text has not."""
    cells = table.extract()
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in cells]
    return len(cells) >= 2 and max(filled, default=0) >= 2 and sum(filled) >= 4


def _within(word: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _lines_of(words: list[dict[str, Any]]) -> list[tuple[float, float, str]]:
    """Words grouped to lines; a gap between columns of a table is kept as several spaces.

    Such a gap is wider than 1,2 letters' height, or stands before a number that is aligned with the
    numbers of other lines.
    """
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["top"], w["x0"])):
        if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) < 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    rows = [sorted(row, key=lambda w: w["x0"]) for row in rows]
    return [
        (min(w["top"] for w in row), max(w["bottom"] for w in row), _spaced(row, _aligned(rows, index)))
        for index, row in enumerate(rows)
    ]


def _spaced(row: list[dict[str, Any]], aligned: set[int]) -> str:
    """A line's words with their gaps. aligned : indices of the words that begin a table's column."""
    text, last = "", None
    for index, word in enumerate(row):
        height = word["bottom"] - word["top"]
        if last is None:
            text = " " * round(word["x0"] / (height * 0.5))
        else:
            gap = word["x0"] - last["x1"]
            apart = gap > height * 1.2 or (index in aligned and gap > height * 0.45)
            text = text.ljust(max(len(text) + 2, round(word["x0"] / (height * 0.5)))) if apart else text + " "
        text += word["text"]
        last = word
    return text


def _aligned(rows: list[list[dict[str, Any]]], index: int) -> set[int]:
    """The numbers of a line that end, or begin, where numbers of two of the next lines do."""
    near = [w for row in rows[max(0, index - 4) : index + 5] if row is not rows[index] for w in row if _is_number(w)]
    return {
        place
        for place, word in enumerate(rows[index])
        if place and _is_number(word)
        if any(sum(abs(w[side] - word[side]) < 1.5 for w in near) >= 2 for side in ("x0", "x1"))
    }


def _is_number(word: dict[str, Any]) -> bool:
    return bool(re.fullmatch(r"[-−–(]?[\d.,]+%?\)?", word["text"]))


def _with_gaps(entries: list[tuple[float, float, TextLine]], place: SourceLocation) -> list[TextLine]:
    gaps = [b[0] - a[1] for a, b in pairwise(entries) if not a[2].rows and not b[2].rows]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    lines: list[TextLine] = []
    last: float | None = None
    for top, bottom, line in entries:
        height = bottom - top
        # rows of a table may stand further apart than lines of text, up to a line's height
        rows = bool(lines and "  " in line.text.strip() and "  " in lines[-1].text.strip())
        if last is not None and top - last > (height * 1.2 if rows else max(usual * 1.45, usual + height * 0.3)):
            lines.append(TextLine("", place))
        lines.append(line)
        last = bottom
    return lines


def _without_running_heads(pages: list[list[TextLine]]) -> list[list[TextLine]]:
    """Pages without page numbers and without the first and last lines that most pages share."""

    def key(line: TextLine) -> str:
        return re.sub(r"\d+|\b[ivxl]+\b", "#", " ".join(line.text.split()))

    edges: Counter[str] = Counter()
    for page in pages:
        texts = [line for line in page if line.text.strip()]
        edges.update({key(line) for line in (*texts[:2], *texts[-2:])})
    repeated = {text for text, count in edges.items() if count >= 3 and count > len(pages) / 2}
    cleaned = []
    for page in pages:
        texts = [line for line in page if line.text.strip()]
        outer = {id(line) for line in (*texts[:2], *texts[-2:])}
        cleaned.append(
            [
                line
                for line in page
                if not (
                    id(line) in outer
                    and (
                        key(line) in repeated
                        or re.fullmatch(r"\s*(?:[-–]\s*)?(?:\d{1,3}|[ivxl]{1,6})(?:\s*[-–])?\s*", line.text)
                    )
                )
            ]
        )
    return cleaned
