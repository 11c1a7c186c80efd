"""The library serves a project of somebody else: the example is built as a user would, with all outputs."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from .projects import ROOT, run_laporan

pytestmark = pytest.mark.slow
EXAMPLES = ROOT / "examples"
OURS = ("analysis", "audit")  # packages that nobody else has
MADE_AGAIN = shutil.ignore_patterns("outputs", ".cache", "__pycache__")
FILES = {
    "laporan.html", "laporan.pdf", "laporan.docx", "tabel.xlsx", "fakta.json", "manifest.json",
    "laporan-2024-induk.zip", "data", "notebooks",
}  # fmt: skip
# Words of the agency that this library was first written for; none may be in what another one prints.
AGENCY = re.compile(
    r"BKN|Badan Kepegawaian|Pokja|Kelompok Kerja|reformasi birokrasi|Kantor Regional|\bpusat\b", re.IGNORECASE
)
PROGRESS = "Menjalankan bab"
MADE_UP_LINE = "Garis titik-titik menandai data sintetis"
WITHOUT_OURS = (
    "import sys; sys.modules.update(analysis=None, audit=None); from laporan.cli.__main__ import main; main()"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in a folder of its own, with its report of 2024 built and bundled."""
    root = tmp_path_factory.mktemp("contoh") / "puskesmas"
    shutil.copytree(EXAMPLES / "puskesmas", root, ignore=MADE_AGAIN)
    run = run_laporan(root, "build", "2024", "--bundle")
    assert run.returncode == 0, run.stderr
    (root / "keluaran.txt").write_text(run.stdout, encoding="utf-8")
    return root


@pytest.fixture
def report(project: Path) -> Path:
    return project / "outputs" / "2024" / "induk"


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A copy of the example that a test may break."""
    return Path(shutil.copytree(EXAMPLES / "puskesmas", tmp_path / "puskesmas", ignore=MADE_AGAIN))


def test_its_own_tests_pass() -> None:
    """In a process of their own: they put the example's package on Python's path."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    run = subprocess.run(command, cwd=EXAMPLES / "puskesmas", capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert re.search(r"\d\d passed", run.stdout)


def test_every_output_is_there_and_every_number_recorded(project: Path, report: Path) -> None:
    assert {path.name for path in report.iterdir()} == FILES
    said = " ".join((project / "keluaran.txt").read_text(encoding="utf-8").split())
    assert re.search(r"2 gambar, 5 tabel, \d{3} angka tercatat, 0 tidak tercatat, \d+,\d detik", said), said
    assert re.search(r"\d+ kesamaan diperiksa: \d+ menguji data, \d+ menjaga kode", said)
    facts = json.loads((report / "fakta.json").read_text(encoding="utf-8"))["facts"]
    assert {fact["id"].partition(".")[0] for fact in facts} == {"kunjungan", "kepuasan"}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["check", "2024"], id="check"),
        pytest.param(["lint"], id="lint"),
        pytest.param(["trace", "2024", "83,06", "--all"], id="trace"),
        pytest.param(["verify", "2024"], id="verify"),
        pytest.param(["build", "2024", "--plan"], id="plan"),
    ],
)
def test_commands_succeed(project: Path, words: list[str]) -> None:
    run = run_laporan(project, *words)
    assert run.returncode == 0, run.stdout + run.stderr


def test_its_portal_shows_its_numbers(project: Path) -> None:
    portal = lxml.html.parse(project / "outputs" / "index.html")
    (row,) = portal.xpath("//tr[@data-tahun='2024']")
    assert [cell.text for cell in row.xpath("./td[@class='n']/span[1]")] == ["83,06", "19.819"]


def test_its_data_are_marked_as_made_up(report: Path) -> None:
    page = lxml.html.parse(report / "laporan.html")
    assert page.xpath("string(//p[@class='keadaan']/a[@class='lencana'])") == "semua data sintetis"
    assert "(kedua berkas data)" in page.xpath("string(//p[@class='keadaan'])")
    assert MADE_UP_LINE in page.xpath("string(//div[@class='cara-baca'])")
    titles = "Kunjungan menurut bulan dan poli, 2024", "Survei kepuasan pasien, 2024"
    assert {f"Sumber: {title} (sintetis)" for title in titles} <= {
        " ".join(line.text_content().split()) for line in page.xpath("//p[starts-with(., 'Sumber:')]")
    }


