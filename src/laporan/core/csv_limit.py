"""How long a cell may be that Python's `csv` reads: one limit for the whole process, which other packages change."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cells_up_to(letters: int) -> Iterator[None]:
    """Read cells of so many letters at most, whatever the process had been told; it has its own limit again afterwards.

    Parameters
    ----------
    letters : int
        Beyond which `csv` refuses a cell.

    Examples
    --------
    >>> before = csv.field_size_limit()
    >>> with cells_up_to(3):
    ...     list(csv.reader(["a,bcde"]))
    Traceback (most recent call last):
    _csv.Error: field larger than field limit (3)
    >>> csv.field_size_limit() == before
    True
    """
    before = csv.field_size_limit(letters)
    try:
        yield
    finally:
        csv.field_size_limit(before)
