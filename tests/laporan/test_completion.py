"""Tab completes what stands in prose: names, attributes, keys, filters, and labels of figures and tables."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from laporan.notebook.completion import offers

NAMES = {
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
    ["survei.a", "%%narasi\nkata a", "%%narasi\n{{ survei.all }} kata a", "#| x\nsurvei.a", "%%narasi\n{{ tiada.x['"],
    ids=["code", "words", "after an expression", "code after options", "of what there is not"],
)
def test_elsewhere_nothing_is_offered(before: str) -> None:
    assert offers(before, NAMES)[1] == []
