"""Which keys of a report's parameters were read: so that a change of another key runs nothing again.

The models of a year's parameters note each field that is asked for, with what it said (`project.models.Strict`).
A field that is a model again is noted by its kind alone, since whoever has it asks on; anything else counts with all
that is in it, and with where it is written. What can't be told apart (a model that is printed, compared, copied,
iterated or written out) counts as the whole model. That the parameters as a whole are valid is noted, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from laporan.cache import read_tracking
from laporan.cache.digest import content_hash
from laporan.project.entries import ModelEntries, Place

PARAMETERS = "params"  # the view: 'params:2017/pusat/satisfaction.rule'
WHOLE = "*"  # instead of a field: all of the model


@dataclass(frozen=True)
class ParameterReads:
    """Notes what is asked of one report's parameters.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    files : tuple of (Path, str)
        Those that the parameters were read from, and the hash of each.
    """

    year: int
    unit: str
    files: tuple[tuple[Path, str], ...]

    def note(self, place: Place, answer: str) -> None:
        """The value at a place was read, and is what the answer is the hash of."""
        view = f"{PARAMETERS}:{self.year}/{self.unit}/{'.'.join(map(str, place))}"
        for file, whole in self.files:
            read_tracking.note(file, view, answer, whole)


def field_answer(model: BaseModel, name: str) -> str:
    """The hash of what one sees who asks a model for a field."""
    value = fields_of(model)[name]
    if isinstance(value, BaseModel):
        return model_answer(value)
    entries = entries_of(model)
    return content_hash([_told(value), repr(entries and entries.fields.get(name))])


def model_answer(model: BaseModel) -> str:
    """The hash of what one sees who only has a model: that it is there, and of which kind."""
    return content_hash(["model", _kind(model)])


def whole_answer(model: BaseModel) -> str:
    """The hash of all that a model says."""
    return content_hash(_told(model))


def fields_of(model: BaseModel) -> dict[str, Any]:
    """The fields of a model, without noting them."""
    found: dict[str, Any] = object.__getattribute__(model, "__dict__")
    return {name: found[name] for name in type(model).__pydantic_fields__}


def entries_of(model: BaseModel) -> ModelEntries | None:
    """Where a model is written, without noting that it was asked."""
    try:
        private: Mapping[str, Any] | None = object.__getattribute__(model, "__pydantic_private__")
    except AttributeError:  # it is being made
        return None
    return private.get("_written") if private else None


def _told(value: Any) -> Any:
    """All that can be seen of a value, as plain data."""
    if isinstance(value, BaseModel):
        entries = entries_of(value)
        within = [[name, _told(field)] for name, field in fields_of(value).items()]
        given = sorted(object.__getattribute__(value, "__pydantic_fields_set__"))
        return [_kind(value), within, given, repr(entries and (entries.own, sorted(entries.fields.items())))]
    if isinstance(value, dict):
        return ["dict", [[_told(key), _told(item)] for key, item in value.items()]]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [_told(item) for item in value]]
    return [_kind(value), repr(value), repr(getattr(value, "entry", None))]


def _kind(value: Any) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}"
