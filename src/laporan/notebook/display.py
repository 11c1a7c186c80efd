"""What a result, a number or a report shows as the last line of a cell: what it holds, and what may be asked of it.

One view for all of them, made from what each class declares. It is for whoever explores: it has no label, so that a
build leaves it out of the report and says so, and nothing in it is a number of the report.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import ItemsView, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd
from IPython.utils.dir2 import get_real_method
from jinja2 import Environment, PackageLoader

from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.core.formatting import number
from laporan.facts.fact_book import describe_rows, exact_text, steps
from laporan.facts.kinds import KINDS
from laporan.facts.lineage import is_loaded
from laporan.facts.printed import Printed
from laporan.facts.quantity import SHARE, Quantity
from laporan.facts.tables import Table
from laporan.notebook.report import Report
from laporan.notebook.results import Results
from laporan.project.models import Strict

LONGEST = 100  # letters of a value that a line shows
MOST = 8  # of many things, those that are named
ROW = "baris"  # heads the numbers of a file's rows, instead of the name by which a frame knows its file
RESULT = "result"  # the column of a frame of results that holds them themselves
NOT_OURS = ("_", "model_")  # pydantic's own begin so
NAMED_BY = ("name", "dataset")
CHEAP = re.compile(r"\bQuantity\b|^(str|bool|int|Status)$")  # what a property promises that is quickly computed


@dataclass(frozen=True)
class Line:
    """One line of a view.

    Parameters
    ----------
    code : str
        What one writes behind the name of the thing.
    value : str
        What is there, in short.
    """

    code: str
    value: str


@dataclass(frozen=True)
class View:
    """What is shown of a thing.

    Parameters
    ----------
    title, about : str
        What it is, and a sentence about it.
    lines : tuple of Line
        What it holds.
    tables : tuple of str
        The calls that give its tables.
    asks : tuple of str
        What else may be asked of it.
    """

    title: str
    about: str = ""
    lines: tuple[Line, ...] = ()
    tables: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


def bundle(thing: Any) -> tuple[dict[str, str], dict[str, Any]]:
    """What IPython shows of a thing, as HTML and as text.

    Parameters
    ----------
    thing : Any
        Whatever a cell ends with.

    Returns
    -------
    tuple of (dict, dict)
        The representations by MIME type, and no metadata; both empty for what is none of ours: then IPython shows it as
        always, by its own way where it has one.
    """
    if isinstance(thing, pd.DataFrame | pd.Series) and is_loaded(thing):
        return _as_pandas_shows(thing.rename_axis(ROW)), {}
    if isinstance(thing, pd.DataFrame) and RESULT in thing and all(map(is_result, thing[RESULT])):
        named = thing.assign(**{RESULT: [_held(one) for one in thing[RESULT]]})
        return {"text/html": named.to_html(notebook=True), "text/plain": str(named)}, {}
    if (view := view_of(thing)) is None:
        own = get_real_method(thing, "_repr_mimebundle_")
        shown = own(include=None, exclude=None) if own else {}
        return shown if isinstance(shown, tuple) else (shown or {}, {})
    html = _templates().get_template("pandangan.html.j2").render(view=view)
    return {"text/html": html, "text/plain": as_text(view)}, {}


def _as_pandas_shows(frame: pd.DataFrame | pd.Series) -> dict[str, str]:
    own: Any = getattr(frame, "_repr_html_", None)  # IPython's hook, which a Series has not
    html = own() if own else None
    return {"text/plain": repr(frame)} | ({"text/html": html} if html else {})


def view_of(thing: Any) -> View | None:
    """The view of a number, a report, its results, one of them, or several in a list; None for anything else."""
    match thing:
        case Quantity():
            return _of_number(thing)
        case Results():
            return _of_results(thing)
        case Report():
            return _of_report(thing)
        case list() | tuple() if thing and all(map(is_result, thing)):
            return View(in_short(thing), lines=tuple(Line(f"[{n}]", _held(one)) for n, one in enumerate(thing)))
        case _ if is_result(thing):
            return _of_result(thing)
    return None


def is_result(thing: Any) -> bool:
    """Whether something is a record of the content package or of the library, or a part of the parameters."""
    if isinstance(thing, Strict):
        return True
    home = type(thing).__module__.partition(".")[0]
    return is_dataclass(thing) and not isinstance(thing, type) and home in ("laporan", paths.content_package())


def as_text(view: View) -> str:
    """The view for a terminal."""
    lines = [f"  {line.code:<24} {line.value}" for line in view.lines]
    calls = (("tabel", view.tables), ("dapat ditanya", view.asks))
    return "\n".join(
        [
            ": ".join(filter(None, (view.title, view.about))),
            *lines,
            *(f"  {what}: {'  '.join(named)}" for what, named in calls if named),
        ]
    )


def contents_of(thing: Any) -> dict[str, Any]:
    """What a result holds, by name: its fields, and its properties that promise a number or a word.

    Parameters
    ----------
    thing : Any
        A result.

    Returns
    -------
    dict
        The values; of what can't be computed the error.
    """
    found = {code: getattr(thing, code) for code in _fields(thing)}
    for code, member in _members(type(thing)):
        if _is_cheap(member):
            try:
                found[code] = getattr(thing, code)
            except (AnalysisError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
                found[code] = error
    return found


def _of_result(thing: Any) -> View:
    kind = type(thing)
    calls = {f".{code}{_arguments(one)}": _promise(one) for code, one in _members(kind) if inspect.isfunction(one)}
    others = [
        f".{code}" for code, one in _members(kind) if isinstance(one, property | cached_property) and not _is_cheap(one)
    ]
    lines = tuple(Line(f".{code}", in_short(value)) for code, value in contents_of(thing).items())
    tables = tuple(call for call, promise in calls.items() if promise == "Table")
    return View(
        _title(thing), _sentence(kind), lines, tables, (*others, *(call for call in calls if call not in tables))
    )


def _of_number(value: Quantity) -> View:
    made = " ".join(f"{step['sign']} {step['name']} {step['text']}".strip() for step in steps(value))
    lines = [
        Line(".value", exact_text(value.value)),
        Line(".unit", value.unit),
        Line(".name", value.name),
        Line(".rule", value.rule),
        Line("cara", f"{made} = {value}" if made else ""),
        *(Line(".basis", _rows(value, source)) for source in value.basis.sources),
        *(Line(".basis", f"{entry.path}: {entry.key}") for entry in sorted(value.basis.entries)),
    ]
    asks = ("report.rows(…): baris-barisnya",) if value.basis.rows else ()
    return View(_number(value), lines=tuple(line for line in lines if line.value), asks=asks)


def _rows(value: Quantity, source: Any) -> str:
    told = describe_rows(source, value.basis.rows[source])
    which = f", yaitu {told['rows']}" if told["rows"] else ""
    return _short(f"{source.path} ({KINDS[source.kind]}), {number(told['rows_used'])} baris{which}")


def _of_results(results: Results) -> View:
    names = [name for name in dir(results) if not name.startswith("_") and not hasattr(Results, name)]
    known = vars(results)
    lines = tuple(Line(f".{name}", in_short(known[name])) for name in names if name in known and name != "report")
    others = tuple(f".{name}" for name in names if name not in known)
    return View(f"Hasil laporan {_called(results.report)}", "Dihitung ketika diminta.", lines, asks=others)


def _of_report(report: Report) -> View:
    lines = (Line(f".load({one.dataset!r})", one.title) for one in report.datasets())
    asks = (".columns('…'): kolom suatu data", ".rows(angka): baris di balik suatu angka", ".params: parameternya")
    return View(f"Laporan {_called(report)}", "data yang dapat dimuat", tuple(lines), asks=asks)


def _called(report: Report) -> str:
    return f"{report.year}, {report.office.name}"


def in_short(value: Any) -> str:
    """A value in a line: a number with its unit, of many things how many and which."""
    match value:
        case None:
            return "–"
        case Quantity():
            return _number(value)
        case Table():
            return f"tabel, {number(len(value.rows))} baris: {_listed(value.head)}"
        case pd.DataFrame():
            return f"bingkai, {number(len(value))} baris: {_listed(value.columns)}"
        case Exception():
            return _short(f"({value})")
        case Mapping():
            return _short("; ".join(f"{key}: {in_short(one)}" for key, one in value.items()) or "kosong")
        case list() | tuple():
            return _several(value)
    return _held(value) if is_result(value) and not isinstance(value, Printed) else _short(str(value))


def _several(things: Sequence[Any]) -> str:
    kinds = {type(one).__name__ for one in things}
    of_kind = f" {kinds.pop()}" if len(kinds) == 1 and all(map(is_result, things)) else ""
    return f"{len(things)}{of_kind}: {_listed(_name(one) or in_short(one) for one in things)}" if things else "kosong"


def _title(thing: Any) -> str:
    name = _name(thing)
    return f"{type(thing).__name__} “{name}”" if name else type(thing).__name__


def _held(thing: Any) -> str:
    """A result within another: by its name; one that has none by the numbers that it holds."""
    numbers = [(code, one) for code in _fields(thing) if isinstance(one := getattr(thing, code), Quantity)]
    told = "" if _name(thing) else "; ".join(f"{code} {_number(one)}" for code, one in numbers)
    return _short(": ".join(filter(None, (_title(thing), told))))


def _name(thing: Any) -> str:
    if not is_result(thing) or isinstance(thing, Quantity):
        return ""
    return next((name for one in NAMED_BY if isinstance(name := getattr(thing, one, None), str)), "")


def _number(value: Quantity) -> str:
    whole = value.of
    if value.unit != SHARE or whole is None or value.part is None:
        return repr(value)
    return f"{value} ({number(value.part.value)} dari {whole!r})"


def _listed(values: Any) -> str:
    named = [str(value) for value in values]
    return _short(", ".join(named[:MOST]) + (", …" if len(named) > MOST else ""))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _fields(thing: Any) -> list[str]:
    names = type(thing).model_fields if isinstance(thing, Strict) else [item.name for item in fields(thing)]
    return [name for name in names if not name.startswith("_")]


def _is_cheap(member: Any) -> bool:
    return isinstance(member, property) and bool(CHEAP.search(_promise(member.fget)))


def _members(kind: type) -> ItemsView[str, Any]:
    """What the project's own classes of it define for use, in the order in which they do."""
    found: dict[str, Any] = {}
    for one in reversed(kind.__mro__):
        if one.__module__.partition(".")[0] in ("laporan", paths.content_package()) and one is not Strict:
            found |= {name: value for name, value in vars(one).items() if not name.startswith(NOT_OURS)}
    return found.items()


def _promise(function: Any) -> str:
    return str(getattr(function, "__annotations__", {}).get("return", ""))


def _arguments(method: Any) -> str:
    names = [name for name in inspect.signature(method).parameters if name != "self"]
    return f"({', '.join(names)})"


def _sentence(kind: type) -> str:
    said = (kind.__doc__ or "").strip().splitlines()
    return said[0] if said and not said[0].startswith(f"{kind.__name__}(") else ""


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("laporan.notebook"), autoescape=True)
