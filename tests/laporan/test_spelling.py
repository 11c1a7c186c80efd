"""Each word of the whole reports is in the Indonesian dictionary (hunspell's), in the project's terms, or in kosakata.txt.

The dictionary is Debian's hunspell-id (LGPL-3.0): CI installs it, and the suite does not carry it. Without it the tests skip.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import lxml.html
import pytest

from laporan.project.terms import load_terms

from .projects import WHOLE_REPORTS

VOCABULARY = Path(__file__).with_name("kosakata.txt")
UNREAD = "//pre | //code | //*[@lang='en'] | //svg/style | //svg/title | //*[@class='alat']"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
MACHINE = re.compile(r"\S*[/@_]\S*|\S+\.(?:csv|json|yml|jpg|ipynb|id)\b\S*")
ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
PART_OF_AN_OFFICE = re.compile(
    r"\bBagian [A-Z]|\b(?:SOP|proses|Biro|tugas|sop_jumlah)\b"
)  # beside the word in that sense

pytestmark = pytest.mark.skipif(
    shutil.which("hunspell") is None, reason="no hunspell: install hunspell and hunspell-id"
)


def not_in_dictionary(words: Iterable[str]) -> set[str]:
    asked = "\n".join(sorted(set(words)))
    command = ["hunspell", "-d", "id_ID", "-i", "utf-8", "-l"]
    ran = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=False)
    if "Can't open" in ran.stderr:
        pytest.skip("no Indonesian dictionary: install hunspell-id")
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.split())


def unknown(words: Iterable[str]) -> set[str]:
    """Words that neither the dictionary nor the project knows; -nya behind a known word is known."""
    terms = load_terms()
    ours = {line.casefold() for line in VOCABULARY.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    short = {part for name in [*terms.spelled_out, *terms.names] for part in WORD.findall(name)}
    left = {word for word in words if word.casefold() not in ours and word not in short and not ROMAN.fullmatch(word)}
    left = not_in_dictionary(left)
    roots = {word: word.removesuffix("nya") for word in left}
    wrong = not_in_dictionary({root for root in roots.values() if root.casefold() not in ours})
    return {word for word, root in roots.items() if root == word or root in wrong}


def indonesian(phrases: Iterable[str]) -> set[str]:
    """The phrases all of whose words the dictionary knows; it is asked once, as it takes its time to begin."""
    words = {phrase: set(WORD.findall(phrase)) for phrase in phrases}
    foreign = not_in_dictionary(set().union(*words.values()))
    return {phrase for phrase, found in words.items() if not found & foreign}


def words_of(page: Path) -> set[str]:
    """The words that a reader of the printed report sees, but for what is marked as foreign."""
    body = lxml.html.parse(page).getroot()
    for element in body.xpath(UNREAD):
        element.drop_tree()
    for element in body.find_class("utuh"):  # what stays on a line may be a part of a word
        element.drop_tag()
    said = " ".join(body.xpath("//section[.//h2[starts-with(@id, 'sec-')]]//text()")).replace("\u00ad", "")
    return set(WORD.findall(MACHINE.sub(" ", said)))


@pytest.mark.slow
@pytest.mark.parametrize(("year", "unit"), WHOLE_REPORTS, ids=str)
def test_a_report_has_no_misspelt_word(whole_reports, year, unit):
    words = words_of(whole_reports / "outputs" / str(year) / unit / "laporan.html")

    assert len(words) > 500
    assert sorted(unknown(words)) == [], f"mend them, or add what is right to {VOCABULARY.name}"


@pytest.mark.slow
@pytest.mark.parametrize(("year", "unit"), WHOLE_REPORTS, ids=str)
def test_what_a_report_marks_as_foreign_is(whole_reports, year, unit):
    page = lxml.html.parse(whole_reports / "outputs" / str(year) / unit / "laporan.html")
    marked = {
        " ".join(element.text_content().replace("\u00ad", "").split()) for element in page.xpath("//*[@lang='en']")
    }

    assert marked
    assert sorted(indonesian(marked)) == [], "italics are foreign words: quote an Indonesian one instead"


@pytest.mark.slow
@pytest.mark.parametrize(("year", "unit"), WHOLE_REPORTS, ids=str)
def test_a_bagian_is_a_part_of_an_office(whole_reports, year, unit):
    """And neither a share nor a part of the report."""
    page = lxml.html.parse(whole_reports / "outputs" / str(year) / unit / "laporan.html")
    said = (element.text_content() for element in page.xpath("//section//p | //section//td | //section//caption"))
    told = [" ".join(words.split()) for words in said if re.search(r"\bbagian(nya)?\b", words)]

    assert [words for words in told if not PART_OF_AN_OFFICE.search(words)] == []


def test_words_of_the_dictionary_are_not_foreign():
    assert indonesian(["dihitung ulang", "disalin", "road map"]) == {"dihitung ulang", "disalin"}


@pytest.mark.parametrize("word", ["pelayannan", "kepegawain", "tindaklanjut", "Masyrakat", "diselesaikn", "unsurrnya"])
def test_a_misspelt_word_is_found(word):
    assert unknown(["pelayanan", word, "unsurnya", "BKN", "XIV", "hitungannya"]) == {word}


def test_the_vocabulary_is_in_order_and_has_nothing_that_the_dictionary_knows():
    lines = [line for line in VOCABULARY.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    assert lines == sorted(set(lines), key=lambda word: (word.casefold(), word))
    assert set(lines) - not_in_dictionary(lines) == set()
