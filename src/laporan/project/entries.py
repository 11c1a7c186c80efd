"""Where a value of a parameter file is written, and numbers that remember it.

`project.models.validate` gives every number that it reads the `FileEntry` of its key. Such a number is an `int`,
`float` or `Decimal` like any other; what is computed from it is a plain number again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from laporan.cache.digest import content_hash

Place = tuple[str | int, ...]  # keys and positions from the top of a file down to a value


@dataclass(frozen=True, order=True)
class FileEntry:
    """A value as a file of the project says it.

    Parameters
    ----------
    path : str
        The file, relative to the project.
    key : str
        From the top of the file: 'satisfaction.population', 'targets.0.value'; '' for the whole file.
    sha256 : str
        Of the value as the file has it.
    value : str
        The value as text, where it is a single one; '' for a mapping or a list.
    default : bool
        Whether the file does not have the key, so that the model's own default holds.
    """

    path: str
    key: str
    sha256: str
    value: str = ""
    default: bool = False

    @property
    def words(self) -> str:
        """Where it is, in Indonesian: 'tertulis di params/2017.yml, kunci satisfaction.population'."""
        if self.default:
            return f"nilai baku kunci {self.key}, yang tidak tertulis di {self.path}"
        return f"tertulis di {self.path}" + (f", kunci {self.key}" if self.key else "")

    def unchanged(self, content: Any) -> bool:
        """Whether the file still says the same.

        Parameters
        ----------
        content : Any
            What it holds now.
        """
        found, value = read_entry(content, self.key)
        return not found if self.default else found and content_hash(value) == self.sha256


@dataclass(frozen=True)
class EntryFile:
    """The content of one file; of several that are laid over each other, the last that has a key decides.

    Parameters
    ----------
    path : str
        The file, relative to the project.
    values : mapping
        Its content.
    """

    path: str
    values: Mapping[str, Any]


class ReadsListener(Protocol):
    """Hears what is asked of a model; `project.parameter_reads` has the real one."""

    def note(self, place: Place, answer: str) -> None:
        """The value at a place was read, and is what the answer is the hash of."""


@dataclass(frozen=True, eq=False)
class ModelEntries:
    """Where a model was read from; equal to any other, as two models that say the same are, wherever they stand.

    Parameters
    ----------
    own : FileEntry
        Of the whole model.
    fields : mapping of str to FileEntry
        Of each field.
    reads : ParameterReads, optional
        Hears what is asked of the model.
    place : tuple of str and int
        Where it stands, for who hears.
    answers : dict of str to str
        What was heard: a list that is changed by who has it was read as it was.
    """

    own: FileEntry
    fields: Mapping[str, FileEntry] = field(default_factory=dict)
    reads: ReadsListener | None = None
    place: Place = ()
    answers: dict[str, str] = field(default_factory=dict)

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, ModelEntries)


class WrittenInt(int):
    """A whole number that knows where it is written."""

    entry: FileEntry


class WrittenFloat(float):
    """A number that knows where it is written."""

    entry: FileEntry


class WrittenDecimal(Decimal):
    """An exact number that knows where it is written."""

    entry: FileEntry

    def __reduce__(self) -> tuple[Any, ...]:  # Decimal's own forgets what a subclass adds
        return number_with, (Decimal(self), self.entry)

    def __copy__(self) -> WrittenDecimal:
        return self

    def __deepcopy__(self, _memo: object) -> WrittenDecimal:
        return self


_KINDS: dict[type, type] = {int: WrittenInt, float: WrittenFloat, Decimal: WrittenDecimal}


def number_with(value: Any, entry: FileEntry) -> Any:
    """The value as a number that knows where it is written; what is no number comes back as it is.

    Parameters
    ----------
    value : Any
        An int, float or Decimal; a bool is none.
    entry : FileEntry
        Where it is written.
    """
    kind = _KINDS.get(type(value))
    if kind is None:
        return value
    known = kind(value)
    known.entry = entry
    return known


def written_at(files: Sequence[EntryFile], place: Place) -> FileEntry | None:
    """Where the value at a place is written, or what holds it: a validator may have rearranged what a file says.

    Parameters
    ----------
    files : sequence of EntryFile
        The files, the one that counts least first.
    place : tuple of str and int
        Keys and positions from the top.

    Returns
    -------
    FileEntry or None
        None where no file has any of it.
    """
    above = None
    for file in reversed(files):
        for length in range(len(place), 0, -1):
            found, value = look_up(file.values, place[:length])
            if found:
                entry = entry_of_value(file.path, _key(place[:length]), value)
                if length == len(place) or not isinstance(value, Mapping):  # which replaces what other files say there
                    return entry
                above = above or entry
                break
    return above


def default_at(files: Sequence[EntryFile], place: Place, value: Any) -> FileEntry:
    """The entry of a value that no file has.

    Parameters
    ----------
    files : sequence of EntryFile
        The files; the first is where one would write it.
    place : tuple of str and int
        Keys and positions from the top.
    value : Any
        The model's own default.
    """
    return FileEntry(files[0].path, _key(place), content_hash(as_text(value)), as_text(value), default=True)


def entry_of_value(path: str, key: str, value: Any) -> FileEntry:
    """The entry of a value as a file has it.

    Parameters
    ----------
    path : str
        The file, relative to the project.
    key : str
        From the top of the file.
    value : Any
        What stands there.
    """
    return FileEntry(path, key, content_hash(value), as_text(value))


def read_entry(content: Any, key: str) -> tuple[bool, Any]:
    """Whether a file's content has a key, and its value.

    Parameters
    ----------
    content : Any
        Of the file.
    key : str
        As `FileEntry` writes it; '' for the whole content.
    """
    return look_up(content, tuple(key.split(".")) if key else ())


def look_up(values: Any, place: Place) -> tuple[bool, Any]:
    """Whether there is a value at a place, and which.

    Parameters
    ----------
    values : Any
        Mappings and lists.
    place : tuple of str and int
        Keys and positions from the top; as `FileEntry` writes them, a key that has a dot is two steps.

    Examples
    --------
    >>> look_up({"targets": [{"value": 78}]}, ("targets", 0, "value"))
    (True, 78)
    """
    if not place:
        return True, values
    for taken in range(1, len(place) + 1):
        key = str(place[0]) if taken == 1 else _key(place[:taken])
        there, below = _below(values, key)
        if there:
            found, value = look_up(below, place[taken:])
            if found:
                return True, value
    return False, None


def _below(values: Any, key: str) -> tuple[bool, Any]:
    """Whether a mapping or a list has a key as text, and what stands there."""
    if isinstance(values, list):
        at = int(key) if key.isascii() and key.isdigit() else -1
        return (True, values[at]) if 0 <= at < len(values) and str(at) == key else (False, None)
    if not isinstance(values, Mapping):
        return False, None
    if key in values:
        return True, values[key]
    return next(((True, value) for other, value in values.items() if str(other) == key), (False, None))


def as_text(value: Any) -> str:
    """A single value as text; '' for a mapping or a list."""
    return "" if value is None or isinstance(value, Mapping | list | tuple) else str(value)


def _key(place: Place) -> str:
    return ".".join(map(str, place))
