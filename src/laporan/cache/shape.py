"""Whether plain data, as JSON gives it back, has the shape that it was written in: another version wrote another."""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

PLAIN = (str, int, float, bool)


def fits(value: Any, shape: Any) -> bool:
    """Whether the value is of a type, through and through.

    Parameters
    ----------
    value : object
        From JSON, where a tuple is a list and a dataclass a mapping of its fields.
    shape : type
        `str`, `int`, `float`, `list[…]`, `tuple[…]`, `dict[str, …]`, a `TypedDict` or a dataclass, of such.

    Examples
    --------
    >>> fits({"a": [1, 2]}, dict[str, list[int]]), fits({"a": [1, None]}, dict[str, list[int]])
    (True, False)
    """
    if shape in PLAIN:
        return type(value) is shape or (shape is float and type(value) is int)
    if is_typeddict(shape) or is_dataclass(shape):
        hints = _hints(shape)
        return isinstance(value, dict) and value.keys() == hints.keys() and all(fits(value[k], hints[k]) for k in hints)
    origin, parts = get_origin(shape), get_args(shape)
    if origin is dict:
        return isinstance(value, dict) and all(fits(each, parts[1]) for each in value.values())
    if origin is list or (origin is tuple and parts[-1] is ...):
        return isinstance(value, list) and all(fits(each, parts[0]) for each in value)
    if origin is tuple:
        return isinstance(value, list) and len(value) == len(parts) and all(map(fits, value, parts))
    return type(value) is shape


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)
