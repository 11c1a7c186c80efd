"""The outline of a report: what it leaves out is still known to those who refer to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.project.outline import left_out, plan_report

from .projects import copy_project, run_laporan

REFERENCE = re.compile(r"@(sec-[\w-]+)")
ANNEXES = "sections:\n  - {id: mutu-survei, notebook: 910-mutu-survei, numbering: lampiran}\n"


@pytest.fixture
def annex_alone(tmp_path: Path) -> Path:
    """A project whose outline kept an annex on surveys, and no chapter that tells of one."""
    root = copy_project(tmp_path, years=("2018",))
    (root / "params/struktur.yml").write_text(ANNEXES, encoding="utf-8")
    return root


def test_what_a_chapter_refers_to_may_leave_the_outline(annex_alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its notebook stays in the project, so that a reference to it is no slip of the pen."""
    monkeypatch.setenv(paths.ROOT, str(annex_alone))
    plan = plan_report(2018)
    known = left_out(plan) | {heading.anchor for heading in plan.outline}
    for notebook in (annex_alone / "notebooks").glob("*.ipynb"):
        assert set(REFERENCE.findall(notebook.read_text(encoding="utf-8"))) <= known, notebook.name
    assert "tbl-integritas-tahun" in known
    assert "sec-skmm" not in known
    assert "sec-mutu-survei" not in left_out(plan)


@pytest.mark.slow
def test_an_annex_refers_to_no_chapter_that_left_the_outline(annex_alone: Path) -> None:
    run = run_laporan(annex_alone, "build", "2018", "--draft")
    assert run.returncode == 0, run.stderr
    page = (annex_alone / "outputs/pratinjau/2018/pusat/laporan.html").read_text(encoding="utf-8")
    assert "Laporan ini tidak memuat hasil survei." in page


@pytest.mark.parametrize("key", ["sections", "skip_sections"])
def test_a_section_that_nobody_knows_is_told_with_the_file_that_has_it(
    annex_alone: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv(paths.ROOT, str(annex_alone))
    office = annex_alone / "params/2018/kanreg-10.yml"
    own = re.sub(r"(?m)^sections:.*$", f"{key}: [mutu-surve]", office.read_text(encoding="utf-8"))
    office.write_text(own, encoding="utf-8")
    with pytest.raises(ParameterError, match=f"^params/2018/kanreg-10.yml: {key}: .*“mutu-survei”"):
        plan_report(2018, "kanreg-10")
