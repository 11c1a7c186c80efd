import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.regulations import known_regulations, load_regulation, successors
from laporan.core import paths
from laporan.core.errors import OutOfScaleError, ParameterError
from laporan.core.formatting import round_half_up

OLD_BANDS = [
    ("25", "D"), ("43.75", "D"), ("43.7549", "D"), ("43.755", "C"), ("43.76", "C"), ("62.50", "C"),
    ("62.505", "B"), ("62.51", "B"), ("81.25", "B"), ("81.2549", "B"), ("81.255", "A"), ("81.26", "A"), ("100", "A"),
]  # fmt: skip
NEW_BANDS = [
    ("25", "D"), ("64.99", "D"), ("64.9949", "D"), ("64.995", "C"), ("65", "C"), ("76.60", "C"), ("76.6049", "C"),
    ("76.605", "B"), ("76.61", "B"), ("88.30", "B"), ("88.3049", "B"), ("88.305", "A"), ("88.31", "A"), ("100", "A"),
]  # fmt: skip
EDGES = [
    (name, Decimal(index), letter)
    for name, edges in {
        "kep-25-2004": OLD_BANDS,
        "permenpan-16-2014": OLD_BANDS,
        "permenpan-14-2017": NEW_BANDS,
    }.items()
    for index, letter in edges
]


@pytest.mark.parametrize(("name", "index", "letter"), EDGES, ids=[f"{n}-{i}-{c}" for n, i, c in EDGES])
def test_an_index_at_a_bands_edge_is_rounded_first_and_then_classified(name, index, letter):
    assert load_regulation(name).band(index).letter == letter


def test_a_float_is_classified_by_its_decimal_text_not_by_its_binary_neighbour():
    assert load_regulation("permenpan-14-2017").band(76.605).letter == "B"
    assert load_regulation("permenpan-14-2017").band(Fraction(76605, 1000)).letter == "B"


@pytest.mark.parametrize(
    ("letter", "words"), [("A", "Sangat Baik"), ("B", "Baik"), ("C", "Kurang Baik"), ("D", "Tidak Baik")]
)
def test_every_regulation_names_its_categories_alike(letter, words):
    for name in known_regulations():
        assert {band.letter: band.name for band in load_regulation(name).bands}[letter] == words


@pytest.mark.parametrize(
    ("name", "unsur", "printed"),
    [
        ("kep-25-2004", 14, "0.071"),
        ("permenpan-16-2014", 9, "0.11"),
        ("permenpan-14-2017", 9, "0.11"),
    ],
)
def test_weights_are_one_over_k_and_the_printed_ones_on_request(name, unsur, printed):
    rule = load_regulation(name)
    assert len(rule.unsur) == unsur
    assert rule.weight() == Fraction(1, unsur)
    assert rule.weight("printed") == Fraction(printed)
    assert rule.importance_codes == [f"K{i}" for i in range(1, unsur + 1)]
    assert rule.conversion == 25


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("kep-25-2004", "U10", "Kecepatan pelayanan"),
        ("kep-25-2004", "U12", "Pengurusan tanpa biaya"),
        ("permenpan-16-2014", "U8", "Maklumat Pelayanan"),
        ("permenpan-14-2017", "U8", "Sarana dan Prasarana"),
    ],
)
def test_unsur_are_named_as_the_regulation_names_them(name, code, words):
    assert {unsur.code: unsur.name for unsur in load_regulation(name).unsur}[code] == words


@pytest.mark.parametrize("name", known_regulations())
def test_the_bounds_on_nrr_agree_with_those_on_the_index(name):
    for band in load_regulation(name).bands:
        assert abs(band.nrr_from * 25 - band.ikm_from) <= Decimal("0.25")
        assert round_half_up(band.nrr_to * 25) - band.ikm_to <= Decimal("0.01")


def test_regulations_replace_one_another_in_order():
    chain, name = [], "kep-25-2004"
    while name:
        chain.append(name)
        name = load_regulation(name).replaced_by
    assert chain == ["kep-25-2004", "permenpan-16-2014", "permenpan-14-2017"]


