"""The rules: one subject a module, one rule a function. A new rule needs only `@rule`."""

from . import table_shares, table_sums
from .registry import RULES

__all__ = ["RULES"]
