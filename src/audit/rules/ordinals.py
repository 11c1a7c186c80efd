"""Ordinals that repeat or skip: lists, table rows, headings, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.document import ContentBlock, SourceDocument
from audit.finding import Finding
from audit.rules.registry import finding, rule

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals, None for another word."""
    if not text or any(letter not in _ROMAN for letter in text):
        return None
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def breaks(numbers: Sequence[int]) -> Iterator[tuple[int, str, int]]:
    """(index, "ganda" or "lompat", expected) of each break in a run that should grow by one."""
    expected = numbers[0] if numbers else 1
    for index, number in enumerate(numbers):
        if index == 0:
            expected = number + 1
            continue
        if number == expected:
            expected += 1
        elif number == expected - 1:
            yield index, "ganda", expected
            # 1,2,3,3,4 has a repeat; 1,2,3,3,5 a misprint that leaves the count right
            expected = expected + 1 if index + 1 < len(numbers) and numbers[index + 1] == expected + 1 else expected
        elif number > expected:
            yield index, "lompat", expected
            expected = number + 1
        else:
            yield index, "mundur", expected
            expected = number + 1


def told(what: str, shown: str, fault: str, expected: str) -> str:
    """The message about a break.

    Parameters
    ----------
    what : str
        What is numbered.
    shown : str
        The number at the break, as printed.
    fault : {"ganda", "lompat", "mundur"}
        Used twice, past the next, below the last.
    expected : str
        The number that should stand there.
    """
    words = {
        "ganda": "dipakai dua kali",
        "lompat": "melompati nomor sebelumnya",
        "mundur": "lebih kecil daripada nomor sebelumnya",
    }[fault]
    return (
        f"{what}: nomor {shown} {words}; urutannya meminta {expected}. Perbaiki nomor atau periksa bagian yang hilang."
    )


@rule
def list_ordinals(document: SourceDocument) -> Iterator[Finding]:
    """Items "1. 2. 2. 4." of one list; a list may go on after a figure, and begins anew at 1."""
    run: list[tuple[int, ContentBlock]] = []
    style = ""
    for block in document.blocks:
        if block.kind == "item" and (found := _item_number(block.marker)) is not None:
            number, shape = found
            if shape == style and run and not (number == 1 and run[-1][0] != 0):
                run.append((number, block))
                continue
            if style and shape != style and number == 1 and _nested(document, block):
                continue  # a list inside an item: left out
            yield from _list_faults(run)
            run, style = [(number, block)], shape
        elif _closes(document, block, run, style):
            yield from _list_faults(run)
            run, style = [], ""
    yield from _list_faults(run)


def _closes(document: SourceDocument, block: ContentBlock, run: Sequence[tuple[int, ContentBlock]], style: str) -> bool:
    """Whether a block ends the open list: a heading does, a paragraph unless the list goes on behind it."""
    if block.kind == "heading":
        return True
    return (
        block.kind == "paragraph"
        and bool(run)
        and len(block.text) > 40
        and not _goes_on(document, block, run[-1][0], style)
    )


def _nested(document: SourceDocument, block: ContentBlock) -> bool:
    index = next(i for i, b in enumerate(document.blocks) if b is block)
    return index > 0 and document.blocks[index - 1].kind == "item"


def _goes_on(document: SourceDocument, block: ContentBlock, last: int, style: str) -> bool:
    index = next(i for i, b in enumerate(document.blocks) if b is block)
    for later in document.blocks[index + 1 : index + 6]:
        if later.kind == "heading":
            return False
        if later.kind == "item" and (found := _item_number(later.marker)):
            return found == (last + 1, style)
    return False


def _item_number(marker: str) -> tuple[int, str] | None:
    """(number, style) of a marker: "3." is (3, "1."), "(b)" is (2, "(a)"); None for bullets."""
    body = marker.strip("().")
    if body.isdigit():
        return int(body), marker.replace(body, "1")
    if re.fullmatch(r"[a-z]", body):
        return ord(body) - 96, marker.replace(body, "a")
    if re.fullmatch(r"[A-HJ-U]", body):
        return ord(body) - 64, marker.replace(body, "A")
    return None


