"""Notebooks and modules as Python: what of a file is code, and its syntax tree."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from laporan.core import paths
from laporan.core.errors import SubjectError

MAGIC = re.compile(r"^(\s*)[%!?].*$", re.MULTILINE)
MAGIC_WORD = re.compile(r"^([ \t]*)%%?\w+[ \t]*", re.MULTILINE)
PROSE = "%%narasi"
RESTORE = "Pulihkan versi sebelumnya, misalnya dengan git restore, atau simpan lagi dari JupyterLab"


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook as JSON has it.

    Raises
    ------
    OSError, ValueError
        For what is no notebook.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError(f"{path.name} is too deep") from error
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not all(
        isinstance(cell, dict) and "cell_type" in cell and _is_source(cell.get("source")) for cell in cells
    ):
        raise ValueError(f"{path.name} is no notebook")
    notebook: dict[str, Any] = content
    return notebook


def notebook_fault(path: Path) -> str:
    """Why a file is no notebook, and what to do, in Indonesian; '' for one, or where it can't be read at all."""
    try:
        read_notebook(path)
    except json.JSONDecodeError as error:
        return f"bukan JSON yang sah mulai baris {error.lineno}: terpotong atau disunting di luar JupyterLab. {RESTORE}"
    except ValueError:
        return f"bukan buku catatan Jupyter. {RESTORE}"
    except OSError:
        return ""
    return ""


def _is_source(source: Any) -> bool:
    return isinstance(source, str) or (isinstance(source, list) and all(isinstance(line, str) for line in source))


def code_cells(notebook: Mapping[str, Any]) -> Iterator[str]:
    """The sources of its cells of code, but for prose."""
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and not source.lstrip().startswith(PROSE):
            yield source


def parse_module(path: Path) -> ast.Module:
    """A module's syntax tree.

    Parameters
    ----------
    path : Path
        Its file.

    Raises
    ------
    SubjectError
        For what is no Python, with its line.
    """
    try:
        return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        place = f"{paths.relative(path)}, baris {line}" if line else paths.relative(path)
        raise SubjectError(f"{place}: bukan Python yang sah ({getattr(error, 'msg', error)}). Perbaiki") from error


def parsed_cell(source: str) -> ast.Module | None:
    """The cell's Python, with that behind a magic such as %time; None where it is no Python."""
    for python in (MAGIC.sub(r"\1pass", MAGIC_WORD.sub(r"\1", source)), MAGIC.sub(r"\1pass", source)):
        with suppress(SyntaxError):
            return ast.parse(python)
    return None
