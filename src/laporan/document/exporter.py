"""Converts the stitched notebook to the report's HTML body, by nbconvert and our own template."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import mistune
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import default

from laporan.notebook.narrative import inline


class SemanticExporter(TemplateExporter):
    """A stitched notebook as the body of the report: no style, no script, and code only where a cell asks for it."""

    @default("template_name")
    def _template_name_default(self) -> str:
        return "laporan"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(Path(__file__).parent / "templates")]

    def default_filters(self) -> Any:
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "prose", mistune.html
        yield "heading", inline
        yield "code", escape


def semantic_body(notebook: Any) -> str:
    """The stitched notebook as HTML, without `<html>` and `<body>` around it.

    Parameters
    ----------
    notebook : NotebookNode
        As `stitch` makes it: each cell is marked with its chapter.
    """
    body, _resources = SemanticExporter(optimistic_validation=True).from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    return str(body)
