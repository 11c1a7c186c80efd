"""Rules on what stands inside `{{ }}`: it names a number and its format, and computes nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from jinja2 import TemplateError, nodes

from laporan.facts.printed import FILTERS
from laporan.lint.notebook import Notebook
from laporan.lint.registry import Hit, Surroundings, rule
from laporan.lint.rules.numbers import expression_line, printed_expressions
from laporan.notebook.narrative import environment

ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
ROUNDING = {"round", "int", "float", "format", "floor", "ceil"}
NUMBERS = FILTERS.keys() - {"tanggal"}
NAMING = "sebagai"  # names a number, and prints none
PRINTING = FILTERS.keys() - {NAMING}
ROUNDED_NAME = re.compile(r"(?:^|_)(?:round(?:ed)?|bulat|dibulatkan|pembulatan)(?:_|$)")
ONCE = "Pembulatan hanya sekali, oleh penyaring cetak: tulis nilai penuhnya, misalnya {{ nilai | angka(2) }}"


@rule("template-syntax")
def readable(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """Every template can be read, and uses only filters that exist."""
    for cell, text in notebook.texts():
        if text.kind == "markdown":
            continue
        try:
            environment().from_string(text.source)
        except TemplateError as error:
            line = text.line + (getattr(error, "lineno", None) or 1) - 1
            yield Hit(f"{{{{ }}}} tidak terbaca: {error.message}", cell, line)


@rule("narrative-in-markdown")
def expression_in_markdown(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """`{{ }}` is evaluated in %%narasi cells and `#|` options, and nowhere else."""
    for cell in notebook.of_kind("markdown"):
        if "{{" in cell.source:
            yield Hit(
                "{{ }} dalam sel Markdown tidak dihitung. Jadikan sel kode yang diawali %%narasi",
                cell, cell.line_of("{{"),
            )  # fmt: skip


@rule("rounds-twice")
def rounds_twice(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """Nothing that is printed was rounded before, and no code cell rounds."""
    for cell, text in notebook.texts():
        for expression in printed_expressions(text):
            reason = _rounded_before(expression)
            if reason:
                yield Hit(f"{reason} membulatkan sebelum dicetak. {ONCE}", cell, expression_line(text, expression))
    for cell in notebook.of_kind("code"):
        for node in ast.walk(cell.tree) if cell.tree else ():
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
                if name in ("round", "round_half_up", "floor", "ceil"):
                    yield Hit(f"{name}() dalam sel membulatkan sebelum dicetak. {ONCE}", cell, node.lineno)
            elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
                yield Hit(f"f-string dengan format membulatkan sendiri. {ONCE}", cell, node.lineno)


def _rounded_before(expression: nodes.Expr) -> str:
    """What rounds a value ahead of its printing filter; '' where nothing does."""
    inside = [expression, *expression.find_all(nodes.Node)]
    for node in inside:
        if isinstance(node, nodes.Filter) and node.name in ROUNDING:
            return f"| {node.name}"
        if isinstance(node, nodes.Call):
            name = getattr(node.node, "name", None) or getattr(node.node, "attr", None)
            if name in ROUNDING | {"round_half_up", "quantize"}:
                return f"{name}()"
        if isinstance(node, nodes.Filter) and node.name in PRINTING:
            value = node.node
            while isinstance(value, nodes.Filter) and value.name == NAMING:
                value = value.node
            if isinstance(value, nodes.Filter) and value.name in PRINTING:
                return f"| {value.name} sebelum | {node.name}"
            name = getattr(value, "name", None) or getattr(value, "attr", None) or ""
            if isinstance(value, nodes.Name | nodes.Getattr) and ROUNDED_NAME.search(name):
                return f"{name}, yang menurut namanya sudah bulat,"
    return ""


@rule("computes-in-prose")
def computes(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """Arithmetic stands in a subject's module, where it is tested and knows its rows; `year - 1` may stay."""
    for cell, text in notebook.texts():
        for expression in printed_expressions(text):
            for node in _outermost_arithmetic(expression):
                yield Hit(
                    "menghitung di dalam {{ }}. Pindahkan hitungan itu ke modul pokok bahasannya, yang diuji",
                    cell, expression_line(text, node),
                )  # fmt: skip


def _outermost_arithmetic(node: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(node, ARITHMETIC):
        if not (_steps_a_year(node) or _joins_words(node)):
            yield node
        return
    if isinstance(node, nodes.CondExpr):  # a test decides which words are printed, it prints nothing
        children: list[nodes.Node] = [node.expr1, *([node.expr2] if node.expr2 else [])]
    else:
        children = list(node.iter_child_nodes())
    for child in children:
        yield from _outermost_arithmetic(child)


def _steps_a_year(node: nodes.BinExpr) -> bool:
    """`year - 1`, `tahun.year + 1`."""
    name = getattr(node.left, "name", None) or getattr(node.left, "attr", None)
    return name in ("year", "tahun") and isinstance(node.right, nodes.Const) and isinstance(node.right.value, int)


def _joins_words(node: nodes.BinExpr) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(side, nodes.List) or (isinstance(side, nodes.Const) and isinstance(side.value, str))
        for side in sides
    )


@rule("number-lost")
def number_lost(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """The printing filter is the last one: a number that is made into plain text is no fact of the ledger."""
    for cell, text in notebook.texts():
        for expression in printed_expressions(text):
            chain = _chain(expression)
            printing = [place for place, name in enumerate(chain) if name in NUMBERS]
            if printing and any(name not in NUMBERS for name in chain[printing[0] + 1 :]):
                yield Hit(
                    f"| {chain[printing[0]]} diikuti | {chain[-1]}, sehingga bilangannya tidak tercatat sebagai fakta. "
                    "Jadikan penyaring bilangan yang terakhir, dan mulai kalimat dengan kata lain",
                    cell, expression_line(text, expression),
                )  # fmt: skip


def _chain(expression: nodes.Expr) -> list[str]:
    """Names of the filters on an expression, first applied first."""
    names = []
    node: nodes.Node | None = expression
    while isinstance(node, nodes.Filter):
        names.append(node.name)
        node = node.node
    return names[::-1]
