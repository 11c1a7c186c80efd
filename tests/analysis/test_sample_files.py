"""`laporan sample` writes over its own files alone: an office's, a quoted one and one that was changed stay as they are."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.counters import sample as counters
from analysis.organisation import sample as organisation
from laporan.core.errors import ParameterError
from laporan.data.package_file import package_entries
from laporan.data.sample_files import write_samples
from laporan.data.samples import Sample, make_request

YEAR = 2018
OFFICE = b"loket,bulan\n1,2\n"
HANDED = {"by": "PKT", "date": "2019-01-12", "letter": "surat 7", "original_sha256": hashlib.sha256(OFFICE).hexdigest()}


@pytest.fixture(scope="module")
def made() -> list[Sample]:
    request = make_request(YEAR)
    return [*counters.samples(request), *organisation.samples(request)]


def entry(folder: Path, **changed: Any) -> None:
    """Change the entry of the counters' survey."""
    place = folder / "datapackage.json"
    package = json.loads(place.read_text(encoding="utf-8"))
    (one,) = (one for one in package["resources"] if one["dataset"] == "pkt")
    one |= changed
    for key in [key for key, value in changed.items() if value is None]:
        del one[key]
    place.write_text(json.dumps(package), encoding="utf-8")


def handed_over(folder: Path) -> None:
    (folder / "pkt.csv").write_bytes(OFFICE)
    entry(folder, kind="handed-over", handed_over=HANDED, hash=None)


def of_another_name(folder: Path) -> None:
    (folder / "pkt.csv").rename(folder / "dari kantor.csv")
    entry(folder, kind="primary", path="dari kantor.csv")


def quoted(folder: Path) -> None:
    (folder / "pkt.csv").write_bytes(OFFICE)
    entry(folder, kind="published")


def changed(folder: Path) -> None:
    (folder / "pkt.csv").write_bytes(OFFICE)


def unlisted(folder: Path) -> None:
    (folder / "pkt.csv").write_bytes(OFFICE)
    package = {"resources": [one for one in resources_of(folder) if one["dataset"] != "pkt"]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def without_a_hash(folder: Path) -> None:
    entry(folder, hash=None)


OTHERS = {
    "handed-over": (handed_over, "pkt.csv", "data diserahkan"),
    "own-by-another-name": (of_another_name, "dari kantor.csv", "data primer"),
    "quoted": (quoted, "pkt.csv", "data terbitan"),
    "changed-since": (changed, "pkt.csv", "berubah sejak dibuat"),
    "unlisted": (unlisted, "pkt.csv", "tidak tercantum di datapackage.json"),
    "nobody-knows-who-wrote-it": (without_a_hash, "pkt.csv", "belum mempunyai hash di datapackage.json"),
}


def resources_of(folder: Path) -> list[dict[str, Any]]:
    resources: list[dict[str, Any]] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    return resources


@pytest.mark.parametrize(("prepare", "name", "owner"), OTHERS.values(), ids=OTHERS)
def test_what_is_not_its_own_stays(made: list[Sample], tmp_path: Path, prepare: Any, name: str, owner: str) -> None:
    write_samples(made, YEAR, folder=tmp_path)
    prepare(tmp_path)
    (tmp_path / "organisasi.csv").unlink()
    before = (tmp_path / name).read_bytes(), [one for one in resources_of(tmp_path) if one["dataset"] == "pkt"]

    found = write_samples(made, YEAR, folder=tmp_path)
    assert found.others == {tmp_path / name: owner}
    assert list(found.rows) == [tmp_path / "organisasi.csv"]
    assert (tmp_path / name).read_bytes() == before[0]
    assert [one for one in resources_of(tmp_path) if one["dataset"] == "pkt"] == before[1]
    assert {path.name for path in tmp_path.iterdir()} == {name, "organisasi.csv", "datapackage.json"}

    forced = write_samples(made, YEAR, folder=tmp_path, force=True)
    assert forced.others == {tmp_path / name: owner}
    assert tmp_path / "pkt.csv" in forced.rows
    assert [one["kind"] for one in resources_of(tmp_path) if one["dataset"] == "pkt"] == ["synthetic"]


def test_its_own_are_replaced_and_their_hashes_written(made: list[Sample], tmp_path: Path) -> None:
    write_samples(made, YEAR, folder=tmp_path)
    found = write_samples(list(counters.samples(make_request(YEAR, seed=1))), YEAR, folder=tmp_path)
    assert found.others == {}
    for one in package_entries(tmp_path / "datapackage.json"):
        assert one.sha256 == hashlib.sha256((tmp_path / one.path).read_bytes()).hexdigest()


def test_a_quoted_file_that_would_be_the_same_is_no_matter(tmp_path: Path) -> None:
    quoted = list(counters.samples(make_request(2017)))
    assert {one.kind for one in quoted} == {"published"}
    write_samples(quoted, 2017, folder=tmp_path)
    assert write_samples(quoted, 2017, folder=tmp_path).others == {}


def test_a_package_that_can_not_be_read_is_told_and_left(made: list[Sample], tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(ParameterError, match="bukan JSON yang utuh"):
        write_samples(made, YEAR, folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["datapackage.json"]
