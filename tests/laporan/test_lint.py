"""The linter: a tiny chapter for each failure, and chapters that have none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from laporan.core import paths
from laporan.lint import RULES, Surroundings, check_files, check_notebook, check_parameters, default_files, fix_notebook
from laporan.project.terms import Terms

Made = list[dict[str, Any]]


def cell(source: str, kind: str = "code", tags: list[str] | None = None, hidden: bool | None = None) -> dict[str, Any]:
    metadata: dict[str, Any] = {"tags": tags} if tags else {}
    if source.startswith("%%narasi") and hidden is not False:
        metadata["jupyter"] = {"source_hidden": True}
    made = {"cell_type": kind, "id": f"c{abs(hash(source)) % 10**6}", "metadata": metadata, "source": source}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


TITLE = cell("# Loket", "markdown")
PARAMETERS = cell('year = 2017  # tahun laporan\nunit = "pusat"  # satuan kerja', tags=["parameters"])
IMPORTS = cell(
    "%load_ext analysis\nfrom analysis.counters import results as counters\nfrom laporan.notebook import open_report"
)
LOADS = cell('report = open_report(year, unit)\nsurvei = counters.survey(report.load("pkt"))')
TELLS = cell("%%narasi\nSebanyak {{ survei.content | dari }} puas (@tbl-pkt, @fig-pkt).")
TABLE = cell('#| label: tbl-pkt\n#| tbl-cap: "Penilaian, {{ year | tahun }}"\nsurvei.table()')
FIGURE = cell(
    '#| label: fig-pkt\n#| fig-cap: "Penilaian"\n#| fig-alt: >\n#|   Bagan batang; tertinggi {{ survei.best }} pada\n'
    "#|   unsur: loket A.\ncharts.ratings(survei)"
)
CLEAN = [TITLE, PARAMETERS, IMPORTS, LOADS, TELLS, TABLE, FIGURE]


def written(folder: Path, cells: Made, name: str = "bab") -> Path:
    path = folder / f"{name}.ipynb"
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


REPEATABLE = [
    "np.random.default_rng(seed=benih)", "np.random.default_rng(benih)", "survei.sample(lima, random_state=benih)",
    "akun.now", "acak.choice(survei)", "resample(survei, random_state=benih)",
]  # fmt: skip


AROUND = Surroundings(
    labels={"tbl-pkt": ["bab"], "fig-pkt": ["bab"], "fig-lain": ["lain"]},
    referred=frozenset({"tbl-pkt", "fig-pkt", "fig-foto-gedung"}),
    sections=frozenset({"sec-skm"}),
    photos=frozenset({"gedung"}),
    terms=Terms(abbreviations={"BKN": "Badan Kepegawaian Negara"}, common={"UU": "undang-undang"}),
)


def rules_of(folder: Path, cells: Made) -> set[str]:
    return {problem.rule for problem in check_notebook(written(folder, cells), AROUND)}


def told(text: str) -> dict[str, Any]:
    return cell(f"%%narasi\n{text}")


def captioned(**options: str) -> dict[str, Any]:
    lines = [f"#| {key.replace('_', '-')}: {value}" for key, value in options.items()]
    return cell("\n".join([*lines, "survei.table()"]))


BROKEN = [
    ("typed-number", cell("Sebanyak 235 responden menjawab.", "markdown")),
    ("typed-number", told("Sebanyak 90,4% puas, dari {{ survei.all | satuan }}.")),
    ("typed-number", captioned(label="fig-pkt", fig_cap='"Penilaian 235 responden"', fig_alt="Bagan.")),
    ("typed-number", captioned(label="fig-pkt", fig_cap="Penilaian", fig_alt="Tertinggi 44%.")),
    ("typed-number", captioned(label="tbl-pkt", tbl_cap="Penilaian", note="Dari 1.057 responden.")),
    ("typed-number", told("{% if naik %}Naik menjadi 80,89.{% endif %}")),
    ("typed-number-expression", told("Sebanyak {{ 235 | angka }} responden.")),
    ("typed-number-expression", told("Ada {{ survei.all if survei.all else 235 }} responden.")),
    ("typed-number-expression", told('Ada {{ "235 responden" }}.')),
    ("typed-number-expression", told("{% set batas = 15 %}Batasnya {{ batas | satuan }}.")),
    ("typed-number-code", cell("responden = 235")),
    ("typed-number-code", cell("ikm = -80.89")),
    ("typed-number-code", cell("nilai = [3, 4, 2]")),
    ("typed-number-code", cell('teks = "235 responden"')),
    ("typed-number-code", cell("terpilih = survei[survei.nilai > 3]")),
    ("typed-number-code", cell("lalu = laporan.in_year(2016)")),
    ("rounds-twice", told("Nilainya {{ survei.mean | round(2) | angka }}.")),
    ("rounds-twice", told("Nilainya {{ round(survei.mean, 2) | angka }}.")),
    ("rounds-twice", told("Sebanyak {{ survei.share | persen(1) | angka }} dari {{ survei.all | satuan }}.")),
    ("rounds-twice", told("Nilainya {{ survei.mean | angka(1) | sebagai('nilai') | angka }}.")),
    ("rounds-twice", told("Nilainya {{ survei.mean_rounded | angka(1) }}.")),
    ("rounds-twice", told("Nilainya {{ survei.mean | int }}.")),
    ("rounds-twice", cell("rata = round(survei.mean, 2)")),
    ("rounds-twice", cell('teks = f"{survei.mean:.2f}"')),
    ("computes-in-prose", told("Sebanyak {{ (a / b) | persen }} dari {{ b | satuan }}.")),
    ("computes-in-prose", told("Sebanyak {{ x * 100 }} poin.")),
    ("computes-in-prose", told("Selisihnya {{ (a - b) | besar }}.")),
    ("computes-in-prose", told("{% set bagian = a / b %}{{ bagian | persen }} dari semua.")),
    ("computes-in-prose", captioned(label="fig-pkt", fig_cap='"Naik {{ (a - b) | angka }}"', fig_alt="Bagan.")),
    ("number-lost", told("{{ survei.all | terbilang | string | capitalize }} loket.")),
    ("narrative-in-markdown", cell("Sebanyak {{ survei.all }} responden.", "markdown")),
    ("template-syntax", told("{% if survei %}tanpa akhir")),
    ("template-syntax", told("{{ survei.all | anka }}")),
    ("share-without-base", told("Kepuasan mencapai {{ survei.share | persen }}.")),
    (
        "share-without-base",
        told("Ada {{ a | satuan }} dari {{ b | satuan }}.\n\nPuas: {{ survei.share | persen(1) }}."),
    ),
    ("duration-without-day-type", cell("Paling lama lima hari.", "markdown")),
    ("duration-without-day-type", told("Rata-rata {{ lama | angka }} hari.")),
    ("duration-without-day-type", told("Rata-rata {{ lama | angka }}\nhari setelah diterima.")),
    ("unexplained-cause", told("Kunjungan turun karena promosi berhenti.")),
    ("missing-alt", captioned(label="fig-pkt", fig_cap="Penilaian")),
    ("missing-alt", cell("![](foto.png)", "markdown")),
    ("missing-caption", captioned(label="fig-pkt", fig_alt="Bagan.")),
    ("missing-caption", captioned(label="tbl-pkt")),
    ("missing-label", cell("survei.table()")),
    ("missing-label", cell('report.photo("belum-ada")')),
    ("bad-label", captioned(label="gambar-pkt", fig_cap="Penilaian", fig_alt="Bagan.")),
    ("bad-label", captioned(label="fig-lain", fig_cap="Penilaian", fig_alt="Bagan.")),
    ("bad-option", captioned(label="tbl-pkt", tbl_cap="Penilaian", tbl_capt="x")),
    ("bad-option", captioned(label="tbl-pkt", tbl_cap="Penilaian: responden: loket")),
    ("label-never-referred", captioned(label="tbl-sunyi", tbl_cap="Penilaian")),
    ("reference-to-nothing", told("Lihat @fig-hilang.")),
    ("reference-to-nothing", cell("Lihat @sec-hilang.", "markdown")),
    ("one-title", cell("# Judul kedua", "markdown")),
    ("one-title", told("# Judul dari narasi")),
    ("parameters-cell", cell("year = 2018", tags=["parameters"])),
    ("parameters-cell", cell('lain = Report(2017, "pusat")')),
    *(
        ("not-repeatable", cell(f"hasil = {code}"))
        for code in (
            "dt.date.today()",
            "pd.Timestamp.now()",
            "time.time()",
            "np.random.default_rng()",
            "np.random.rand(lima)",
            "random.choice(survei)",
            "survei.sample(lima)",
            "uuid4()",
            "os.environ",
            'os.getenv("KOTA")',
        )
    ),
    ("extension-first", cell("from analysis import media")),
    ("long-cell", cell("\n".join(f"a{letter} = laporan" for letter in "abcdefghi"))),
    ("code-in-chapter", cell("def hitung():\n    return survei")),
    ("code-in-chapter", cell("for loket in survei:\n    print(loket)")),
    ("code-in-chapter", cell('tabel = pd.read_csv("data/raw/pkt.csv")')),
    ("code-in-chapter", cell('lokasi = "../data/raw/2017/pkt.csv"')),
    ("code-in-chapter", cell("ini bukan Python")),
    ("outputs-kept", {**cell("survei = laporan"), "execution_count": 3}),
    ("source-shown", cell("%%narasi\nTerbuka.", hidden=False)),
    ("slip", told("Layanan dimana warga menunggu.")),
    ("abbreviation", told("Layanan BKN.")),
    ("spaced-percent", told("Sebanyak {{ a }} %, dari {{ b | satuan }}.")),
    ("option-spacing", cell("#|label: tbl-pkt\n#| tbl-cap: Penilaian\nsurvei.table()")),
]


def test_the_extension_is_named_as_the_project_s_chapters_load_it(tmp_path: Path) -> None:
    problems = check_notebook(written(tmp_path, [*CLEAN[:2], cell("from analysis import media")]), AROUND)
    assert ["%load_ext analysis" in one.message for one in problems if one.rule == "extension-first"] == [True]


@pytest.mark.parametrize(("rule", "broken"), BROKEN, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(BROKEN)])
def test_each_failure_is_found_in_its_cell(tmp_path: Path, rule: str, broken: dict[str, Any]) -> None:
    problems = check_notebook(written(tmp_path, [*CLEAN[:5], broken]), AROUND)
    hits = [problem for problem in problems if problem.rule == rule]
    assert hits, problems
    assert {problem.cell for problem in hits} <= {0, 6}
    assert all(problem.message.strip() and problem.file.endswith("bab.ipynb") for problem in hits)


def test_every_rule_has_a_failure_that_shows_it() -> None:
    assert {rule for rule, _ in BROKEN} == set(RULES)


@pytest.mark.parametrize("left_out", range(4))
def test_a_chapter_without_one_of_its_first_cells_fails(tmp_path: Path, left_out: int) -> None:
    cells = [made for number, made in enumerate(CLEAN) if number != left_out]
    expected = [{"one-title"}, {"parameters-cell"}, {"extension-first"}, set()][left_out]
    assert rules_of(tmp_path, cells) == expected


FINE = {
    "laws and dates": cell("Menurut UU 25/2009, sejak 21 Mei 2018 berlaku skala 1–4 (@sec-skm).", "markdown"),
    "enumeration": told("Ada dua jalan:\n\n1. surat;\n2. telepon.\n"),
    "year before": told("Dibandingkan {{ year - 1 }} dan {{ (year - 1) | tahun }}."),
    "places": told("Sebanyak {{ survei.share | dari(1) }}; rata-rata {{ survei.mean | angka(2) }}."),
    "comparison": told("{% if survei.all > 100 %}banyak{% else %}sedikit{% endif %}"),
    "index": told("Yang pertama {{ survei.items[0].name }} dan {{ survei.items[:3] | map(attribute='n') | list }}."),
    "months": told("Pada {{ bulan(9) }} {{ year | tahun }}; Kanreg {{ romawi(10) }}."),
    "words joined": told('{{ "naik" if a > 2 else "turun" }}; {{ awal + " orang" }}'),
    "share with its base": told("Dari {{ survei.all | satuan }}, {{ survei.share | persen }} puas."),
    "share of a count beside it": told("Ada {{ survei.all | satuan }}; {{ survei.share | persen }} puas."),
    "named, then printed": told('Ada {{ len(survei.items) | sebagai("loket yang buka") | terbilang }} loket.'),
    "growth": told("Kunjungan naik {{ survei.growth | persen }}."),
    "typed days": told("Rata-rata {{ lama | angka }} hari kalender, {{ batas | angka }} hari kerja, {{ x | satuan }}."),
    "days that are no duration": told("Pada {{ hari | tanggal }} hari Senin; 24 Maret hari libur."),
    "structure": cell("teratas = survei.head(10)\nlalu = laporan.in_year(year - 1)\nawal = survei.items[2:5]"),
    "options": cell("tabel = survei.table(places=2, n=5)\nkode = survei['U1']\nada = len(survei.items) > 2"),
    "photograph": cell('report.photo("gedung")'),
    "tuple of names": cell('a, b = survei.having("Berjalan"), survei.having("Selesai")'),
    "silent": cell("survei.table();"),
    "shown without caption": cell("headlines.headlines(hasil)"),
    "escaped quotes": captioned(label="tbl-pkt", tbl_cap='"Nilai {{ survei.parts[\\"Sangat puas\\"] | angka }}"'),
}


@pytest.mark.parametrize("fine", FINE.values(), ids=FINE.keys())
def test_what_is_right_is_left_alone(tmp_path: Path, fine: dict[str, Any]) -> None:
    assert check_notebook(written(tmp_path, [*CLEAN[:5], fine]), AROUND) == []


def test_a_clean_chapter_has_no_problem(tmp_path: Path) -> None:
    assert check_notebook(written(tmp_path, CLEAN), AROUND) == []


def test_one_notebook_is_read_beside_those_of_the_project(tmp_path: Path) -> None:
    own = [TITLE, PARAMETERS, IMPORTS, told("Lihat @tbl-sendiri."), captioned(label="tbl-sendiri", tbl_cap="Penilaian")]
    assert check_notebook(written(tmp_path, own)) == []


def test_the_line_is_that_of_the_fault(tmp_path: Path) -> None:
    prose = told("Satu baris.\nDua {{ a }}\ndan 235 responden.")
    (problem,) = check_notebook(written(tmp_path, [*CLEAN[:5], prose]), AROUND)
    assert (problem.cell, problem.line, problem.cell_id) == (6, 4, prose["id"])
    figure = cell("#| label: fig-pkt\n#| fig-cap: Judul\n#| fig-alt: >\n#|   Bagan\n#|   44% puas.\nsurvei.chart()")
    (problem,) = check_notebook(written(tmp_path, [*CLEAN[:5], figure]), AROUND)
    assert (problem.cell, problem.line) == (6, 5)


def test_a_file_that_is_no_notebook_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "bab.ipynb"
    for content in ("{", "[]", '{"cells": [{}]}'):
        path.write_text(content)
        assert [problem.rule for problem in check_notebook(path)] == ["unreadable"]


def test_fix_mends_what_is_safe_and_nothing_else(tmp_path: Path) -> None:
    cells = [
        *CLEAN[:4],
        {**cell("%%narasi\nSebanyak {{ a }} %, dari {{ b | satuan }}.", hidden=False), "execution_count": 2},
        cell("#|label: tbl-pkt\n#| tbl-cap: Penilaian 5 %\nsurvei.table()"),
        cell("sisa = a % b"),
    ]
    path = written(tmp_path, cells)
    assert fix_notebook(path)
    left = {problem.rule for problem in check_notebook(path, AROUND)}
    assert left == {"typed-number"}  # a number is never taken away by a machine
    sources = ["".join(made["source"]) for made in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    assert sources[4] == "%%narasi\nSebanyak {{ a }}%, dari {{ b | satuan }}."
    assert sources[5].startswith("#| label: tbl-pkt\n#| tbl-cap: Penilaian 5%\n")
    assert sources[6] == "sisa = a % b"
    assert not fix_notebook(path)  # a second time changes nothing


def test_fix_leaves_a_clean_chapter_byte_for_byte(tmp_path: Path) -> None:
    path = written(tmp_path, CLEAN)
    before = path.read_bytes()
    assert not fix_notebook(path)
    assert path.read_bytes() == before


def test_photographs_of_the_parameters_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "2017.yml"
    path.write_text(
        "photos:\n"
        "  rapat: {file: a.jpg, caption: 'Rapat, 28 Juli 2017', alt: Peserta rapat.}\n"
        "  aula: {file: b.jpg, caption: 'Aula dengan 235 peserta', alt: ''}\n"
        "  hilang: null\n",
        encoding="utf-8",
    )
    assert [(problem.rule, problem.line) for problem in check_parameters(path)] == [
        ("typed-number", 3),
        ("missing-alt", 3),
    ]


def test_command_says_what_is_wrong_and_exits_with_one(tmp_path: Path) -> None:
    clean = [TITLE, PARAMETERS, IMPORTS, LOADS]
    path = written(tmp_path, [*clean, told("Sebanyak 235 responden.")])
    command = [sys.executable, "-c", "from laporan.cli.__main__ import main; main()", "lint", str(path)]
    ran = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert [problem["rule"] for problem in json.loads(ran.stdout)] == ["typed-number"]
    written(tmp_path, clean)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_our_own_chapters_have_no_problem() -> None:
    files = default_files()
    assert len([path for path in files if path.suffix == ".ipynb"]) >= 1
    assert files[0].is_relative_to(paths.root())
    problems = check_files(files)
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.parametrize("code", REPEATABLE)
def test_what_is_the_same_every_time_is_no_problem(tmp_path: Path, code: str) -> None:
    assert "not-repeatable" not in rules_of(tmp_path, [*CLEAN, cell(f"hasil = {code}")])
