"""The linter's rules, by subject. Importing this package registers them all."""

from laporan.lint.rules import blocks, causes, expressions, numbers, repeatable, structure, units

__all__ = ["blocks", "causes", "expressions", "numbers", "repeatable", "structure", "units"]
