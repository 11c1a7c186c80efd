"""Whole reports with planted faults, and clean ones, in the formats that agencies publish.

`unseen/` holds them: TXT, Markdown and HTML as they are, PDF as typst source, Word as lines of a small
markup ("#" heading, "1)" automatic number, "^" caption, "|" table row with "<<" and "^^" for merged
cells, "[toc]" a line of contents). `truth.yml` says what is wrong in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from ruamel.yaml import YAML

from audit import Finding

FOLDER = Path(__file__).parent / "unseen"
TRUTH: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load((FOLDER / "truth.yml").read_text(encoding="utf-8"))[
    "reports"
]


def built(name: str, folder: Path) -> Path:
    """The report as a file that the audit reads; written to `folder` where its source is another format."""
    source = FOLDER / name
    if name.endswith(".typ"):
        import typst

        path = folder / f"{source.stem}.pdf"
        typst.compile(str(source), output=str(path))
        return path
    if name.endswith(".docx.md"):
        path = folder / name.removesuffix(".md")
        _word(source.read_text(encoding="utf-8").splitlines()).save(str(path))
        return path
    return source


def judged(truth: Sequence[dict[str, Any]], findings: Sequence[Finding]) -> tuple[list[str], list[Finding]]:
    """(the faults that no finding names, the findings that name no fault)."""
    spare, missed = list(findings), []
    for fault in truth:
        hit = next((one for one in spare if one.kind in fault["kinds"] and _says(one, fault["says"])), None)
        if hit is None:
            missed.append(str(fault["says"]))
        else:
            spare.remove(hit)
    return missed, spare


def _says(finding: Finding, words: str) -> bool:
    return words in f"{finding.quote} {finding.computed} {finding.message}"


def _word(lines: Sequence[str]) -> Any:
    document, rows = docx.Document(), []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
            continue
        if rows:
            _table(document, rows)
            rows = []
        mark, _, text = line.partition(" ")
        if mark and set(mark) == {"#"}:
            document.add_heading(text, len(mark))
        elif mark in ("^", "1)"):
            document.add_paragraph(text, style={"^": "Caption", "1)": "List Number"}[mark])
        elif line:
            document.add_paragraph(text if mark == "[toc]" else line)
    return document


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text not in ("<<", "^^"):
                table.cell(i, j).text = text
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text == "<<":
                table.cell(i, j - 1).merge(table.cell(i, j))
            elif text == "^^":
                table.cell(i - 1, j).merge(table.cell(i, j))
