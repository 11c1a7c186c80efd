"""Which engines run chapters. Light to import: the engines themselves are under `laporan.engines`."""

from __future__ import annotations

import sys

FORKED, STOCK = "laporan", "laporan-stock"
ENGINES = (FORKED, STOCK)
DEFAULT = FORKED if sys.platform == "linux" else STOCK  # macOS forks, but its own libraries do not survive it
