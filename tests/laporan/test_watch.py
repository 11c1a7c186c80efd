"""Watching: a chapter or a dataset is built again, what processes remember ends them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from laporan.build.watch import ProjectChange, Watcher, watch

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
        ("notebooks/pkt.ipynb", ProjectChange.LIVE),
        ("data/raw/2017/pkt.csv", ProjectChange.LIVE),
        ("notebooks/baru.ipynb", ProjectChange.LIVE),
        ("params/2017.yml", ProjectChange.NEEDS_RESTART),
        ("src/analysis/counters.py", ProjectChange.NEEDS_RESTART),
        ("outputs/2017/pusat/laporan.html", ProjectChange.NONE),
        ("notebooks/.ipynb_checkpoints/pkt.ipynb", ProjectChange.NONE),
    ],
)
def test_what_a_change_calls_for(project: Path, file: str, expected: ProjectChange) -> None:
    watcher = Watcher()
    assert watcher.look() is ProjectChange.NONE
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    (project / file).write_text("dua kata", encoding="utf-8")
    assert watcher.look() is expected
    assert watcher.look() is ProjectChange.NONE


def test_the_same_size_saved_later_is_a_change(project: Path) -> None:
    watcher = Watcher()
    os.utime(project / "notebooks/pkt.ipynb", ns=(1, 1))
    assert watcher.look() is ProjectChange.LIVE


def test_it_builds_first_then_after_each_change_until_it_has_to_begin_anew() -> None:
    looks = [
        ProjectChange.NONE,
        ProjectChange.LIVE,
        ProjectChange.LIVE,
        ProjectChange.NONE,
        ProjectChange.NONE,
        ProjectChange.NEEDS_RESTART,
    ]
    heard: list[str] = []

    class Scripted(Watcher):
        def __init__(self) -> None: ...

        def look(self) -> ProjectChange:
            return looks.pop(0)

    watch(lambda: heard.append("bangun"), Scripted(), lambda _seconds: heard.append("tunggu"))
    assert heard == ["bangun", "tunggu", "bangun", "bangun", "tunggu", "tunggu"]
