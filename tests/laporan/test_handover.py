"""What an office hands over: who, when, by which letter; what an import made of it; and that nobody changed it since."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, get_args

import pytest

from laporan.build.obstacles import of_data
from laporan.core.errors import ParameterError
from laporan.data.handover import HandedOver
from laporan.data.inventory import ONLY_EARLIER, Inventory
from laporan.data.package import Resource, find_resource, resources
from laporan.facts.kinds import KINDS, DataKind
from laporan.provenance.trace import trace_dataset
from laporan.writers.open_data import _open

from .test_package_file import ENTRY, package

__all__ = ["package"]

CONTENT = b"loket,bulan\n1,2\n"
ORIGINAL = hashlib.sha256(CONTENT).hexdigest()
HANDED = {"by": "Biro Humas", "date": "2018-01-12", "letter": "surat 7/HUM/2018", "original_sha256": ORIGINAL}
IMPORT = {
    "source": "skm 2017.xlsx",
    "map": "params/import/skm.yml",
    "map_sha256": "0" * 64,
    "moment": "2018-01-13T09:30:00+07:00",
    "rows": {"read": 5, "used": 3, "left_out": {"jawaban kosong": 2}},
}
OFFICE = ENTRY | {"kind": "handed-over", "handed_over": HANDED}


def write(place: Path, *entries: dict[str, Any]) -> None:
    place.write_text(json.dumps({"resources": entries}), encoding="utf-8")


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "nobody": (ENTRY | {"kind": "handed-over"}, "handed_over: {by, date, letter, original_sha256}"),
    "another-kind": (OFFICE | {"kind": "published"}, "jenis lain tanpa handed_over"),
    "made-up": (ENTRY | {"kind": "synthetic", "import": IMPORT}, "data sintetis tidak diimpor"),
    **{
        f"no-{key}": (OFFICE | {"handed_over": {k: v for k, v in HANDED.items() if k != key}}, f"{key}: wajib diisi")
        for key in HANDED
    },
    "no-name": (OFFICE | {"handed_over": HANDED | {"by": "  "}}, "by: tidak boleh kosong"),
    "no-letter": (OFFICE | {"handed_over": HANDED | {"letter": ""}}, "letter: tidak boleh kosong"),
    "date": (OFFICE | {"handed_over": HANDED | {"date": "12/01/2018"}}, "date: harus tanggal seperti"),
    "hash": (OFFICE | {"handed_over": HANDED | {"original_sha256": "abc"}}, "original_sha256"),
    "misspelt": (OFFICE | {"handed_over": HANDED | {"leter": "x"}}, "kunci “leter” tidak dikenal; yang terdekat"),
    "rows-that-vanish": (
        OFFICE | {"import": IMPORT | {"rows": {"read": 6, "used": 3, "left_out": {"kosong": 2}}}},
        "read 6, padahal used dan left_out berjumlah 5",
    ),
    "no-reason": (OFFICE | {"import": IMPORT | {"rows": {"read": 4, "used": 3, "left_out": {" ": 1}}}}, "left_out"),
    "moment": (OFFICE | {"import": IMPORT | {"moment": "kemarin"}}, "moment: harus saat seperti"),
}


@pytest.mark.parametrize(("entry", "told"), FAULTS.values(), ids=FAULTS)
def test_a_record_that_does_not_say_all_is_refused_by_name(package: Path, entry: dict[str, Any], told: str) -> None:
    write(package, entry)
    with pytest.raises(ParameterError) as error:
        resources(2017)
    assert "data/raw/2017/datapackage.json: pkt" in str(error.value)
    assert told in str(error.value)


def test_what_is_recorded_comes_back(package: Path) -> None:
    write(package, OFFICE | {"import": IMPORT})
    (one,) = resources(2017)
    assert one.handed_over is not None
    assert one.handed_over.words == "Diserahkan Biro Humas pada 12 Januari 2018 (surat 7/HUM/2018)"
    assert one.imported[0].rows.words == "5 baris dibaca, 3 dipakai, 2 disisihkan (jawaban kosong: 2)"
    assert one.imported[0].moment.isoformat() == "2018-01-13T09:30:00+07:00"


def test_a_resource_that_was_imported_is_one_of_a_set(package: Path) -> None:
    write(package, OFFICE | {"import": IMPORT})
    assert len({*resources(2017), *resources(2017)}) == 1


@pytest.mark.parametrize("kind", get_args(DataKind))
def test_every_kind_has_its_words(kind: DataKind) -> None:
    assert KINDS[kind]


def test_the_annex_says_who_handed_it_over_and_what_was_left_out(package: Path) -> None:
    write(package, OFFICE | {"import": IMPORT, "description": "Survei manual."})
    (row,) = Inventory(tuple(resources(2017))).table().rows
    assert row[1:3] == ("Diserahkan", "Kantor")
    assert row[3] == (
        "Survei manual. Diserahkan Biro Humas pada 12 Januari 2018 (surat 7/HUM/2018). "
        "Diimpor dari skm 2017.xlsx: 5 baris dibaca, 3 dipakai, 2 disisihkan (jawaban kosong: 2)"
    )


@pytest.mark.parametrize(
    ("entry", "content", "stands"),
    [
        pytest.param(OFFICE, CONTENT, True, id="as-it-came"),
        pytest.param(OFFICE, CONTENT + b"3,4\n", False, id="a-row-more"),
        pytest.param(OFFICE | {"hash": f"sha256:{ORIGINAL}", "import": IMPORT}, CONTENT, True, id="as-imported"),
        pytest.param(OFFICE | {"hash": f"sha256:{ORIGINAL}", "import": IMPORT}, b"", False, id="emptied-after-import"),
        pytest.param(OFFICE | {"import": IMPORT}, b"another form", True, id="imported-without-a-hash"),
        pytest.param(ENTRY | {"hash": "sha256:" + "0" * 64}, CONTENT, False, id="own-data-changed"),
        pytest.param(ENTRY, CONTENT, True, id="own-data"),
    ],
)
def test_what_was_changed_since_can_not_be_signed(
    package: Path, entry: dict[str, Any], content: bytes, stands: bool
) -> None:
    write(package, entry)
    (package.parent / "pkt.csv").write_bytes(content)
    found = of_data(Inventory(tuple(resources(2017))))
    assert [one.kind for one in found] == ([] if stands else ["data berubah sejak dicatat di datapackage.json"])


@pytest.mark.parametrize(
    ("by", "letter", "told"),
    [
        ("Biro Humas", "surat 7/HUM/2018", {"by": "Biro Humas", "letter": "7/HUM/2018"}),
        ("biro humas", "nota dinas Budi Santosa nomor 7/HUM/2018", {"by": "biro humas", "letter": "7/HUM/2018"}),
        ("Budi Santosa", "berita acara Budi Santosa", {}),
    ],
    ids=["an office", "a letter with a name", "a person"],
)
def test_open_data_names_the_office_the_day_and_the_letter_s_number_and_nobody(
    by: str, letter: str, told: dict[str, str]
) -> None:
    handed = HandedOver.model_validate_json(json.dumps({**HANDED, "by": by, "letter": letter}))
    assert handed.open_to(["Biro Humas"]) == {"date": "2018-01-12"} | told


@pytest.mark.hostile("person")
def test_nothing_in_the_open_package_tells_how_a_file_came_here(package: Path) -> None:
    by_a_person = HANDED | {"by": "Budi Santosa", "letter": "surat Budi Santosa 7/HUM/2018"}
    imported = IMPORT | {"source": "skm Budi Santosa.xlsx"}
    entry = OFFICE | {"handed_over": by_a_person, "import": imported, "sources": [{"title": "Biro Humas"}]}
    write(package, entry)
    (resource,) = resources(2017)
    told = _open(entry, resource)
    assert "Santosa" not in json.dumps(told)
    assert told["handed_over"] == {"date": "2018-01-12", "letter": "7/HUM/2018"}
    assert "import" not in told


def test_trace_says_who_handed_it_over(small_project: Path) -> None:
    place = small_project / "data/raw/2017/datapackage.json"
    told = place.read_text(encoding="utf-8")
    content = json.loads(told)
    entry = next(one for one in content["resources"] if one["dataset"] == "pkt")
    entry |= {"kind": "handed-over", "handed_over": HANDED}
    try:
        place.write_text(json.dumps(content), encoding="utf-8")
        resource = find_resource(2017, "pusat", "pkt")
        said = {"name": "2017/pusat/pkt", "path": "pkt.csv", "sha256": "", "kind": "handed-over", "title": ""}
        found = trace_dataset(said | {"rows_used": 1, "rows_left_out": []}, None, 0)
        assert resource.handed_over is not None
        assert found.handed_over == resource.handed_over.words
    finally:
        place.write_text(told, encoding="utf-8")


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ({2017: "synthetic", 2018: "primary"}, "data pembanding sintetis"),
        ({2017: "primary", 2018: "synthetic"}, "memuat data sintetis"),
        ({2017: "synthetic", 2018: "synthetic"}, "semua data sintetis"),
    ],
    ids=["of-the-year-before", "of-the-year", "of-both"],
)
def test_the_cover_says_where_only_earlier_years_were_made_up(kinds: dict[int, DataKind], status: str) -> None:
    files = [Resource(year, "pusat", "pkt", Path("pkt.csv"), f"Loket {year}", kind) for year, kind in kinds.items()]
    found = Inventory(tuple(files))
    assert found.status == status
    assert (ONLY_EARLIER in found.warning) is (status == "data pembanding sintetis")
