"""Strict models of the project's YAML files: unknown keys are refused, types never coerced, messages Indonesian."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from laporan.cache import read_tracking
from laporan.core.errors import UNSEEN, ParameterError
from laporan.core.faults import shown
from laporan.core.near import nearest
from laporan.project.entries import (
    EntryFile,
    FileEntry,
    ModelEntries,
    Place,
    default_at,
    entry_of_value,
    number_with,
    written_at,
)
from laporan.project.parameter_reads import (
    WHOLE,
    ParameterReads,
    entries_of,
    field_answer,
    whole_answer,
)

Model = TypeVar("Model", bound=BaseModel)
Value = TypeVar("Value")
DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOUNDS = {
    "greater_than": "lebih dari",
    "greater_than_equal": "paling kecil",
    "less_than": "kurang dari",
    "less_than_equal": "paling besar",
}
KINDS = {
    "int_type": "bilangan bulat",
    "float_type": "bilangan",
    "bool_type": "true atau false",
    "list_type": "daftar",
    "dict_type": "kunci dan nilai",
    "model_type": "kunci dan nilai",
    "model_attributes_type": "kunci dan nilai",
    "finite_number": "bilangan yang berhingga",
    "date_type": "tanggal",
}
LENGTHS = {
    "string_too_short": "paling sedikit {min_length} huruf",
    "string_too_long": "paling banyak {max_length} huruf",
    "too_short": "paling sedikit {min_length} butir",
    "too_long": "paling banyak {max_length} butir",
}
EXAMPLE = "contoh"  # what the report calls a value that no authority has set


def _iso_date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    with suppress(ValueError):
        if DATE.fullmatch(value):  # Python alone would read 20180521 and 2018-W21-1 as well
            return dt.date.fromisoformat(value)
    raise ValueError(f"harus tanggal seperti 2018-05-21 (tertulis {value!r})")


def _decimal_text(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _readable(value: str) -> str:
    if UNSEEN.sub("", value).strip():
        return value
    raise ValueError("wajib diisi; tertulis teks kosong")


class MeasureName(str):
    """The name of a measure, as a subject registers it in its `MEASURES`; `laporan check` holds it against them."""

    __slots__ = ()


Measure = Annotated[str, AfterValidator(MeasureName)]
Words = Annotated[str, AfterValidator(_readable)]  # that are printed: nothing, or what nobody sees, is a slip
Day = Annotated[dt.date, BeforeValidator(_iso_date)]
Ratio = Annotated[float, BeforeValidator(_decimal_text), Field(ge=0, le=1)]
Real = Annotated[float, BeforeValidator(_decimal_text)]
Positive = Annotated[int, Field(gt=0, le=1_000_000_000)]
Days = Annotated[int, Field(gt=0, le=3650)]  # a limit of more than ten years is a slip


OF_THE_KIND = {"__class__", "__pydantic_decorators__"}  # what isinstance asks for, the second up to pydantic 2.11


class Strict(BaseModel):
    """Base of all models: immutable, without coercion; an unknown key is refused, and the nearest known one named.

    What `validate` made knows where it is written: `entry_of`, and each of its numbers (`project.entries`).
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
    _written: ModelEntries | None = PrivateAttr(default=None)

    def __getattribute__(self, name: str) -> Any:
        """pydantic's own; where somebody notes what is read of parameters, it is noted."""
        value = super().__getattribute__(name)
        if read_tracking.is_noting() and (written := entries_of(self)) and written.reads:
            kind = type(self)
            asked = name if name in kind.__pydantic_fields__ else WHOLE if _shows_all(kind, name) else ""
            if asked:
                answers = written.answers
                if asked not in answers:
                    answers[asked] = whole_answer(self) if asked == WHOLE else field_answer(self, asked)
                written.reads.note((*written.place, asked), answers[asked])
        return value

    def entry_of(self, field: str = "") -> FileEntry | None:
        """Where a field is written; '' for the whole model. None for a model that was made in code.

        Parameters
        ----------
        field : str
            Its name.

        Raises
        ------
        ParameterError
            For a field that the model does not have; the message has the nearest one.
        """
        if field and field not in type(self).model_fields:
            near = nearest(field, type(self).model_fields, alike=0)
            raise ParameterError(f"kunci “{field}” tidak dikenal{near}")
        asked = getattr(self, field) if field else self
        if isinstance(asked, Strict):
            asked.__dict__  # noqa: B018 - its entry has the hash of all that is in it, which is noted so
        written = entries_of(self)
        if written is None:
            return None
        return written.fields.get(field) if field else written.own

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """pydantic's own; but what is changed in code stands in no file."""
        copied = super().model_copy(update=update, deep=deep)
        if update:
            copied._written = None  # noqa: SLF001 - our own
        return copied

    def located(
        self,
        files: Sequence[EntryFile],
        place: Place = (),
        written: bool = True,
        reads: ParameterReads | None = None,
    ) -> Self:
        """The same model, with the place of everything in it noted.

        Parameters
        ----------
        files : sequence of EntryFile
            The files that it was read from, the one that counts least first.
        place : tuple of str and int
            Where it stands in them.
        written : bool
            Whether it stands there at all, and is no default.
        reads : ParameterReads, optional
            Hears what is asked of it.
        """
        copied, fields = self.model_copy(), {}
        for name, value in self:
            here, given = (*place, name), written and name in self.model_fields_set
            if isinstance(value, Strict):  # of a list, whoever asks sees all that is in it
                copied.__dict__[name] = value.located(files, here, given, reads)
            else:
                copied.__dict__[name] = _located(value, files, here, given)
            fields[name] = written_at(files, here) if given else default_at(files, here, value)
        if place:
            own = (written_at(files, place) if written else None) or default_at(files, place, "")
        else:
            own = entry_of_value(files[-1].path, "", files[-1].values)
        entries = {name: found for name, found in fields.items() if found}
        copied._written = ModelEntries(own, entries, reads, place)  # noqa: SLF001 - our own
        return copied

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, values: Any) -> Any:
        if isinstance(values, dict):
            for key in values.keys() - cls.model_fields.keys():
                near = nearest(str(key), cls.model_fields, alike=0)
                raise ValueError(f"kunci “{key}” tidak dikenal{near}")
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

    def __reduce__(self) -> tuple[Any, ...]:  # pickle looks for a class by its name, which 'Setting[int]' is not
        return _setting_again, (type(self).__pydantic_generic_metadata__["args"], self.__getstate__())