def test_nothing_of_another_agency_is_printed(report: Path) -> None:
    page = re.sub(
        r"<(script|style)\b.*?</\1>", "", (report / "laporan.html").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    texts = {"page": page, "data": (report / "data/datapackage.json").read_text(encoding="utf-8")}
    with zipfile.ZipFile(report / "laporan.docx") as word:
        texts |= {name: word.read(name).decode() for name in word.namelist() if name.endswith(".xml")}
    with zipfile.ZipFile(report / "laporan-2024-induk.zip") as bundle:
        crate = json.loads(bundle.read("ro-crate-metadata.json"))
    (about,) = (entity for entity in crate["@graph"] if entity["@id"] == "./")
    texts["crate"] = f"{about['name']} {about['description']}"
    found = {name: AGENCY.findall(text) for name, text in texts.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_persons_do_not_leave_the_office(report: Path) -> None:
    assert {path.name for path in (report / "data/mentah").iterdir()} == {"kunjungan.csv", "survei-hitungan.csv"}


def test_its_data_can_be_made_again(project: Path, tmp_path: Path) -> None:
    run = run_laporan(project, "sample", "2024", "--folder", str(tmp_path))
    assert run.returncode == 0, run.stderr
    for file in (project / "data/raw/2024").iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        pytest.param(
            "kunjungan.csv", "1,KIA,76,267,343", "1,KIA,76,267,344",
            "kunjungan.csv, baris 3, kolom kunjungan: “344” kunjungan tidak sama dengan pasien baru ditambah pasien lama",
            id="a sum that is wrong",
        ),
        pytest.param("survei.csv", "R002,Umum", "R002,Jiwa", "survei.csv, baris 3, kolom poli: “Jiwa” bukan salah satu dari: Umum", id="a clinic"),
        pytest.param(
            "survei.csv", "tahun,3,3,3,3,3,4,4,3,2", "tahun,3,3,3,3,3,4,4,3,5", "survei.csv, baris 3, kolom U9: “5” bukan bilangan bulat (angka saja), 1 sampai 4", id="off the scale"
        ),
    ],
)  # fmt: skip
def test_a_spoilt_row_is_refused_by_name(spoilt: Path, file: str, before: str, after: str, said: str) -> None:
    path = spoilt / "data/raw/2024" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    run = run_laporan(spoilt, "check", "2024")
    assert run.returncode == 1
    assert said in " ".join(run.stderr.split()), run.stderr


def test_a_spoilt_row_leaves_no_report(spoilt: Path) -> None:
    replace("data/raw/2024/survei.csv", "R002,Umum", "R002,Jiwa")(spoilt)
    run = run_laporan(spoilt, "build", "2024")
    assert run.returncode == 1
    assert "survei.csv, baris 3, kolom poli: “Jiwa”" in " ".join(run.stderr.split())
    assert not (spoilt / "outputs" / "2024").exists()


