"""The linter of chapters: numbers typed by hand, shares without base, figures without words, and their like.

Rules stand in `rules/`, a function each; to add one, write it there under `@rule("its-id")`.
"""

from laporan.lint.check import check_files, check_notebook, check_parameters, default_files
from laporan.lint.fix import fix_notebook
from laporan.lint.problem import Problem
from laporan.lint.registry import RULES, Surroundings

__all__ = [
    "RULES", "Problem", "Surroundings", "check_files", "check_notebook", "check_parameters", "default_files",
    "fix_notebook",
]  # fmt: skip
