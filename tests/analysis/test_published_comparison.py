"""A verdict of the annex says what our figure rests on: it cannot confirm what it was made from."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.overview import consistency
from analysis.overview.contract import VERDICTS, published
from laporan.facts.lineage import Basis, Source, as_loaded
from laporan.facts.quantity import SHARE, Quantity
from laporan.facts.row_set import RowSet
from laporan.notebook.report import open_report
from laporan.notebook.results import Results

TRANSCRIPT = Source("2017/pusat/terbitan", "data/raw/2017/terbitan.csv", "0" * 64, "published", "Terbitan", 1)


def file(kind: str, name: str = "loket") -> Source:
    return Source(f"2017/pusat/{name}", f"data/raw/2017/{name}.csv", "1" * 64, kind, "Loket", 40)


def rows(kind: str, *places: int, name: str = "loket") -> Basis:
    return Basis({file(kind, name): RowSet.of(places)})


def transcript(**cells: object) -> pd.DataFrame:
    row = {"code": "a", "section": "2.1", "subject": "Pokok", "printed": "12", "value": 12, "places": 0, "measure": "m"}
    frame = pd.DataFrame([row | {"year": None, "verdict": None, "remark": None} | cells], index=[2])
    return as_loaded(frame, TRANSCRIPT)


def verdict(ours: Quantity | None, **cells: object) -> str:
    (found,) = consistency.compare_published(transcript(**cells), lambda _name, _year: ours).comparisons
    return found.verdict


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        pytest.param(rows("published", 2, 3, 4), "recomputed", id="published-rows-together"),
        pytest.param(rows("primary", 2), "recomputed", id="one-row-of-an-office's-own-data"),
        pytest.param(rows("primary", 2) | rows("published", 3, name="b"), "recomputed", id="own-data-and-published"),
        pytest.param(rows("published", 2) | rows("published", 2, name="b"), "recomputed", id="two-published-files"),
        pytest.param(rows("published", 7), "copied", id="one-published-row"),
        pytest.param(Basis(), "copied", id="no-row-at-all"),
        pytest.param(rows("synthetic", 2, 3), "calibrated", id="made-up-rows"),
        pytest.param(rows("synthetic", 2), "calibrated", id="one-made-up-row"),
        pytest.param(rows("published", 2, 3) | rows("synthetic", 2, name="b"), "calibrated", id="made-up-in-part"),
    ],
)
def test_an_equal_figure_is_judged_by_its_rows(basis: Basis, expected: str) -> None:
    assert verdict(Quantity(12, "orang", basis=basis)) == expected


@pytest.mark.parametrize("kind", ["published", "primary", "synthetic"])
def test_another_figure_contradicts_whatever_it_rests_on(kind: str) -> None:
    assert verdict(Quantity(13, "orang", basis=rows(kind, 2, 3))) == "mismatch"


def test_a_share_is_compared_as_it_is_printed() -> None:
    ours = Quantity(0.126, SHARE, basis=rows("published", 2, 3))
    assert verdict(ours, printed="13%", value=0.13) == "recomputed"
    assert verdict(ours, printed="12%", value=0.12) == "mismatch"


@pytest.mark.parametrize("words", list(VERDICTS))
def test_no_agreement_is_typed_by_hand(words: str) -> None:
    assert VERDICTS[words] not in consistency.AGREEING
    assert words in (next(c for c in published(2017).columns if c.name == "verdict").choices or ())


@pytest.fixture(scope="module")
def compared() -> consistency.Consistency:
    found = consistency.of_report(Results(open_report(2017)))
    assert found is not None
    return found


def test_every_figure_has_one_verdict_and_the_counts_are_theirs(compared: consistency.Consistency) -> None:
    for kind, counted in compared.counts.items():
        assert counted.value == len(compared.of(kind))
    assert sum(counted.value for counted in compared.counts.values()) == compared.all.value
    assert compared.agreeing.value == sum(compared.counts[kind].value for kind in consistency.AGREEING)


def test_no_figure_that_rests_on_made_up_rows_is_called_recomputed(compared: consistency.Consistency) -> None:
    for item in compared.of("recomputed"):
        assert item.computed is not None
        assert not Basis.of(item.computed).synthetic, item.subject


CODES = {
    "copied": {"ncsis-daerah", "kanreg", "upt", "iso-auditor"},
    "calibrated": {"masuk-lapor", "selesai", "laju-2016", "percepatan", "skm-biaya", "skm-csi", "integritas-indeks"},
    "recomputed": {"puas-b", "cukup-f", "ncsis-aktif", "iso-saran", "sop"},
    "mismatch": {"ditangani", "bagian-selesai", "puas-a", "sscn-kanal", "skm-gratis", "skm-puas-csi", "skm-dasar",
                 "rencana-seluruh", "integritas-dasar", "integritas-tabel"},
}  # fmt: skip


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind, codes in CODES.items() for code in sorted(codes)])
def test_the_published_report_of_2017_is_judged(compared: consistency.Consistency, kind: str, code: str) -> None:
    verdicts = dict(zip(open_report(2017).load("terbitan")["code"], compared.comparisons, strict=True))
    assert verdicts[code].verdict == kind
