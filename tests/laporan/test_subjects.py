"""A subject registers itself by being there; what is forgotten, doubled or misspelt fails by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from laporan.core.errors import MissingDataError, ParameterError, SubjectError
from laporan.data import catalogue
from laporan.data.catalogue import contract_for, contracts
from laporan.notebook import Results, identities, open_report
from laporan.notebook import results as results_module
from laporan.project import parameters as parameters_module
from laporan.project import subjects as subjects_module
from laporan.project.parameters import load_parameters
from laporan.project.subjects import PARTS, registered, subjects
from laporan.scaffold.write import new_project, new_subject

COUNT = iter(range(1000))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project with one subject, `kunjungan`; its package has a name that no other test imported."""
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    root = tmp_path / f"lembaga_{next(COUNT)}"
    new_project(root, "Lembaga", 2025)
    return root


def content(root: Path) -> Path:
    return root / "src" / root.name


def add(root: Path, name: str) -> Path:
    """Another subject, as a new process would find it."""
    new_subject(name, name.capitalize(), name)
    for remembered in (
        subjects_module._subjects, parameters_module._parameters_model, catalogue._entries, results_module._registered
    ):  # fmt: skip
        remembered.cache_clear()
    return content(root) / name


def replace(part: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / part
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def test_one_folder_brings_contract_parameters_results_measures_identities_and_samples(project: Path) -> None:
    add(project, "obat")
    assert [subject.name for subject in subjects()] == ["kunjungan", "obat"]
    assert {contract.name for contract in contracts(2025)} == {"kunjungan", "obat"}
    assert load_parameters(2025).obat.target is None
    assert set(registered("results", "RESULTS")) == {"kunjungan", "obat"}
    assert set(registered("results", "MEASURES")) == {"kunjungan-all", "obat-all"}
    results = Results(open_report(2025))
    assert results.measure("kunjungan-all") == results.kunjungan.all
    assert results.measure("obat-all") is None  # it has no data yet
    assert {item.section for item in identities.check(results).identities} == {"kunjungan"}
    assert "obat" in dir(results)


FORGOTTEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "a part": (lambda folder: (folder / "contract.py").unlink(), r"obat/contract\.py tidak ada; tulis berkas itu, atau"),
    "a part that it says it lacks": (
        replace("__init__.py", '"Obat"}', '"Obat"}, without=("charts",)'),
        r'obat/charts\.py ada; keluarkan "charts" dari',
    ),
    "SUBJECT": (replace("__init__.py", "SUBJECT =", "OTHER ="), r"obat/__init__\.py: SUBJECT = Subject\(…\) belum ditulis"),
    "CONTRACTS": (replace("contract.py", "CONTRACTS =", "OTHER ="), r"obat/contract\.py: CONTRACTS belum ditulis"),
    "PARAMETERS": (replace("params.py", "PARAMETERS =", "OTHER ="), r"obat/params\.py: PARAMETERS belum ditulis"),
    "IDENTITIES": (
        replace("results.py", "IDENTITIES: Identities =", "OTHER: Identities ="),
        r"obat/results\.py: IDENTITIES belum ditulis",
    ),
    "MEASURES": (replace("results.py", "MEASURES:", "OTHER:"), r"obat/results\.py: MEASURES belum ditulis"),
    "samples": (replace("sample.py", "def samples", "def sample"), r"obat/sample\.py: samples belum ditulis"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "message"), FORGOTTEN.values(), ids=FORGOTTEN)
def test_what_is_forgotten_fails_by_name(project: Path, spoil: Callable[[Path], None], message: str) -> None:
    spoil(add(project, "obat"))
    with pytest.raises(SubjectError, match=message):
        _ = [subject.load(part) for subject in subjects() for part in PARTS]


@pytest.mark.parametrize(
    ("part", "old", "new", "message"),
    [
        ("params.py", '"obat": (', '"kunjungan": (', r"PARAMETERS “kunjungan” sudah ada di .*kunjungan\.params"),
        ("params.py", '"obat": (', '"cover": (', r"PARAMETERS “cover” sudah ada di laporan"),
        ("results.py", '"obat-all"', '"kunjungan-all"', r"MEASURES “kunjungan-all” sudah ada di .*kunjungan\.results"),
    ],
)
def test_two_subjects_cannot_claim_one_name(project: Path, part: str, old: str, new: str, message: str) -> None:
    replace(part, old, new)(add(project, "obat"))
    with pytest.raises(SubjectError, match=message):
        _ = load_parameters(2025), Results(open_report(2025)).measure("kunjungan-all")


def test_an_identity_of_a_section_that_the_subject_does_not_name_is_refused(project: Path) -> None:
    replace("results.py", 'parts("kunjungan"', 'parts("lain"')(content(project) / "kunjungan")
    with pytest.raises(SubjectError, match="SUBJECT tidak menyebut pokok bahasan “lain”"):
        identities.check(Results(open_report(2025)))


def test_two_subjects_cannot_name_one_section(project: Path) -> None:
    replace("__init__.py", '{"obat"', '{"kunjungan"')(add(project, "obat"))
    with pytest.raises(SubjectError, match="pokok bahasan “kunjungan” sudah milik subjek lain"):
        identities.sections_in_order()


def test_a_folder_without_parts_is_no_subject(project: Path) -> None:
    (content(project) / "bersama").mkdir()
    (content(project) / "bersama" / "__init__.py").touch()
    assert [subject.name for subject in subjects()] == ["kunjungan"]


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        (lambda results: results.kunjugan, AttributeError, "hasil “kunjugan” tidak dikenal; yang terdekat “kunjungan”"),
        (lambda results: results.measure("kunjungan-al"), ParameterError, "yang terdekat “kunjungan-all”"),
        (lambda _results: contract_for("tiada", 2025), MissingDataError, "kontrak data “tiada” belum dideklarasikan"),
    ],
    ids=["result", "measure", "contract"],
)
def test_unknown_names_are_told(
    project: Path, asked: Callable[[Results], object], error: type[Exception], message: str
) -> None:
    results = Results(open_report(2025))
    with pytest.raises(error, match=message):
        asked(results)
