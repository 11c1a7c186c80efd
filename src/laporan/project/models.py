"""Strict models of the project's YAML files: unknown keys are refused, types never coerced, messages Indonesian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from laporan.core.errors import ParameterError

Model = TypeVar("Model", bound=BaseModel)
Value = TypeVar("Value")
EXAMPLE = "contoh"  # what the report calls a value that no authority has set


def _iso_date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"harus tanggal seperti 2018-05-21 (tertulis {value!r})") from None


def _decimal_text(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


Day = Annotated[dt.date, BeforeValidator(_iso_date)]
Ratio = Annotated[float, BeforeValidator(_decimal_text), Field(ge=0, le=1)]
Real = Annotated[float, BeforeValidator(_decimal_text)]
Positive = Annotated[int, Field(gt=0)]


class Strict(BaseModel):
    """Base of all models: immutable, without coercion; an unknown key is refused, and the nearest known one named."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, values: Any) -> Any:
        if isinstance(values, dict):
            for key in values.keys() - cls.model_fields.keys():
                near = get_close_matches(str(key), cls.model_fields, n=1, cutoff=0)
                raise ValueError(f"kunci “{key}” tidak dikenal; yang terdekat “{near[0]}”")
        return values


class Claim(Strict):
    """A value that results are judged by, such as a target: who set it is told beside it.

    Parameters
    ----------
    official : bool
        Whether an authority has set it. What is not official is printed as an example ("contoh"), and no verdict that
        rests on it stands in the summary.
    source : str
        Where it is written. An official value needs one.
    """

    official: bool = False
    source: str = ""

    @model_validator(mode="after")
    def _official_has_source(self) -> Self:
        if self.official and not self.source.strip():
            raise ValueError("yang resmi perlu sumber: tulis source (naskah dan tempatnya), atau hapus official")
        return self

    @property
    def mark(self) -> str:
        """' (contoh)' as it stands behind the value in print; '' for what is official."""
        return "" if self.official else f" ({EXAMPLE})"


class Setting(Claim, Generic[Value]):
    """One value of the parameters that is a claim. A bare value in the file is one that is not official.

    Parameters
    ----------
    value : object
        The value itself.

    Examples
    --------
    >>> Setting[int].model_validate(605)
    Setting[int](official=False, source='', value=605)
    """

    value: Value

    @model_validator(mode="before")
    @classmethod
    def _bare_value(cls, given: Any) -> Any:
        return given if isinstance(given, dict | cls) else {"value": given}


def claims(model: BaseModel) -> Iterator[tuple[str, Claim]]:
    """All claims within a model, however deep, each with its place in the file.

    Yields
    ------
    (str, Claim)
        The place as messages tell it: 'targets.0'.
    """
    for field in type(model).model_fields:
        yield from _claims_within(getattr(model, field), field)


def _claims_within(value: Any, place: str) -> Iterator[tuple[str, Claim]]:
    if isinstance(value, Claim):
        yield place, value
    if isinstance(value, BaseModel):
        yield from ((f"{place}.{below}", claim) for below, claim in claims(value))
    elif isinstance(value, dict | list | tuple):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _claims_within(item, f"{place}.{key}")


def validate(model: type[Model], values: dict[str, Any], name: str) -> Model:
    """The values as an instance of the model.

    Parameters
    ----------
    model : type of BaseModel
        What the values must look like.
    values : dict
        The top-level mapping of a YAML file.
    name : str
        The file, for messages.

    Raises
    ------
    ParameterError
        For values that the model refuses: every fault on a line of its own, with its place in the file.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = [f"{name}: {_place(fault['loc'])}{_words(fault)}" for fault in error.errors()]
        raise ParameterError("\n".join(faults)) from error


def _place(location: tuple[int | str, ...]) -> str:
    return f"{'.'.join(map(str, location))}: " if location else ""


def _words(fault: Any) -> str:
    """pydantic's message in Indonesian for the faults that people make, its own words for the rest."""
    given = f" (tertulis {fault.get('input')!r})"
    match fault["type"]:
        case "missing":
            return "wajib diisi"
        case "value_error":
            return str(fault["ctx"]["error"])
        case "string_type":
            return "harus berupa teks; kode dan tanggal ditulis di antara tanda kutip" + given
        case "int_type":
            return "harus berupa bilangan bulat" + given
        case _:
            return f"{fault['msg']}{given}"
