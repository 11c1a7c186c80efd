"""Rules on units: a share says what it is counted from, a duration says which days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes

from laporan.lint.notebook import TEMPLATE, Notebook, NotebookCell, Text
from laporan.lint.registry import Hit, Surroundings, rule
from laporan.lint.rules.numbers import expression_line, printed_expressions

NUMBER_HERE = "\1"
WORDED = r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|belasan|puluhan"
DURATION = re.compile(
    rf"(?:{NUMBER_HERE}+|\b\d[\d.,]*|\b(?:{WORDED}))\s+hari\b"
    r"(?!\s+(?:kalender|kerja|audit|dalam\s+seminggu|seminggu|se-?pekan|raya|libur|besar|ini|itu\s+juga))"
)
NO_NUMBER = re.compile(
    r"\|\s*(?:tahun|tanggal|markdown|rincian)\b[^|]*\}\}$|\b(?:arah|bulan|deret_bulan|rincian|romawi)\("
)
BASE_NAMED = re.compile(
    r"\bdari\b|\bdi antara\b|\bterhadap\b|\bdaripada\b|\bsetiap\b|\bseluruh\b|\bper\b|"
    r"\b(?:naik|turun|tumbuh|bertambah|berkurang|meningkat|menurun|menyusut|kenaikan|penurunan|pertumbuhan)\b|"
    r"\b(?:target|ambang|batas|taraf|kepercayaan|galat|bobot|sasaran)\b",
    re.IGNORECASE,
)
COUNTING_FILTERS = {"dari", "satuan", "hitungan"}


@rule("share-without-base")
def share_without_base(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """A paragraph that prints a share says what it is counted from: with `dari`, or a count beside it."""
    for cell, text in notebook.texts():
        if text.kind in ("narasi", "note"):
            for paragraph in _paragraphs(text):
                yield from _bare_shares(cell, paragraph)


def _paragraphs(text: Text) -> Iterator[Text]:
    """Parts between blank lines; each a text of its own, where Jinja can read it alone (an `if` may span two)."""
    start = 0
    parts = re.split(r"(\n[ \t]*\n)", text.raw)
    whole = [Text(text.kind, parts[0], text.line)]
    for gap, part in zip(parts[1::2], parts[2::2], strict=True):
        start += len(parts[0]) if start == 0 else 0
        start += len(gap)
        whole.append(Text(text.kind, part, text.line_at(start)))
        start += len(part)
    yield from whole if all(part.template is not None for part in whole) else [text]


def _bare_shares(cell: NotebookCell, paragraph: Text) -> Iterator[Hit]:
    expressions = printed_expressions(paragraph)
    filters = {node.name for expression in expressions for node in _filters(expression)}
    if filters & COUNTING_FILTERS or BASE_NAMED.search(paragraph.words) or "arah(" in paragraph.raw:
        return
    for expression in expressions:
        if any(node.name == "persen" for node in _filters(expression)):
            yield Hit(
                "persentase tanpa dasar: alinea ini tidak menyebut dihitung dari berapa. "
                "Pakai | dari (“724 dari 1.057 responden (68%)”), atau sebut banyaknya",
                cell, expression_line(paragraph, expression),
            )  # fmt: skip
            return  # one word mends the paragraph


def _filters(expression: nodes.Expr) -> list[nodes.Filter]:
    own = [expression] if isinstance(expression, nodes.Filter) else []
    return [*own, *expression.find_all(nodes.Filter)]


@rule("duration-without-day-type")
def duration_without_day_type(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """A duration says its kind of days: calendar days and working days differ by a third."""
    for cell, text in notebook.texts():
        shown = TEMPLATE.sub(_stand_in, text.raw)
        for match in DURATION.finditer(shown):
            yield Hit(
                "lama tanpa jenis hari. Tulis “hari kalender” atau “hari kerja”, atau biarkan | satuan yang menulisnya",
                cell, text.line_at(match.start()),
            )  # fmt: skip


def _stand_in(match: re.Match[str]) -> str:
    """A number where the expression prints one, blanks where it prints words or nothing; as long as it was."""
    prints = match[0].startswith("{{") and not NO_NUMBER.search(match[0])
    return re.sub(r"[^\n]", NUMBER_HERE if prints else " ", match[0])
