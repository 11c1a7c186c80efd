"""Photograph slots: what notebooks ask for is there in some year, and a year without it shows nothing."""

import json
import re

import pytest

from laporan.core import paths
from laporan.notebook.report import open_report
from laporan.project.parameters import known_years, load_parameters

ASKED = re.compile(r"report\.photo\((?P<quote>[\"'])(?P<key>[\w-]+)(?P=quote)\)")


def keys_in_notebooks() -> set[str]:
    found = set()
    for notebook in paths.notebooks().glob("*.ipynb"):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            found |= {match["key"] for match in ASKED.finditer("".join(cell["source"]))}
    return found


def test_every_photograph_that_a_notebook_asks_for_has_a_slot_in_some_year():
    slots = set().union(*(load_parameters(year).photos for year in known_years()))
    asked = keys_in_notebooks()
    assert len(asked) >= 12
    assert asked <= slots


def test_a_year_without_the_slot_shows_nothing():
    assert open_report(2016).photo("gedung-pusat") is None


@pytest.mark.parametrize("key", ["gedung-pusat"])
def test_a_slot_says_what_is_expected_where(key):
    photo = open_report(2017).photo(key)
    assert photo is not None
    assert photo.file.parent == paths.raw_data(2017) / "foto"
    assert photo.caption
    assert photo.alt


def test_published_numbers_of_photographs_are_unique():
    numbers = [slot.published for slot in load_parameters(2017).photos.values() if slot.published is not None]
    assert len(numbers) == len(set(numbers))
