"""The texts that a call in code takes, as far as they are known: datasets, offices, measures, columns of a frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from laporan.core.errors import AnalysisError
from laporan.notebook.report import Report, open_report
from laporan.notebook.result_frame import to_frame
from laporan.notebook.results import Results, measures
from laporan.project.parameters import load_units

QUOTED = r"\"[^\"\n]*\"|'[^'\n]*'"
# a call's name, what stands in it before, and the beginning of a text: report.load("pk, sns.barplot(jawaban, x="cou
CALL = re.compile(rf"([A-Za-z_][\w.]*)\(((?:[^()\"']|{QUOTED})*)(?<!\w)[\"']([^\"'\n]*)\Z")
UNIT = re.compile(r"^unit\s*=\s*[\"']([^\"'\n]*)\Z", re.MULTILINE)
NAME = re.compile(r"\b[A-Za-z_][\w.]*\b")
BY_DATASET = (Report.load, Report.columns, Report.has, Report.history, Report.years_with, Report.fingerprint)
TAKES: dict[Any, Callable[[Any], Iterable[str]]] = {
    **{one: lambda report: [resource.dataset for resource in report.datasets()] for one in BY_DATASET},
    Report.photo: lambda report: report.params.photos,
    Report.of_unit: lambda _report: load_units(),
    open_report: lambda _module: load_units(),
    Results.measure: lambda _results: measures(),
}
VERBS = ("groupby", "sort_values", "head", "tail", "value_counts", "reset_index", "set_index", "dropna")
OF_PANDAS = {getattr(kind, verb) for kind in (pd.DataFrame, pd.Series) for verb in VERBS if hasattr(kind, verb)}
# Calls that Tab may run to see what comes after them: they change nothing and take no time.
QUICK = {Report.load, Report.columns, Report.in_year, Report.of_unit, to_frame, *OF_PANDAS}


def value_of(dotted: str, names: Mapping[str, Any]) -> Any:
    """What a chain of names stands for; None where nothing does.

    Parameters
    ----------
    dotted : str
        Such as `hasil.counters.all`.
    names : mapping of str to Any
        The notebook's variables.
    """
    root, *attributes = dotted.split(".")
    value = names.get(root)
    try:
        for attribute in attributes:
            value = getattr(value, attribute, None)
    except AnalysisError:  # a result that this report has no data for
        return None
    return value


def offers(before: str, names: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """What could stand in the quotes at the end of a cell; None where no text begins there, or nothing is known of it.

    Parameters
    ----------
    before : str
        The cell up to the cursor.
    names : mapping of str to Any
        The notebook's variables.

    Returns
    -------
    tuple of (str, list of str), optional
        What of it was typed, and all that may stand there.
    """
    try:
        if found := UNIT.search(before):
            return found[1], [*load_units()]
        if found := CALL.search(before):
            texts = _taken(found[1], names) or _columns(f"{found[1]} {found[2]}", names)
            return (found[3], texts) if texts else None
    except AnalysisError:  # parameters or data with faults, which running the cell will tell
        pass
    return None


def _taken(called: str, names: Mapping[str, Any]) -> list[str]:
    """What a call of the library takes."""
    function = value_of(called, names)
    takes = next((one for known, one in TAKES.items() if getattr(function, "__func__", function) is known), None)
    return [*takes(getattr(function, "__self__", None))] if takes else []


def _columns(call: str, names: Mapping[str, Any]) -> list[str]:
    """Columns of the frames that a call is of, or has been given."""
    asked = [one for name in NAME.findall(call) for one in (name, name.rpartition(".")[0]) if one]
    frames = [value for name in asked if isinstance(value := value_of(name, names), pd.DataFrame)]
    return list(dict.fromkeys(str(column) for frame in frames for column in frame.columns))
