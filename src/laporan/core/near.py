"""The nearest of known names, for messages on one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

ALIKE = 0.5  # of difflib's ratio: below it, a name is another one rather than a misspelling
BEGINNING = 3  # letters from which on a name may be the beginning of a longer one


def nearest(name: object, known: Iterable[object], alike: float = ALIKE) -> str:
    """How a message goes on: '; yang terdekat “skm”', or '' where nothing is near.

    Parameters
    ----------
    name : object
        What was asked for.
    known : iterable of object
        What there is; only text can be near, in capitals or not.
    alike : float
        From which of difflib's ratios on something is near; 0 tells of one whatever it is like.

    Examples
    --------
    >>> nearest("masukk", ["masuk", "keluar"])
    '; yang terdekat “masuk”'
    >>> nearest("PKT", ["ipkt", "pkt"])
    '; yang terdekat “pkt”'
    >>> nearest("limit", ["limit_working_days", "rule"])
    '; yang terdekat “limit_working_days”'
    >>> nearest("x", ["masuk", 3])
    ''
    """
    names = {one.casefold(): one for one in known if isinstance(one, str)}
    asked = name.strip().casefold() if isinstance(name, str) else ""
    longer = [one for one in names if len(asked) >= BEGINNING and one.startswith(asked)]
    near = get_close_matches(asked, longer or names, n=1, cutoff=0 if longer else alike) if asked else []
    return "".join(f"; yang terdekat “{names[one]}”" for one in near)
