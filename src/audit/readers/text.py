"""Plain text and Markdown files."""

from __future__ import annotations

import re
from pathlib import Path

from audit.document import FileContent, SourceLocation
from audit.finding import AuditError
from audit.readers.lines import TextLine, blocks_from

_FENCE = re.compile(r"^\s*(```|~~~)")


def decoded(path: Path) -> str:
    """The file's text: UTF-8, else UTF-16 by its mark, else Windows-1252.

    Raises
    ------
    AuditError
        For a binary file.
    """
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    if b"\x00" in raw[:4096]:
        raise AuditError(f"{path.name}: isinya biner, bukan teks. Simpan ulang sebagai TXT UTF-8.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_text(path: Path) -> FileContent:
    """Blocks of a TXT or Markdown file; a form feed starts a page, but lines are what is cited.

    Raises
    ------
    AuditError
        For a file that is binary.
    """
    text = decoded(path).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    lines = [TextLine(line, SourceLocation(line=number)) for number, line in enumerate(text.split("\n"), 1)]
    if path.suffix.lower() in (".md", ".markdown"):
        lines = _without_front_matter(lines)
        if re.search(r"<table\b", text, re.IGNORECASE):
            lines = _with_html_tables(lines)
    return FileContent(
        blocks_from([line if not _FENCE.match(line.text) else TextLine("", line.place) for line in lines])
    )


def _without_front_matter(lines: list[TextLine]) -> list[TextLine]:
    if lines and lines[0].text.strip() == "---":
        for index, line in enumerate(lines[1:], 1):
            if line.text.strip() in ("---", "..."):
                return lines[index + 1 :]
    return lines


def _with_html_tables(lines: list[TextLine]) -> list[TextLine]:
    """HTML tables inside Markdown become tables, placed at the lines of their rows."""
    from audit.readers.web import rows_of_markup

    result: list[TextLine] = []
    index = 0
    while index < len(lines):
        if re.search(r"<table\b", lines[index].text, re.IGNORECASE):
            end = index
            while end < len(lines) - 1 and "</table>" not in lines[end].text.lower():
                end += 1
            markup = "\n".join(line.text for line in lines[index : end + 1])
            first = lines[index].place.line or 1
            if rows := rows_of_markup(markup, first):
                result.append(TextLine("", lines[index].place, rows))
            index = end + 1
        else:
            result.append(lines[index])
            index += 1
    return result
