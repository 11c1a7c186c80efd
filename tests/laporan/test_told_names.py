"""A misspelt name, in a cell or in prose, is told with the nearest one, and without the frames of libraries."""

from __future__ import annotations

import linecache
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from IPython.core.error import UsageError

from laporan.core.errors import AnalysisError, MissingDataError, NarrativeError, UnitError
from laporan.data.package import refuse_without_data
from laporan.facts.quantity import Quantity
from laporan.notebook import open_report, tracebacks
from laporan.notebook.extension import refuse_misplaced
from laporan.notebook.narrative import render

from .projects import ROOT, run_laporan

CELL = "ipykernel_1/1.py"


class Survey:
    """Something with attributes."""

    def __init__(self) -> None:
        self.respondents, self.shares = 5, {"Sangat puas": 1, "Puas": 2}

    @property
    def broken(self) -> int:
        raise ZeroDivisionError("tidak ada responden")


class Shell:
    """IPython's shell as far as `tracebacks.show` asks it."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.user_ns, self.shown = names, ("", 0)
        self.magics_manager = SimpleNamespace(magics={"cell": {"narasi": None, "time": None}, "line": {"jejak": None}})

    def showtraceback(self, raised: tuple[Any, BaseException, Any], tb_offset: int) -> None:
        frames = 0
        trace = raised[2]
        while trace is not None:
            frames, trace = frames + 1, trace.tb_next
        self.shown = (f"{raised[0].__name__}: {raised[1]}", frames + tb_offset)


def raised(error: BaseException) -> None:
    raise error


def told(source: str) -> tuple[str, int]:
    """What a cell's error says, and in how many frames."""
    names = {
        "survei": Survey(),
        "log": pd.DataFrame({"received": [1], "closed": [2]}),
        "jawaban": open_report(2017).load("pkt"),
        "loket": (Survey(),),
        "angka": Quantity(3, "loket"),
        "raised": raised,
    }
    return ran(source, names)


def ran(source: str, names: dict[str, Any]) -> tuple[str, int]:
    shell = Shell(names)
    linecache.cache[CELL] = (len(source), None, source.splitlines(keepends=True), CELL)
    try:
        exec(compile(source, CELL, "exec"), names)  # noqa: S102 - as a kernel runs it
    except Exception as error:  # noqa: BLE001 - whatever the cell raises
        tracebacks.show(shell, type(error), error, error.__traceback__)  # type: ignore[arg-type]
    return shell.shown


MISSPELT = {
    "attribute": ("survei.respondent", "yang terdekat “respondents”"),
    "method": ("log.gruopby('x')", "yang terdekat “groupby”"),
    "variable": ("x = 1\nsurvey.respondents", "yang terdekat “survei”"),
    "column": ("log['recieved'].sum()", "'recieved'; yang terdekat “received”"),
    "column of a row": ("log.iloc[0]['close']", "'close'; yang terdekat “closed”"),
    "column of a group": ("log.groupby('recieved').sum()", "'recieved'; yang terdekat “received”"),
    "column of groups": ("log.groupby('closed')['receive'].sum()", "yang terdekat “received”"),
    "columns": ("log[['recieved', 'closed']]", "yang terdekat “received”"),
    "column to sort by": ("log.sort_values('close')", "'close'; yang terdekat “closed”"),
    "column to join by": ("log.merge(log, on='close')", "'close'; yang terdekat “closed”"),
    "column of a query": ("log.query('recieved > 1')", "yang terdekat “received”"),
    "column to leave out": ("log.drop(columns='close')", "yang terdekat “closed”"),
    "column of a plot": ("import seaborn\nseaborn.barplot(log, x='recieved')", "yang terdekat “received”"),
    "head in the file": ("jawaban['loket']", "kolom itu bernama “counter” di sini"),
    "head as an attribute": ("jawaban.loket", "kolom itu bernama “counter” di sini"),
    "capitals": ("survei.RESPONDENTS", "yang terdekat “respondents”"),
    "beginning": ("survei.resp", "yang terdekat “respondents”"),
    "module": ("import seabron", "yang terdekat “seaborn”"),
    "module of a package": ("import analysis.counter", "'analysis.counter'; yang terdekat “counters”"),
    "the project's own module": ("import analisis", "'analisis'; yang terdekat “analysis”"),
    "imported name": ("from laporan.notebook import open_reprot", "'laporan.notebook'; yang terdekat “open_report”"),
    "verb of frames": ("loket.groupby('x')", "jadikan DataFrame dahulu: to_frame(…)"),
    "number times": ("angka * 2", "bilangan biasa dari angka laporan: float(…)"),
    "number in a format": ("f'{angka:.2f}'", "bilangan biasa dari angka laporan: float(…)"),
    "error that tells it": ("raised(AttributeError('x; yang terdekat “y”'))", "“y”"),
    "key": ("ya = [survei.shares['Sangat pua']]", "yang terdekat “Sangat puas”"),
}


