"""The map of provinces: their outlines, with licence and attribution."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import MissingDataError

__all__ = ["ProvinceMap", "load_provinces"]

MAP_FILE = Path("data") / "geo" / "provinsi.json"


@dataclass(frozen=True)
class ProvinceMap:
    """Outlines of the provinces.

    Parameters
    ----------
    outlines : mapping of str to str
        Path of each province in the path language of SVG, by ISO 3166-2 code.
    frame : (float, float, float, float)
        Left, top, width and height of the drawing in which the paths lie.
    licence, attribution : str
        Must be printed under every map that is drawn from these outlines.
    """

    outlines: Mapping[str, str]
    frame: tuple[float, float, float, float]
    licence: str
    attribution: str

    @property
    def credit(self) -> str:
        """The source line that the licence asks for."""
        return f"peta {self.attribution}, {self.licence}"


@cache
def load_provinces() -> ProvinceMap:
    """Read the outlines of the 34 provinces of 2012–2022 from `data/geo/provinsi.json`.

    Raises
    ------
    MissingDataError
        Where the file is not there, or holds no map.
    """
    path = paths.root() / MAP_FILE
    if not read_tracking.is_there(path):
        raise MissingDataError(f"{MAP_FILE.as_posix()} tidak ada. Ambil kembali berkas itu dari repositori")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        left, top, width, height = map(float, content["viewBox"].split())
        outlines = {str(province["id"]): str(province["path"]) for province in content["provinces"]}
        return ProvinceMap(outlines, (left, top, width, height), content["licence"], content["attribution"])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise MissingDataError(
            f"{MAP_FILE.as_posix()} bukan peta yang utuh ({type(error).__name__}). Ambil kembali dari repositori"
        ) from error
