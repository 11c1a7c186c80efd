"""Writes into each year's `datapackage.json` what the contracts say of the columns today, for readers without them.

    .venv/bin/python tools/describe_columns.py

The rest of an entry stays. `laporan sample` does it too, but only for files that it makes up.
"""

from __future__ import annotations

import json
from pathlib import Path

from laporan.core import paths
from laporan.data.canonical_file import table_schema
from laporan.data.catalogue import contract_for
from laporan.project.parameters import known_years


def described(place: Path, year: int) -> str:
    """The text of a package whose entries describe their columns as the contracts of the year do."""
    package = json.loads(place.read_text(encoding="utf-8"))
    for entry in package["resources"]:
        entry["schema"] = table_schema(contract_for(entry["dataset"], year))
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the packages of all years."""
    for year in known_years():
        place = paths.raw_data(year) / "datapackage.json"
        if place.is_file():
            place.write_text(described(place, year), encoding="utf-8")


if __name__ == "__main__":
    main()
