"""Common slips of written Indonesian, as `slips.yml` lists them: what is written, and what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from laporan.project.yaml import parse_yaml

LIST = Path(__file__).with_name("slips.yml")
ENCLITIC = "(?:nya|kah|lah|pun)?"
FOREIGN = re.compile(r"\*[^*\n]+[ \n][^*\n]*\*")  # a name of several words in a foreign language is left as it is


@dataclass(frozen=True)
class Slip:
    """One slip of a text.

    Parameters
    ----------
    start : int
        Where it stands.
    words : str
        What is written.
    remedy : str
        What to write, in Indonesian.
    """

    start: int
    words: str
    remedy: str

    @property
    def message(self) -> str:
        """What the linter says of it."""
        return f"“{' '.join(self.words.split())}”: {self.remedy}"


@dataclass(frozen=True)
class _Pattern:
    """raw : whether it reads templates too; prose : whether it is for running text alone"""

    find: re.Pattern[str]
    say: str
    raw: bool
    prose: bool


def slips(words: str, raw: str = "", *, prose: bool = True) -> Iterator[Slip]:
    """The slips of a text, in no particular order.

    Parameters
    ----------
    words : str
        The text, its templates blanked out.
    raw : str, optional
        The text with its templates, as long as `words`.
    prose : bool, default True
        Whether it is running text; quotation marks of YAML are none of the text.

    Examples
    --------
    >>> [slip.message for slip in slips("Kerjasama antar instansi")]
    ['“Kerjasama”: tulis “kerja sama”', '“antar”: tulis serangkai dengan kata sesudahnya, misalnya antarinstansi, ...']
    """
    words = FOREIGN.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), words)
    known, pattern = _words()
    for found in pattern.finditer(words):
        yield Slip(found.start(), found[0], f"tulis “{known[' '.join(found[1].split()).casefold()]}”")
    for each in _patterns():
        if prose or not each.prose:
            for found in each.find.finditer(raw if each.raw else words):
                yield Slip(found.start(), found[0].strip(), each.say)


@cache
def _list() -> dict[str, object]:
    return parse_yaml(LIST.read_text(encoding="utf-8"), LIST.name)


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str]]:
    """What to write for each slip, and the one pattern that finds them all."""
    known = {str(slip): str(remedy) for slip, remedy in dict(_list()["words"]).items()}  # type: ignore[call-overload]
    either = "|".join(r"\s+".join(map(re.escape, slip.split())) for slip in sorted(known, key=len, reverse=True))
    return known, re.compile(rf"(?<![\w/@.-])({either}){ENCLITIC}(?![\w/@-]|\.\w)", re.IGNORECASE)


@cache
def _patterns() -> tuple[_Pattern, ...]:
    made = []
    for entry in _list()["patterns"]:  # type: ignore[attr-defined]
        flags = re.NOFLAG if entry.get("case") else re.IGNORECASE
        made.append(
            _Pattern(re.compile(entry["find"], flags), entry["say"], bool(entry.get("raw")), bool(entry.get("prose")))
        )
    return tuple(made)
