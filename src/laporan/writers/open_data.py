"""Writes `data/`, the report's numbers for machines: CSV and a Frictionless package, as Satu Data Indonesia asks.

`tabel/` has a CSV for each table and each figure: one row a row, one column a variable, exact
values. `mentah/` has the raw files as they came, byte by byte; where some of their columns stay at home the others, and
where a row is a person only how many persons gave each answer. Rows that stay at home are left out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from laporan.cache.digest import file_hash
from laporan.core import paths
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Contract
from laporan.data.csv_text import write_columns
from laporan.data.disclosure import answers, at_home, hidden, rows_left_out
from laporan.data.load import rows_at_home
from laporan.data.package import Resource, find_resource, resources
from laporan.data.package_file import INHERITED
from laporan.data.read import read_table, read_text
from laporan.document.ast import Front, issuer
from laporan.document.front import about_correction, titled
from laporan.facts.fact_book import slug
from laporan.facts.kinds import KINDS
from laporan.facts.row_set import NO_ROWS, RowSet
from laporan.project.outline import ReportPlan
from laporan.project.parameters import load_parameters, load_units
from laporan.writers.grids import DataGrid, Value

TABLES, RAW = "tabel", "mentah"
ABOUT = "Angka setiap tabel dan gambar laporan, dan data mentahnya tanpa data pribadi."
PACKAGE = "datapackage.json"
MADE_UP = " (sintetis)"  # behind a title
COMING = ("handed_over", "import")  # keys of an entry that tell how its file came here
QUOTED = "kata yang diawali =, +, -, atau @ diberi petik tunggal di depan, agar lembar kerja tidak menjalankannya"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_open_data(
    grids: list[DataGrid], facts: dict[str, dict[str, Any]], plan: ReportPlan, front: Front, folder: Path
) -> None:
    """Write the package; the same inputs give the same bytes.

    Parameters
    ----------
    grids : list of DataGrid
        The data of tables and figures.
    facts : dict of str to dict
        The ledger by id; it says on which data each table rests, and so its licence.
    plan : ReportPlan
        The report, whose raw files are copied or counted.
    front : Front
        The cover.
    folder : Path
        Where the package goes.
    """
    written = [_write_grid(grid, _rests_on(grid.anchor, facts.values()), folder) for grid in grids]
    described = _described(plan)
    for resource in resources(plan.year, plan.unit):
        contract = contract_for(resource.dataset, plan.year)
        entry = described[resource.dataset]
        home = rows_at_home(resource)
        if contract.personal:
            written.append(_write_counts(resource, contract, entry, plan, folder))
        elif is_copied(resource, contract):
            written.append(_copy_raw(resource, entry, folder))
        else:
            written.append(_write_leaving(resource, contract, entry, folder, home))
    package = {
        "profile": "data-package",
        "name": slug(f"laporan-{plan.year}-{plan.unit}"),
        "title": f"Data {titled(front)}, {issuer(front)}" + (f" ({front['status']})" if front["status"] else ""),
        "description": " ".join(filter(None, (ABOUT, front["synthetic"], about_correction(front)))),
        "created": f"{front['day']}T12:00:00Z",
        # a draft is published by nobody: what was made up is not the agency's
        **({"contributors": [{"title": front["agency"], "role": "publisher"}]} if front["final"] else {}),
        "resources": written,
    }
    (folder / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def figure_data(grids: list[DataGrid]) -> dict[str, bytes]:
    """The CSV of each figure by its anchor, as it stands in the package.

    Parameters
    ----------
    grids : list of DataGrid
        The data of tables and figures.
    """
    return {grid.anchor: _written(grid)[2] for grid in grids if grid.number.startswith("Gambar")}


def is_copied(resource: Resource, contract: Contract) -> bool:
    """Whether a raw file leaves as it is, byte by byte: no row, no column and no sheet of it stays at home.

    Parameters
    ----------
    resource, contract : Resource, Contract
        The file, and what its columns are.
    """
    whole = not contract.personal and contract.leaving == contract.columns and resource.path.suffix == ".csv"
    return whole and not rows_at_home(resource)


def _write_grid(grid: DataGrid, data: list[Resource], folder: Path) -> dict[str, Any]:
    """One table as CSV. A row that sums the others is left out: whoever adds the column up would count twice."""
    rows, fields, content = _written(grid)
    about = f"{grid.number} laporan." + (" Baris jumlah tidak dimuat." if len(rows) < len(grid.rows) else "")
    made_up = any(KINDS["synthetic"] in source for source in grid.sources)  # words that rest on no number, too
    return _put(content, f"{TABLES}/{grid.anchor}.csv", folder) | {
        "name": grid.anchor.lower().replace("_", "-"), "title": grid.title + (MADE_UP if made_up else ""),
        "description": " ".join([about, *grid.notes]), "licenses": _licences(data),
        "kinds": sorted({one.kind for one in data}),
        "sources": [{"title": source.removeprefix("Sumber: ")} for source in grid.sources],
        "schema": {"fields": fields, "missingValues": [""]},
    }  # fmt: skip


def _written(grid: DataGrid) -> tuple[tuple[tuple[Value, ...], ...], list[dict[str, Any]], bytes]:
    """The rows that are data, the fields, and both as CSV."""
    rows = grid.rows[:-1] if grid.total and len(grid.rows) > 1 else grid.rows
    fields: list[dict[str, Any]] = []
    columns: list[list[str]] = []
    for place, title in enumerate(grid.head):
        for field, cells in _column(title, [row[place] for row in rows], {field["name"] for field in fields}):
            fields.append(field)
            columns.append(cells)
    return rows, fields, _csv([field["name"] for field in fields], zip(*columns, strict=True))


def _column(title: str, values: list[Value], taken: set[str]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The column, and beside it its units where they change from row to row."""
    name = _free(slug(title).replace("-", "_").replace(".", "_") or "kolom", taken)
    numbers = [value.number for value in values if not value.missing]
    units = {value.unit for value in values if not value.missing}
    if not numbers or None in numbers:
        told = (
            {"description": QUOTED} if any(_words(value) != value.text for value in values if not value.missing) else {}
        )
        yield {"name": name, "type": "string", "title": title, **told}, [_words(value) for value in values]
        return
    field = {"name": name, "type": "integer" if all(isinstance(n, int) for n in numbers) else "number", "title": title}
    if units == {"%"}:
        field["description"] = "bagian dari satu: 0.915 adalah 91,5%"
    yield (
        field if len(units) > 1 else field | {"unit": units.pop()},
        ["" if value.number is None else str(value.number) for value in values],
    )
    if len(units) > 1:
        unit = {"name": _free(f"{name}_satuan", taken | {name}), "type": "string", "title": f"Satuan {title}"}
        yield unit, [_safe(value.unit) for value in values]


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else next(n for k in range(2, 1000) if (n := f"{name}_{k}") not in taken)


