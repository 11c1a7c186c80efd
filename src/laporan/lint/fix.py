"""Mends what can be mended without judgement. Nothing that a reader could understand differently is touched."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from laporan.lint.notebook import MAGIC, read_notebook
from laporan.lint.rules.structure import LOOSE_OPTION, SPACED_PERCENT


def fix_notebook(path: Path) -> bool:
    """Mend a notebook in place. The file keeps its form: one space of indent.

    Outputs and execution counts go; %%narasi cells hide their source; '90,4 %' loses its space;
    '#|label:' gets one.

    Parameters
    ----------
    path : Path
        The notebook.

    Returns
    -------
    bool
        Whether anything changed.

    Raises
    ------
    OSError
        For a file that can't be read or written.
    ValueError, KeyError
        For a file that is no notebook; nothing is written.
    """
    before = path.read_text(encoding="utf-8")
    content = json.loads(before)
    read_notebook(path)  # refuses what is no notebook before anything is written
    for cell in content["cells"]:
        _fix_cell(cell)
    if content == json.loads(before):
        return False
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return True


def _fix_cell(cell: dict[str, Any]) -> None:
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    mended = _fix_source(source, cell["cell_type"])
    if mended != source:
        cell["source"] = mended.splitlines(keepends=True)
    if cell["cell_type"] == "code":
        cell["outputs"], cell["execution_count"] = [], None
        if source.startswith(MAGIC):
            cell.setdefault("metadata", {}).setdefault("jupyter", {})["source_hidden"] = True


def _fix_source(source: str, kind: str) -> str:
    prose = kind != "code" or source.startswith(MAGIC)
    if prose:
        return SPACED_PERCENT.sub("%", source)
    lines = [LOOSE_OPTION.sub("#| ", line) for line in source.split("\n")]
    return "\n".join(SPACED_PERCENT.sub("%", line) if re.match(r"#\|", line) else line for line in lines)
