"""A misspelt name, in a cell or in prose, is told with the nearest one, and without the frames of libraries."""

from __future__ import annotations

import linecache
from typing import Any

import pandas as pd
import pytest

from laporan.core.errors import AnalysisError, MissingDataError, NarrativeError
from laporan.data.package import refuse_without_data
from laporan.notebook import open_report, tracebacks
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

    def showtraceback(self, raised: tuple[Any, BaseException, Any], tb_offset: int) -> None:
        frames = 0
        trace = raised[2]
        while trace is not None:
            frames, trace = frames + 1, trace.tb_next
        self.shown = (str(raised[1]), frames + tb_offset)


def told(source: str) -> tuple[str, int]:
    """What a cell's error says, and in how many frames."""
    names = {"survei": Survey(), "log": pd.DataFrame({"received": [1], "closed": [2]})}
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
    "key": ("ya = [survei.shares['Sangat pua']]", "yang terdekat “Sangat puas”"),
}


@pytest.mark.parametrize(("source", "near"), MISSPELT.values(), ids=list(MISSPELT))
def test_a_misspelt_name_is_told_with_the_nearest(source: str, near: str) -> None:
    message, frames = told(source)
    assert near in message
    assert frames == 1  # the cell's own, however deep pandas was


@pytest.mark.parametrize("source", ["log['x'].sum()", "survei.zzzzzz", "{}[1]", "[survei.shares][0][3]"])
def test_where_nothing_is_near_nothing_is_named(source: str) -> None:
    assert "terdekat" not in told(source)[0]


IN_PROSE = {
    "variable": ("{{ survey.respondents }}", "baris 2: “survey” tidak dikenal; yang terdekat “survei”"),
    "attribute": ("Ada\n{{ survei.respondent }}", "baris 3: “respondent” tidak ada pada Survey; yang terdekat “resp"),
    "attribute in a filter": ("{{ survei.respondent | satuan }}", "“respondent” tidak ada pada Survey; yang terdekat"),
    "attribute in a test": ("{% if survei.respondent %}x{% endif %}", "“respondent” tidak ada pada Survey"),
    "key": ('{{ survei.shares["Pas"] }}', "“Pas” tidak ada pada dict; yang terdekat “Puas”"),
    "filter": ("{{ survei.respondents | angkaa }}", "baris 2: filter “angkaa” tidak dikenal; yang terdekat “angka”"),
    "of a loop": ("{% for satu in survei.share %}{% endfor %}", "yang terdekat “shares”"),
    "what it raises": ("\n{{ survei.broken }}", "baris 3: ZeroDivisionError: tidak ada responden"),
}


@pytest.mark.parametrize(("template", "message"), IN_PROSE.values(), ids=list(IN_PROSE))
def test_so_it_is_in_prose(template: str, message: str) -> None:
    with pytest.raises(NarrativeError) as raised:
        render(template, {"survei": Survey()}, first_line=2)
    assert message in str(raised.value)


def test_of_a_column_that_a_dataset_has_not_the_nearest_is_named() -> None:
    with pytest.raises(MissingDataError, match="kolom “counte” tidak ada pada data “pkt”; yang terdekat “counter”"):
        open_report(2017).load("pkt", ["counte"])


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
