"""A new year from raw exports to the report, and once more with a corrected source: by the commands of the page for
analysts, to the letter."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
import pandas as pd
import pytest

from laporan.data.catalogue import contract_for
from laporan.data.package import resources
from laporan.forms.layout import asked_columns

from ..forms.filling import fill, say_letter
from ..projects import ROOT, copy_project
from . import year_sources as sources

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the page's commands are written for bash"),
]
PAGE = ROOT / "docs" / "tahun-baru.md"
BLOCK = re.compile(r"(?:^    .*\n(?:\n(?=    ))?)+", re.MULTILINE)
REMEMBERED = re.compile(r"export |[A-Z]+=\(")  # what a shell knows in the blocks that follow
OWN = {"sop_jumlah": sources.parts_of_procedures, "helpdesk_kanal": sources.channels}  # of the year's own sources
SURVEY = "masuk/2019/pusat/survei.csv"
NOT_ASKED = "Survei ini tidak menanyakan seberapa penting setiap unsur"


@dataclass
class Year:
    """root : the project; told : what each block of commands printed; before, after : ledgers of both builds"""

    root: Path
    told: list[str] = field(default_factory=list)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    after: dict[str, dict[str, Any]] = field(default_factory=dict)

    def page(self, unit: str) -> lxml.html.HtmlElement:
        return lxml.html.fromstring((self.root / f"outputs/2019/{unit}/laporan.html").read_bytes())

    def words(self, unit: str) -> str:
        page = self.page(unit)
        for aid in page.xpath("//script | //style"):
            aid.drop_tree()
        return " ".join(page.text_content().split())

    def ledger(self, unit: str) -> dict[str, Any]:
        told = json.loads((self.root / f"outputs/2019/{unit}/fakta.json").read_text(encoding="utf-8"))
        return {fact["id"]: fact for fact in told["facts"]}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    root = copy_project(tmp_path_factory.mktemp("proyek"))
    send(root / "masuk")
    made, remembered = Year(root), "set -euo pipefail\n"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        for block in blocks():
            if block.startswith("# params/"):
                (root / block.partition("\n")[0].removeprefix("# ")).write_text(block + "\n", encoding="utf-8")
                continue
            if "laporan collect" in block:
                send_back(root)
            if "--again" in block:
                made.before = {unit: made.ledger(unit) for unit in ("pusat", "kanreg-10")}
                correct(root / SURVEY)
            made.told.append(run(root, remembered + block))
            remembered += "".join(f"{line}\n" for line in block.splitlines() if REMEMBERED.match(line))
        made.after = {unit: made.ledger(unit) for unit in ("pusat", "kanreg-10")}
        yield made


def blocks() -> list[str]:
    """The page's commands, and the files that it tells to write, in order."""
    return [re.sub("(?m)^    ", "", found).strip("\n") for found in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]


def run(root: Path, script: str) -> str:
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", script], cwd=root, env={**os.environ, "PATH": places}, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def send(top: Path) -> None:
    """What the offices send, before the forms."""
    main, last, region = (top / name for name in ("2019/pusat", "2018/pusat", "2019/kanreg-10"))
    for folder in (main / "twitter", last, region):
        folder.mkdir(parents=True)
    sources.google_forms(main / "survei.csv", seed=1, people=90)
    sources.touches(main / "loket.csv", seed=2, pressed=400)
    sources.integrity(main / "integritas.parquet", seed=3, people=60)
    sources.training(main / "pelatihan.xlsx", seed=4, people=24)
    sources.plan(main / "rencana-aksi.xlsx")
    sources.procedures(main / "sop.xlsx")
    sources.helpdesk(main / "helpdesk.csv")
    sources.promotions(main / "kpo-ppo.csv", seed=5)
    sources.releases(main / "siaran-pers.csv", 2019, seed=6)
    sources.facebook(main / "facebook.csv", 2019)
    sources.twitter(main / "twitter", 2019)
    sources.ncsis(top / "2019/ncsis.sqlite", seed=7)
    sources.lapor(last / "lapor.xlsx", 2018, seed=8, reports=140)
    sources.lapor(main / "lapor.xlsx", 2019, seed=9, reports=160)
    sources.wbs(top / "2019/wbs.sqlite", [2018, 2019], seed=10, reports=300)
    sources.touches(region / "loket.csv", seed=11, pressed=150)
    sources.lapor(region / "lapor.xlsx", 2019, seed=12, reports=60)
    sources.eskm(region / "survei.xlsx", seed=13, people=70)


def send_back(root: Path) -> None:
    """The form of the main unit, filled in as last year's lists with this year's days, and with its letter."""
    form = root / "masuk/2019/formulir/formulir-2019-pusat.xlsx"
    form.parent.mkdir()
    shutil.copy(root / "outputs/formulir/2019" / form.name, form)
    (names,) = re.findall("--data (\\S+)", PAGE.read_text(encoding="utf-8"))
    for name in names.split(","):
        contract = contract_for(name, 2019)
        rows = OWN[name]() if name in OWN else sources.last_year(name)
        fill(form, contract, [[row[column.header] for column in asked_columns(contract)] for row in rows])
    say_letter(form, "14/HUM/2020", sources.dt.date(2020, 1, 28))


def printed(ledger: dict[str, Any]) -> dict[str, str]:
    """What the report prints, by the fact."""
    return {name: fact["text"] for name, fact in ledger.items()}


