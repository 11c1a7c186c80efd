"""Words with '*', and regular expressions of maps."""

from __future__ import annotations

import re

ANY = "*"
NESTED = re.compile(r"[+*}]\)[+*{]|\|[^()]*\)[+*{]")  # a repetition, or a choice, that is itself repeated
SIGN = re.compile(r"(\*|\[\w+\])")


def check_pattern(pattern: str) -> str:
    """The regular expression itself.

    Raises
    ------
    ValueError
        For one that can't be read.
    """
    if NESTED.search(pattern):
        raise ValueError("pengulangan di dalam pengulangan, seperti (a+)+, dapat tidak berakhir: sederhanakan")
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"bukan ungkapan reguler yang sah: {error}") from error
    return pattern


def wildcard(pattern: str) -> re.Pattern[str]:
    """What a pattern with '*' fits, whatever the case; a group for each '*', '[FM]' is one of these letters.

    Examples
    --------
    >>> wildcard("Kinerja: *").fullmatch("Kinerja: Petugas").group(1)
    'Petugas'
    """
    return re.compile("".join(_sign(part) for part in SIGN.split(pattern)), re.IGNORECASE | re.DOTALL)


def _sign(part: str) -> str:
    """What one part of the pattern fits: any letters, one of some, or itself."""
    if part == ANY:
        return "(.*)"
    return f"({part})" if SIGN.fullmatch(part) else re.escape(part)
