"""A Markdown fragment written out as each of the formats that the audit reads."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import docx

FORMS = ("txt", "md", "html", "docx", "pdf")


def write(text: str, form: str, folder: Path) -> Path:
    """The fragment as a file of the format in `folder`."""
    path = folder / f"laporan.{form}"
    if form == "md":
        path.write_text(text, encoding="utf-8")
    elif form == "txt":
        path.write_text(_as_txt(text), encoding="utf-8")
    elif form == "html":
        path.write_text(_as_html(text), encoding="utf-8")
    elif form == "docx":
        _as_docx(text, path)
    else:
        _as_pdf(text, path)
    return path


def parts(text: str) -> list[tuple[str, object]]:
    """("heading", (level, words)), ("table", rows), ("line", words) or ("gap", "") in order."""
    result: list[tuple[str, object]] = []
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            if not re.fullmatch(r"[|\s:-]+", line):
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            result.append(("table", rows))
            rows = []
        if match := re.match(r"(#+) (.*)", line):
            result.append(("heading", (len(match[1]), match[2])))
        else:
            result.append(("line", line.strip()) if line.strip() else ("gap", ""))
    return result


def _as_txt(text: str) -> str:
    """Tables tab-separated, headings plain, as copied out of a PDF."""
    lines = []
    for kind, content in parts(text):
        if kind == "table":
            lines += ["\t".join(row) for row in content]  # type: ignore[attr-defined]
        elif kind == "heading":
            lines.append(content[1])  # type: ignore[index]
        else:
            lines.append(str(content))
    return "\n".join(lines)


def _as_html(text: str) -> str:
    body = []
    for kind, content in parts(text):
        if kind == "table":
            rows = content
            head = "".join(f"<th>{html.escape(cell)}</th>" for cell in rows[0])  # type: ignore[index]
            lines = "\n".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:]
            )  # type: ignore[index]
            body.append(f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>")
        elif kind == "heading":
            level, words = content  # type: ignore[misc]
            body.append(f"<h{level}>{html.escape(words)}</h{level}>")
        elif content:
            body.append(f"<p>{html.escape(str(content))}</p>")
    return (
        "<!doctype html>\n<html lang=id><meta charset=utf-8><title>Laporan</title>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>"
    )


def _as_docx(text: str, path: Path) -> None:
    document = docx.Document()
    for kind, content in parts(text):
        if kind == "table":
            rows = content
            table = document.add_table(rows=len(rows), cols=max(map(len, rows)))  # type: ignore[arg-type]
            for i, row in enumerate(rows):  # type: ignore[arg-type]
                for j, cell in enumerate(row):
                    table.cell(i, j).text = cell
        elif kind == "heading":
            level, words = content  # type: ignore[misc]
            document.add_heading(words, level)
        elif content:
            document.add_paragraph(str(content))
    document.save(str(path))


_TYPST = """#set text(lang: "id", size: 11pt)
#set par(justify: false)
#let parts = json(bytes(sys.inputs.parts))
#for part in parts {
  if part.at(0) == "table" {
    let rows = part.at(1)
    table(columns: rows.map(row => row.len()).reduce(calc.max), ..rows.flatten())
  } else if part.at(0) == "heading" {
    heading(level: part.at(1).at(0), part.at(1).at(1))
  } else if part.at(1) != "" {
    par(part.at(1))
  }
}
"""


def _as_pdf(text: str, path: Path) -> None:
    import typst

    source = path.with_suffix(".typ")
    source.write_text(_TYPST, encoding="utf-8")
    typst.compile(str(source), output=str(path), sys_inputs={"parts": json.dumps(parts(text))})
