"""Rules on numbers typed by hand: in words, in expressions, in code."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from jinja2 import nodes

from laporan.document.exempt_numbers import data_numbers
from laporan.lint.notebook import Notebook, Text
from laporan.lint.registry import Hit, Surroundings, rule

REMEDY = "Hitung bilangan itu dalam modul pokok bahasannya dan tulis {{ … }}"
IN_PARAMS = "Pindahkan ke params/<tahun>.yml, atau hitung dalam modul pokok bahasannya"
SETTINGS = {"places", "n", "head", "tail", "top", "limit", "width", "decimals", "digits", "level", "columns", "rows"}
PICKERS = {"head", "tail", "nlargest", "nsmallest", "top", "bottom", "first", "last", "largest", "smallest"}
LARGEST_SETTING = 20
WHERE = {
    "markdown": "prosa", "narasi": "prosa", "fig-alt": "teks alternatif", "fig-title": "temuan gambar",
    "fig-cap": "judul gambar", "tbl-cap": "judul tabel", "note": "catatan", "source": "sumber", "how": "cara dihitung",
}  # fmt: skip


@rule("typed-number")
def typed_in_words(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """No number of the prose, a caption, an alt text or a note is typed: each is computed."""
    for cell, text in notebook.texts():
        for token in data_numbers(text.words):
            line = text.line_at(token.start)
            yield Hit(f"“{token.text}” diketik tangan dalam {WHERE[text.kind]}. {REMEDY}", cell, line)


@rule("typed-number-expression")
def typed_in_expressions(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """No `{{ }}` prints a number that is written inside it."""
    for cell, text in notebook.texts():
        for expression in printed_expressions(text):
            for constant in _printed_constants(expression):
                shown = str(constant.value)
                yield Hit(
                    f"“{shown}” diketik tangan di dalam {{{{ }}}}. {IN_PARAMS}",
                    cell, expression_line(text, constant),
                )  # fmt: skip


def printed_expressions(text: Text) -> list[nodes.Expr]:
    """What `{{ }}` prints in a text, and what `{% set %}` names."""
    if text.template is None:
        return []
    printed = [part for output in text.template.find_all(nodes.Output) for part in output.nodes]
    named = [assign.node for assign in text.template.find_all(nodes.Assign)]
    parts = [part for part in [*printed, *named] if isinstance(part, nodes.Expr)]
    return [part for part in parts if not isinstance(part, nodes.TemplateData)]


def expression_line(text: Text, node: nodes.Node) -> int:
    """The line of the cell on which a node of the template stands.

    Parameters
    ----------
    text : Text
        The template.
    node : Node
        Of that template.
    """
    return text.line + node.lineno - 1


def _printed_constants(node: nodes.Expr) -> Iterator[nodes.Const]:
    """Numeric constants that reach the print: not places, keys, limits of a comparison or years ± 1."""
    if isinstance(node, nodes.Const):
        value = node.value
        typed = isinstance(value, int | float) and not isinstance(value, bool)
        if typed or (isinstance(value, str) and data_numbers(value)):
            yield node
    elif isinstance(node, nodes.Filter) and node.node is not None:
        yield from _printed_constants(node.node)
    elif isinstance(node, nodes.CondExpr):
        yield from _printed_constants(node.expr1)
        if node.expr2 is not None:
            yield from _printed_constants(node.expr2)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _printed_constants(part)


@rule("typed-number-code")
def typed_in_code(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """No literal in code looks like data: counts, scores, limits, lists of numbers, words with numbers in them."""
    for cell in notebook.of_kind("code"):
        tree = None if "parameters" in cell.tags else cell.tree
        for line, shown in _data_literals(tree) if tree else ():
            yield Hit(f"{shown} dalam kode tampak seperti data. {IN_PARAMS}", cell, line)


def _data_literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    excused = set(_structural(tree)) | set(_documentation(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            numbers = [item for item in _items(node) if _is_number(item)]
            if len(numbers) > 1:
                excused |= {id(item) for item in ast.walk(node)}
                yield node.lineno, f"deret bilangan {ast.unparse(node)}"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in excused:
            continue
        if (_is_number(node) and node.value not in (0, 1)) or (
            isinstance(node.value, str) and data_numbers(node.value)
        ):
            yield node.lineno, ast.unparse(node)


def _items(node: ast.List | ast.Tuple | ast.Set | ast.Dict) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        return [item for item in [*node.keys, *node.values] if item is not None]
    return list(node.elts)


def _is_number(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


def _structural(tree: ast.Module) -> Iterator[int]:
    """Literals that arrange and do not measure: `places=1`, `head(10)`, an index, how far from `year`, a length."""
    for node in ast.walk(tree):
        small: list[ast.AST] = []
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            small += [keyword.value for keyword in node.keywords if keyword.arg in SETTINGS]
            small += node.args if name in PICKERS else []
        elif isinstance(node, ast.Subscript):
            small += _places(node.slice)
        elif isinstance(node, ast.BinOp) and getattr(node.left, "id", "") == "year":
            small.append(node.right)
        elif isinstance(node, ast.Compare) and getattr(getattr(node.left, "func", None), "id", "") == "len":
            small += node.comparators
        yield from (id(item) for item in small if _is_small(item))


def _places(index: ast.expr) -> list[ast.AST]:
    """Literals of `[2]`, `[2:5]`, `[1, 2]`; a comparison inside the brackets is a limit, no place."""
    if isinstance(index, ast.Slice):
        return [part for part in (index.lower, index.upper, index.step) if part is not None]
    return list(index.elts) if isinstance(index, ast.Tuple) else [index]


def _is_small(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and abs(node.value) <= LARGEST_SETTING


def _documentation(tree: ast.Module) -> Iterator[int]:
    """Strings that stand alone are comments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield id(node.value)