def _list_faults(run: Sequence[tuple[int, ContentBlock]]) -> Iterator[Finding]:
    if len(run) < 3 or run[0][0] != 1:
        return
    faults = list(breaks([number for number, _ in run]))
    if len(faults) > max(1, len(run) // 4):
        return
    for index, fault, expected in faults:
        if fault == "mundur":
            continue
        block = run[index][1]
        wanted = (
            str(expected)
            if block.marker.strip("().").isdigit()
            else chr((64 if block.marker.strip("().").isupper() else 96) + expected)
        )
        yield finding(
            "ordinal",
            "error",
            block.place(),
            f"{block.marker} {block.text}",
            wanted,
            told("Daftar", block.marker, fault, wanted),
        )


@rule
def table_ordinals(document: SourceDocument) -> Iterator[Finding]:
    """A column that numbers the rows, under "No." or any heading, with one repeat or skip."""
    for _, table in document.tables:
        for column in range(min(2, table.width)):
            cells = [
                (row, row.cells[column].strip())
                for row in table.body
                if re.fullmatch(r"\d{1,3}[.)]?", row.cells[column].strip())
            ]
            filled = [row for row in table.body if row.cells[column].strip()]
            numbers = [int(text.rstrip(".)")) for _, text in cells]
            name = table.names[column] if column < len(table.names) else ""
            headed = re.fullmatch(r"(?:no\.?|nomor|no\.? urut|nomor urut|#|no\.?\s+\w+)", name.strip(), re.IGNORECASE)
            if (
                len(numbers) < 3
                or numbers[0] != 1
                or len(cells) < 0.6 * len(filled)
                or re.search(r"peringkat|rank|jumlah|skor|bobot|tahun|bulan|target", name, re.IGNORECASE)
            ):
                continue
            faults = [fault for fault in breaks(numbers) if fault[1] != "mundur"]
            others = [fault for fault in breaks(numbers) if fault[1] == "mundur"]
            if not faults or len(faults) > max(1, len(numbers) // 5) or (others and not headed):
                continue
            if not headed and (
                column > 0 or len(faults) != 1 or len(numbers) < 4 or (faults[0][1] == "lompat" and len(numbers) < 5)
            ):
                continue
            for index, fault, expected in faults:
                row = cells[index][0]
                quote = " | ".join(cell for cell in row.cells if cell.strip())
                yield finding(
                    "ordinal",
                    "error",
                    row.place,
                    quote,
                    str(expected),
                    told(f"Kolom “{name or 'pertama'}”", cells[index][1], fault, str(expected)),
                )
            break


@rule
def heading_ordinals(document: SourceDocument) -> Iterator[Finding]:
    """Numbers of chapters and sections: within one parent they grow by one."""
    last: dict[str, tuple[int, ContentBlock]] = {}
    seen: dict[str, ContentBlock] = {}
    headings = [block for block in document.of_kind("heading") if block.marker]
    for block in headings:
        match = re.fullmatch(r"BAB ([IVXLC]+|\d+)", block.marker)
        if match:
            number, parent = (int(match[1]) if match[1].isdigit() else roman(match[1])), "BAB"
        elif re.fullmatch(r"\d+(?:\.\d+)+", block.marker):
            parent, _, tail = block.marker.rpartition(".")
            number = int(tail)
        else:
            continue
        if number is None:
            continue
        if block.marker in seen and seen[block.marker].text.lower() != block.text.lower():
            message = told(
                "Judul", block.marker, "ganda", f"{parent}.{number + 1}" if parent != "BAB" else f"BAB ke-{number + 1}"
            )
            yield finding("ordinal", "error", block.place(), f"{block.marker} {block.text}", "", message)
        elif parent in last and number > last[parent][0] + 1 and number - last[parent][0] <= 3:
            wanted = f"{parent}.{last[parent][0] + 1}" if parent != "BAB" else f"BAB ke-{last[parent][0] + 1}"
            yield finding(
                "ordinal",
                "error",
                block.place(),
                f"{block.marker} {block.text}",
                wanted,
                told("Judul", block.marker, "lompat", wanted),
            )
        elif (
            parent != "BAB"
            and parent not in last
            and number == 2
            and any(h.marker.startswith(parent + ".") for h in headings if h is not block)
        ):
            yield finding(
                "ordinal",
                "error",
                block.place(),
                f"{block.marker} {block.text}",
                f"{parent}.1",
                told("Judul", block.marker, "lompat", f"{parent}.1"),
            )
        seen.setdefault(block.marker, block)
        last[parent] = (number, block)


@rule
def caption_ordinals(document: SourceDocument) -> Iterator[Finding]:
    """Captions: "Gambar 1, 2, 4" or two "Tabel 3"; also "Tabel 2.1, 2.3" within a chapter."""
    last: dict[str, int] = {}
    seen: dict[str, ContentBlock] = {}
    for block in document.of_kind("caption"):
        match = re.fullmatch(r"(\w+) (?:(\d+[.-]))?(\d+)", block.marker)
        if not match:
            continue
        series, number = f"{match[1]} {match[2] or ''}", int(match[3])
        if block.marker in seen:
            same = seen[block.marker].text.strip(" .").lower() == block.text.strip(" .").lower()
            if not same and not re.search(r"lanjutan", block.text, re.IGNORECASE):
                message = told("Keterangan", block.marker, "ganda", f"{series}{number + 1}")
                yield finding(
                    "ordinal", "error", block.place(), f"{block.marker}. {block.text}", f"{series}{number + 1}", message
                )
            continue
        if series in last and number > last[series] + 1 and number - last[series] <= 4:
            wanted = f"{series}{last[series] + 1}"
            yield finding(
                "ordinal",
                "error",
                block.place(),
                f"{block.marker}. {block.text}",
                wanted,
                told("Keterangan", block.marker, "lompat", wanted),
            )
        seen[block.marker] = block
        last[series] = number
