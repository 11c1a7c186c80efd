"""Whatever became of a kept file, what follows from it is what it would be without: never a traceback, never another
number. It is thrown away with a line, and made again."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laporan.build import scheduler as building
from laporan.build.command_cache import nothing_to_do, remember
from laporan.build.outcome import Built
from laporan.cache import digest, store
from laporan.cache.import_graph import ImportGraph
from laporan.cache.store import DAY, KINDS, Store
from laporan.data.load import read_once
from laporan.data.package import find_resource
from laporan.facts.ledger import LEDGER, WRITTEN
from laporan.page.carried_rows import pack
from laporan.page.origin_sets import Origin, Rows
from laporan.portal.ledgers import wanted_facts
from laporan.project.outline import Heading, ReportPlan
from laporan.project.records import Task
from laporan.writers.docx import pictures

from .projects import copy_project
from .test_queue import Quick, built, done

pytestmark = pytest.mark.hostile("fault")

PICTURE = pictures.PNG + b"isi"
YEAR = 20
QUICKLY = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class Noting(Quick):
    """An executor whose chapters carry facts of their own."""

    def run(self, task: Task) -> Future[Any]:
        run = super().run(task).result()
        notebook = json.loads(task.output.read_text(encoding="utf-8"))
        notebook["metadata"]["laporan"]["angka"] = f"{task.chapter} {task.year}"
        task.output.write_text(json.dumps(notebook), encoding="utf-8")
        return done(run)


def report() -> object:
    (outcome,) = built(Noting(), range(YEAR, YEAR + 1))
    assert isinstance(outcome, Built), outcome
    folder = outcome.page.parent
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def table() -> object:
    frame, faults = read_once(find_resource(2017, "pusat", "pkt"))
    assert not faults
    return frame.to_json(), list(map(str, frame.dtypes)), list(frame.index)


def imports() -> object:
    graph = ImportGraph({"laporan": store.paths.LIBRARY})
    found = graph.closure(["laporan.cache.store"])
    graph.remember()
    return found


def hashed() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(digest, "LARGE", 0)
        return digest.file_hash(store.paths.root() / "laporan.toml")


def painted() -> object:
    return pictures.paint([{"svg": "<svg/>"}])  # type: ignore[typeddict-item]


def command() -> object:
    """What a command says that has nothing to do; where that is not known, it is asked again."""
    words = ["build", "17"]
    if (said := nothing_to_do(words)) is None:
        remember(words, building_inputs(), [], ["✓ tidak ada yang berubah"])
        said = nothing_to_do(words)
    return said


def building_inputs() -> str:
    from laporan.build.command_cache import inputs_now

    return inputs_now()


def asked_by_the_portal() -> object:
    fact = dict.fromkeys(WRITTEN, "") | {"id": "satu", "value": "1/3", "text": "0,33", "datasets": []}
    ledger = store.paths.outputs() / LEDGER
    ledger.write_text(json.dumps({"year": YEAR, "unit": "pusat", "facts": [fact]}), encoding="utf-8")
    return wanted_facts(ledger, ["satu"])


def carried() -> object:
    origin = Origin(1, "2017/pusat/pkt", "data/raw/2017/pkt.csv", "", "PKT", "primer")
    origin.sets["d", 0] = Rows("r1-1", 2, "2-3", [])
    pack(origin)
    return origin.packed


ASKED: dict[str, Callable[[], object]] = {
    "chapters": report, "commands": command, "data": table, "digests": hashed, "imports": imports,
    "ledgers": asked_by_the_portal, "pictures": painted, "reports": report, "rows": carried,
}  # fmt: skip


def test_every_kind_is_tried() -> None:
    assert ASKED.keys() == KINDS.keys()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small project in which everything has been asked once."""
    root = copy_project(tmp_path_factory.mktemp("simpanan"), "pkt", "sop", years=("2017",))
    headings = tuple(Heading(name, "", 2, "", root / "notebooks" / f"{name}.ipynb") for name in ("pkt", "sop"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAPORAN_ROOT", str(root))
        patch.delenv("LAPORAN_AFRESH", raising=False)
        patch.setattr(building, "plan_report", lambda year, unit: ReportPlan(year, unit, headings))
        patch.setattr(digest, "TICK", -(10**18))
        patch.setattr(pictures, "_painted", lambda drawings: [PICTURE] * len(drawings))
        yield root


@dataclass
class Kept:
    """The files of one kind, and what follows from them."""

    kind: str
    honest: object

    @property
    def files(self) -> list[Path]:
        return sorted(path for path in Store(self.kind).folder.rglob("*") if path.is_file())

    @property
    def keys(self) -> list[str]:
        return [path.relative_to(Store(self.kind).folder).as_posix() for path in self.files]

    def holds(self) -> None:
        assert ASKED[self.kind]() == self.honest
        assert ASKED[self.kind]() == self.honest


@pytest.fixture(params=sorted(KINDS))
def kept(request: pytest.FixtureRequest, root: Path) -> Kept:
    found = Kept(request.param, ASKED[request.param]())
    assert found.files
    return found


def spoil_with(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) * 3 // 4] ^= 4
    path.write_bytes(content)


def become_a_folder(path: Path) -> None:
    path.unlink()
    (path / "dalam").mkdir(parents=True)


def point_at_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def vanish(path: Path) -> None:
    path.unlink()


def be_of_tomorrow(path: Path) -> None:
    then = time.time() + 400 * DAY
    os.utime(path, (then, then))


def be_another_table(path: Path) -> None:
    pd.DataFrame({"lain": [1, 2]}).to_parquet(path)


SPOILT: dict[str, Callable[[Path], None]] = {
    "empty": spoil_with(b""), "a zero": spoil_with(b"\0"), "cut": cut, "longer": lengthen, "a flipped bit": flip,
    "a folder": become_a_folder, "a link to itself": point_at_itself, "gone": vanish, "of tomorrow": be_of_tomorrow,
    "JSON of an older version": spoil_with(b'{"files": {}, "made_from": {}, "read": [], "seconds": 1, "executed": ""}'),
    "a list": spoil_with(b"[1]"), "deep": spoil_with(b"[" * 100_000), "another table": be_another_table,
}  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_changes_nothing(kept: Kept, spoil: Callable[[Path], None]) -> None:
    for path in kept.files:
        spoil(path)
    kept.holds()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each, max_size=3),
    max_leaves=8,
)


