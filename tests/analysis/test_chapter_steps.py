"""Every chapter shows one step in pandas, which holds in years unlike this one: nobody, equals, what is not written."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pandas as pd
import pytest

from analysis.complaints import log as complaint_log
from analysis.counters import results as counters
from analysis.iso import results as iso
from analysis.methods import quality
from analysis.overview import changes
from analysis.training import results as training
from laporan.facts.quantity import Quantity, count, given, share
from laporan.facts.tables import table
from laporan.notebook import open_report, to_frame
from tests.analysis.conftest import Framed
from tests.laporan.projects import ROOT, chapter_file

LIBRARY = {"count": count, "given": given, "share": share, "pd": pd}


def steps(chapter: Path) -> list[str]:
    """The cells that begin with what they do, in a comment."""
    cells = nbformat.read(chapter, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code" and cell.source.startswith("# ")]


@pytest.mark.parametrize("chapter", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_chapter_shows_its_step(chapter: Path) -> None:
    (code,) = steps(chapter)
    assert re.search(
        r"\b(groupby|sort_values|value_counts|mode|merge|query|isin|map|nunique)\(|\[.* (==|!=|<|>) .*\]", code
    )


def step(chapter: str, **names: Any) -> dict[str, Any]:
    """The variables after the chapter's step."""
    (code,) = steps(chapter_file(chapter))
    found = LIBRARY | names
    exec(code, found)  # noqa: S102 - a cell of our own chapter
    return found


def opened(framed: Framed, *rows: dict[str, Any]) -> complaint_log.Log:
    """A log of complaints that are open; a row names what is not as usual."""
    usual = {
        "channel": "LAPORBKN!",
        "category": "Berkadar pengawasan",
        "office": "Biro Humas",
        "received": "2017-02-01",
        "closed": None,
        "status": "Dalam proses",
        "reason": None,
    }
    made = pd.DataFrame([usual | row for row in rows], columns=list(usual))
    for day in ("received", "closed"):
        made[day] = pd.to_datetime(made[day])
    return complaint_log.read_log(framed(made), 2017, open_report(2017).params.complaints)


REASONS = {
    "one that is most frequent": (["b", "a", "b"], ["b"]),
    "two that are equal": (["b", "a"], ["a", "b"]),
    "none written down": ([None, None], []),
    "nothing open": ([], []),
}


@pytest.mark.parametrize(("reasons", "expected"), REASONS.values(), ids=REASONS)
def test_main_reasons(framed: Framed, reasons: list[str | None], expected: list[str]) -> None:
    log = opened(framed, *({"reason": reason} for reason in reasons))
    assert step("pengaduan", log=log)["alasan_utama"] == expected


@pytest.mark.parametrize(("days", "offices"), [(0, 2), (330, 1), (1000, 0)])
def test_offices_that_get_a_letter(framed: Framed, days: int, offices: int) -> None:
    log = opened(framed, {}, {}, {"office": "Inspektorat", "received": "2017-12-01"})
    limit = SimpleNamespace(letter_after_days=SimpleNamespace(value=days))
    found = step("evaluasi-lapor", log=log, aturan=limit)["disurati"]
    assert found == Quantity(offices, "unit kerja")
    assert len(next(iter(found.basis.rows.values()), ())) == {0: 3, 330: 2, 1000: 0}[days]


CLASSES = {
    "one class": (["Berkadar pengawasan"] * 2, ["Berkadar pengawasan"], "2/3"),
    "none": ([], [], None),
}


@pytest.mark.parametrize(("received", "expected", "part"), CLASSES.values(), ids=CLASSES)
def test_the_largest_class_of_whistleblowers(
    framed: Framed, received: list[str], expected: list[str], part: str | None
) -> None:
    rows = [{"channel": "WBS", "category": name} for name in received]
    log = opened(framed, *rows, {"category": "Tidak berkadar pengawasan"})
    wbs = SimpleNamespace(all=SimpleNamespace(received=Quantity(3, "laporan")))
    found = step("wbs-ews", log=log, wbs=wbs)
    assert found["kelas_utama"] == expected
    assert (found["persentase_kelas"] and str(found["persentase_kelas"].value)) == part


@pytest.mark.parametrize(("semesters", "missing"), [([1, 2, 2], []), ([2], [1]), ([], [1, 2])])
def test_semesters_without_a_session(framed: Framed, semesters: list[int], missing: list[int]) -> None:
    held = framed({"semester": pd.array(semesters, dtype="int64")})
    assert step("mindset", sosialisasi=held, training=training)["kosong"] == missing


def test_counters_where_nobody_gave_a_rating(framed: Framed) -> None:
    answers = framed(
        {
            "counter": ["A", "A", "B", "C", "C"],
            "rating": ["Sangat puas", "Puas", "Puas", "Sangat puas", "Puas"],
            "respondents": [5, 5, 8, 9, 1],
        }
    )
    found = step("pkt", jawaban=answers, survei=counters.survey(answers), counters=counters)
    assert (found["terbaik"].name, found["terendah"].name, found["tidak_puas"].name) == ("C", "B", "A")


CONTRADICTIONS = {
    "one subchapter": ([("2.1", "mismatch"), ("2.1", "mismatch"), ("2.2", "mismatch"), ("2.3", "copied")], ["2.1"]),
    "two alike": ([("2.1", "mismatch"), ("2.2", "mismatch")], ["2.1", "2.2"]),
    "none": ([("2.1", "copied")], []),
}


