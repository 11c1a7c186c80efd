"""Kinds of data, by where they come from."""

from __future__ import annotations

from typing import Literal

# The own data of who reports; what another office handed over, with its letter; quoted from a publication; made up.
DataKind = Literal["primary", "handed-over", "published", "synthetic"]
KINDS: dict[str, str] = {  # of data, as the report prints them
    "primary": "primer",
    "handed-over": "diserahkan",
    "published": "terbitan",
    "synthetic": "sintetis",
}
