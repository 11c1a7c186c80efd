"""The satisfaction index, against pandas alone, and the rule that it is read by."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from laporan.core.errors import MissingDataError, OutOfScaleError, ParameterError
from laporan.notebook import Results, open_report
from puskesmas.satisfaction.results import Survey, survey
from puskesmas.satisfaction.rule import Rule, load_rule

RAW = Path(__file__).resolve().parents[1] / "data/raw/2024/survei.csv"
UNSUR = [f"U{number}" for number in range(1, 10)]


@pytest.fixture
def found() -> Survey:
    return Results(open_report(2024)).satisfaction


@pytest.fixture
def raw() -> pd.DataFrame:
    return pd.read_csv(RAW)


@pytest.fixture
def rule() -> Rule:
    return load_rule("permenpan-14-2017")


def test_the_index_and_its_category(found: Survey, raw: pd.DataFrame) -> None:
    pooled = Fraction(int(raw[UNSUR].to_numpy().sum()), int(raw[UNSUR].size)) * 25
    assert (found.ikm.value, str(found.ikm)) == (pooled, "83,06")
    assert (found.band.letter, found.band.name) == ("B", "Baik")


def test_the_mean_score_of_every_unsur(found: Survey, raw: pd.DataFrame) -> None:
    nrr = pd.Series({score.unsur.code: float(score.nrr) for score in found.scores})
    pd.testing.assert_series_equal(nrr, raw[UNSUR].mean())
    index = pd.Series({score.unsur.code: float(score.index) for score in found.scores})
    pd.testing.assert_series_equal(index, raw[UNSUR].mean() * 25)


def test_respondents_by_clinic(found: Survey, raw: pd.DataFrame) -> None:
    assert {name: int(count) for name, count in found.clinics.items()} == raw["poli"].value_counts().to_dict()
    assert found.largest == raw["poli"].value_counts().idxmax()


@pytest.mark.parametrize(
    ("index", "letter"),
    [
        pytest.param("25.00", "D", id="lowest"),
        pytest.param("64.994", "D", id="below C after rounding"),
        pytest.param("64.995", "C", id="rounded half up to C"),
        pytest.param("76.60", "C", id="highest C"),
        pytest.param("76.605", "B", id="between two printed bounds"),
        pytest.param("88.30", "B", id="highest B"),
        pytest.param("88.31", "A", id="lowest A"),
        pytest.param("100", "A", id="highest"),
    ],
)
def test_an_index_is_rounded_before_its_category_is_read(rule: Rule, index: str, letter: str) -> None:
    assert rule.band(Decimal(index)).letter == letter


@pytest.mark.parametrize("index", ["24.99", "100.01"])
def test_an_index_that_no_answers_give_is_refused(rule: Rule, index: str) -> None:
    with pytest.raises(OutOfScaleError, match="di luar 25,00–100"):
        rule.band(Decimal(index))


def test_a_survey_without_answers_has_no_index(rule: Rule) -> None:
    with pytest.raises(MissingDataError, match="tanpa responden"):
        survey(pd.DataFrame(columns=["clinic", *UNSUR]), rule)


def test_a_bound_that_is_no_text_is_refused_by_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = RAW.parents[3] / "params/regulations/permenpan-14-2017.yml"
    (tmp_path / "params/regulations").mkdir(parents=True)
    (tmp_path / "laporan.toml").write_text('content = "src/puskesmas"\n')
    text = original.read_text(encoding="utf-8").replace('starts: "76.61"', "starts: 76.61")
    (tmp_path / "params/regulations/permenpan-14-2017.yml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    with pytest.raises(ParameterError, match=r"14-2017\.yml: bands\.2\.starts: ditulis di antara tanda kutip"):
        load_rule("permenpan-14-2017")


def test_every_part_of_the_rule_names_its_source(rule: Rule) -> None:
    parts = rule.sources.model_dump()
    assert parts.keys() == {"scale", "unsur", "weight", "bands"}
    assert all(part["source"] and part["confidence"] in ("V", "S", "M") for part in parts.values())
