"""The linter's rules, by subject. Importing this package registers them all."""

from laporan.lint.rules import blocks, causes, expressions, language, numbers, repeatable, structure, units

__all__ = ["blocks", "causes", "expressions", "language", "numbers", "repeatable", "structure", "units"]