@QUICKLY
@given(content=st.binary(max_size=200))
def test_any_bytes_change_nothing(kept: Kept, content: bytes) -> None:
    for path in kept.files:
        path.write_bytes(content)
    kept.holds()


@QUICKLY
@given(other=JSON, which=st.integers(0, 9), way=st.sampled_from(["other", "missing", "more"]))
def test_any_json_with_its_digest_changes_nothing(kept: Kept, other: object, which: int, way: str) -> None:
    """As another version would write it: some of what a record has is something else, or missing, or more."""
    for key in kept.keys:
        content = Store(kept.kind).read(key) if key.endswith(".json") else None
        honest = json.loads(content or b"{}")
        for part in sorted(honest)[which % max(len(honest), 1) :][:1]:
            if type(other) is not type(honest[part]):
                rest = {name: value for name, value in honest.items() if name != part}
                changed = {"other": rest | {part: other}, "missing": rest, "more": honest | {"lain": other}}
                Store(kept.kind).write_json(key, changed[way])
    kept.holds()


def test_it_is_thrown_away_with_a_line(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from laporan.cli.ending import print_remarks

    print_remarks()
    store.Store("pictures").write("satu", PICTURE)
    path = store.Store("pictures").path("satu")
    path.write_bytes(b"x")
    assert store.Store("pictures").read("satu") is None
    assert not path.exists()
    assert capfd.readouterr().err == "simpanan pictures/satu rusak atau dari versi lain: dibuang, dibuat lagi\n"
    assert store.Store("pictures").read("satu") is None
    assert capfd.readouterr().err == ""


def test_what_a_chapter_finds_spoilt_is_no_part_of_its_output(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store.LOG.handlers[:] = [handler for handler in store.LOG.handlers if type(handler).__name__ != "_ToStderr"]
    store.Store("pictures").path("dua").parent.mkdir(parents=True, exist_ok=True)
    store.Store("pictures").path("dua").write_bytes(b"x")
    assert store.Store("pictures").read("dua") is None
    assert capfd.readouterr() == ("", "")


def test_a_kept_chapter_that_vanishes_between_two_looks_is_run_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = report()
    shutil.rmtree(root / "outputs")
    copy = shutil.copyfile

    def copying(source: Path, target: Path) -> object:
        if source.is_relative_to(Store("chapters").folder):
            source.unlink(missing_ok=True)
        return copy(source, target)

    monkeypatch.setattr("laporan.build.chapter_cache.shutil.copyfile", copying)
    assert report() == honest


def test_faults_are_told_again_whatever_is_kept(root: Path) -> None:
    path = root / "data/raw/2017/pkt.csv"
    before = path.read_bytes()
    path.write_bytes(before + b"bukan,data\n")
    try:
        found = [read_once(find_resource(2017, "pusat", "pkt"))[1] for _ in range(2)]
    finally:
        path.write_bytes(before)
    assert found[0]
    assert found[0] == found[1]
