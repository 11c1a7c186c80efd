"""Walks through the structure of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary


def kids(element: Any) -> list[Any]:
    """The structure elements directly below one."""
    return [kid for kid in as_list(element.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid]


def as_list(value: Any) -> list[Any]:
    """The value as a list: PDF writes a list of one without its brackets."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def walk(element: Any) -> Iterator[Any]:
    """An element and everything below it, in reading order."""
    yield element
    for kid in kids(element):
        yield from walk(kid)
