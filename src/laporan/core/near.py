"""The nearest of known names, for messages on one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

ALIKE = 0.5  # of difflib's ratio: below it, a name is another one rather than a misspelling


def nearest(name: object, known: Iterable[object], alike: float = ALIKE) -> str:
    """How a message goes on: '; yang terdekat “skm”', or '' where nothing is near.

    Parameters
    ----------
    name : object
        What was asked for.
    known : iterable of object
        What there is; only text can be near.
    alike : float
        From which of difflib's ratios on something is near; 0 tells of one whatever it is like.

    Examples
    --------
    >>> nearest("masukk", ["masuk", "keluar"])
    '; yang terdekat “masuk”'
    >>> nearest("x", ["masuk", 3])
    ''
    """
    names = [one for one in known if isinstance(one, str)]
    near = get_close_matches(name, names, n=1, cutoff=alike) if isinstance(name, str) else []
    return "".join(f"; yang terdekat “{one}”" for one in near)
