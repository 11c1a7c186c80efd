"""Codes and paths that lead out of the project: refused before anything is written or removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from laporan.build.promote import promote
from laporan.core.errors import ParameterError, ReportError
from laporan.project.parameters import load_units

pytestmark = pytest.mark.hostile("input")

CODES = (
    ".",
    "..",
    "../../../korban",
    "a/b",
    "a\\b",
    "/etc",
    "",
    " pusat",
    "Pusat",
    "con",
    "lpt1",
    "pusat\n",
    "é",
    ".sebelumnya",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "proyek"
    (root / "params").mkdir(parents=True)
    (root / "laporan.toml").write_text('content = "isi"\n', encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    return root


@pytest.mark.parametrize("code", CODES, ids=repr)
def test_a_unit_s_code_is_the_name_of_a_folder(project: Path, code: str) -> None:
    units = {"pusat": 1, code: 2}
    lines = [f"  {name!r}: {{name: A, short: B, place: C}}" for name in units]
    text = "units:\n" + "\n".join(lines).replace("'", '"') + "\n"
    (project / "params" / "units.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=r"params/units\.yml"):
        load_units()


@pytest.mark.parametrize("code", ["pusat", "kanreg-10", "upt-a-2"])
def test_codes_of_offices_are_taken(project: Path, code: str) -> None:
    entries = "".join(f"  {name}: {{name: A, short: B, place: C}}\n" for name in {"pusat", code})
    (project / "params" / "units.yml").write_text(f"units:\n{entries}", encoding="utf-8")
    assert code in load_units()


@pytest.mark.parametrize("place", ["outputs", "outputs/2017/..", "../korban", "params/2017"])
def test_nothing_is_promoted_out_of_the_outputs(project: Path, place: str) -> None:
    made = project / "outputs" / ".build-x" / "pusat"
    for folder in (made, project / "outputs" / "2017" / "pusat", project.parent / "korban"):
        folder.mkdir(parents=True)
        (folder / "isi.txt").write_text("lama", encoding="utf-8")
    with pytest.raises(ReportError, match="di luar outputs"):
        promote(made, project / place)
    assert (project / "outputs/2017/pusat/isi.txt").is_file()
    assert (project.parent / "korban/isi.txt").is_file()


def test_outputs_may_be_a_link_to_another_disk(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "disk-lain"
    elsewhere.mkdir()
    (project / "outputs").symlink_to(elsewhere, target_is_directory=True)
    for text in ("lama", "baru"):
        made = project / "outputs" / ".build-x"
        made.mkdir()
        (made / "isi.txt").write_text(text, encoding="utf-8")
        promote(made, project / "outputs/2017/pusat")
        assert (elsewhere / "2017/pusat/isi.txt").read_text(encoding="utf-8") == text
