"""`laporan status`: where each report stands, as far as it can be told without building."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from laporan.cli.build import few_names
from laporan.cli.status import _each_once
from laporan.publish.status import ReportStatus

from .projects import ROOT, edit_params, run_laporan

pytestmark = pytest.mark.slow


def status(root: Path, *words: str) -> list[dict[str, Any]]:
    run = run_laporan(root, "status", *words, "--json")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_what_was_built_is_told_with_what_has_changed_since(small_project: Path) -> None:
    told = {one["year"]: one for one in status(small_project)}
    assert told[2016]["built_at"] == ""
    manifest = json.loads((small_project / "outputs/2017/pusat/manifest.json").read_text(encoding="utf-8"))
    assert told[2017]["built_at"] == manifest["built_at"]
    assert (told[2017]["final"], told[2017]["stale"], told[2017]["data_faults"]) == (False, [], 0)
    assert (told[2017]["approved"], told[2017]["published"]) == ([], None)

    page = small_project / "outputs" / "2017" / "pusat" / "laporan.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert status(small_project, "2017")[0]["stale"] == ["outputs/2017/pusat/laporan.html: isinya berubah"]

    raw = small_project / "data" / "raw" / "2017" / "pkt.csv"
    head, first, *rest = raw.read_text(encoding="utf-8").splitlines()
    raw.write_text("\n".join([head, first.replace("A", "satu", 1), *rest]) + "\n", encoding="utf-8")
    (one,) = status(small_project, "2017", "--unit", "pusat")
    assert one["data_faults"] > 0
    assert one["stale"][0] == "data/raw/2017/pkt.csv berubah (bab pkt dan pemeriksaan kesamaan)"
    run = run_laporan(small_project, "status")
    said = " ".join(run.stdout.split())
    assert f"2017 pusat: {one['data_faults']} kesalahan data: laporan check 2017 --unit pusat" in said
    assert said.endswith("Untuk memperbarui: laporan build --years 2016 --units pusat"), "2017 wants its data first"


def test_what_is_piped_is_a_line_a_report(small_project: Path) -> None:
    edit_params(small_project, "cover:", "cover:\n  " + "x" * 90 + ": 1")
    run = run_laporan(small_project, "status", "2017")
    assert run.stdout.splitlines()[1].split()[:2] == ["2017", "pusat"]
    assert "x" * 90 in run.stdout.splitlines()[2]
    edit_params(small_project, "cover:\n  " + "x" * 90 + ": 1", "cover:")


def test_the_documentation_has_every_key() -> None:
    told = (ROOT / "docs" / "otomatisasi.md").read_text(encoding="utf-8")
    assert [one.name for one in fields(ReportStatus) if f"`{one.name}`" not in told] == []


def test_what_is_said_of_several_reports_is_said_once() -> None:
    found = [ReportStatus(year, "pusat", stale=("holidays.yml berubah (bab sop)",)) for year in range(2011, 2016)]
    lines = _each_once([*found, ReportStatus(2016, "pusat", fault="rusak")])
    assert [(line, len(reports)) for line, reports in lines.items()] == [
        ("holidays.yml berubah (bab sop)", 5), ("rusak", 1),
    ]  # fmt: skip
    assert (
        few_names(lines["holidays.yml berubah (bab sop)"]) == "2011 pusat, 2012 pusat, 2013 pusat, dan 2 laporan lain"
    )


def test_a_report_that_can_not_be_planned_is_told_and_the_others_are_too(small_project: Path) -> None:
    edit_params(small_project, "cover:", "sampul:")
    told = {one["year"]: one for one in status(small_project)}
    assert "sampul" in told[2017]["fault"]
    assert told[2017]["built_at"], "the report of before stands"
    assert told[2016]["fault"] == ""
