"""Tables of how a survey was made and how good it is: each row, each verdict, and what is said where nothing is known."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from analysis.methods.design import SurveyDesign
from analysis.methods.quality import design_table, quality_table
from analysis.methods.regulations import load_regulation
from analysis.methods.reliability import Reliability
from analysis.methods.sampling import SampleSize, sample_size
from analysis.methods.statistics import load_methods
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, count
from laporan.facts.tables import Status, Table

if TYPE_CHECKING:
    from tests.analysis.conftest import Framed

ANSWERED = Quantity(235, "responden")
CHANCE = {"selection": "random", "source": "Laporan survei"}
KNOWN = {"value": 605, "official": True, "source": "Daftar tamu"}
RULE = load_regulation("permenpan-14-2017").model_copy(update={"minimum_respondents": None})


def told(table: Table) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]


def required(answered: Quantity = ANSWERED, **said: Any) -> SampleSize:
    found = sample_size(SurveyDesign.model_validate({"population": KNOWN} | CHANCE | said), answered)
    assert found is not None
    return found


def consistency(alpha: str | None = None, **items: str | None) -> Reliability:
    known = {name: None if r is None else Quantity(Decimal(r)) for name, r in items.items()}
    limits = {"alpha_at_least": Decimal("0.6"), "item_total_at_least": Decimal("0.3")}
    method = load_methods().reliability.model_copy(update=limits)
    return Reliability(None if alpha is None else Quantity(Decimal(alpha)), known, method)


@pytest.mark.parametrize(
    ("answered", "said", "verdict"),
    [
        (235, {}, "Belum terpenuhi"),
        (236, {}, "Terpenuhi"),
        (236, {"selection": "chosen"}, "Tidak dapat diperiksa"),
        (235, {"population": {"value": 605}}, "Tidak dapat diperiksa"),
    ],
    ids=["one-short", "enough", "not-by-chance", "an-example"],
)
def test_a_sample_is_held_against_what_its_population_asks_for(answered: int, said: Any, verdict: str) -> None:
    respondents = Quantity(answered, "responden")
    table = quality_table(respondents, required(respondents, **said), consistency(), RULE)
    assert told(table) == [["Responden menurut Krejcie dan Morgan", str(answered), "236", verdict]]
    kind = {"Belum terpenuhi": "watch", "Terpenuhi": "normal"}.get(verdict, "absent")
    assert table.rows[0][-1] == Status(kind, verdict)


@pytest.mark.parametrize(("least", "verdict"), [(235, "Terpenuhi"), (236, "Belum terpenuhi")])
def test_a_regulation_may_ask_for_respondents_itself(least: int, verdict: str) -> None:
    asking = RULE.model_copy(update={"minimum_respondents": least})
    table = quality_table(ANSWERED, None, consistency(), asking)
    assert told(table) == [[f"Responden menurut {RULE.short_title}", "235", str(least), verdict]]
    assert table.rows[0][2] == Quantity(least, "responden")


@pytest.mark.parametrize(
    ("known", "rows"),
    [
        (consistency("0.6"), [["Cronbach α", "0,60", "0,60", "Terpenuhi"]]),
        (consistency("0.599"), [["Cronbach α", "0,599", "0,60", "Belum terpenuhi"]]),
        (consistency(None, U1="0.45", U2="0.3"), [["Korelasi butir–total terendah", "0,30", "0,30", "Terpenuhi"]]),
        (consistency(None, U1="-0.5", U2="0.4"), [["Korelasi butir–total terendah", "−0,50", "0,30", "Belum terpenuhi"]]),
        (consistency(None, U1="0.4", U2=None), [["Korelasi butir–total terendah", "0,40", "0,30", "Belum terpenuhi"]]),
        (consistency(None, U1=None), []),
    ],
    ids=["alpha", "alpha-below", "items", "item-below", "item-unknown", "nothing-known"],
)  # fmt: skip
def test_reliability_is_held_against_its_limits(known: Reliability, rows: list[list[str]]) -> None:
    assert told(quality_table(ANSWERED, None, known, RULE)) == rows


def test_tables_of_a_survey_rest_on_its_respondents_and_say_how_they_were_made(framed: Framed) -> None:
    answered = count(framed({"U1": [3, 4]}), "responden")
    quality, design = quality_table(answered, None, consistency(), RULE), design_table(SurveyDesign(), answered)
    assert quality.basis == design.basis == answered.basis != Basis()
    assert quality.head == ("Ukuran", "Nilai", "Paling sedikit", "Keterangan")
    assert design.head == ("Rancangan", "Keterangan")
    assert quality.how == (
        "Sampel: S = χ²NPQ / (d²(N − 1) + χ²PQ) dibulatkan ke atas (Krejcie & Morgan, 1970); hanya dapat diperiksa "
        "bagi sampel acak dari populasi resmi. "
        "α = k/(k − 1) × (1 − Σ s²ᵢ / s²ₜ). Korelasi butir–total: jawaban satu butir terhadap jumlah butir yang lain."
    )
    assert design.how == (
        "Rancangan tertulis di params (design). Selang kepercayaan hanya disebut bagi sampel acak; selang model "
        "mengandaikan responden mewakili populasinya seperti sampel acak."
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {},
            ["tidak diketahui", "tidak diketahui", "tidak diketahui", "sama bagi setiap responden", "tanpa strata"],
        ),
        (
            CHANCE
            | {"population": KNOWN, "frame": "Buku tamu", "weights": "kebalikan peluang", "strata": ("pria", "wanita")},
            ["605 orang", "Buku tamu", "acak (Laporan survei)", "kebalikan peluang", "pria, wanita"],
        ),
        (
            {"population": {"value": 605}, "selection": "chosen"},
            ["605 orang (contoh)", "tidak diketahui", "tidak acak", "sama bagi setiap responden", "tanpa strata"],
        ),
    ],
    ids=["nothing-known", "all-known", "an-example"],
)
def test_a_design_is_told_as_it_is_declared(said: dict[str, Any], words: list[str]) -> None:
    design = SurveyDesign.model_validate(said)
    assert told(design_table(design, ANSWERED)) == [
        [name, text]
        for name, text in zip(
            ("Populasi", "Kerangka sampel", "Cara memilih responden", "Bobot responden", "Strata"), words, strict=True
        )
    ] + [["Responden", "235 responden"], ["Selang dalam laporan ini", design.interval]]
