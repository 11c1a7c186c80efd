"""What parameters answer now to what was asked of them before, as `parameter_reads` noted it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from laporan.cache import read_tracking
from laporan.cache.digest import ABSENT, tree_hash
from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.project.parameter_reads import PARAMETERS, WHOLE, field_answer, fields_of, model_answer, whole_answer
from laporan.project.parameters import load_parameters


def as_written() -> str:
    """The hash of all parameter files as they are now."""
    return tree_hash([paths.params()])


def answer(asked: str, written: str) -> str:
    """What the parameters answer.

    Parameters
    ----------
    asked : str
        As a view names it: '2017/pusat/satisfaction.rule'.
    written : str
        `as_written`: as long as it is the same, nothing is read again.

    Returns
    -------
    str
        The hash of what one would see; `ABSENT` where there is no such thing.
    """
    year, unit, key = asked.split("/", 2)
    model = _parameters(paths.root(), int(year), unit, written)
    if not key:
        return ABSENT if model is None else model_answer(model)
    *above, last = key.split(".")
    for part in above:
        model = fields_of(model).get(part) if isinstance(model, BaseModel) else None
    if not isinstance(model, BaseModel):
        return ABSENT
    if last == WHOLE:
        return whole_answer(model)
    return field_answer(model, last) if last in type(model).__pydantic_fields__ else ABSENT


@lru_cache(maxsize=16)
def _parameters(_root: Path, year: int, unit: str, _written: str) -> BaseModel | None:
    """The parameters of a report; None where they are refused, as they then say nothing."""
    try:
        with read_tracking.noting_aside():
            return load_parameters(year, unit)
    except AnalysisError:
        return None


read_tracking.VIEWS[PARAMETERS] = lambda _path, asked: answer(asked, as_written())
