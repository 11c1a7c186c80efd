"""A whole report whose targets are examples, official, or both: what its summary and its closing chapter say."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest

from .projects import copy_project, run_laporan

pytestmark = pytest.mark.slow
SECTIONS = "sections: [ringkasan, skm, pengaduan, pkt, wbs-ews, penutup, konsistensi, mutu-survei]\n"
OFFICIAL = "official: true, source: Keputusan Kepala BKN (uji)"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("resmi"), years=("2016", "2017"))


def built(project: Path, official: str) -> dict[str, str]:
    """The words of the summary, and of the rest, where measures that fit the pattern have official targets."""
    params = project / "params" / "2017.yml"
    told = params.read_text(encoding="utf-8")
    told = re.sub(r", official: true, source: [^}]*\(uji\)", "", told)
    told = re.sub(rf"(  - {{name: .*measure: ({official}), value: [\d.]+[^}}]*)}}", rf"\1, {OFFICIAL}}}", told)
    params.write_text(told if SECTIONS in told else told + SECTIONS, encoding="utf-8")
    run = run_laporan(project, "build", "2017", "--draft")
    assert run.returncode == 0, run.stderr
    page = lxml.html.parse(project / "outputs" / "pratinjau" / "2017" / "pusat" / "laporan.html").getroot()
    sections = {section.get("aria-labelledby"): section for section in page.iter("section")}
    return {name: " ".join(section.text_content().split()) for name, section in sections.items() if name}


def test_without_official_targets_the_summary_has_no_verdict(project):
    told = built(project, "none")

    assert "sasaran" not in told["sec-ringkasan"]
    assert "perlu tindakan" not in told["sec-ringkasan"]
    assert "Sasaran resmi tahun 2017 tidak ada" in told["sec-penutup"]
    assert "Tercapai (contoh)" in told["sec-penutup"]


def test_only_the_official_ones_reach_the_summary(project):
    told = built(project, "complaints-closed-share|satisfaction-index")

    assert re.search(r"Dari dua sasaran resmi yang dapat diukur, (nol|satu|dua) tercapai", told["sec-ringkasan"])
    assert "Sasaran lain dalam" in told["sec-penutup"]


def test_where_all_are_official_nothing_is_an_example(project):
    told = built(project, "[a-z-]+")

    assert "sasaran resmi yang dapat diukur" in told["sec-ringkasan"]
    assert "contoh" not in told["sec-penutup"]