def _words(value: Value) -> str:
    return "" if value.missing else _safe(value.text)


def _safe(text: str) -> str:
    """Words that a spreadsheet would run as a formula get an apostrophe, which it takes for 'this is text'."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _copy_raw(resource: Resource, entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Copied by the system, however large it is."""
    path = f"{RAW}/{resource.path.name}"
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(resource.path, folder / path)
    return entry | _said(path, resource.path.stat().st_size, file_hash(resource.path), entry["format"])


def _write_leaving(
    resource: Resource, contract: Contract, entry: dict[str, Any], folder: Path, home: RowSet = NO_ROWS
) -> dict[str, Any]:
    """The rows and columns that may leave, cell by cell as they came; the package says which do not.

    Of a workbook too: the rest of it (other sheets, notes, who saved it) is no data of the report.
    """
    path = f"{RAW}/{resource.path.stem}.csv"
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    write_columns(read_table(resource.path, contract), contract.leaving, place, home)
    headers = [column.header for column in contract.leaving]
    described = {field.get("name"): field for field in (entry.get("schema") or {}).get("fields", [])}
    fields = [described.get(header, {"name": header}) for header in headers]
    untold = at_home(contract), rows_left_out(contract, len(home))
    told = " ".join(filter(None, (entry.get("description", ""), *untold)))
    said = _said(path, place.stat().st_size, file_hash(place))
    return entry | said | {"description": told, "schema": {"fields": fields}}


