"""Results, numbers and reports show what they hold while one explores; a report is the same with and without it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import nbformat
import pytest

from laporan.build.run_chapter import execute
from laporan.core.errors import DisclosureError, MissingDataError
from laporan.document.exporter import semantic_body
from laporan.document.small_groups import refuse_small_groups
from laporan.document.stitch import Stitched, add_chapter
from laporan.facts.lineage import is_loaded
from laporan.facts.quantity import Quantity, count, total
from laporan.notebook import Report, Results, display, open_report
from laporan.project.outline import Heading
from laporan.project.records import Task

from . import torture
from .projects import copy_project

IMPORTS = """\
%load_ext analysis
from analysis.counters import results as counters
from laporan.facts.quantity import count, total
from laporan.notebook import Results, open_report, to_frame
report = open_report(year, unit)
jawaban = report.load("pkt")
log = report.load("pengaduan")
survei = counters.survey(jawaban)"""
SENTENCE = "%%narasi\nAda {{ survei.all.respondents | satuan }}."
BY_COUNTER = """\
#| label: tbl-loket
#| tbl-cap: Menurut loket
jawaban.groupby(["counter", "rating"])["respondents"].agg(total, unit="responden").unstack()"""
OWN_CHART = """\
#| label: fig-sendiri
#| fig-cap: Responden menurut loket
#| fig-alt: Batang menurut loket
import seaborn as sns
sns.barplot(jawaban.groupby("counter", as_index=False)["respondents"].sum(), x="counter", y="respondents")"""
LONG = """\
#| label: tbl-panjang
#| tbl-cap: Laporan yang masuk
log[["channel", "received"]]"""
FEW_PERSONS = """\
#| label: tbl-sedikit
#| tbl-cap: Responden menurut ciri
report.load("skm").groupby(["gender", "age", "education"], observed=True)["U1"].agg(count, unit="responden")"""
LOOKS = {
    "a result": ("survei", ".counters", "6 Counter: A, B, C, D, E, F"),
    "what a result is asked": ("survei.all", ".interval(rating)", ".respondents"),
    "several": ("survei.counters", "[5]", "Counter “F”"),
    "a number": ("survei.all.content", "data/raw/2017/pkt.csv (terbitan), 18 baris", "÷ semua responden 3.442"),
    "a number of parameters": ("report.params.complaints.limit_working_days", "Setting", ".value"),
    "the report": ("report", "Laporan 2017, Kantor Pusat BKN", ".load(&#39;pkt&#39;)"),
    "all results": ("Results(report)", "Hasil laporan 2017", ".counters"),
    "results as a frame": ("to_frame(survei.counters)", "shares.Sangat puas", "Counter “F”"),
    "the datasets": ("report.datasets()", "Resource: bukti, helpdesk_kanal", "Resource “pkt”"),
    "parameters": ("report.params", "ReportParameters", ".complaints"),
    "by display": ("display(survei)", "CounterSurvey", ".counters"),
    "a table": ("survei.table()", "Penilaian", "Semua loket"),
    "a frame": ("jawaban", "respondents", "Sangat puas"),
}


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[nbformat.NotebookNode]]:
    """A chapter that ran: its own cells first, and after them those that only look."""
    root = copy_project(tmp_path_factory.mktemp("tampilan"), "pkt", years=("2017",))
    path, out = root / "notebooks/lihat.ipynb", root / "hasil/lihat.ipynb"
    own = ["year = 0\nunit = ''", IMPORTS, SENTENCE, BY_COUNTER, OWN_CHART, LONG, FEW_PERSONS]
    nbformat.write(torture.notebook([*own, *(code for code, *_told in LOOKS.values())], opening="1"), path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        patched.setattr(logging.getLogger("papermill"), "disabled", True)
        execute(Task("lihat", path, out, 2017, "pusat"), str(root))
        yield nbformat.read(out, as_version=4).cells


def stitched(cells: list[nbformat.NotebookNode]) -> Stitched:
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_markdown_cell("# Lihat"), *nbformat.from_dict(cells)]
    merged = Stitched(nbformat.v4.new_notebook())
    add_chapter(merged, Heading("lihat", "1", 1, "", None), made)
    return merged


def html_of(cell: nbformat.NotebookNode) -> str:
    return "".join(output["data"]["text/html"] for output in cell.outputs if "text/html" in output.get("data", {}))


@pytest.mark.parametrize(("code", "first", "second"), LOOKS.values(), ids=LOOKS)
def test_the_last_line_of_a_cell_shows_what_it_holds(
    cells: list[nbformat.NotebookNode], code: str, first: str, second: str
) -> None:
    (cell,) = [cell for cell in cells if cell.source == code]
    assert first in html_of(cell)
    assert second in html_of(cell)


def test_looking_changes_nothing_of_the_report_and_the_build_says_which_cells_it_leaves_out(
    cells: list[nbformat.NotebookNode],
) -> None:
    codes = [code for code, *_told in LOOKS.values()]
    with_looks, without = stitched(cells), stitched([cell for cell in cells if cell.source not in codes])
    assert semantic_body(with_looks.notebook) == semantic_body(without.notebook)
    assert list(with_looks.facts.items()) == list(without.facts.items())
    assert len(with_looks.unlabelled) - len(without.unlabelled) == len(LOOKS)


def test_numbers_of_a_frame_that_was_grouped_by_pandas_know_their_rows(cells: list[nbformat.NotebookNode]) -> None:
    facts = [fact for fact in stitched(cells).facts.values() if fact["block"] == "tbl-loket"]
    assert len(facts) == 18
    assert {dataset["rows_used"] for fact in facts for dataset in fact["datasets"]} == {1}
    assert next(fact for fact in facts if fact["text"] == "724")["datasets"][0]["rows"] == "2"


@pytest.mark.hostile("person")
def test_a_few_persons_whom_pandas_counted_stop_the_build(cells: list[nbformat.NotebookNode]) -> None:
    (cell,) = [cell for cell in cells if cell.source == FEW_PERSONS]
    with pytest.raises(DisclosureError, match="kurang dari 5 orang"):
        refuse_small_groups(stitched([cell]).facts)


def test_an_analysts_own_chart_names_its_source(cells: list[nbformat.NotebookNode]) -> None:
    (cell,) = [cell for cell in cells if cell.source == OWN_CHART]
    assert "Survei pelayanan di loket PKT 2017 (terbitan)" in html_of(cell)


def test_rows_of_a_file_are_cut_and_the_reader_is_told_how_many_there_are(cells: list[nbformat.NotebookNode]) -> None:
    (cell,) = [cell for cell in cells if cell.source == LONG]
    assert html_of(cell).count('<td class="awal">') + html_of(cell).count('<th scope="row"') == 20
    assert "baris pertama dari" in html_of(cell)
    counted = [fact for fact in stitched([cell]).facts.values() if fact["unit"] == "baris"]
    rows = len(open_report(2017).load("pengaduan")) - _at_home()
    assert [fact["exact"] for fact in counted] == ["20", str(rows)]
    assert [fact["datasets"][0]["rows_used"] for fact in counted] == [20, rows]


def _at_home() -> int:
    return int((open_report(2017).load("pengaduan")["channel"] == "WBS").sum())


@pytest.fixture(scope="module")
def report() -> Report:
    return open_report(2017)


def test_from_a_number_to_its_rows(report: Report) -> None:
    answers = report.load("pkt")
    mine = answers[answers["counter"] == "A"]
    rows = report.rows(total(mine["respondents"], "responden"))
    assert rows.equals(mine)
    assert is_loaded(rows)


ROWLESS: dict[str, tuple[Callable[[Report], Quantity], str, str]] = {
    "of nothing": (lambda _report: Quantity(3), "", "tak satu baris pun"),
    "of other data": (lambda report: count(report.load("pkt"), "baris"), "skm", "tak satu baris pun data skm.*2017/pusat/pkt"),
    "of two": (
        lambda report: count(report.load("pkt"), "baris") + count(report.load("sop"), "baris"), "", "2017/pusat/pkt, 2017/pusat/sop",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "dataset", "told"), ROWLESS.values(), ids=ROWLESS)
def test_a_number_without_one_set_of_rows_says_so(
    report: Report, make: Callable[[Report], Quantity], dataset: str, told: str
) -> None:
    with pytest.raises(MissingDataError, match=told):
        report.rows(make(report), dataset)


def test_columns_are_told_by_the_names_that_a_loaded_frame_has(report: Report) -> None:
    for resource in report.datasets():
        loaded = set(report.load(resource.dataset).columns)
        assert loaded <= set(report.columns(resource.dataset).index), resource.dataset


def test_every_result_of_a_report_can_be_looked_at(report: Report) -> None:
    results = Results(report)
    names = [name for name in display.bundle(results)[0]["text/plain"].split() if name.startswith(".")]
    assert {".counters", ".complaints", ".satisfaction"} < set(names)
    for name in names:
        shown, metadata = display.bundle(getattr(results, name[1:]))
        assert metadata == {}
        assert set(shown) in ({"text/html", "text/plain"}, set()), name
        assert "data-fakta" not in shown.get("text/html", "")


def test_nothing_of_pydantics_is_offered(report: Report) -> None:
    assert "model_" not in display.bundle(report.params.satisfaction)[0]["text/plain"]


class Widget:
    def _repr_mimebundle_(self, **_formats: Any) -> dict[str, str]:
        return {"text/plain": "sendiri"}


@pytest.mark.parametrize(
    ("thing", "shown"),
    [(Widget(), {"text/plain": "sendiri"}), (3, {}), ("teks", {}), ([], {}), ([1, 2], {})],
    ids=["widget", "number", "text", "empty list", "list"],
)
def test_what_is_not_ours_shows_as_always(thing: Any, shown: dict[str, str]) -> None:
    assert display.bundle(thing) == (shown, {})


def test_a_loaded_frame_is_headed_by_its_rows_and_not_by_its_file() -> None:
    answers = open_report(2017).load("pkt")
    shown, _metadata = display.bundle(answers)
    assert "<th>baris</th>" in shown["text/html"]
    assert "2017/pusat" not in "".join(shown.values())
    assert "baris\n" in display.bundle(answers["counter"])[0]["text/plain"]
    assert is_loaded(answers)
