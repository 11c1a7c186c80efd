"""A year's datapackage.json: what an entry must say, what no two may, and that none leads out of its folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from laporan.build.obstacles import of_data
from laporan.cache.digest import ABSENT
from laporan.cache.read_tracking import view_hash
from laporan.core.errors import MissingDataError, ParameterError
from laporan.data.inventory import Inventory
from laporan.data.package import find_resource, resources

pytestmark = pytest.mark.hostile("input")

ENTRY = {
    "dataset": "pkt",
    "path": "pkt.csv",
    "title": "PKT",
    "kind": "primary",
    "licenses": [{"name": "CC0-1.0"}],
    "sources": [{"title": "Kantor"}],
}

REQUIRED = ("dataset", "path", "kind")  # all else Frictionless makes optional


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "params").mkdir()
    (tmp_path / "data/raw/2017").mkdir(parents=True)
    (tmp_path / "laporan.toml").write_text('content = "isi"\n', encoding="utf-8")
    units = "units:\n  pusat: {name: A, short: B, place: C}\n  kanreg-10: {name: A, short: B, place: C}\n"
    (tmp_path / "params/units.yml").write_text(units, encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    return tmp_path / "data/raw/2017/datapackage.json"


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in ENTRY.items() if name != key}


FAULTS: dict[str, tuple[Any, str]] = {
    "no-list": ({"resources": 3}, "resources"),
    "no-resources": ({}, "resources"),
    "an-array": ([], "harus berisi satu objek"),
    "entry-no-object": ({"resources": ["pkt"]}, r"resources\.0"),
    **{f"no-{key}": ({"resources": [without(key)]}, rf"(pkt|resources\.0)\.{key}: wajib diisi") for key in REQUIRED},
    "licence-no-name": ({"resources": [ENTRY | {"licenses": [{}]}]}, r"pkt\.licenses\.0\.name"),
    "kind": ({"resources": [ENTRY | {"kind": "rahasia"}]}, r"pkt\.kind: “rahasia” tidak dikenal"),
    "unit": ({"resources": [ENTRY | {"unit": "kanreg-99"}]}, "kanreg-99.* tidak ada di params/units.yml"),
    "doubled": ({"resources": [ENTRY, ENTRY | {"path": "lain.csv"}]}, "pusat/pkt.* lebih dari sekali"),
    "doubled-file": ({"resources": [ENTRY, ENTRY | {"unit": "kanreg-10"}]}, r"pkt\.csv.* lebih dari sekali"),
    **{
        f"path-{path!r}": ({"resources": [ENTRY | {"path": path}]}, r"pkt\.path")
        for path in ("../2016/pkt.csv", "/etc/passwd", "a/../../b.csv", "C:\\data.csv", "..\\x.csv", "")
    },
}


@pytest.mark.parametrize(("content", "told"), FAULTS.values(), ids=FAULTS)
def test_a_package_says_what_it_must_and_nothing_twice(package: Path, content: Any, told: str) -> None:
    package.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ParameterError, match=rf"(?s)data/raw/2017/datapackage\.json: .*{told}"):
        resources(2017)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\x00"], ids=["empty", "cut", "deep", "binary"])
def test_what_is_no_json_is_told_with_its_file(package: Path, text: str) -> None:
    package.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match="bukan JSON yang utuh"):
        resources(2017)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"resources": [], "resources": []}', "kunci “resources” tertulis dua kali"),
        (b'{"resources": [{"path": "a.csv", "path": "b.csv"}]}', "kunci “path” tertulis dua kali"),
        (b'{"resources": "\xff\xfe"}', "bukan UTF-8"),
        ("{}".encode("utf-16"), "bukan UTF-8"),
        (b'{"resources": [' + b"9" * 5000 + b"]}", "bukan JSON"),
        (b'{"resources": [{"path": "a\\u0000.csv"}]}', "path"),
        (b'{"resources": [{"path": "a\\ud800.csv"}]}', "bukan JSON"),
        (b'{"resources": [NaN]}', "bukan JSON"),
    ],
    ids=["doubled list", "doubled key", "latin", "utf-16", "endless number", "zero byte", "half a letter", "no number"],
)
def test_what_json_takes_without_a_word_is_told(package: Path, content: bytes, told: str) -> None:
    package.write_bytes(content)
    with pytest.raises(ParameterError, match=rf"(?s)data/raw/2017/datapackage\.json: .*{told}"):
        resources(2017)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "3", "{}", '{"resources": 3}', '{"resources": [3]}', '{"resources": [{}]}', "[" * 99_999],
    ids=["nothing", "list", "number", "object", "no list", "no entry", "empty entry", "deep"],
)
def test_what_was_read_before_is_not_found_in_a_package_of_another_shape(package: Path, text: str) -> None:
    package.write_text(text, encoding="utf-8")
    assert view_hash(package, "resource:pusat/pkt") == ABSENT


def test_a_package_may_begin_with_a_byte_order_mark(package: Path) -> None:
    package.write_bytes(b"\xef\xbb\xbf" + json.dumps({"resources": [ENTRY]}).encode())
    assert [found.dataset for found in resources(2017)] == ["pkt"]


def test_a_link_out_of_the_folder_is_refused(package: Path, tmp_path: Path) -> None:
    (tmp_path / "rahasia.csv").write_text("a\n1\n", encoding="utf-8")
    (package.parent / "pkt.csv").symlink_to(tmp_path / "rahasia.csv")
    package.write_text(json.dumps({"resources": [ENTRY]}), encoding="utf-8")
    with pytest.raises(ParameterError, match="menunjuk ke luar data/raw/2017"):
        find_resource(2017, "pusat", "pkt")


def test_keys_of_frictionless_are_let_pass(package: Path) -> None:
    entry = ENTRY | {"schema": {"fields": []}, "hash": "sha256:0", "unit": "kanreg-10"}
    package.write_text(json.dumps({"profile": "data-package", "resources": [ENTRY | {"path": "a.csv"}, entry]}))
    assert [(found.unit, found.path.name) for found in resources(2017)] == [
        ("pusat", "a.csv"),
        ("kanreg-10", "pkt.csv"),
    ]


def test_what_frictionless_makes_optional_may_be_left_out(package: Path) -> None:
    package.write_text(json.dumps({"resources": [{key: ENTRY[key] for key in REQUIRED}]}), encoding="utf-8")
    (one,) = resources(2017)
    assert (one.title, one.licence, one.origin) == ("Pkt", "", "")
    assert Inventory((one,)).table().rows[0][1:] == ("Primer", None, None)
    assert [obstacle.kind for obstacle in of_data(Inventory((one,)))] == ["data tanpa keterangan asal"]


def test_a_package_s_own_licence_and_source_hold_for_its_resources(package: Path) -> None:
    whole = {"licenses": [{"name": "CC-BY-4.0", "title": "CC BY"}], "sources": [{"title": "Biro Humas"}]}
    bare = {key: ENTRY[key] for key in REQUIRED}
    package.write_text(json.dumps(whole | {"resources": [bare, ENTRY | {"dataset": "skm", "path": "skm.csv"}]}))
    assert [(one.licence, one.origin) for one in resources(2017)] == [
        ("CC-BY-4.0", "Biro Humas"),
        ("CC0-1.0", "Kantor"),
    ]


@pytest.mark.parametrize(("unit", "own"), [("pusat", "2017.yml"), ("kanreg-10", "2017/kanreg-10.yml")])
def test_an_office_leaves_a_chapter_without_data_out_in_its_own_parameters(package: Path, unit: str, own: str) -> None:
    entries = [ENTRY, ENTRY | {"path": "kanreg-10/pkt.csv", "unit": "kanreg-10"}]
    package.write_text(json.dumps({"name": "x", "resources": entries}), encoding="utf-8")
    with pytest.raises(MissingDataError, match=f"skip_sections di params/{own}$"):
        find_resource(2017, unit, "tiada")
