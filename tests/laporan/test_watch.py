"""Watching: a chapter or a dataset is built again, what processes remember ends them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from laporan.build.watch import Change, Watcher, watch

FILES = ("notebooks/pkt.ipynb", "data/raw/2017/pkt.csv", "params/2017.yml", "src/analysis/counters.py")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("satu", encoding="utf-8")
    (tmp_path / "laporan.toml").write_text('content = "src/analysis"', encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("notebooks/pkt.ipynb", Change.LIVE),
        ("data/raw/2017/pkt.csv", Change.LIVE),
        ("notebooks/baru.ipynb", Change.LIVE),
        ("params/2017.yml", Change.NEEDS_RESTART),
        ("src/analysis/counters.py", Change.NEEDS_RESTART),
        ("outputs/2017/pusat/laporan.html", Change.NONE),
        ("notebooks/.ipynb_checkpoints/pkt.ipynb", Change.NONE),
    ],
)
def test_what_a_change_calls_for(project: Path, file: str, expected: Change) -> None:
    watcher = Watcher()
    assert watcher.look() is Change.NONE
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    (project / file).write_text("dua kata", encoding="utf-8")
    assert watcher.look() is expected
    assert watcher.look() is Change.NONE


def test_the_same_size_saved_later_is_a_change(project: Path) -> None:
    watcher = Watcher()
    os.utime(project / "notebooks/pkt.ipynb", ns=(1, 1))
    assert watcher.look() is Change.LIVE


def test_it_builds_first_then_after_each_change_until_it_has_to_begin_anew() -> None:
    looks = [Change.NONE, Change.LIVE, Change.LIVE, Change.NONE, Change.NONE, Change.NEEDS_RESTART]
    heard: list[str] = []

    class Scripted(Watcher):
        def __init__(self) -> None: ...

        def look(self) -> Change:
            return looks.pop(0)

    watch(lambda: heard.append("bangun"), Scripted(), lambda _seconds: heard.append("tunggu"))
    assert heard == ["bangun", "tunggu", "bangun", "bangun", "tunggu", "tunggu"]
