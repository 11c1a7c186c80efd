"""The rules: one subject a module, one rule a function. A new rule needs only `@rule`."""

from . import (
    band_tables,
    changes,
    contents,
    counts,
    dates,
    flows,
    laws,
    names,
    notation,
    ordinals,
    plans,
    prose_shares,
    prose_sums,
    rates,
    survey,
    table_shares,
    table_sums,
)
from .registry import RULES

__all__ = [
    "RULES",
    "band_tables",
    "changes",
    "contents",
    "counts",
    "dates",
    "flows",
    "laws",
    "names",
    "notation",
    "ordinals",
    "plans",
    "prose_shares",
    "prose_sums",
    "rates",
    "survey",
    "table_shares",
    "table_sums",
]
