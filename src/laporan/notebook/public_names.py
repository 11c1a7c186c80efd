"""What Tab completes behind a module of the content package: the names that it has for use, not what it imports."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from laporan.core import paths


def offer_public_names(names: Mapping[str, Any]) -> None:
    """Have `dir(module)` answer with `__all__`, for the modules of the content package among a notebook's variables.

    Parameters
    ----------
    names : mapping of str to Any
        The notebook's variables. A module without `__all__` stays as it is.
    """
    package = paths.content_package()
    for module in names.values():
        if not isinstance(module, ModuleType) or module.__name__.partition(".")[0] != package:
            continue
        if "__all__" in vars(module) and "__dir__" not in vars(module):
            module.__dir__ = lambda public=module.__all__: public  # type: ignore[method-assign, misc]