def correct(survey: Path) -> None:
    """The office's mended file: two persons had been content with the waiting time."""
    rows = pd.read_csv(survey, dtype=str, keep_default_na=False)
    (column,) = (name for name in rows if name.startswith("3. "))
    rows.loc[rows.index[rows[column] == "Kurang cepat"][:2], column] = "Sangat cepat"
    rows.to_csv(survey, index=False)


def test_nothing_of_the_year_was_made_up(year: Year) -> None:
    kinds = {(one.unit, one.dataset): one.kind for one in resources(2019)}
    assert set(kinds.values()) == {"handed-over"}
    assert {unit for unit, _dataset in kinds} == {"pusat", "kanreg-10"}
    for unit in ("pusat", "kanreg-10"):
        made_up = {
            source["name"]
            for fact in year.after[unit].values()
            for source in fact["datasets"]
            if source["kind"] == "synthetic"
        }
        assert {name.partition("/")[0] for name in made_up} <= {"2016", "2017", "2018"}


def test_the_first_page_says_that_only_earlier_years_were_made_up(year: Year) -> None:
    for unit in ("pusat", "kanreg-10"):
        assert "data pembanding sintetis" in year.words(unit)[:2000]


def test_the_annex_lists_who_handed_over_what_and_every_import(year: Year) -> None:
    told = year.words("pusat")
    for words in (
        "Diserahkan Kantor Pusat BKN pada 20 Januari 2020 (12/HUM/2020)",
        f"Diimpor dari {SURVEY}: 91 baris dibaca, 90 dipakai, 1 disisihkan (tidak bersedia mengisi: 1)",
        "Diimpor dari env:NCSIS_DATABASE",
        "Ditambah yang belum selesai menurut data/raw/2018/pengaduan.csv",
        "14/HUM/2020",
    ):
        assert words in told, words
    assert "Diserahkan Kantor Regional X BKN pada 22 Januari 2020 (5/KR.X/2020)" in year.words("kanreg-10")


def test_the_flow_says_what_was_appended_and_what_is_not_known(year: Year) -> None:
    assert "Semuanya tidak ada di sumber log 2019, dan ditambahkan dari log 2018" in year.words("pusat")
    assert "apakah ada sisanya tidak diketahui" in year.words("kanreg-10")


def test_what_a_survey_did_not_ask_is_left_out_everywhere(year: Year) -> None:
    region, main = year.words("kanreg-10"), year.words("pusat")
    assert NOT_ASKED in region
    assert NOT_ASKED not in main
    assert not re.search("IPA|importance-performance", region)
    assert re.search("IPA", main)
    assert year.page("kanreg-10").xpath("//tr[*[normalize-space() = 'Tidak diketahui']]")


def test_a_chapter_without_data_is_left_out(year: Year) -> None:
    assert not year.page("kanreg-10").xpath("//*[@id='sec-kpo-ppo']")
    assert year.page("pusat").xpath("//*[@id='sec-kpo-ppo']")


def test_no_person_comes_along(year: Year) -> None:
    texts = [file for folder in ("data/raw/2019", "outputs/2019") for file in (year.root / folder).rglob("*")]
    for file in texts:
        if file.suffix in (".csv", ".json", ".html"):
            text = file.read_text(encoding="utf-8")
            assert sources.PERSON not in text, file
            assert sources.PHONE not in text, file


def test_the_index_is_that_of_the_answers_that_were_sent(year: Year) -> None:
    """Computed here from the source itself."""
    rows = pd.read_csv(year.root / SURVEY, dtype=str)
    rows = rows[rows["Apakah Saudara bersedia mengisi survei ini?"] == "Ya, saya bersedia"]
    values = {
        number: {word: value for value, word in enumerate(sources.words_of("skm-google-forms.yml", f"U{number}"), 1)}
        for number in range(1, 10)
    }
    means = [
        rows[name].map(values[int(name[0])]).mean() for name in rows if re.match("[1-9]\\. ", name)
    ]  # fmt: skip
    (fact,) = (one for name, one in year.after["pusat"].items() if name == "skm.skm.ikm")
    assert fact["text"] == f"{sum(means) / 9 * 25:.2f}".replace(".", ",")


def test_again_tells_what_changed_and_only_that_changes(year: Year) -> None:
    told = [line for line in year.told[-1].splitlines() if line.startswith("✓") and "(params/import" in line]
    changed = [line for line in told if "sumbernya berubah" in line]
    page = PAGE.read_text(encoding="utf-8")
    assert len(told) == len(re.findall(r'^    laporan import .*"\$\{(?:PUSAT|KANREG)\[@\]\}"$', page, re.MULTILINE))
    assert len(changed) == 1
    assert "pusat/skm" in changed[0]
    assert "2 baris baru, 2 baris hilang" in changed[0]
    assert printed(year.before["kanreg-10"]) == printed(year.after["kanreg-10"])
    before, after = printed(year.before["pusat"]), printed(year.after["pusat"])
    other = [name for name in before.keys() & after.keys() if before[name] != after[name]]
    assert "skm.skm.ikm" in other
    for name in other:  # a count of indicators rests on what they say
        rests_on = {source["name"] for source in year.after["pusat"][name]["datasets"]}
        assert not rests_on or "2019/pusat/skm" in rests_on, name