@pytest.mark.parametrize(("source", "near"), MISSPELT.values(), ids=list(MISSPELT))
def test_a_misspelt_name_is_told_with_the_nearest(source: str, near: str) -> None:
    message, frames = told(source)
    assert near in message
    assert message.count("terdekat") <= 1
    assert frames == 1  # the cell's own, however deep pandas was


@pytest.mark.parametrize(
    "source", ["log['x'].sum()", "survei.zzzzzz", "{}[1]", "[survei.shares][0][3]", "log['received'].str"]
)
def test_where_nothing_is_near_nothing_is_named(source: str) -> None:
    assert "terdekat" not in told(source)[0]


@pytest.mark.parametrize("source", ["pd.to_datetime('x')", "pd.DataFrame({'a': [1]}).loc[5]", "pd.read_csv('tak-ada')"])
def test_lines_of_libraries_are_left_out_where_no_name_is_near(source: str) -> None:
    assert told(f"import pandas as pd\n{source}")[1] == 1


HELPERS = {
    "what it raises": ("def hitung():\n    return 1 / 0\n", "ZeroDivisionError: division by zero", 2),
    "what it imports": ("import os\n\nimport tak_ada_xyz\n\n\ndef hitung(): ...\n", "No module named 'tak_ada_xyz'", 3),
    "what Python can't read": ("def hitung(:\n", "SyntaxError: invalid syntax: def hitung(:", 1),
    "what a library raises": ("import json\n\ndef hitung():\n    json.loads('x')\n", "Expecting value", 4),
}


@pytest.mark.parametrize(("code", "message", "line"), HELPERS.values(), ids=list(HELPERS))
def test_the_line_of_a_helper_is_told(
    code: str, message: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "laporan.toml").write_text('content = "src/isi_uji"', encoding="utf-8")
    package = tmp_path / "src" / "isi_uji"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "bantu.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    for name in ("isi_uji", "isi_uji.bantu"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    said, frames = ran("from isi_uji import bantu\nbantu.hitung()", {})
    assert message in said
    assert said.endswith(f"(src/isi_uji/bantu.py, baris {line})")
    assert frames == (1 if "Syntax" in message else 2)


MAGICS = {
    "misspelt": ("Cell magic `%%narasii` not found.", "not found; yang terdekat “narasi”"),
    "without text": ("%%narasi is a cell magic, but the cell body is empty.", "sel ini belum berisi"),
}


@pytest.mark.parametrize(("raised_as", "message"), MAGICS.values(), ids=list(MAGICS))
def test_a_magic_that_is_not_understood_is_told(raised_as: str, message: str) -> None:
    assert message in ran("raised(error)", {"raised": raised, "error": UsageError(raised_as)})[0]


@pytest.mark.parametrize("source", ["%narasi\nIsi.", " %%narasi\nIsi.", "# catatan\n%%narasi\nIsi."])
def test_prose_that_does_not_begin_with_its_magic_is_told(source: str) -> None:
    with pytest.raises(NarrativeError, match="baris pertama sel"):
        refuse_misplaced(source.splitlines(keepends=True))


@pytest.mark.parametrize("source", ["%%narasi\nIsi.", 'x = """\n%%narasi\nIsi.\n"""', "%matplotlib inline\nx = 1"])
def test_other_cells_are_left_alone(source: str) -> None:
    lines = source.splitlines(keepends=True)
    assert refuse_misplaced(lines) == lines


