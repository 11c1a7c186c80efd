"""What pandas made of a loaded frame rests on its rows where they are still its rows, and is refused where they aren't.

pandas keeps `attrs`, which name the file, through most verbs that make other rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st

from laporan.core.errors import LostRowsError
from laporan.facts.lineage import Basis, LeftOut, Source, as_loaded, source_of
from laporan.facts.quantity import count, count_where, given, mean, total
from laporan.facts.row_set import RowSet

if TYPE_CHECKING:
    from conftest import Framed

OTHER = Source("2016/pusat/uji", "data/raw/2016/uji.csv", "0" * 64, "synthetic", "Uji", 6, kept=RowSet.of(range(2, 8)))
Verb = Callable[[pd.DataFrame], Any]


@pytest.fixture
def log(framed: Framed) -> pd.DataFrame:
    return framed(
        {
            "channel": ["A", "B", "A", "C", "B", "A"],
            "days": [3, 4, 8, 1, 9, 2],
            "sex": ["L", "P", "L", "L", "P", "P"],
            "day": pd.to_datetime(["2017-01-03", "2017-01-09", "2017-02-01", "2017-02-02", "2017-03-01", "2017-03-09"]),
            "topics": [["x"], ["x", "y"], [], ["y"], ["x"], ["z"]],
        }
    )


KEEPING: dict[str, tuple[Verb, list[int]]] = {
    "a mask": (lambda f: f[f["channel"] == "A"], [2, 4, 7]),
    "loc": (lambda f: f.loc[[3, 5]], [3, 5]),
    "iloc": (lambda f: f.iloc[[0, -1]], [2, 7]),
    "query": (lambda f: f.query("days > 3"), [3, 4, 6]),
    "head": (lambda f: f.head(2), [2, 3]),
    "nlargest": (lambda f: f.nlargest(2, "days"), [4, 6]),
    "sort_values": (lambda f: f.sort_values("days").tail(1), [6]),
    "sort_index": (lambda f: f.sort_index(ascending=False).head(1), [7]),
    "sample": (lambda f: f.sample(3, random_state=1), [3, 4, 6]),
    "drop_duplicates": (lambda f: f[["channel"]].drop_duplicates(), [2, 3, 5]),
    "dropna": (lambda f: f.assign(days=f["days"].where(f["days"] > 3)).dropna(), [3, 4, 6]),
    "drop": (lambda f: f.drop(index=[2, 3]), [4, 5, 6, 7]),
    "a column": (lambda f: f["days"], [2, 3, 4, 5, 6, 7]),
    "assign": (lambda f: f.assign(n=1), [2, 3, 4, 5, 6, 7]),
    "astype": (lambda f: f.astype({"channel": "category"}), [2, 3, 4, 5, 6, 7]),
    "map": (lambda f: f["channel"].map({"A": 1, "B": 2, "C": 3}), [2, 3, 4, 5, 6, 7]),
    "transform": (lambda f: f.groupby("channel")["days"].transform("sum"), [2, 3, 4, 5, 6, 7]),
    "a group": (lambda f: f.groupby("channel").get_group("B"), [3, 6]),
    "head of groups": (lambda f: f.groupby("channel").head(1), [2, 3, 5]),
    "concat of parts": (lambda f: pd.concat([f[f["channel"] == "C"], f[f["channel"] == "B"]]), [3, 5, 6]),
    "there and back": (lambda f: f.reset_index().set_index(f.index.name), [2, 3, 4, 5, 6, 7]),
    "rename_axis of columns": (lambda f: f.rename_axis(columns="kolom"), [2, 3, 4, 5, 6, 7]),
    "nothing left": (lambda f: f[f["days"] > 99], []),
}

LOSING: dict[str, Verb] = {
    "reset_index": lambda f: f.reset_index(drop=True),
    "reset_index of a part": lambda f: f[f["channel"] == "A"].reset_index(),
    "sort_values(ignore_index)": lambda f: f.sort_values("days", ignore_index=True),
    "sort_index(ignore_index)": lambda f: f.sort_index(ascending=False, ignore_index=True),
    "sample(ignore_index)": lambda f: f.sample(3, random_state=1, ignore_index=True),
    "drop_duplicates(ignore_index)": lambda f: f[["channel"]].drop_duplicates(ignore_index=True),
    "dropna(ignore_index)": lambda f: f.dropna(ignore_index=True),
    "set_index": lambda f: f.set_index("days"),
    "set_axis": lambda f: f.set_axis(range(6)),
    "rename_axis": lambda f: f.rename_axis("baris"),
    "another index": lambda f: _with_index(f, range(2, 8)),
    "reindex beyond the file": lambda f: f.reindex(range(5, 12)),
    "a shifted index": lambda f: f.set_axis(f.index + 1),
    "a shifted index, before the file": lambda f: f.set_axis(f.index - 9),
    "a shifted index, onto the header": lambda f: f.set_axis(f.index - 1),
    "rename of rows": lambda f: f.rename(index=lambda row: row - 2),
    "combine_first with rows counted from 0": lambda f: f.combine_first(f.reset_index(drop=True)),
    "groupby apply": lambda f: f.groupby("channel").apply(lambda group: group.head(1)),
    "nunique": lambda f: f[["channel"]].nunique(),
    "crosstab": lambda f: pd.crosstab(f["channel"], f["sex"]),
    "cut and count": lambda f: pd.cut(f["days"], 2).value_counts(),
    "unique": lambda f: pd.Series(f["channel"].unique()),
    "an index of floats": lambda f: f.set_axis(f.index.astype(float)),
    "an index of texts": lambda f: f.set_axis(f.index.astype(str)),
    "groupby sum": lambda f: f.groupby("channel")[["days"]].sum(),
    "groupby sum of a column": lambda f: f.groupby("channel")["days"].sum(),
    "groupby agg": lambda f: f.groupby("channel").agg(n=("days", "size")),
    "groupby size": lambda f: f.groupby("channel").size(),
    "groupby as_index=False": lambda f: f.groupby("channel", as_index=False)["days"].sum(),
    "pivot_table": lambda f: f.pivot_table(index="channel", columns="sex", values="days", aggfunc="sum"),
    "melt": lambda f: f.melt(id_vars="channel", value_vars=["days", "sex"]),
    "melt(ignore_index=False)": lambda f: f.melt(value_vars=["days", "sex"], ignore_index=False),
    "stack": lambda f: f[["days", "sex"]].stack(),  # noqa: PD013
    "unstack": lambda f: f[["days", "sex"]].unstack(),  # noqa: PD010
    "explode": lambda f: f.explode("topics"),
    "explode(ignore_index)": lambda f: f.explode("topics", ignore_index=True),
    "merge with itself": lambda f: f.merge(f, on="channel"),
    "join with itself": lambda f: f.set_index("channel").join(f.set_index("channel").add_suffix("_r")),
    "concat(ignore_index)": lambda f: pd.concat([f, f], ignore_index=True),
    "concat with itself": lambda f: pd.concat([f, f]),
    "value_counts": lambda f: f["channel"].value_counts(),
    "value_counts of a frame": lambda f: f[["channel", "sex"]].value_counts(),
    "mode": lambda f: f[["channel"]].mode(),
    "describe": lambda f: f.describe(),
    "sum of columns": lambda f: f[["days"]].sum(),
    "agg": lambda f: f[["days"]].agg(["sum", "mean"]),
    "resample": lambda f: f.resample("ME", on="day")["days"].sum(),
    "T": lambda f: f.T,
    "one row": lambda f: f.iloc[0],
    "repeat": lambda f: f.loc[f.index.repeat(2)],
    "sample(replace)": lambda f: f.sample(12, replace=True, random_state=1),
    "corr": lambda f: f[["days"]].corr(),
    "quantile": lambda f: f[["days"]].quantile([0.5, 0.9]),
}  # fmt: skip


def _with_index(frame: pd.DataFrame, index: Any) -> pd.DataFrame:
    other = frame.copy()
    other.index = index
    return other


@pytest.mark.parametrize("verb", KEEPING)
def test_a_verb_that_keeps_rows_rests_on_exactly_these(verb: str, log: pd.DataFrame) -> None:
    make, expected = KEEPING[verb]
    (rows,) = Basis.of(make(log)).rows.values()
    assert list(rows) == expected


@pytest.mark.parametrize("verb", LOSING)
def test_a_verb_that_makes_other_rows_never_rests_on_rows_of_the_file(verb: str, log: pd.DataFrame) -> None:
    made = LOSING[verb](log)
    if source_of(made) is None:  # pandas itself forgot where it came from: then it rests on nothing
        assert not Basis.of(made)
        return
    for ask in (lambda: Basis.of(made), lambda: given(1, "laporan", [made]), lambda: count(made, "laporan")):
        with pytest.raises(LostRowsError, match=r"data/raw/2017/uji\.csv.*Saring bingkai yang dimuat.*rests_on"):
            ask()


def test_rows_that_were_left_out_or_filtered_away_do_not_come_back(framed: Framed) -> None:
    log = framed({"days": [3, 4, 8]}, left_out=(LeftOut(3, "salah ketik"),))
    assert list(*Basis.of(log).rows.values()) == [2, 4]
    with pytest.raises(LostRowsError, match="baris 3, yang tidak dimuat"):
        count(log.reindex(range(2, 5)), "laporan")


JOINING: dict[str, Callable[[pd.DataFrame, pd.DataFrame], Any]] = {
    "merge": lambda a, b: a.merge(b, on="channel"),
    "merge on the index": lambda a, b: a.merge(b, left_index=True, right_index=True),
    "concat": lambda a, b: pd.concat([a, b]),
    "concat beside": lambda a, b: pd.concat([a, b], axis=1),
    "merge_asof": lambda a, b: pd.merge_asof(a.sort_values("day"), b.sort_values("day"), on="day"),
    "the sum of both": lambda a, b: a["days"] + b["days"],
}


@pytest.mark.parametrize("verb", JOINING)
def test_of_two_files_nothing_is_said_to_rest_on_one_alone(verb: str, framed: Framed, log: pd.DataFrame) -> None:
    other = framed({"channel": ["A", "B"], "days": [1, 2], "day": log["day"].to_list()[:2]}, "2016/pusat/uji")
    made = JOINING[verb](log, other)
    if source_of(made) is None:
        assert not Basis.of(made)
        return
    with pytest.raises(LostRowsError):
        Basis.of(made)


def test_both_files_of_a_merge_are_named_by_hand(framed: Framed, log: pd.DataFrame) -> None:
    other = framed({"channel": ["A"], "days": [1]}, "2016/pusat/uji")
    found = given(len(log.merge(other, on="channel")), "laporan", log[log["channel"] == "A"], other)
    assert {source.name: list(rows) for source, rows in found.basis.rows.items()} == {
        "2017/pusat/uji": [2, 4, 7],
        "2016/pusat/uji": [2],
    }


def test_a_frame_with_the_name_of_another_file_is_refused(framed: Framed, log: pd.DataFrame) -> None:
    other = framed({"a": [1]}, "2016/pusat/uji")
    other.attrs = dict(log.attrs)
    with pytest.raises(LostRowsError, match="2016/pusat/uji"):
        count(other, "laporan")


@pytest.mark.parametrize(
    "mask",
    [
        lambda frame: as_loaded(frame, OTHER)["days"] > 0,
        lambda frame: (frame["days"] > 3).reset_index(drop=True),
        lambda frame: (frame["days"] > 3).sort_values(),
        lambda frame: frame[frame["sex"] == "L"]["days"] > 3,
        lambda frame: pd.Series([True] * len(frame)),
    ],
    ids=["of another file", "without its index", "in another order", "of fewer rows", "of no file"],
)
def test_a_mask_of_other_rows_is_refused(mask: Verb, log: pd.DataFrame) -> None:
    with pytest.raises(LostRowsError, match="count_where"):
        count_where(log, mask(log), "laporan")


def test_a_mask_of_the_same_rows_counts_them(log: pd.DataFrame) -> None:
    part = log[log["sex"] == "L"]
    for frame in (log, part):
        for chosen in (frame["days"] > 3, pd.Series(np.asarray(frame["days"] > 3), index=frame.index)):
            found, expected = count_where(frame, chosen, "laporan"), count(frame[frame["days"] > 3], "laporan")
            assert (found, found.basis) == (expected, expected.basis)


@given_that(st.lists(st.integers(2, 7), unique=True), st.booleans())
def test_whatever_rows_are_chosen_are_those_it_rests_on(rows: list[int], again: bool) -> None:
    frame = pd.DataFrame({"n": range(6)}, index=pd.RangeIndex(2, 8))
    loaded = as_loaded(frame, OTHER)
    chosen = loaded.loc[rows]
    (found,) = Basis.of(chosen.loc[rows] if again else chosen).rows.values()
    assert sorted(found) == sorted(rows)
    if rows:
        assert mean(chosen["n"], "").basis == total(chosen["n"], "").basis == Basis.of(chosen)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda log: log.reset_index(drop=True), "indeksnya tanpa nama, bukan nomor baris berkas itu"),
        (lambda log: log.set_index("sex"), "indeksnya “sex” (object), bukan nomor baris berkas itu"),
        (lambda log: log.set_index(["sex", "days"]), "indeksnya “sex” dan “days” (object), bukan nomor baris berkas itu"),
        (lambda log: log.set_index("days"), "indeksnya “days”, bukan nomor baris berkas itu"),
    ],
    ids=["no-name", "texts", "two", "numbers"],
)  # fmt: skip
def test_rows_that_are_lost_are_told_by_the_index_that_took_their_place(
    change: Verb, words: str, log: pd.DataFrame
) -> None:
    other = change(log.assign(sex=log["sex"].astype(object)))
    other.attrs = dict(log.attrs)
    with pytest.raises(LostRowsError) as told:
        count(other, "laporan")
    assert words in str(told.value)


def test_rows_that_the_file_does_not_have_are_told_by_the_first() -> None:
    source = Source("2017/pusat/uji", "uji.csv", "", "published", "Uji", 2, kept=RowSet.of([2, 3]))
    for rows, first in (([2, 3, 4, 5, 9], 4), ([0, 2], 0), ([-1, 2], -1)):
        frame = as_loaded(pd.DataFrame({"n": rows}, index=rows), source)
        with pytest.raises(LostRowsError, match=f"bingkai ini menyebut baris {first}, "):
            count(frame, "laporan")


def test_a_mask_of_other_rows_is_told_with_both_indexes_and_a_remedy(log: pd.DataFrame) -> None:
    with pytest.raises(LostRowsError) as told:
        count_where(log, pd.Series([True] * len(log)), "laporan")
    assert str(told.value).startswith("saringan ini berindeks tanpa nama, bingkainya “baris ")
    assert str(told.value).endswith(
        "barisnya tidak sama. Hitung saringan dari bingkai itu sendiri, misalnya count_where(log, log.kanal == …)"
    )


def test_the_frame_that_is_loaded_is_another_that_shares_its_columns() -> None:
    """The name of the index and what stands beside the rows are its own; the columns of millions of rows are not copied."""
    frame = pd.DataFrame({"n": np.arange(3)}, index=[2, 3, 4])
    loaded = as_loaded(frame, OTHER)
    assert (frame.index.name, frame.attrs) == (None, {})
    assert np.shares_memory(loaded["n"].to_numpy(), frame["n"].to_numpy())
