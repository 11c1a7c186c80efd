"""A year follows a year: its parameters extend another's, and each number knows its own file; chapters and data have
years in which they begin and end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.counters import contract as counters
from laporan.core.errors import MissingDataError, ParameterError
from laporan.data import catalogue
from laporan.data.samples import make_samples
from laporan.notebook.report import open_report
from laporan.project.models import claims
from laporan.project.outline import plan_report
from laporan.project.parameters import load_parameters
from laporan.scaffold.additions import _years_later, new_year

from .projects import copy_project

COVER = 'cover:\n  date: "{date}"\n  name: Siti Rahayu\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copy_project(tmp_path, "pkt", years=("2017",))
    (root / "params/struktur.yml").write_text("sections:\n  - {id: pkt, notebook: pkt}\n", encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    return root


def year(root: Path, name: str, text: str, date: str = "2020-05-20") -> None:
    file = root / "params" / f"{name}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text((COVER.format(date=date) if "/" not in name else "") + text, encoding="utf-8")


def test_what_is_not_written_holds_from_the_year_that_is_extended_and_each_number_knows_its_file(project: Path) -> None:
    year(project, "2019", "extends: 2017\ncomplaints:\n  age_bands: [10, 20]\n")
    year(project, "2020", "extends: 2019\ncomplaints:\n  letter_after_days: 7\n", "2021-05-20")
    own, base = load_parameters(2020), load_parameters(2017)
    assert own.cover.agency == base.cover.agency
    assert own.complaints.statuses == base.complaints.statuses
    assert own.complaints.letter_after_days.value.entry.path == "params/2020.yml"
    assert [age.entry.path for age in own.complaints.age_bands] == ["params/2019.yml"] * 2
    watch = own.early_warning[0].watch.entry
    assert (watch.path, watch.key) == ("params/2017.yml", "early_warning.0.watch")
    assert own.cover.entry_of("date") == replace(own.cover.entry_of("date"), path="params/2020.yml")


def test_what_belongs_to_one_year_is_not_taken_over(project: Path) -> None:
    base = load_parameters(2017)
    assert base.photos
    assert base.data_notes
    assert base.media.awards
    assert base.sscn.registration_months.value
    year(project, "2019", "extends: 2017\n")
    own = load_parameters(2019)
    assert (own.photos, own.data_notes, own.exclude, own.compare.notes) == ({}, {}, {}, {})
    assert own.media.awards == []
    assert own.sscn.registration_months.value == []
    assert own.programme.opening is None
    assert own.complaints.carried_over_reading == ""
    assert own.programme.roadmap == base.programme.roadmap
    assert own.compare.threshold == base.compare.threshold


def test_nothing_is_official_by_another_year(project: Path) -> None:
    assert load_parameters(2017).complaints.limit_working_days.official
    year(project, "2019", "extends: 2017\n")
    assert not load_parameters(2019).complaints.limit_working_days.official
    year(project, "2019", "extends: 2017\ncomplaints: {limit_working_days: {value: 15, official: true, source: SK}}\n")
    assert load_parameters(2019).complaints.limit_working_days.official


def test_an_office_s_file_extends_its_own_of_another_year(project: Path) -> None:
    year(project, "2019", "extends: 2017\nexclude: {pkt: [{row: 3, why: uji}]}\n")
    year(project, "2018/kanreg-10", "satisfaction: {unit_surveyed: Loket}\nskip_sections: [pkt]\n")
    year(project, "2019/kanreg-10", "extends: 2018\nskip_sections: []\n")
    own = load_parameters(2019, "kanreg-10")
    assert (own.satisfaction.unit_surveyed, own.skip_sections, own.exclude) == ("Loket", [], {})


def test_a_new_year_has_no_official_value_and_no_signature(project: Path) -> None:
    before = load_parameters(2018).cover.date
    written = new_year(2019)
    own = load_parameters(2019)
    assert (own.cover.date, own.cover.name) == (before.replace(year=before.year + 1), "(nama pejabat)")
    assert [place for place, claim in claims(own) if claim.official] == []
    assert project / "params/2019.yml" in written.files


def test_a_year_that_is_left_to_the_offices_has_nothing_made_up(project: Path) -> None:
    written = new_year(2019, empty=True)
    assert load_parameters(2019).cover.name == "(nama pejabat)"
    assert not (project / "data/raw/2019").exists()
    assert [line for line in written.to_do if "laporan import … --year 2019" in line]
    assert {file.suffix for file in written.files} == {".yml"}


def test_a_year_without_the_one_before_begins_without_made_up_data_and_says_so(project: Path) -> None:
    written = new_year(2022)
    assert load_parameters(2022).cover.name == "(nama pejabat)"
    assert [line for line in written.to_do if "data buatan belum dapat dibuat: params/2021.yml tidak ada" in line]


@pytest.mark.parametrize(("day", "years", "later"), [("2020-02-29", 1, "2021-02-28"), ("2020-02-29", 4, "2024-02-29")])
def test_a_leap_day_has_a_day_in_every_year(day: str, years: int, later: str) -> None:
    assert _years_later(dt.date.fromisoformat(day), years).isoformat() == later


def test_the_main_office_may_have_a_file_of_its_own_too(project: Path) -> None:
    year(project, "2019", "extends: 2017\nexclude: {pkt: [{row: 3, why: uji}]}\n")
    year(project, "2019/pusat", "satisfaction: {unit_surveyed: Loket}\n")
    own = load_parameters(2019)
    assert (own.satisfaction.unit_surveyed, list(own.exclude)) == ("Loket", ["pkt"])


FAULTS = {
    "no-such-year": ("extends: 2001\n", "params/2019.yml: extends: params/2001.yml tidak ada. Sebut tahun yang ada"),
    "itself": ("extends: 2019\n", "params/2019.yml: extends: 2019 → 2019 berputar"),
    "no-year": (
        "extends: tahun lalu\n",
        "params/2019.yml: extends: harus tahun, misalnya 2018 (tertulis 'tahun lalu')",
    ),
    "true": ("extends: true\n", "params/2019.yml: extends: harus tahun"),
    "its-own-fault": ("extends: 2017\ntrend: 3\n", "params/2019.yml: trend"),
}


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_a_year_that_can_not_be_extended_is_told(project: Path, text: str, said: str) -> None:
    year(project, "2019", text)
    with pytest.raises(ParameterError) as error:
        load_parameters(2019)
    assert said in str(error.value)


@pytest.mark.hostile("input")
def test_years_that_extend_each_other_are_told(project: Path) -> None:
    year(project, "2019", "extends: 2020\n")
    year(project, "2020", "extends: 2019\n")
    with pytest.raises(ParameterError, match=r"params/2020.yml: extends: 2019 → 2020 → 2019 berputar"):
        load_parameters(2019)


def test_a_fault_is_told_with_the_file_that_has_it(project: Path) -> None:
    file = project / "params/2017.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("age_bands: [30", "age_bands: [x"), encoding="utf-8")
    year(project, "2019", "extends: 2017\n")
    with pytest.raises(
        ParameterError, match=r"params/2017\.yml: complaints\.age_bands\.0: harus berupa bilangan bulat"
    ):
        load_parameters(2019)


@pytest.mark.parametrize("key", ["date", "name"])
def test_when_and_by_whom_a_report_is_signed_is_never_taken_over(project: Path, key: str) -> None:
    text = "".join(line for line in COVER.format(date="2020-05-20").splitlines(keepends=True) if f"{key}:" not in line)
    (project / "params/2019.yml").write_text(f"{text}extends: 2017\n", encoding="utf-8")
    with pytest.raises(ParameterError, match=f"params/2019.yml: cover.{key}: wajib diisi"):
        load_parameters(2019)


TREE = """sections:
  - {id: pkt, notebook: pkt}
  - {id: baru, notebook: baru, since: 2018}
  - {id: lama, notebook: lama, until: 2017}
  - id: bab
    title: Bab
    since: 2018
    until: 2018
    sections:
      - {id: dalam, notebook: dalam}
