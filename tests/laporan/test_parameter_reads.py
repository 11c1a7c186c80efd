"""Keys of a year's parameters that were read: whatever a program sees of them, it sees again where no note changes."""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from laporan.cache.read_tracking import Note, holds, noting_also, noting_cache
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.project import parameter_answers, parameters
from laporan.project.models import Claim, Ratio, Setting, Strict
from laporan.project.parameter_reads import PARAMETERS
from laporan.project.parameters import ReportParameters, load_parameters

from .projects import run_laporan

UNITS = "units: {pusat: {name: Pusat, short: P, place: Kota}, cabang: {name: Cabang, short: C, place: Kota}}"
COVER = {"title": "Laporan", "agency": "Kantor", "place": "Kota", "date": "2018-01-02", "office": "Kepala", "name": "A"}


class Inner(Strict):
    size: int = 1
    words: list[str] = []  # noqa: RUF012 - pydantic copies it

    @property
    def twice(self) -> int:
        return self.size * 2


class Target(Claim):
    value: int


class Sections(Strict):
    rule: str = "lama"
    share: Ratio = 0.5
    inner: Inner = Inner()
    optional: Inner | None = None
    limit: Setting[int] = Setting[int](value=5)
    targets: list[Target] = []  # noqa: RUF012
    names: dict[str, int] = {}  # noqa: RUF012


class Parameters(ReportParameters):
    survey: Sections = Sections()
    other: Inner = Inner()


class Holder(BaseModel):
    """A model of somebody else's, which knows nothing of notes."""

    held: Any


INNER = st.fixed_dictionaries(
    {}, optional={"size": st.integers(0, 2), "words": st.lists(st.sampled_from("ab"), max_size=2)}
)
LIMIT = st.integers(1, 3) | st.fixed_dictionaries({"value": st.integers(1, 3), "source": st.sampled_from(["", "SK"])})
TARGETS = st.lists(st.fixed_dictionaries({"value": st.integers(0, 1)}), max_size=2)
SURVEY = st.fixed_dictionaries(
    {},
    optional={
        "rule": st.sampled_from(["lama", "baru"]), "share": st.sampled_from([0, 0.5, 1]), "inner": INNER,
        "optional": INNER, "limit": LIMIT, "targets": TARGETS,
        "names": st.dictionaries(st.sampled_from("ab"), st.integers(0, 1)),
    },
)  # fmt: skip
FILE = st.fixed_dictionaries({}, optional={"survey": SURVEY, "other": INNER})
# What a program may do with a model, whichever; each gives something that can be compared.
LOOKS: dict[str, Callable[[Any], Any]] = {
    "print": repr,
    "write out": lambda model: model.model_dump_json(),
    "write out what was given": lambda model: model.model_dump(exclude_unset=True),
    "write out within another": lambda model: Holder(held=model).model_dump(),
    "iterate": lambda model: [(name, str(value)) for name, value in model],
    "compare": lambda model: model == type(model).model_construct(),
    "copy": lambda model: repr(copy.copy(model)),
    "deep copy": lambda model: repr(copy.deepcopy(model)),
    "copy with another value": lambda model: repr(model.model_copy(update={"size": 7})),
    "pickle": lambda model: repr(pickle.loads(pickle.dumps(model))),  # noqa: S301 - our own
    "variables": lambda model: str(vars(model)),
    "given fields": lambda model: sorted(model.model_fields_set),
    "absent": lambda model: getattr(model, "tiada", None),
    "kind": lambda model: (isinstance(model, Strict), type(model).__name__),
    "where it is written": lambda model: model.entry_of(),
    "where fields are written": lambda model: [model.entry_of(name) for name in type(model).model_fields],
}
WAYS = [
    [], ["other"], ["other", "size"], ["other", "words"], ["other", "twice"], ["survey"], ["survey", "rule"],
    ["survey", "share"], ["survey", "inner", "size"], ["survey", "inner"], ["survey", "optional"],
    ["survey", "optional", "size"], ["survey", "limit"], ["survey", "limit", "value"], ["survey", "limit", "mark"],
    ["survey", "targets"], ["survey", "names"],
]  # fmt: skip
STEPS = st.builds(
    lambda way, look: [*way, *look],
    st.sampled_from(WAYS),
    st.just([]) | st.sampled_from([*LOOKS]).map(lambda look: [look]),
)


