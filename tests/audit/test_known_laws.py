"""What the auditor knows of laws: complete, consistent, written once, and the same in a wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from analysis.methods.regulations import known_regulations, load_regulation
from audit import AuditError, known_laws
from audit.citations import key_of

ROOT = Path(__file__).resolve().parents[2]
LISTED = YAML(typ="safe").load((files("audit") / "laws.yml").read_text(encoding="utf-8"))
LAWS = known_laws.known_laws()
COUNT = "from audit.known_laws import *; print(len(known_laws()), len(known_standards()), PACKAGE / 'regulations')"


@pytest.fixture
def forgetful():
    """Nothing is remembered from before the test, or after it."""
    known_laws.known_laws.cache_clear()
    yield
    known_laws.known_laws.cache_clear()


@pytest.mark.parametrize("name", known_regulations())
def test_a_regulation_of_surveys_is_known_as_the_reports_compute_with_it(name):
    rule = load_regulation(name)
    law = next(law for law in LAWS.values() if law.name == rule.short_title)
    assert law.bands == tuple((band.name, band.ikm_from, band.ikm_to) for band in rule.bands)
    assert law.nrr_bands == tuple((band.name, band.nrr_from, band.nrr_to) for band in rule.bands)
    assert law.key[2] == rule.year
    assert law.replaced_by == (load_regulation(rule.replaced_by).short_title if rule.replaced_by else "")


def test_every_law_is_written_once():
    keys = [key_of(entry["cite"]) for entry in LISTED["regulations"]]
    keys += [law.key for law in LAWS.values() if law.bands]
    assert len(keys) == len(set(keys)) == len(LAWS)


@pytest.mark.parametrize("law", LAWS.values(), ids=lambda law: law.name)
def test_a_successor_is_later_and_holds_from_its_own_year(law):
    assert law.title
    assert law.confidence in ("V", "S", "M")
    successor = key_of(law.replaced_by)
    assert (successor is None) == (law.since is None) == (not law.replaced_by)
    if successor:
        assert law.key[2] < successor[2] == law.since


def test_a_wheel_carries_all_of_it(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    run = subprocess.run(
        [sys.executable, "-c", COUNT],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        check=True,
        capture_output=True,
        text=True,
    )
    regulations = tmp_path / "site" / "audit" / "regulations"
    assert run.stdout.split(" ", 2) == [str(len(LAWS)), str(len(LISTED["standards"])), f"{regulations}\n"]
    assert sorted(path.stem for path in regulations.iterdir()) == known_regulations()


@pytest.mark.parametrize(
    ("file", "content", "complaint"),
    [
        pytest.param("uu-1-2000.yml", "title: [", "uu-1-2000.yml: tidak terbaca", id="no YAML"),
        pytest.param("uu-1-2000.yml", "title: Pedoman", "uu-1-2000.yml: title: tidak menyebut", id="no law"),
        pytest.param("baca.txt", "", "berkas peraturan survei tidak ada", id="none"),
    ],
)
@pytest.mark.usefixtures("forgetful")
def test_a_fault_in_the_data_is_told_and_not_passed_over(tmp_path, monkeypatch, file, content, complaint):
    (tmp_path / file).write_text(content, encoding="utf-8")
    monkeypatch.setattr(known_laws, "IN_SOURCE_TREE", tmp_path)
    with pytest.raises(AuditError, match=complaint):
        known_laws.known_laws()