def _write_counts(
    resource: Resource, contract: Contract, entry: dict[str, Any], plan: ReportPlan, folder: Path
) -> dict[str, Any]:
    """How many rows have each value of each column: no two answers of one person stay together."""
    left_out = {item.row for item in load_parameters(plan.year, plan.unit).exclude.get(resource.dataset, [])}
    text = read_text(resource.path, contract)
    found = answers(text[~text.index.isin(left_out)], contract)
    rows = [(count.column, _safe(count.value), str(count.count)) for count in found.counts]
    about = "Banyaknya orang menurut jawaban setiap kolom; barisnya orang, jadi datanya sendiri tidak dibuka." + hidden(
        found
    )
    fields = [("kolom", "string"), ("nilai", "string"), ("banyak", "integer")]
    return _put(
        _csv([name for name, _ in fields], rows), f"{RAW}/{resource.path.stem}-hitungan.csv", folder
    ) | {
        "name": f"{entry['name']}-hitungan", "title": f"{entry['title']}: banyaknya menurut jawaban",
        "description": about, "kind": entry["kind"], **{key: entry[key] for key in INHERITED if key in entry},
        "schema": {"fields": [{"name": name, "type": kind} for name, kind in fields], "missingValues": [""]},
    }  # fmt: skip


def _described(plan: ReportPlan) -> dict[str, dict[str, Any]]:
    """The year's own description of each dataset of the unit."""
    package = json.loads((paths.raw_data(plan.year) / PACKAGE).read_bytes())
    whole = {key: package[key] for key in INHERITED if key in package}
    known = {one.dataset: one for one in resources(plan.year, plan.unit)}
    own = (entry for entry in package["resources"] if entry.get("unit", paths.main_unit()) == plan.unit)
    return {entry["dataset"]: _open(whole | entry, known[entry["dataset"]]) for entry in own}


def _open(entry: dict[str, Any], resource: Resource) -> dict[str, Any]:
    """What leaves of an entry: not how its file came here (a file's name, a query, a letter's words name persons)."""
    told = {key: value for key, value in entry.items() if key not in COMING} | _called(entry, resource)
    if resource.handed_over is None:
        return told
    offices = [source["title"] for source in _listed(entry.get("sources", []))]
    return told | {"handed_over": resource.handed_over.open_to([*offices, *_offices()])}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _offices() -> Iterator[str]:
    for unit in load_units().values():
        yield from (unit.name, unit.short)


def _called(entry: dict[str, Any], resource: Resource) -> dict[str, Any]:
    """What an entry may leave out. What was made up says so in its title, wherever a catalogue shows no more of it."""
    name = {"name": resource.dataset.replace("_", "-"), "format": resource.path.suffix.removeprefix(".")}
    title = resource.title + (MADE_UP if resource.kind == "synthetic" else "")
    return {key: entry.get(key, value) for key, value in name.items()} | {"title": title}


def _rests_on(anchor: str, facts: Iterable[dict[str, Any]]) -> list[Resource]:
    """The data that a table's numbers rest on."""
    used = {dataset["name"] for fact in facts if fact["block"] == anchor for dataset in fact["datasets"]}
    places = [name.split("/") for name in sorted(used)]
    return [find_resource(int(year), unit, dataset) for year, unit, dataset in places]


def _licences(data: Iterable[Resource]) -> list[dict[str, str]]:
    """Their licences, each once."""
    found = {(one.licence, one.licence_title): None for one in data if one.licence}
    return [{"name": name} | ({"title": title} if title else {}) for name, title in found]


def _csv(head: list[str], rows: Iterable[Iterable[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _put(content: bytes, path: str, folder: Path) -> dict[str, Any]:
    """Write a file; what the package says of every file."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return _said(path, len(content), hashlib.sha256(content).hexdigest())


def _said(path: str, size: int, digest: str, kind: str = "csv") -> dict[str, Any]:
    said = {"path": path, "bytes": size, "hash": f"sha256:{digest}"}
    if kind != "csv":
        return said
    return said | {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
