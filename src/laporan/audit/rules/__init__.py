"""The rules: one subject a module, one rule a function. A new rule needs only `@rule`."""

from . import (
    band_tables,
    changes,
    counts,
    flows,
    laws,
    notation,
    ordinals,
    prose_shares,
    prose_sums,
    rates,
    table_shares,
    table_sums,
)
from .registry import RULES

__all__ = ["RULES"]