IN_PROSE = {
    "variable": ("{{ survey.respondents }}", "baris 2: “survey” tidak dikenal; yang terdekat “survei”"),
    "attribute": ("Ada\n{{ survei.respondent }}", "baris 3: “respondent” tidak ada pada Survey; yang terdekat “resp"),
    "attribute in a filter": ("{{ survei.respondent | satuan }}", "“respondent” tidak ada pada Survey; yang terdekat"),
    "attribute in a test": ("{% if survei.respondent %}x{% endif %}", "“respondent” tidak ada pada Survey"),
    "key": ('{{ survei.shares["Pas"] }}', "“Pas” tidak ada pada dict; yang terdekat “Puas”"),
    "filter": ("{{ survei.respondents | angkaa }}", "baris 2: saringan “angkaa” tidak dikenal; yang terdekat “angka”"),
    "of a loop": ("{% for satu in survei.share %}{% endfor %}", "yang terdekat “shares”"),
    "what a filter refuses": ("\n{{ loket | persen }}", "baris 3: 3 loket bukan persentase"),
    "a filter before what is computed": ("{{ 2 + survei.respondents | angka }}", "saringan “angka” lebih dahulu"),
    "a filter of all": (
        "{{ [survei] | map('angkaa') | list | rincian }}",
        "baris 2: saringan “angkaa” tidak dikenal; yang",
    ),
    "an attribute of all": (
        "{{ [survei] | map(attribute='respondent') | rincian }}",
        "“respondent” tidak ada pada Survey; yang",
    ),
    "numbers for a list of texts": ("{{ [1, 2] | rincian }}", "rincian memerlukan daftar teks, bukan int"),
    "one for a list": ("{{ loket | rincian }}", "rincian memerlukan daftar, bukan 3"),
    "what is no day": ("{{ '2017-05-01' | tanggal }}", "'2017-05-01' bukan tanggal"),
    "a test": ("{{ [1] | select('angka') | list | length }}", "ujian “angka” tidak dikenal"),
    "a column": ("{{ log.groupby('receive').size() }}", "KeyError: 'receive'; yang terdekat “received”"),
    "another file": ("{% include 'x' %}", "baris 2: kalimat hanya memuat isi selnya"),
    "two filters": ("{{ survei.respondents | angka | persen }}", "baris 2: “5” sudah tercetak"),
    "what can't be printed": (
        "{{ survei.shares.keys() }}",
        "{{ survei.shares.keys() }} bernilai dict_keys(['Sangat puas', 'Puas'])",
    ),
    "what is too long to print": ("{{ log }}", "{{ log }} ialah DataFrame: bukan bilangan"),
    "an open brace": ("Ada {{ survei", "baris 2: kalimat habis sebelum “}}”"),
    "half a brace": ("{{ survei.respondents }", "baris 2: tanda “}” tidak pada tempatnya"),
    "no filter": ("{{ survei.respondents | }}", "baris 2: seharusnya “sebuah nama”, tertulis “}}”"),
    "nothing": ("Ada\n{{ }}", "baris 3: seharusnya ada nama atau angka sebelum “}}”"),
    "two names": ("{{ survei respondents }}", "baris 2: seharusnya “}}”, tertulis “respondents”"),
    "an open block": ("{% if survei %}", "{% if %} belum ditutup dengan {% endif %}"),
    "crossed blocks": (
        "{% if survei %}{% for x in survei.shares %}{% endif %}",
        "belum ditutup: {% for %}, dengan {% endfor %}",
    ),
    "an unknown block": ("{% fi survei %}", "{% fi %} tidak dikenal"),
    "an open comment": ("{# dasar", "komentar {# belum ditutup dengan #}"),
    "what it raises": ("\n{{ survei.broken }}", "baris 3: ZeroDivisionError: tidak ada responden"),
}


@pytest.mark.parametrize(("template", "message"), IN_PROSE.values(), ids=list(IN_PROSE))
def test_so_it_is_in_prose(template: str, message: str) -> None:
    with pytest.raises(NarrativeError) as raised:
        render(
            template,
            {"survei": Survey(), "log": pd.DataFrame({"received": range(99)}), "loket": Quantity(3, "loket")},
            first_line=2,
        )
    assert message in str(raised.value)


def test_of_a_column_that_a_dataset_has_not_the_nearest_is_named() -> None:
    for asked, said in (
        (["counte"], "kolom “counte” tidak ada pada data “pkt”; yang terdekat “counter”"),
        (["loket"], "kolom “loket” tidak ada pada data “pkt”; kolom itu bernama “counter” di sini"),
        ("counter", r"Tulis sebagai daftar: \['counter'\]"),
    ):
        with pytest.raises(MissingDataError, match=said):
            open_report(2017).load("pkt", asked)


def test_an_error_in_prose_keeps_its_kind_and_has_its_line() -> None:
    with pytest.raises(UnitError, match=r"baris 3: .*tidak dapat dijumlahkan"):
        render("Ada\n{{ a + b }}", {"a": Quantity(1, "loket"), "b": Quantity(1, "hari")}, first_line=2)


def test_a_unit_without_data_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once a chapter, and not with the advice to leave out chapters that other units have."""
    said = r"kanreg-10 tidak punya laporan 2017 \(yang ada: 2018\): .*Yang punya data tahun itu: pusat"
    with pytest.raises(AnalysisError, match=said) as raised:
        open_report(2017, "kanreg-10").load("pkt")
    assert "skip_sections" not in str(raised.value)
    run = run_laporan(ROOT, "build", "2017", "--unit", "kanreg-10")
    assert run.returncode == 1
    assert run.stderr.count("kanreg-10 tidak punya laporan 2017") == 1
    refuse_without_data(2018, "kanreg-10")
    refuse_without_data(2031, "pusat")  # a year without any data has an error of its own


def test_the_whole_traceback_is_told_on_request(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("sys.last_value", raising=False)
    tracebacks.show_whole()
    assert capsys.readouterr().out == "Belum ada galat.\n"
    try:
        open_report(2031)
    except AnalysisError as error:
        monkeypatch.setattr("sys.last_value", error, raising=False)
    tracebacks.show_whole()
    whole = capsys.readouterr().err
    assert "parameters.py" in whole
    assert "ParameterError: params/2031.yml tidak ada" in whole
