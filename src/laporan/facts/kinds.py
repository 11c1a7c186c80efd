"""Kinds of data, by where they come from."""

from __future__ import annotations

from typing import Literal

DataKind = Literal["primary", "published", "synthetic"]  # the office's own, quoted from a publication, made up
KINDS = {"primary": "primer", "published": "terbitan", "synthetic": "sintetis"}  # of data, as the report prints them