@given(st.decimals("25", "100", places=6))
def test_every_index_has_exactly_one_category(index):
    rule = load_regulation("permenpan-14-2017")
    printed = round_half_up(index)
    assert [b for b in rule.bands if b.ikm_from <= printed <= b.ikm_to] == [rule.band(index)]


def test_the_lowest_index_of_printed_weights_is_still_of_the_lowest_category():
    assert load_regulation("permenpan-14-2017").band(Decimal("24.75")).letter == "D"


@pytest.mark.parametrize("index", ["100.01", "-0.01"])
def test_an_index_that_nobody_can_reach_is_refused(index):
    with pytest.raises(OutOfScaleError, match="di luar 0–100"):
        load_regulation("permenpan-14-2017").band(Decimal(index))


def test_an_unknown_name_is_refused_with_the_nearest_known_one():
    with pytest.raises(ParameterError, match="yang terdekat “permenpan-14-2017”"):
        load_regulation("permenpan-14-2071")


def test_a_name_cannot_leave_the_folder():
    with pytest.raises(ParameterError, match="tidak dikenal"):
        load_regulation("../units")


@pytest.mark.parametrize(
    ("year", "chain"),
    [(2013, []), (2014, ["permenpan-16-2014"]), (2016, ["permenpan-16-2014"]),
     (2017, ["permenpan-16-2014", "permenpan-14-2017"]), (2030, ["permenpan-16-2014", "permenpan-14-2017"])],
)  # fmt: skip
def test_each_regulation_is_replaced_by_the_next(year, chain):
    assert [later.name for later in successors(load_regulation("kep-25-2004"), year)] == chain


@pytest.mark.parametrize(
    ("name", "code"), [("kep-25-2004", "U12"), ("permenpan-16-2014", "U4"), ("permenpan-14-2017", "U4")]
)
def test_the_unsur_of_cost_is_known_by_what_it_asks(name, code):
    assert load_regulation(name).cost.code == code


def test_no_regulation_scores_by_anothers_bands_under_its_name():
    assert "permenpan-17-2017" not in known_regulations()


@pytest.mark.parametrize("name", known_regulations())
def test_a_source_of_a_regulation_can_be_looked_up_or_is_told_to_be_unchecked(name):
    sources = [one for one in dict(load_regulation(name).sources).values() if one is not None]
    assert not [one for one in sources if "ingatan" in one.source.lower()]
    assert all("belum diperiksa" in one.source for one in sources if one.confidence == "M")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"43.76"', '"43.77"', "harus bersambung"),
        ('"43.76"', "43.76", "tanda kutip"),
        ("code: U2,", "code: U3,", "harus berurutan"),
        ("replaced_by:", "replacd_by:", "yang terdekat “replaced_by”"),
        ("confidence: M", "confidence: X", "confidence"),
        ("year: 2004", 'year: "2004"', "bilangan bulat"),
        ("year: 2004", "year: 2004\nyear: 2005", "dua kali"),
        ("  replaced_by: {source", "  # replaced_by: {source", "sources.replaced_by"),
    ],
    ids=[
        "gap",
        "unquoted",
        "codes",
        "unknown-key",
        "confidence",
        "text-for-number",
        "twice",
        "successor-without-source",
    ],
)
def test_a_faulty_file_is_refused_by_name_and_place(tmp_path, monkeypatch, old, new, message):
    text = (paths.params() / "regulations" / "kep-25-2004.yml").read_text(encoding="utf-8")
    assert old in text
    _project(tmp_path, monkeypatch, text.replace(old, new, 1))
    with pytest.raises(ParameterError, match=message) as refused:
        load_regulation("kep-25-2004")
    assert "params/regulations/kep-25-2004.yml" in str(refused.value)


def _project(root: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    folder = root / "params" / "regulations"
    folder.mkdir(parents=True)
    (folder / "kep-25-2004.yml").write_text(text, encoding="utf-8")
    (root / "laporan.toml").write_text('content = "src/analysis"', encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))


@pytest.mark.parametrize(("name", "index", "letter"), EDGES, ids=[f"{n}-{i}-{c}" for n, i, c in EDGES])
def test_the_letter_by_bounds_is_that_of_the_category(name, index, letter):
    assert load_regulation(name).letter_by_bounds(index) == letter


