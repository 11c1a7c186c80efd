"""A notebook as the linter reads it: cells with their numbers, and every text that a reader will see."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError, nodes

from laporan.core.errors import AnalysisError
from laporan.notebook.narrative import environment
from laporan.notebook.options import OPTION, cell_options

MAGIC = "%%narasi"
TOLD_OPTIONS = ("fig-title", "fig-cap", "tbl-cap", "fig-alt", "note", "source", "how")
TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
OPTION_KEY = re.compile(r"#\| ?([\w-]+)\s*:(?=\s|$)")  # deeper lines continue the option above
OPTION_MARK = re.compile(r"#\|(?: ?[\w-]+\s*:(?=\s|$))?")


@dataclass(frozen=True)
class Text:
    """A text of a cell that the reader will see. All but Markdown cells are templates.

    Parameters
    ----------
    kind : str
        'markdown', 'narasi', or the option's key.
    raw : str
        As it stands in the cell, with line ends where the cell has them.
    line : int
        Of the cell, on which `raw` begins.
    """

    kind: str
    raw: str
    line: int

    @property
    def words(self) -> str:
        """The text outside `{{ }}` and `{% %}`: those are blanked, so that positions stay the same."""
        return TEMPLATE.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), self.raw)

    @cached_property
    def template(self) -> nodes.Template | None:
        """The parsed template; None for Markdown cells and for what Jinja can't read."""
        try:
            return None if self.kind == "markdown" else environment().parse(self.source)
        except TemplateError:
            return None

    @cached_property
    def source(self) -> str:
        """What Jinja reads: in an option, quotation marks that YAML escapes are plain ones."""
        return self.raw if self.kind == "narasi" else self.raw.replace('\\"', '"').replace("''", "'")

    def line_at(self, position: int) -> int:
        """The line of the cell at a position of `raw`."""
        return self.line + self.raw.count("\n", 0, position)


@dataclass(frozen=True)
class NotebookCell:
    """A cell of a notebook.

    Parameters
    ----------
    number : int
        Counted from 1, as JupyterLab shows them.
    id : str
        As the file has it.
    kind : {'markdown', 'narasi', 'code'}
        'narasi' is a code cell that begins with %%narasi.
    source : str
        Its text.
    metadata : dict
        As the file has it.
    executed : bool
        Whether it has outputs or an execution count.
    """

    number: int
    id: str
    kind: Literal["markdown", "narasi", "code"]
    source: str
    metadata: dict[str, Any]
    executed: bool

    @property
    def tags(self) -> list[str]:
        return list(self.metadata.get("tags", []))

    @property
    def lines(self) -> list[str]:
        return self.source.splitlines()

    @cached_property
    def options(self) -> dict[str, Any]:
        """The `#|` options; {} where they can't be read (the rule `bad-option` reports that)."""
        try:
            return cell_options(self.source) if self.kind == "code" else {}
        except AnalysisError:
            return {}

    @property
    def unreadable_options(self) -> bool:
        """Whether the cell has options that can't be read."""
        return not self.options and any(OPTION_KEY.match(line) for line in self.lines)

    @cached_property
    def tree(self) -> ast.Module | None:
        """The cell's Python, its magics blanked; None where it is no Python."""
        python = re.sub(r"(?m)^\s*[%!?].*$", "", self.source)
        try:
            return ast.parse(python)
        except SyntaxError:
            return None

    @property
    def photo(self) -> str | None:
        """The key of the photograph that the cell shows; None where it shows none."""
        match = re.search(r"\.photo\(\s*[\"']([^\"']+)[\"']\s*\)\s*$", self.source)
        return match[1] if match and self.kind == "code" else None

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Everything in the cell that the reader will see as words."""
        return tuple(self._texts())

    def _texts(self) -> Iterator[Text]:
        if self.kind == "markdown":
            yield Text("markdown", self.source, 1)
        elif self.kind == "narasi":
            yield Text("narasi", self.source.partition("\n")[2], 2)
        else:
            yield from (text for text in self._options() if text.kind in TOLD_OPTIONS)

    def _options(self) -> Iterator[Text]:
        key, first = "", 0
        held: list[str] = []
        for number, line in enumerate([*self.lines, ""], 1):
            begins = OPTION_KEY.match(line)
            if held and (begins or not line.startswith(OPTION)):
                yield Text(key, "\n".join(held), first)
                held = []
            if begins:
                key, first = begins[1], number
            if line.startswith(OPTION):
                held.append(OPTION_MARK.sub(lambda match: " " * len(match[0]), line, count=1))

    def line_of(self, fragment: str) -> int:
        """The first line that holds `fragment`; 1 where none does."""
        return next((number for number, line in enumerate(self.lines, 1) if fragment in line), 1)


@dataclass(frozen=True)
class Notebook:
    """A notebook as it stands in its file.

    Parameters
    ----------
    path : Path
        The file.
    cells : tuple of NotebookCell
        In their order.
    """

    path: Path
    cells: tuple[NotebookCell, ...]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def of_kind(self, *kinds: str) -> list[NotebookCell]:
        """The cells of these kinds."""
        return [cell for cell in self.cells if cell.kind in kinds]

    def texts(self) -> Iterator[tuple[NotebookCell, Text]]:
        """Every text that the reader will see, with its cell."""
        for cell in self.cells:
            for text in cell.texts:
                yield cell, text


def read_notebook(path: Path) -> Notebook:
    """The notebook as it stands in the file.

    Raises
    ------
    OSError
        For a file that can't be read.
    ValueError, KeyError
        For a file that is no notebook.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise ValueError(  # noqa: TRY004 - a file with the wrong content, as json says it too
            "bukan buku catatan Jupyter: tidak ada “cells”"
        )
    return Notebook(path, tuple(_cell(number, raw) for number, raw in enumerate(content["cells"], 1)))


def _cell(number: int, raw: dict[str, Any]) -> NotebookCell:
    source = raw["source"] if isinstance(raw["source"], str) else "".join(raw["source"])
    kind: Literal["markdown", "narasi", "code"] = "code"
    if raw["cell_type"] != "code":
        kind = "markdown"
    elif source.startswith(MAGIC):
        kind = "narasi"
    executed = bool(raw.get("outputs")) or raw.get("execution_count") is not None
    return NotebookCell(number, str(raw.get("id", "")), kind, source, raw.get("metadata", {}), executed)