def seen(params: Any, steps: Iterable[str]) -> Any:
    """A program: it asks for one thing after another, and ends where there is none, or with what it looks at."""
    found = params
    for step in steps:
        if not isinstance(found, Strict):
            break
        if step in LOOKS:
            return LOOKS[step](found) if step != "compare" or not isinstance(found, ReportParameters) else None
        found = getattr(found, step, None)
    entry = getattr(found, "entry", None)
    return (type(found), entry) if isinstance(found, Strict) else (repr(found), entry)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without subjects."""
    root = tmp_path_factory.mktemp("kunci")
    for folder in ("params/2017", "notebooks", "data/raw", "isi"):
        (root / folder).mkdir(parents=True)
    (root / "isi" / "__init__.py").touch()
    (root / "laporan.toml").write_text('content = "isi"\nmain_unit = "pusat"\n', encoding="utf-8")
    (root / "params" / "units.yml").write_text(UNITS, encoding="utf-8")
    return root


@pytest.fixture
def here(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    monkeypatch.setattr(parameters, "parameters_model", lambda: Parameters)
    monkeypatch.setattr(parameters, "of_one_year", tuple)
    return root


def write(root: Path, year: dict[str, Any], unit: dict[str, Any]) -> None:
    (root / "params" / "2017.yml").write_text(yaml.safe_dump({"cover": COVER} | year), encoding="utf-8")
    (root / "params" / "2017" / "cabang.yml").write_text(yaml.safe_dump(unit), encoding="utf-8")


def run(programs: list[list[str]]) -> tuple[list[Any], list[Note]]:
    with noting_also() as noted:
        params = load_parameters(2017, "cabang")
        return [seen(params, steps) for steps in programs], noted


@st.composite
def two_states(draw: st.DrawFn) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """What a year and a unit say before and after: little changes, or only the file that says it."""
    year, unit = draw(FILE), draw(FILE)
    other = draw(FILE)
    after = [(unit, year), (year, other), (other, unit), ({}, year), (year, year), (year, {})]
    return (year, unit), draw(st.sampled_from(after))


@given(states=two_states(), programs=st.lists(STEPS, min_size=1, max_size=2))
def test_where_no_note_changes_a_program_sees_the_same(
    here_for_all: Path, states: tuple[tuple[Any, Any], tuple[Any, Any]], programs: list[list[str]]
) -> None:
    before, after = states
    write(here_for_all, *before)
    then, noted = run(programs)
    assert all(map(holds, noted))
    write(here_for_all, *after)
    if all(map(holds, noted)):
        assert run(programs)[0] == then


@pytest.fixture(scope="module")
def here_for_all(root: Path) -> Iterable[Path]:
    """As `here`, for all examples of a law."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        patched.setattr(parameters, "parameters_model", lambda: Parameters)
        patched.setattr(parameters, "of_one_year", tuple)
        parameter_answers._parameters.cache_clear()
        yield root


def asked(noted: Iterable[Note]) -> set[str]:
    return {view.rpartition("/")[2] for _name, view, _whole, _seen in noted if view.startswith(f"{PARAMETERS}:")}


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda params: params.survey.rule, {"survey", "survey.rule"}),
        (lambda params: params.survey.optional is None, {"survey", "survey.optional"}),
        (lambda params: params.other.twice, {"other", "other.size"}),
        (lambda params: params.survey.limit.mark, {"survey", "survey.limit", "survey.limit.official"}),
        (lambda params: params.survey.targets, {"survey", "survey.targets"}),
        (lambda params: params.other.entry_of("size"), {"other", "other.size"}),
        (lambda params: params.other == params.survey.inner, {"other", "other.*", "survey", "survey.inner",
                                                             "survey.inner.*"}),
        (lambda params: params.entry_of("other"), {"other", "other.*"}),
        (lambda params: hasattr(params.other, "__pydantic_decorators__"), {"other"}),  # as pydantic 2.11's isinstance
    ],
    ids=["key", "absence", "property", "mark", "list", "entry", "comparison", "entry of a part", "kind"],
)  # fmt: skip
def test_what_is_noted(here: Path, read: Callable[[Any], Any], expected: set[str]) -> None:
    write(here, {"survey": {"rule": "baru"}}, {})
    with noting_also() as noted:
        read(load_parameters(2017, "cabang"))
    assert asked(noted) == {"", *expected}


