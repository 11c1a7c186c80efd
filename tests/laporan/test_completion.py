"""Tab completes what stands in prose: names, attributes, keys, filters, and labels of figures and tables."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from laporan.core.errors import MissingDataError
from laporan.notebook import Results, open_report, to_frame
from laporan.notebook.completion import offers, register

REPORT = open_report(2017)
NAMES = {
    "report": REPORT,
    "hasil": Results(REPORT),
    "loket": Results(REPORT).counters,
    "jawaban": REPORT.load("pkt", ["counter", "respondents"]),
    "open_report": open_report,
    "survei": SimpleNamespace(all=SimpleNamespace(content=1), shares={"Sangat puas": 1, 4: 2}, _own=0),
    "_hidden": 0,
}
CASES = {
    "a name": ("%%narasi\nAda {{ sur", "sur", {"survei", "sum"}, {"_hidden"}),
    "an attribute": ("%%narasi\nAda {{ survei.a", "a", {"all", "shares"}, {"_own"}),
    "of an attribute": ("%%narasi\nAda {{ survei.all.", "", {"content"}, {"all"}),
    "in a statement": ("%%narasi\n{% for x in survei.", "", {"all"}, {"survei"}),
    "on the next line": ("%%narasi\nAda {{ survei.all.content\n  | per", "per", {"persen"}, {"survei"}),
    "a filter": ("%%narasi\n{{ 1 | angka }} dan {{ survei.all.content |", "", {"angka", "dari"}, {"survei"}),
    "a key": ('%%narasi\n{{ survei.shares["San', "San", {"Sangat puas"}, {"all"}),
    "a label": ("%%narasi\nLihat (@tbl-p", "tbl-p", {"tbl-pkt", "fig-pkt", "sec-pkt"}, {"survei"}),
    "an option": ("x = 1\n#| fig-", "fig-", {"fig-cap: ", "tbl-cap: "}, {"survei"}),
    "code": ("x = survei.a", "a", {"all", "shares"}, {"_own"}),
    "columns of a frame": ("jawaban.re", "re", {"respondents", "reset_index"}, {"survei"}),
    "a lazy result": ("print(hasil.counters.all.", "", {"content"}, {"all"}),
    "a dataset": ('report.load("p', "p", {"pkt", "skm"}, {"counter"}),
    "a dataset of a year": ("report.in_year(2016)\nreport.columns('", "", {"pkt"}, {"counter"}),
    "an office": ('open_report(2017, "kan', "kan", {"kanreg-10"}, {"skm"}),
    "another office": ('report.of_unit("', "", {"kanreg-10"}, {"skm"}),
    "the chapter's office": ('year = 2017\nunit = "', "", {"kanreg-10"}, {"skm"}),
    "a measure": ('hasil.measure("comp', "comp", {"complaints-closed"}, {"pkt"}),
    "a photograph": ('report.photo("', "", set(REPORT.params.photos), {"pkt"}),
    "a column": ('jawaban.groupby("co', "co", {"counter", "respondents"}, {"pkt"}),
    "one of several columns": ('jawaban.groupby(["counter", "re', "re", {"respondents"}, {"pkt"}),
    "a column to draw": ('sns.barplot(jawaban, x="counter", y="', "", {"respondents"}, {"pkt"}),
    "in an option": ("x = 1\n#| fig-cap: Dari {{ survei.a", "a", {"all"}, {"survei"}),
}


@pytest.mark.parametrize(("before", "typed", "there", "not_there"), CASES.values(), ids=list(CASES))
def test_what_may_stand_there(before: str, typed: str, there: set[str], not_there: set[str]) -> None:
    fragment, offered = offers(before, NAMES)
    assert fragment == typed
    assert there <= set(offered)
    assert not not_there & set(offered)


@pytest.mark.parametrize(
    "before",
    [
        "%%narasi\nkata a",
        "%%narasi\n{{ survei.all }} kata a",
        "%%narasi\n{{ tiada.x['",
        'print("ab',
        "tiada.x",
        "x = 1",
        'report.load("pkt")',
        'survei.counter("A").',
        'hasil.tiada("',
    ],
    ids=[
        "words",
        "after an expression",
        "of what there is not",
        "any text",
        "no variable",
        "a number",
        "after a text",
        "after a call",
        "no method",
    ],
)
def test_elsewhere_nothing_is_offered(before: str) -> None:
    assert offers(before, NAMES)[1] == []


class Told(Results):
    """Results of which one can't be computed."""

    @property
    def gone(self) -> None:
        raise MissingDataError("tidak ada")


def test_what_can_not_be_computed_ends_no_completion() -> None:
    assert offers("hasil.gone.", {"hasil": Told(REPORT)})[1] == []


CODE = {
    "a frame": ("jawaban.gro", "groupby"),
    "a call of the report": ('report.load("pkt").gro', "groupby"),
    "groups": ('jawaban.groupby("counter").me', "mean"),
    "a column": ('jawaban["counter"].value_c', "value_counts"),
    "several results": ("to_frame(loket.counters).sort_v", "sort_values"),
}


@pytest.mark.parametrize(("before", "wanted"), CODE.values(), ids=list(CODE))
def test_ipython_itself_offers_what_a_variable_has(before: str, wanted: str) -> None:
    shell = InteractiveShell(user_ns={**NAMES, "to_frame": to_frame})
    register(shell)
    with provisionalcompleter():
        offered = [one.text.lstrip(".") for one in shell.Completer.completions(before, len(before))]
    assert wanted in offered
