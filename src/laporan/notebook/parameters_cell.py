"""Whether a notebook is a chapter of any year and unit that it may be asked for.

papermill puts both into the cell tagged `parameters`. A notebook that opens another report, or writes a year over the
one that was asked, would print that one's numbers in this report.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from laporan.cache.source_code import parsed_cell

NAMES = {"year": int, "unit": str}
OPENS = "open_report"
PAST_IT = ("Report", "load_parameters", "load")  # the same without being asked which report it is for
REMEDY = f"Tulis {OPENS}(year, unit); tahun lain: report.in_year(tahun), satuan kerja lain: report.of_unit(kode)"
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef,
          ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)  # fmt: skip


@dataclass(frozen=True)
class ParametersFault:
    """What is wrong with a chapter's parameters.

    Parameters
    ----------
    message : str
        In Indonesian, with the remedy.
    place : int, optional
        Of the code cell, counted from 0 among those that were given; None for the chapter as a whole.
    line : int
        Of the cell.
    """

    message: str
    place: int | None = None
    line: int = 1


def parameters_faults(cells: Sequence[tuple[str, Sequence[str]]]) -> list[ParametersFault]:
    """All that is wrong with the parameters of a chapter.

    Parameters
    ----------
    cells : sequence of (str, sequence of str)
        Source and tags of its code cells, in their order.
    """
    tagged = [place for place, (_source, tags) in enumerate(cells) if "parameters" in tags]
    if len(tagged) != 1:
        found = "tidak ada" if not tagged else f"ada {len(tagged)}"
        message = f"sel bertanda parameters {found}, seharusnya satu. Beri tanda pada sel year dan unit"
        return [ParametersFault(message)]
    return [*_badly_given(cells[tagged[0]][0], tagged[0]), *_overwritten(cells, tagged[0])]


def _badly_given(source: str, place: int) -> Iterator[ParametersFault]:
    given = _assigned(parsed_cell(source))
    if given is None or {name: type(value) for name, value in given.items()} != NAMES:
        message = 'sel parameters berisi tepat dua baris: year = … dan unit = "…". Pindahkan yang lain'
        yield ParametersFault(message, place)


def _overwritten(cells: Sequence[tuple[str, Sequence[str]]], parameters: int) -> Iterator[ParametersFault]:
    for place, (source, _tags) in enumerate(cells):
        tree = parsed_cell(source)
        for node in _of_notebook(tree) if tree and place != parameters else ():
            for name in _bound(node):
                message = f"{name} diisi lagi di luar sel parameters: isi yang diminta hilang. Pakai nama lain"
                yield ParametersFault(message, place, getattr(node, "lineno", 1))
            if typed := _typed(node):
                message = f"{typed} yang diketik, bukan yang diminta. {REMEDY}"
                yield ParametersFault(message, place, getattr(node, "lineno", 1))


def _assigned(tree: ast.Module | None) -> dict[str, object] | None:
    """Names and literal values of a cell that does nothing but assign; None for any other."""
    values: dict[str, object] = {}
    for statement in tree.body if tree else []:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                values[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=value)):
                values[name] = value
            case _:
                return None
    return values if tree else None


def _of_notebook(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes whose names are the notebook's own, not those of a function or a comprehension."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, SCOPES):
            yield from _of_notebook(child)


def _bound(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            found = [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            found = [alias.asname or alias.name for alias in names]
        case _:
            found = []
    return [name for name in found if name in NAMES]


def _typed(node: ast.AST) -> str:
    """A call that opens the year or unit that stands in the code as a literal: 'Report membuka 2017'; '' for others."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in (OPENS, *PAST_IT):
            given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in NAMES)]
            typed = [one.value for one in given if isinstance(one, ast.Constant)]
            if name == "load":  # of a report it takes a dataset
                typed = [value for value in typed if isinstance(value, int)]
            return f"{name} membuka {typed[0]!r}" if typed else ""
    return ""
