"""Each question of the integrity survey: what its mean is, and when it is told."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.integrity.charts import item_dots
from analysis.integrity.index import integrity_index, item_columns
from analysis.integrity.items import IntegrityItems, item_scores, of_report
from analysis.integrity.results import of_report as index_of_report
from analysis.methods.regulations import load_regulation
from laporan.charts.canvas import FULL, HALF
from laporan.data.disclosure import FEWEST, is_small, mean_tells_rare
from laporan.facts.lineage import Source, as_loaded
from laporan.facts.quantity import exact
from laporan.notebook import open_report

RULE = load_regulation("permenpan-14-2017")
NAMES = ["Budaya", "SDM"]
FILE = Source("2017/pusat/integritas", "integritas.csv", "0" * 64, "synthetic", "Survei", 40)
COLUMNS = [column for block in item_columns(2, 3) for column in block]


def items(**answers: list[int]) -> IntegrityItems:
    """40 respondents, who answer 2, 3 and 4 in turn where nothing else is said."""
    rows = {column: answers.get(column, [2, 3, 3, 4] * 10) for column in COLUMNS}
    frame = as_loaded(pd.DataFrame(rows, index=range(2, 42)), FILE)
    return item_scores(integrity_index(frame, RULE, NAMES, 3), frame)


def test_the_questions_of_a_dimension_average_to_its_index() -> None:
    found = items(D1_2=[1, 2, 3, 4] * 10)

    for dimension in found.found.dimensions:
        means = [exact(item.index.value) for item in found.told[dimension.name]]
        assert sum(means) / len(means) == exact(dimension.index.value)


def test_a_question_s_mean_rests_on_its_respondents_and_has_the_index_s_unit() -> None:
    found = items()

    for item in found.ranked:
        assert item.index.basis == found.found.respondents.basis
        assert item.index.unit == found.found.overall.index.unit


def test_the_table_has_a_row_a_dimension_a_column_a_question_and_the_dimension_s_index() -> None:
    found = items(D1_2=[1, 2, 3, 4] * 10, D2_3=[1, 1, 2, 2] * 10)
    shown = found.table()

    assert tuple(shown.head) == ("Dimensi", "B1", "B2", "B3", "Dimensi itu")
    for dimension in found.found.dimensions:
        asked = [item.index for item in found.told[dimension.name]]
        assert [shown[dimension.name, column] for column in ("B1", "B2", "B3", "Dimensi itu")] == [
            *asked,
            dimension.index,
        ]
    assert "rata-rata jawabannya × 25; rata-rata butir" in shown.how
    assert "Dimensi tanpa nilai butir" not in shown.how


def test_the_lowest_question_stands_out_only_where_its_difference_is_no_chance() -> None:
    assert items(D1_2=[1, 1, 2, 2] * 10).lowest_together[0].name == "butir B2 pada “Budaya”"
    assert items(D1_2=[1, 1, 2, 2] * 10).stands_out
    assert not items().stands_out


def test_a_dimension_with_a_mean_that_gives_a_rare_answer_away_tells_none_of_its_questions() -> None:
    found = items(D1_2=[4] * 39 + [3])

    assert found.told["Budaya"] == ()
    assert len(found.told["SDM"]) == 3
    assert not found.whole
    assert found.table()["Budaya", "B1"] is None
    assert "indeksnya. B1, B2" in found.table().how
    assert f"menunjuk kurang dari {FEWEST} jawaban" in found.table().how
    assert len(item_dots(found).draw(FULL).axes[0].collections) >= 1


@pytest.mark.hostile("person")
@given(st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(any))
def test_a_mean_that_is_told_leaves_a_rare_answer_in_doubt(counts: list[int]) -> None:
    given_ = dict(enumerate(counts, 1))
    n, total = sum(counts), sum(step * count for step, count in given_.items())
    fits = [
        (a, b, c, n - a - b - c)
        for a in range(n + 1)
        for b in range(n - a + 1)
        for c in range(n - a - b + 1)
        if a + 2 * b + 3 * c + 4 * (n - a - b - c) == total
    ]
    widths = [max(each) - min(each) for each in zip(*fits, strict=True)]
    rare = any(is_small(count) and width < FEWEST for count, width in zip(counts, widths, strict=True))
    assert mean_tells_rare(given_) == rare


@pytest.mark.parametrize("canvas", [FULL, HALF], ids=lambda canvas: canvas.name)
def test_every_question_of_the_report_is_drawn_with_its_code(canvas) -> None:
    report = open_report(2017, "pusat")
    found = of_report(report, index_of_report(report))

    texts = [text.get_text() for text in item_dots(found).draw(canvas).axes[0].texts]

    assert sum(text.startswith("B") and text[1:].isdigit() for text in texts) == len(found.ranked)