def _setting_again(kinds: tuple[Any, ...], state: dict[Any, Any]) -> Setting[Any]:
    """A setting that was sent to another process."""
    kind: type[Setting[Any]] = Setting.__class_getitem__(kinds) if kinds else Setting  # type: ignore[assignment]
    made = kind.__new__(kind)
    made.__setstate__(state)
    return made


def claims(model: BaseModel) -> Iterator[tuple[str, Claim]]:
    """All claims within a model, however deep, each with its place in the file.

    Yields
    ------
    (str, Claim)
        The place as messages tell it: 'targets.0'.
    """
    return _of_kind(Claim, model)


def measure_names(model: BaseModel) -> Iterator[tuple[str, MeasureName]]:
    """All measures that a model names, however deep, each with its place in the file.

    Yields
    ------
    (str, MeasureName)
        The place as messages tell it: 'targets.0.measure'.
    """
    return _of_kind(MeasureName, model)


def _of_kind(kind: type[Value], value: Any, *place: str) -> Iterator[tuple[str, Value]]:
    if isinstance(value, kind):
        yield ".".join(place), value
    if isinstance(value, BaseModel):
        items: Iterable[tuple[Any, Any]] = value
    elif isinstance(value, dict):
        items = value.items()
    else:
        items = enumerate(value) if isinstance(value, list | tuple) else ()
    for key, item in items:
        yield from _of_kind(kind, item, *place, str(key))


@cache
def _shows_all(kind: type[Strict], name: str) -> bool:
    """Whether who has an attribute that is no field may see any field in it, unseen.

    What our own models define asks for fields as everybody does; what pydantic has looks at all of them.
    """
    if name in OF_THE_KIND:
        return False
    holder = next((one for one in kind.__mro__ if name in vars(one)), object)
    return name.startswith("__") or not issubclass(holder, Strict)


def validate(
    model: type[Model],
    values: dict[str, Any],
    name: str,
    files: Sequence[EntryFile] = (),
    reads: ParameterReads | None = None,
) -> Model:
    """The values as an instance of the model, which knows of each number where it is written.

    Parameters
    ----------
    model : type of BaseModel
        What the values must look like.
    values : dict
        The top-level mapping of a YAML file.
    name : str
        The file, for messages.
    files : sequence of EntryFile
        The files that the values are from, the one that counts least first; by default that one file.
    reads : ParameterReads, optional
        Hears what is asked of the model, and of the models that are its fields.

    Raises
    ------
    ParameterError
        For values that the model refuses: every fault on a line of its own, with its place in the file.
    """
    try:
        made, files = model.model_validate(values), files or (EntryFile(name, values),)
        with read_tracking.noting_aside():  # that its places are written into it is no reading
            return made.located(files, reads=reads) if isinstance(made, Strict) else _located(made, files, ())
    except ValidationError as error:
        faults = [(_file(files, fault, name), f"{_place(fault['loc'])}{_words(fault)}") for fault in error.errors()]
        raise ParameterError("\n".join(map(": ".join, faults))) from error


def _located(value: Any, files: Sequence[EntryFile], place: Place, written: bool = True) -> Any:
    """The value with the place of everything in it noted; what stands as a default is written nowhere."""
    if isinstance(value, Strict):
        return value.located(files, place, written)
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(_located(item, files, (*place, i), written) for i, item in enumerate(value))
    if isinstance(value, dict):
        return {key: _located(item, files, (*place, key), written) for key, item in value.items()}
    entry = written_at(files, place) if written else default_at(files, place, value)
    return value if entry is None else number_with(value, entry)


def _file(files: Sequence[EntryFile], fault: Any, name: str) -> str:
    """The file that says what is refused; of what is missing, the one to write it in."""
    found = None if fault["type"] == "missing" else written_at(files, fault["loc"])
    return found.path if found else name


def _place(location: tuple[int | str, ...]) -> str:
    return f"{'.'.join(map(str, location))}: " if location else ""


def _words(fault: Any) -> str:
    """pydantic's message in Indonesian for the faults that people make, its own words for the rest."""
    given = f" (tertulis {shown(repr(fault.get('input')))})"
    match fault["type"]:
        case "missing":
            return "wajib diisi"
        case "value_error":
            return str(fault["ctx"]["error"])
        case "string_type":
            return "harus berupa teks; kode dan tanggal ditulis di antara tanda kutip" + given
        case "literal_error":
            known = str(fault["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
            return f"“{fault.get('input')}” tidak dikenal; pilih salah satu: {known}"
        case "string_pattern_mismatch":
            return f"harus berbentuk {fault['ctx']['pattern']}{given}"
        case kind if kind in KINDS:
            return f"harus berupa {KINDS[kind]}{given}"
        case kind if kind in BOUNDS:
            (bound,) = fault["ctx"].values()
            return f"harus {BOUNDS[kind]} {bound}{given}"
        case kind if kind in LENGTHS:
            return f"harus berisi {LENGTHS[kind].format_map(fault['ctx'])}{given}"
        case _:
            return f"{fault['msg']}{given}"
