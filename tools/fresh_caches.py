"""A plugin of pytest for tools/mutate.py: before each test the module that is tried forgets what it keeps.

mutmut asks which tests reach a function, and runs each mutant in a fork of that process. Behind `lru_cache` only the
first test would reach it, and a mutant would be asked nothing that was answered before.
"""

from __future__ import annotations

import os
import sys

MODULE = "LAPORAN_MUTATED"


def pytest_runtest_setup() -> None:
    """Empty the caches of functions of the module that the environment names."""
    for function in list(vars(sys.modules.get(os.environ[MODULE], object)).values()):
        if hasattr(function, "cache_clear"):
            function.cache_clear()
