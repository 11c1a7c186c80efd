"""A number's id comes from what it measures and of what, never from a place in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from laporan.core.errors import NarrativeError
from laporan.facts.fact_book import FactBook
from laporan.facts.quantity import Quantity
from laporan.notebook.narrative import render


@dataclass(frozen=True)
class Item:
    name: str
    value: Quantity


@dataclass(frozen=True)
class Ranked:
    items: tuple[Item, ...]

    first: str = "Waktu tunggu"
    pair: tuple[str, Quantity] = ("Loket A", Quantity(5, "poin"))

    @property
    def lowest(self) -> Item:
        return self.items[0]

    def of(self, name: str) -> Quantity:
        return next(item.value for item in self.items if item.name == name)


FAST, SLOW = Item("Kecepatan pelayanan", Quantity(2, "poin")), Item("Waktu tunggu", Quantity(3, "poin"))
LOOP = "{% for item in items %}{{ item.value }}, {% endfor %}"


def ids(template: str, **names: Any) -> list[str]:
    return [fact["id"] for fact in render(template, names).facts]


@pytest.mark.parametrize(
    ("template", "names", "expected"),
    [
        (LOOP, {"items": [FAST, SLOW]}, ["item.value.kecepatan-pelayanan", "item.value.waktu-tunggu"]),
        (LOOP, {"items": [SLOW, FAST]}, ["item.value.waktu-tunggu", "item.value.kecepatan-pelayanan"]),
        (LOOP, {"items": [FAST]}, ["item.value.kecepatan-pelayanan"]),
        (
            "{% for name, value in pairs %}{{ value }}{% endfor %}",
            {"pairs": [("Loket A", 5), ("Loket B", 6)]},
            ["value.loket-a", "value.loket-b"],
        ),
        (
            "{% for office in offices %}{% for item in items %}{{ item.value }}{% endfor %}{% endfor %}",
            {"offices": ["Pusat", "Kanreg X"], "items": [FAST]},
            ["item.value.pusat-kecepatan-pelayanan", "item.value.kanreg-x-kecepatan-pelayanan"],
        ),
        (
            "{% for item in items %}{% if loop.first %}{{ item.value }}{% else %}{{ item.value }}{% endif %}{% endfor %}",
            {"items": [FAST, SLOW]},
            ["item.value.kecepatan-pelayanan", "item.value.waktu-tunggu"],
        ),
        ("{% for item in items %}{{ n }}{% endfor %}", {"items": [FAST, SLOW], "n": 3}, ["n"]),
        ("{% for item in items %}x{% else %}{{ n }}{% endfor %}", {"items": [], "n": 3}, ["n"]),
        ("{% for n in numbers %}{{ n }}{% endfor %}", {"numbers": [5, 6]}, ["n", "n~2"]),
    ],
    ids=[
        "each by its name",
        "in another order the same ids",
        "alone it keeps its name",
        "a name beside a number",
        "a loop in a loop",
        "a branch in a loop",
        "a number that the loop does not set",
        "a loop without anything",
        "numbers without a name are numbered",
    ],
)
def test_a_number_in_a_loop_is_named_after_its_thing(template: str, names: dict[str, Any], expected: list[str]) -> None:
    assert ids(template, **names) == expected


@pytest.mark.parametrize(
    ("expression", "about"),
    [
        ("ranked.lowest.value", "Kecepatan pelayanan"),
        ("ranked.items[0].value | angka", "Kecepatan pelayanan"),
        ("ranked.items[-1].value", "Waktu tunggu"),
        ("item.value", "Kecepatan pelayanan"),
        ("ranked.of(ranked.first)", "Waktu tunggu"),
        ("ranked.of('Waktu tunggu') | angka", "Waktu tunggu"),
        ("ranked.pair[1]", "Loket A"),
        ("n", ""),
        ("len(ranked.items)", ""),
    ],
)
def test_a_number_that_a_rank_chose_tells_of_what_it_is(expression: str, about: str) -> None:
    names = {"ranked": Ranked((FAST, SLOW)), "item": FAST, "n": 3}
    (fact,) = render(f"{{{{ {expression} }}}}", names).facts
    assert fact["about"] == about


def test_a_broken_expression_in_a_loop_is_told_with_its_line() -> None:
    with pytest.raises(NarrativeError, match="baris 2"):
        render("{% for item in items %}\n{{ item. }}{% endfor %}", {"items": [FAST]})


def test_the_same_number_is_one_fact_in_a_sentence_and_a_caption() -> None:
    book = FactBook()
    render("{{ n }}", {"n": Quantity(3, "laporan")}, book)
    render("{{ n | angka }} {{ n | satuan }}", {"n": Quantity(3, "laporan")}, book)
    assert {fact["id"] for fact in book.facts} == {"n"}