def remove(name: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return spoil


def replace(name: str, before: str, after: str, times: int = -1) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert before in text
        (root / name).write_text(text.replace(before, after, times), encoding="utf-8")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(remove("laporan.toml"), "laporan.toml tidak ada di sana", id="no project file"),
        pytest.param(remove("params/struktur.yml"), "params/struktur.yml: berkas tidak ada. Tulis susunan", id="outline"),
        pytest.param(remove("params/units.yml"), "params/units.yml: berkas tidak ada. Tulis satuan kerja", id="units"),
        pytest.param(remove("params/2024.yml"), "params/2024.yml tidak ada; tahun yang ada: belum ada. Tulis berkas itu", id="year"),
        pytest.param(remove("src/puskesmas"), "src/puskesmas: paket pokok bahasan tidak ada", id="package"),
        pytest.param(
            remove("notebooks/110-kunjungan.ipynb"),
            "params/struktur.yml: bab “kunjungan” menunjuk notebooks/110-kunjungan.ipynb, yang tidak ada. Buat",
            id="notebook",
        ),
        pytest.param(
            replace("laporan.toml", '"induk"', '"utama"'),
            "params/units.yml: satuan kerja “utama” harus ada: tulis di sini, atau ubah main_unit di laporan.toml", id="main office",
        ),
        pytest.param(
            replace("data/raw/2024/datapackage.json", '"kind": "synthetic"', '"kind": "asli"', times=1),
            "data/raw/2024/datapackage.json: kunjungan.kind: “asli” tidak dikenal; pilih salah satu: primary",
            id="kind of data",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_one_line(spoilt: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(spoilt)
    run = run_laporan(spoilt, "check", "2024")
    assert run.returncode == 1
    assert said in run.stderr
    assert len(run.stderr.splitlines()) == 1, run.stderr


def test_a_build_says_the_same(spoilt: Path) -> None:
    remove("src/puskesmas")(spoilt)
    run = run_laporan(spoilt, "build", "2024")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith("src/puskesmas: paket pokok bahasan tidak ada")
    assert [line for line in run.stderr.splitlines() if PROGRESS not in line] == run.stderr.splitlines()[-1:]


def test_a_check_of_no_data_does_not_succeed(spoilt: Path) -> None:
    remove("data/raw/2024/datapackage.json")(spoilt)
    run = run_laporan(spoilt, "check", "2024")
    assert run.returncode == 1
    assert "data/raw/2024/datapackage.json tidak ada atau kosong. Bawa masuk data kantor" in run.stderr
    assert "atau buat data contoh dengan laporan sample 2024" in run.stderr


HANDED = {"by": "Dinas", "date": "2025-01-10", "letter": "surat 1/2025", "original_sha256": "0" * 64}
KINDS = {
    "own": ({"kind": "primary"}, "primer"),
    "handed-over": ({"kind": "handed-over", "handed_over": HANDED}, "diserahkan"),
}


@pytest.mark.parametrize(("said", "word"), KINDS.values(), ids=KINDS)
def test_data_of_offices_are_called_so(spoilt: Path, said: dict[str, Any], word: str) -> None:
    place = spoilt / "data/raw/2024/datapackage.json"
    content = json.loads(place.read_text(encoding="utf-8"))
    content["resources"] = [entry | said for entry in content["resources"]]
    place.write_text(json.dumps(content), encoding="utf-8")
    run = run_laporan(spoilt, "build", "2024", "--draft")
    assert run.returncode == 0, run.stderr
    page = (spoilt / "outputs/pratinjau/2024/induk/laporan.html").read_text(encoding="utf-8")
    assert f"Sumber: Kunjungan menurut bulan dan poli, 2024 ({word})" in page
    assert MADE_UP_LINE not in page
    assert 'class="lencana"' not in page


def test_a_package_that_says_no_more_than_it_must_makes_a_report(spoilt: Path) -> None:
    place = spoilt / "data/raw/2024/datapackage.json"
    content = json.loads(place.read_text(encoding="utf-8"))
    must = ("dataset", "path", "kind")
    content["resources"] = [{key: entry[key] for key in must} for entry in content["resources"]]
    place.write_text(json.dumps({"resources": content["resources"]}), encoding="utf-8")
    checked, built = run_laporan(spoilt, "check", "2024"), run_laporan(spoilt, "build", "2024")
    assert (checked.returncode, built.returncode) == (0, 0), checked.stderr + built.stderr
    package = json.loads((spoilt / "outputs/2024/induk/data/datapackage.json").read_text(encoding="utf-8"))
    assert {"Kunjungan (sintetis)", "Survei (sintetis): banyaknya menurut jawaban"} <= {
        one["title"] for one in package["resources"]
    }


def imports_of(path: Path) -> set[str]:
    """The packages that a module or a notebook imports, or loads as an extension."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = [cell for cell in json.loads(source)["cells"] if cell["cell_type"] == "code"]
        source = "\n".join("".join(cell["source"]) for cell in cells if not "".join(cell["source"]).startswith("%%"))
        source = re.sub(r"(?m)^%load_ext", "import", source)
    nodes = list(ast.walk(ast.parse(source)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


def test_no_example_imports_what_is_ours() -> None:
    files = [
        path for suffix in ("py", "ipynb") for path in EXAMPLES.rglob(f"*.{suffix}") if "outputs" not in path.parts
    ]
    assert len(files) > 10
    assert {path.name: found for path in files if (found := imports_of(path) & set(OURS))} == {}


def test_our_own_chapters_would_be_seen() -> None:
    assert imports_of(next((ROOT / "notebooks").glob("*-pkt.ipynb"))) & set(OURS) == {"analysis"}


@pytest.mark.parametrize("engine", ["auto", "stock"])
def test_it_is_built_where_there_is_nothing_of_ours(spoilt: Path, engine: str) -> None:
    """`analysis` and `audit` can't be imported: not by the command, nor by what it starts."""
    for name in OURS:
        (spoilt / "terhalang" / name).mkdir(parents=True)
        (spoilt / "terhalang" / name / "__init__.py").write_text(f"raise ImportError('{name} is not here')")
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_OURS, "build", "2024", "--draft", "--engine", engine],
        env={**os.environ, "LAPORAN_ROOT": str(spoilt), "PYTHONPATH": str(spoilt / "terhalang")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (spoilt / "outputs/pratinjau/2024/induk/laporan.html").is_file()
