"""The Python environment as it is installed: what results follow from beside code and data."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

SUFFIXES = (".dist-info", ".egg-info")


def environment() -> dict[str, str]:
    """Python's version and that of every installed distribution, by name.

    The lock says what should be installed, this what is: under conda, or after a `pip install` by hand, the two
    differ. Read from the names of the folders that installers leave (`pandas-3.0.1.dist-info`), which takes a
    thousandth of the time that `importlib.metadata` needs to open each.
    """
    return {"python": platform.python_version()} | distributions(sys.path)


def distributions(places: Iterable[str]) -> dict[str, str]:
    """Version of each distribution that is installed in folders like `sys.path`; the first place counts.

    Examples
    --------
    >>> sorted(distributions([]))
    []
    """
    found: dict[str, str] = {}
    for place in places:
        with suppress(OSError):
            for name in sorted(os.listdir(place or ".")):  # noqa: PTH208 - names, not paths
                if name.endswith(SUFFIXES):
                    distribution, _, version = Path(name).stem.partition("-")
                    found.setdefault(distribution.lower().replace("_", "-"), version)
    return dict(sorted(found.items()))
