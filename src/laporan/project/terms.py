"""The project's own words: `params/istilah.yml` spells out its abbreviations and explains its terms, each once."""

from __future__ import annotations

from pydantic import Field

from laporan.cache.read_tracking import is_there
from laporan.core import paths
from laporan.project.models import Strict, validate
from laporan.project.yaml import read_yaml

NAME = "istilah.yml"


class Terms(Strict):
    """Abbreviations and terms. Foreign words stand between asterisks.

    Parameters
    ----------
    abbreviations : dict of str to str
        What each stands for. Every chapter that uses one spells it out first, as "Badan Kepegawaian Negara (BKN)".
    common : dict of str to str
        Those that any reader knows, or that are names of their own: no chapter has to spell them out.
    names : list of str
        Words in capital letters that the list need not explain.
    glossary : dict of str to str
        What each term means.
    """

    abbreviations: dict[str, str] = Field(default_factory=dict)
    common: dict[str, str] = Field(default_factory=dict)
    names: list[str] = Field(default_factory=list)
    glossary: dict[str, str] = Field(default_factory=dict)

    @property
    def spelled_out(self) -> dict[str, str]:
        """All abbreviations with what they stand for, in alphabetical order."""
        return _in_order(self.abbreviations | self.common)

    @property
    def explained(self) -> dict[str, str]:
        """The terms with their meanings, in alphabetical order."""
        return _in_order(self.glossary)


def _in_order(entries: dict[str, str]) -> dict[str, str]:
    return dict(sorted(entries.items(), key=lambda entry: entry[0].casefold()))


def load_terms() -> Terms:
    """The project's words; none where it has no such file.

    Raises
    ------
    ParameterError
        For a file that can't be read, or an unknown key.
    """
    path = paths.params() / NAME
    return validate(Terms, read_yaml(path), paths.relative(path)) if is_there(path) else Terms()