"""
YEARS: dict[int, list[str]] = {2017: ["pkt", "lama"], 2018: ["pkt", "baru", "bab", "dalam"], 2019: ["pkt", "baru"]}


@pytest.mark.parametrize(("of", "has"), YEARS.items(), ids=map(str, YEARS))
def test_a_chapter_is_in_the_years_that_have_it(project: Path, of: int, has: list[str]) -> None:
    for name in ("baru", "lama", "dalam"):
        (project / f"notebooks/{name}.ipynb").write_bytes((project / "notebooks/pkt.ipynb").read_bytes())
    (project / "params/struktur.yml").write_text(TREE, encoding="utf-8")
    year(project, "2019", "extends: 2017\n")
    plan = plan_report(of)
    assert [heading.id for heading in plan.outline] == has
    assert [heading.number for heading in plan.outline if heading.level == 2] == [
        f"BAB {roman}" for roman in ("I", "II", "III")[: sum(heading.level == 2 for heading in plan.outline)]
    ]
    report = open_report(of)
    assert [one for one in ("pkt", "baru", "lama", "bab", "dalam") if report.has_section(one)] == sorted(
        has, key=["pkt", "baru", "lama", "bab", "dalam"].index
    )


@pytest.mark.hostile("input")
def test_a_chapter_can_not_end_before_it_begins(project: Path) -> None:
    text = "sections:\n  - {id: pkt, notebook: pkt, since: 2019, until: 2018}\n"
    (project / "params/struktur.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match="until 2018 lebih dahulu daripada since 2019"):
        plan_report(2017)


SPANS: dict[str, tuple[dict[str, Any], str]] = {
    "later": ({"since": 2019}, "data “pkt” hanya ada sejak 2019, bukan tahun 2017"),
    "ended": ({"until": 2016}, "data “pkt” hanya ada sampai 2016, bukan tahun 2017"),
}


@pytest.mark.parametrize(("span", "said"), SPANS.values(), ids=SPANS)
def test_a_dataset_is_of_the_years_that_have_it(
    monkeypatch: pytest.MonkeyPatch, span: dict[str, Any], said: str
) -> None:
    (own,) = (one for one in counters.CONTRACTS if one.name == "pkt")
    monkeypatch.setattr(counters, "CONTRACTS", (replace(own, **span),))
    catalogue._entries.cache_clear()
    try:
        assert "pkt" not in {one.name for one in catalogue.contracts(2017)}
        with pytest.raises(MissingDataError, match=said):
            catalogue.contract_for("pkt", 2017)
        assert "pkt" not in {made.dataset for made in make_samples(2017)}
    finally:
        catalogue._entries.cache_clear()