@pytest.mark.parametrize(("figures", "expected"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_where_the_publication_contradicts_itself_most(figures: list[tuple[str, str]], expected: list[str]) -> None:
    found = SimpleNamespace(
        comparisons=[SimpleNamespace(section=section, verdict=verdict) for section, verdict in figures]
    )
    frame = lambda comparisons: pd.DataFrame([vars(one) for one in comparisons])  # noqa: E731
    assert sorted(step("konsistensi", banding=found, to_frame=frame)["subbab_beda"]) == expected
    assert step("konsistensi", banding=None, to_frame=frame)["subbab_beda"] == []


FOLLOWED = {
    "every state": ([1, 2], [iso.RUNNING, "Selesai"], True, [3]),
    "said to wait": ([1, 2, 3], ["Selesai", iso.WAITING, "Selesai"], False, [2]),
    "nothing followed up": ([], [], False, [1, 2, 3]),
}


@pytest.mark.parametrize(("numbers", "states", "running", "waiting"), FOLLOWED.values(), ids=FOLLOWED)
def test_suggestions_that_wait(
    framed: Framed, numbers: list[int], states: list[str], running: bool, waiting: list[int]
) -> None:
    said = framed({"number": [1, 2, 3], "suggestion": ["a", "b", "c"], "addressee": ["x", "y", "z"]})
    followed = framed({"number": pd.array(numbers, dtype="int64"), "status": pd.array(states, dtype="str")})
    found = step("audit-surveilans", disarankan=said, tindak_lanjut=followed, iso=iso)
    assert bool(found["berjalan"]) is running
    assert [item["number"] for item in found["menunggu"]] == waiting


@pytest.mark.parametrize(
    ("offices", "there"), [((14, 12), ["Kantor Regional", "UPT"]), ((14, 0), ["Kantor Regional"]), ((), [])], ids=str
)
def test_kinds_of_offices_that_there_are(framed: Framed, offices: tuple[int, ...], there: list[str]) -> None:
    kinds = ["Kantor Regional", "UPT"][: len(offices)]
    assert step("latar-belakang", kantor=framed({"kind": kinds, "offices": list(offices)}))["ada"] == there


@pytest.mark.parametrize("there", [("skm", "pengaduan", "ncsis", "integritas"), ("pengaduan",), ()], ids=str)
def test_results_that_the_report_has(there: tuple[str, ...]) -> None:
    report = SimpleNamespace(has_section=lambda section: section in there)
    assert tuple(step("tujuan", report=report)["disajikan"].index) == there


FIELDS = {
    "one that has most": ({"Kepegawaian": 8, "Kehumasan": 5}, "Kepegawaian", "8/13"),
    "two alike": ({"Kepegawaian": 5, "Kehumasan": 5}, None, None),
    "few, told together": (
        {"Mutasi kepegawaian": 6, "Kepegawaian": 3, "Kehumasan": 5},
        "Kehumasan + Kepegawaian",
        "4/7",
    ),
    "one field": ({"Kepegawaian": 8}, None, None),
    "none that may be told": ({"Kepegawaian": 3}, None, None),
}


@pytest.mark.parametrize(("sizes", "most", "part"), FIELDS.values(), ids=FIELDS)
def test_the_field_with_most_participants(
    framed: Framed, sizes: dict[str, int], most: str | None, part: str | None
) -> None:
    fields = [field for field, size in sizes.items() for _ in range(size)]
    column = pd.array([None] * len(fields), dtype="Int64")
    found = training.training(
        framed({"field": fields, "office": "Kantor Pusat", "before": column, "after": column.copy()})
    )
    after = step("pelatihan", pelatihan=found, semua=found.all, to_frame=to_frame)
    assert (after["persentase"] and (after["terbanyak"][0].name, str(after["persentase"].value))) == (
        most and (most, part)
    )


def test_measures_of_quality_by_verdict() -> None:
    measured = table(("Ukuran", "Keterangan"), [("a", quality.MET), ("b", quality.UNMET), ("c", quality.MET)])
    skm = SimpleNamespace(respondents=1, sample=None, reliability=None, rule=None)
    told = SimpleNamespace(quality_table=lambda *_: measured)
    assert dict(step("mutu-survei", skm=skm, quality=told)["ukuran"]) == {
        quality.MET: ["“a”", "“c”"],
        quality.UNMET: ["“b”"],
    }
    assert not step("mutu-survei", skm=None, quality=told)["ukuran"]


def test_indicators_that_got_worse_or_are_not_told_apart() -> None:
    items = [SimpleNamespace(outcome=outcome) for outcome in (changes.WORSE, changes.UNTOLD, changes.BETTER)]
    frame = lambda found: pd.DataFrame([{"outcome": one.outcome, "result": one} for one in found])  # noqa: E731
    after = step("ringkasan", perubahan=SimpleNamespace(items=items), changes=changes, to_frame=frame)
    assert (after["memburuk"], after["belum_pasti"]) == (items[:1], items[1:2])
    after = step("ringkasan", perubahan=None, changes=changes, to_frame=frame)
    assert (after["memburuk"], after["belum_pasti"]) == ([], [])
