"""Writes a comparison as one offline page, in the report's own style."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from laporan.compare import Comparison
from laporan.compare.words import KINDS, OBSTACLES, methods, of_what, printed, relative, size, verdict
from laporan.core.formatting import percent
from laporan.page.write import policy, stylesheet

HERE = Path(__file__).parent


def render_comparison(comparison: Comparison) -> str:
    """The page as HTML: what is called out, every fact by chapter, tables cell by cell, figures side by side."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        printed=printed,
        size=size,
        relative=relative,
        of_what=of_what,
        verdict=verdict,
        kinds=KINDS,
        obstacles=OBSTACLES,
        drawing=Markup,
    )
    css = stylesheet() + (HERE / "compare.css").read_text(encoding="utf-8")
    chapters = groupby(
        sorted(comparison.changes, key=lambda change: change.id.partition(".")[0]),
        key=lambda change: change.id.partition(".")[0],
    )
    return environment.get_template("compare.html.j2").render(
        comparison=comparison,
        methods=methods(comparison),
        threshold=percent(comparison.parameters.threshold),
        chapters=[(name, list(changes)) for name, changes in chapters],
        css=Markup(css),
        policy=policy(css, ""),
    )
