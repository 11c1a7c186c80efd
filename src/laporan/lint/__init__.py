"""The linter of chapters: finds numbers typed by hand, shares without base, figures without words, and their like.

The rules are functions in `rules/`; to add one, write it there under `@rule("its-id")`.
"""

from laporan.lint.check import check_files, check_notebook, check_parameters, default_files
from laporan.lint.fix import fix_notebook
from laporan.lint.problem import Problem
from laporan.lint.registry import RULES, Surroundings

__all__ = [
    "RULES", "Problem", "Surroundings", "check_files", "check_notebook", "check_parameters", "default_files",
    "fix_notebook",
]  # fmt: skip
