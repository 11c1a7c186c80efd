"""Answers as people type them: "Sangat puas", "4 - Sangat baik"; they become the whole numbers of the scale.

Which word means which answer stands in `params/answer_words.yml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from analysis.methods.regulations import Sourced
from laporan.cache import read_tracking
from laporan.core import paths
from laporan.project.models import validate
from laporan.project.yaml import read_yaml

__all__ = ["AnswerWords", "as_number", "load_answer_words"]

DEGREES = {"tidak": 1, "kurang": 2, "": 3, "sangat": 4}
LAST_ANSWER = max(DEGREES.values())
# A number before its words or behind them: "4 - Sangat baik", "4. Sangat baik", "Sangat baik (4)".
NUMBERED = re.compile(
    r"\(?(?P<first>[0-9])\)?\s*[-–—.:=)]*\s*(?P<after>\D+)|(?P<before>\D+?)\s*[-–—.:=(]*\s*(?P<last>[0-9])\)?"
)


class AnswerWords(Sourced):
    """Which words mean which of the answers 1 to 4.

    Parameters
    ----------
    adjectives : list of str
        Words that mean 3 alone, and 1, 2 or 4 after "tidak", "kurang" or "sangat".
    phrases : dict of str to int
        Words that have an answer of their own, whatever their first word says.
    five_points : list of str
        How words begin that only a scale of five answers has.
    """

    adjectives: list[str]
    phrases: dict[str, int]
    five_points: list[str]

    def answer(self, words: str) -> int | None:
        """The answer that words mean; None where nobody has said."""
        plain = " ".join(words.lower().split())
        if plain in self.phrases:
            return self.phrases[plain]
        degree, _, adjective = plain.partition(" ") if plain.split(" ")[0] in DEGREES else ("", "", plain)
        return DEGREES[degree] if adjective in self.adjectives else None

    def of_five(self, words: str) -> bool:
        """Whether words belong to a scale of five answers."""
        plain = " ".join(words.lower().split())
        return any(plain == begin or plain.startswith(f"{begin} ") for begin in self.five_points)


def as_number(cell: str, words: AnswerWords) -> str:
    """The number that a cell of words means, as text; the cell itself where it has none, so that it is refused.

    Parameters
    ----------
    cell : str
        As the file has it.
    words : AnswerWords
        What words mean.

    Examples
    --------
    >>> [as_number(cell, load_answer_words()) for cell in ("Sangat puas", "3 - Baik", "2 - Baik", "3,5")]
    ['4', '3', '2 - Baik', '3,5']
    """
    told = cell.strip()
    if numbered := NUMBERED.fullmatch(told):
        digit, text = numbered["first"] or numbered["last"], numbered["after"] or numbered["before"]
        meant = words.answer(text)
        # A number whose words mean another is a fault, and so is one whose words are none ("3,", "3 x").
        return digit if meant == int(digit) else cell
    meant = words.answer(told)
    return cell if meant is None else str(meant)


def load_answer_words() -> AnswerWords:
    """Read `params/answer_words.yml`; what was read is kept until the file changes."""
    path = paths.params() / "answer_words.yml"
    return _read(path, read_tracking.last_written(path))


@lru_cache
def _read(path: Path, _changed: int) -> AnswerWords:
    return validate(AnswerWords, read_yaml(path), paths.relative(path))