def test_below_the_lowest_bound_is_the_lowest_letter_and_between_none_is_none():
    rule = load_regulation("permenpan-14-2017")
    assert rule.letter_by_bounds(Decimal("24.75")) == "D"
    assert rule.letter_by_bounds(Decimal("100.01")) == ""


@pytest.mark.parametrize(
    ("low", "high", "letters"),
    [("77", "80", "B"), ("76.60", "76.61", "CB"), ("30", "100", "DCBA"), ("64.994", "64.995", "DC")],
)
def test_an_interval_reaches_all_categories_from_its_low_end_to_its_high(low, high, letters):
    found = load_regulation("permenpan-14-2017").bands_between(Decimal(low), Decimal(high))
    assert [band.letter for band in found] == list(letters)


@pytest.mark.parametrize(
    ("ask", "error", "told"),
    [
        (
            lambda: load_regulation("permenpan-14-2017").band(Decimal("100.005")),
            OutOfScaleError,
            "indeks 100,01 di luar 0–100",
        ),
        (lambda: load_regulation("permenpan-14-2017").band(Decimal(-1)), OutOfScaleError, "indeks −1,00 di luar 0–100"),
        (
            lambda: load_regulation("14-2017"),
            ParameterError,
            (
                "peraturan “14-2017” tidak dikenal; yang terdekat “permenpan-14-2017”. "
                "Yang ada: kep-25-2004, permenpan-14-2017, permenpan-16-2014"
            ),
        ),
        (
            lambda: load_regulation("kep-25-2004").model_copy(update={"printed_weight": None}).weight("printed"),
            ParameterError,
            f"{load_regulation('kep-25-2004').short_title} tidak memiliki bobot tercetak. Pakai bobot exact",
        ),
    ],
    ids=["above", "below", "unknown", "no-printed-weight"],
)
def test_a_refusal_is_told_to_the_letter(ask, error, told):
    with pytest.raises(error) as raised:
        ask()
    assert str(raised.value) == told


def test_an_index_at_either_end_of_the_scale_has_a_category():
    rule = load_regulation("permenpan-14-2017")
    assert (rule.band(0).letter, rule.band(100).letter) == ("D", "A")


def test_where_no_regulation_is_there_none_is_nearest(tmp_path, monkeypatch):
    _project(tmp_path, monkeypatch, "")
    (tmp_path / "params" / "regulations" / "kep-25-2004.yml").unlink()
    with pytest.raises(ParameterError, match=r"^peraturan “x” tidak dikenal\. Yang ada: $"):
        load_regulation("x")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("76.61", 'bilangan desimal ditulis di antara tanda kutip supaya terbaca persis, misalnya "76.61"'),
        ('"1e3"', "harus bilangan seperti 76.61 (tertulis '1e3')"),
        ('"43,76"', "harus bilangan seperti 76.61 (tertulis '43,76')"),
    ],
    ids=["no-quotes", "exponent", "comma"],
)
def test_a_bound_is_a_quoted_decimal(tmp_path, monkeypatch, text, told):
    whole = (paths.params() / "regulations" / "kep-25-2004.yml").read_text(encoding="utf-8")
    _project(tmp_path, monkeypatch, whole.replace('"43.76"', text, 1))
    with pytest.raises(ParameterError) as raised:
        load_regulation("kep-25-2004")
    assert told in str(raised.value)


def test_a_regulation_that_is_changed_is_read_again(tmp_path, monkeypatch):
    text = (paths.params() / "regulations" / "kep-25-2004.yml").read_text(encoding="utf-8")
    _project(tmp_path, monkeypatch, text)
    before = load_regulation("kep-25-2004")
    assert load_regulation("kep-25-2004") is before
    file = tmp_path / "params" / "regulations" / "kep-25-2004.yml"
    file.write_text(text.replace('printed_weight: "0.071"', 'printed_weight: "0.0714"'), encoding="utf-8")
    os.utime(file, (4e9, 4e9))  # later than before, however coarse the clock of files is
    assert load_regulation("kep-25-2004").weight("printed") == Fraction("0.0714") != before.weight("printed")
