"""What a year's parameters say of the year itself and of the rows of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from laporan.core.errors import ParameterError
from laporan.data.check import check_changed_inputs
from laporan.project.parameters import load_parameters

from .projects import copy_project

pytestmark = pytest.mark.hostile("input")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copy_project(tmp_path, "pkt", years=("2017",))
    (root / "params" / "2017").mkdir(exist_ok=True)
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    return root


def say(path: Path, text: str) -> None:
    path.write_text((path.read_text(encoding="utf-8") if path.is_file() else "") + text, encoding="utf-8")


@pytest.mark.parametrize("file", ["2017.yml", "2017/kanreg-10.yml"])
def test_a_year_is_its_file_s_name_and_is_said_nowhere_else(project: Path, file: str) -> None:
    say(project / "params" / file, "\nyear: 2016\n")
    with pytest.raises(ParameterError, match=f"params/{file}: year: tahun dibaca dari nama berkas"):
        load_parameters(2017, "kanreg-10" if "/" in file else "pusat")


def test_rows_of_a_dataset_that_is_not_there_can_t_be_left_out(project: Path) -> None:
    say(project / "params/2017.yml", "\nexclude:\n  pkk: [{row: 3, why: uji}]\n")
    (fault,) = [fault for fault in check_changed_inputs(2017, ["pusat"]) if "exclude" in fault.rule]
    assert str(fault).startswith("params/2017.yml: exclude.pkk: data itu tidak ada. Sebut salah satu: pkt")


def test_rows_of_the_main_unit_s_files_are_not_left_out_of_others(project: Path) -> None:
    say(project / "params/2017.yml", "\nexclude:\n  pkt: [{row: 3, why: uji}]\n")
    assert set(load_parameters(2017).exclude) == {"pkt"}
    assert load_parameters(2017, "kanreg-10").exclude == {}
    say(project / "params/2017/kanreg-10.yml", "exclude:\n  pkt: [{row: 4, why: lain}]\n")
    assert load_parameters(2017, "kanreg-10").exclude["pkt"][0].row == 4
