"""Sentences: their numbers are printed once, recorded, and what the public wrote is never markup."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from laporan.core.errors import LostRowsError, NarrativeError
from laporan.facts.quantity import SHARE, Quantity, count, share
from laporan.notebook.narrative import Escaped, expressions, render
from laporan.project.models import Strict, validate

if TYPE_CHECKING:
    from conftest import Framed


def text(markdown: str) -> str:
    return re.sub(r"<[^>]+>", "", markdown)


DAYS = Quantity(Fraction(35202, 1931), "hari kalender")
SHARE_Q = share(Quantity(724, "responden"), Quantity(1057, "responden"))


@pytest.mark.parametrize(
    ("template", "told"),
    [
        pytest.param("{{ days }}", "18,23", id="plain"),
        pytest.param("{{ days | satuan }}", "18,23 hari kalender", id="with-unit"),
        pytest.param("{{ days | angka(1) }}", "18,2", id="one-decimal"),
        pytest.param("{{ part | dari }}", "724 dari 1.057 responden (68%)", id="share-with-its-base"),
        pytest.param("{{ part | persen(1) }}", "68,5%", id="percent"),
        pytest.param("{{ 3 | terbilang }}", "tiga", id="in-words"),
        pytest.param("{{ year | tahun }}", "2017", id="year-has-no-thousands"),
        pytest.param("{{ day }}", "21 Mei 2018", id="date"),
        pytest.param("{{ arah(2, 1) }}", "turun", id="direction"),
        pytest.param("{{ change | selisih }}", "+25%", id="signed"),
        pytest.param("{{ loss | besar }}", "6", id="size-of-a-loss"),
        pytest.param("{% for n in [1, 2] %}{{ n }};{% endfor %}", "1;2;", id="loop"),
    ],
)
def test_a_sentence_prints_its_numbers(template: str, told: str) -> None:
    names = {
        "days": DAYS,
        "part": SHARE_Q,
        "year": 2017,
        "day": dt.date(2018, 5, 21),
        "change": Quantity(Fraction(1, 4), SHARE),
        "loss": Quantity(-6, "hari"),
    }
    assert text(render(template, names).markdown) == told


def test_each_number_is_a_fact_with_expression_value_and_rows(framed: Framed) -> None:
    log = framed({"a": [1, 2, 3]})
    told = render("Ada {{ n | satuan }}.", {"n": count(log, "laporan")})
    (fact,) = told.facts
    assert fact["text"] == "3"
    assert fact["value"] == 3
    assert fact["expression"] == "n | satuan"
    assert fact["datasets"][0]["rows"] == "2-4"
    assert f'data-fakta="{fact["id"]}"' in told.markdown


def test_a_plain_number_rests_on_what_its_expression_names(framed: Framed) -> None:
    told = render("{{ len(log) }}", {"log": framed({"a": [1, 2]})})
    assert told.facts[0]["datasets"][0]["rows_used"] == 2


class Rule(Strict):
    limit: int
    unsur: list[str]
    ages: list[int]


RULE = validate(Rule, {"limit": 15, "unsur": ["a", "b"], "ages": [30, 90]}, "params/aturan.yml")


@dataclass(frozen=True)
class Survey:
    rule: Rule
    respondents: Quantity
    required: Quantity
    names: tuple[str, ...] = ("x",)


@pytest.mark.parametrize(
    ("template", "rows", "keys"),
    [
        ("{{ survei.rule.limit }}", 0, ["limit"]),
        ("{{ survei.rule.limit | angka }} hari", 0, ["limit"]),
        ("{{ survei.rule.ages[-1] }}", 0, ["ages.1"]),
        ("{{ len(survei.rule.unsur) }}", 0, ["unsur"]),
        ("{{ survei.rule.unsur | length }}", 0, ["unsur"]),
        ("{% for one in [survei.rule] %}{{ len(one.unsur) }}{% endfor %}", 0, ["unsur"]),
        ("{{ survei.respondents }}", 2, []),
        ("{{ survei.respondents.value }}", 2, []),
        ("{{ survei.required }}", 0, []),
        ("{{ survei.required | satuan }}", 0, []),
        ("{{ survei.respondents / survei.rule.limit }}", 2, ["limit"]),
        ("{{ len(survei.names) }}", 2, [""]),
        ("{{ len(survei.names) if survei.names else survei.tidak_ada }}", 2, [""]),
        ("{{ 5 }}", 0, []),
    ],
)
def test_a_number_rests_on_what_was_asked_and_no_more(
    template: str, rows: int, keys: list[str], framed: Framed
) -> None:
    survey = Survey(RULE, count(framed({"a": [1, 2]}), "responden"), Quantity(235, "responden"))
    (fact,) = render(template, {"survei": survey}).facts
    assert sum(used["rows_used"] for used in fact["datasets"]) == rows
    assert [entry["key"] for entry in fact["params"]] == keys


def test_what_lost_its_rows_is_not_counted_in_silence(framed: Framed) -> None:
    by_channel = framed({"channel": ["A", "B"], "days": [1, 2]}).groupby("channel")["days"].sum()
    with pytest.raises(LostRowsError, match="channel"):
        render("{{ len(jumlah) }}", {"jumlah": by_channel})


def test_a_share_is_three_facts() -> None:
    facts = render("{{ part | dari }}", {"part": SHARE_Q}).facts
    assert [(fact["id"], fact["text"]) for fact in facts] == [
        ("part-dari.bagian", "724"),
        ("part-dari.jumlah", "1.057"),
        ("part-dari", "68%"),
    ]


def test_a_loop_numbers_the_facts_that_differ_and_joins_those_that_do_not() -> None:
    facts = render("{% for n in [5, 6, 5] %}{{ n }} {% endfor %}", {}).facts
    assert [(fact["id"], fact["value"]) for fact in facts] == [("n", 5), ("n~2", 6)]


HOSTILE = [
    "<script>alert(1)</script>",
    "# judul",
    "*miring*",
    "[x](javascript:1)",
    "@fig-lain",
    "{{ 7 }}",
    "a | b",
    "$x$",
]


WRITTEN = {
    "a macro": "{% macro one(n) %}ada {{ n | angka }}{% endmacro %}{{ one(q) }}",
    "one of another": "{% macro a(n) %}{{ n | angka }}{% endmacro %}{% macro b(n) %}ada {{ a(n) }}{% endmacro %}{{ b(q) }}",
    "called with a text": "{% macro one() %}ada {{ caller() }}{% endmacro %}{% call one() %}{{ q | angka }}{% endcall %}",
    "a text that is kept": "{% set kept %}ada {{ q | angka }}{% endset %}{{ kept }}",
    "filtered": "{% macro one(n) %}Ada {{ n | angka }}{% endmacro %}{{ one(q) | awal_kecil }}",
    "in a loop": "{% macro one(n) %}ada {{ n | angka }}{% endmacro %}{% for n in [q] %}{{ one(n) }}{% endfor %}",
}


@pytest.mark.parametrize("template", WRITTEN.values(), ids=WRITTEN)
def test_what_a_template_writes_itself_is_printed_as_it_is(template: str) -> None:
    told = render(template, {"q": Quantity(1500, "laporan")})
    assert re.fullmatch("ada <data [^>]+>1\\.500</data>", told.markdown)
    assert [fact["text"] for fact in told.facts] == ["1.500"]


def test_a_value_of_the_same_name_is_data() -> None:
    kept = "{% set kept %}x{% endset %}{% set kept = words %}{{ kept }}"
    assert render(kept, {"words": "<b>*x*"}).markdown == r"&lt;b&gt;\*x\*"


@pytest.mark.parametrize("words", HOSTILE)
def test_words_from_data_are_never_markup(words: str) -> None:
    import mistune

    told = render("Ia menulis: {{ words }}", {"words": words})
    html = str(mistune.html(told.markdown))
    assert not re.search(r"<(script|em|strong|h1|a |table)", html)
    shown = text(html).replace("&lt;", "<").replace("&gt;", ">").strip()
    assert shown == f"Ia menulis: {words}"
    assert told.facts == []


def test_our_own_parameters_keep_their_italics() -> None:
    assert render("{{ t }}", {"t": Escaped("*road map*")}).markdown == "*road map*"


def test_a_reference_is_a_link_that_the_stitching_will_name() -> None:
    assert render("(@fig-peta)", {}).markdown == '(<a class="ref" href="#fig-peta">Gambar</a>)'


@pytest.mark.parametrize(
    ("template", "names", "message"),
    [
        pytest.param("{{ tiada }}", {}, "tiada", id="unknown-name"),
        pytest.param("{{ a", {}, "baris 1", id="not-closed"),
        pytest.param("satu\n{% if x %}", {"x": 1}, "baris 2", id="open-if"),
        pytest.param("{{ x }}", {"x": None}, "None", id="nothing"),
        pytest.param("{{ x }}", {"x": True}, "True", id="truth-is-no-number"),
        pytest.param("{{ x }}", {"x": [1]}, "bukan bilangan", id="list"),
        pytest.param("{{ x | dari }}", {"x": 3}, "bukan bagian", id="no-share"),
    ],
)
def test_a_sentence_that_cannot_be_told_says_why(template: str, names: dict[str, Any], message: str) -> None:
    with pytest.raises(NarrativeError, match=re.escape(message)):
        render(template, names)


def test_expressions_are_listed_in_reading_order() -> None:
    assert expressions("{{ a | angka }} lalu {% if b %}{{ c }}{% endif %}") == ["a | angka", "c"]