@pytest.mark.parametrize(
    ("change", "still"),
    [
        (lambda root: append(root, "2017.yml", "# catatan\n"), True),
        (lambda root: append(root, "2017.yml", "other: {size: 3}\n"), True),
        (lambda root: append(root, "2017/cabang.yml", "survey: {rule: baru}\n"), False),
        (lambda root: append(root, "2017/cabang.yml", "survey: {rule: lama}\n"), False),  # it is written elsewhere now
        (lambda root: append(root, "2017.yml", "asing: 1\n"), False),
        (lambda root: append(root, "2017.yml", "extends: 2016\n"), False),
        (lambda root: (root / "params/2017/cabang.yml").unlink(), False),
        (lambda root: (root / "params/2017.yml").unlink(), False),
    ],
    ids=["a comment", "another key", "a key of the unit", "the same value of the unit", "what is refused",
         "a year that is not there", "no file of the unit", "no file of the year"],
)  # fmt: skip
def test_what_changes_a_note(here: Path, change: Callable[[Path], object], still: bool) -> None:
    write(here, {}, {})
    (here / "params/2017/cabang.yml").write_text("", encoding="utf-8")
    with noting_also() as noted:
        assert load_parameters(2017, "cabang").survey.rule == "lama"
    change(here)
    assert all(map(holds, noted)) is still


def append(root: Path, name: str, text: str) -> None:
    with (root / "params" / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_who_does_without_what_is_refused_rests_on_all_that_would_mend_it(here: Path) -> None:
    write(here, {"other": {"size": "besar"}}, {})
    with noting_also() as noted, pytest.raises(ParameterError):
        load_parameters(2017, "cabang")
    assert all(map(holds, noted))
    write(here, {"other": {"size": 1}}, {})
    assert not all(map(holds, noted))


def test_where_a_part_is_written_is_a_part_of_it(here: Path) -> None:
    write(here, {"survey": {"rule": "baru"}}, {})
    with noting_also() as noted:
        load_parameters(2017, "cabang").entry_of("survey")
    write(here, {}, {"survey": {"rule": "baru"}})
    assert not all(map(holds, noted))


def test_a_list_that_was_changed_by_its_reader_was_read_as_it_is_written(here: Path) -> None:
    write(here, {"other": {"words": ["a"]}}, {})
    with noting_also() as noted:
        params = load_parameters(2017, "cabang")
        params.other.words.append("b")
        assert params.other.words == ["a", "b"]
    assert all(map(holds, noted))


def test_a_list_that_was_changed_by_its_reader_is_nobody_elses(here: Path) -> None:
    write(here, {"survey": {"inner": {"words": ["a"]}, "names": {"a": 1}}}, {})
    asked = load_parameters(2017)
    asked.survey.inner.words.append("lain")
    asked.survey.names["lain"] = 1
    again = load_parameters(2017)
    assert again.survey.inner.words == ["a"]
    assert again.survey.names == {"a": 1}
    assert again.entry_of("survey") == asked.entry_of("survey")


def test_what_is_kept_notes_again_what_it_was_made_from(here: Path) -> None:
    write(here, {}, {})

    @noting_cache
    def rule(year: int) -> str:
        return str(load_parameters(year, "cabang").survey.rule)

    with noting_also() as first:
        assert rule(2017) == "lama"
    with noting_also() as second:
        assert rule(2017) == "lama"
    assert asked(first) == asked(second) == {"", "survey", "survey.rule"}


def test_what_is_kept_is_kept_for_its_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    @noting_cache
    def named(year: int) -> str:
        return f"{paths.root().name} {year}"

    for name in ("satu", "dua", "satu"):
        monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path / name))
        assert named(2017) == f"{name} 2017"


@pytest.mark.slow
def test_what_did_not_run_again_is_what_would_run(small_project: Path) -> None:
    """Other keys, a comment and another order change no chapter, and no byte of what a build from nothing makes."""
    file = small_project / "params" / "2017.yml"
    parts = re.split(r"^(?=[a-z])", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = "# catatan\n" + "".join(reversed(parts)).replace("population: 605", "population: 606")
    assert text.count("606") == 1
    file.write_text(text, encoding="utf-8")
    plan = run_laporan(small_project, "build", "2017", "--plan")
    assert "0 bab dijalankan" in plan.stdout
    assert run_laporan(small_project, "build", "2017").returncode == 0
    verified = run_laporan(small_project, "verify", "2017")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_notes_are_plain(here: Path) -> None:
    write(here, {}, {})
    _results, noted = run([["print"]])
    assert [tuple(line) for line in json.loads(json.dumps(noted))] == noted
