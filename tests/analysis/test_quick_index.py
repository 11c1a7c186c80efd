import json

import pytest

from analysis.methods.regulations import load_regulation
from analysis.satisfaction.quick_index import quick_index
from laporan.core.errors import DataError

NEW, OLD = load_regulation("permenpan-14-2017"), load_regulation("kep-25-2004")
U = [f"U{i}" for i in range(1, 10)]
K = [f"K{i}" for i in range(1, 10)]


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "survei.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def table(*rows, header=U, by=","):
    return "\n".join(by.join(map(str, row)) for row in (header, *rows)) + "\n"


def faults_of(path, rule=NEW):
    with pytest.raises(DataError) as refused:
        quick_index(path, rule)
    return [(fault.row, fault.column, fault.value) for fault in refused.value.faults], str(refused.value)


def test_what_a_unit_wants_to_know(file):
    result = quick_index(file(table([3] * 9, [4] * 9)), NEW)
    assert result.as_json() == {
        "n": 2,
        "nrr": dict.fromkeys(U, 3.5),
        "ikm": 87.5,
        "category": "B",
        "csi": None,
    }
    assert json.loads(json.dumps(result.as_json())) == result.as_json()


def test_importance_gives_a_csi(file):
    answers = [1, 4, 1, 4, 3, 3, 3, 3, 3, 4, 4, 2, 2, 3, 3, 3, 3, 3]
    found = quick_index(file(table(answers, header=U + K)), NEW).as_json()
    assert found["csi"] == pytest.approx((4 * 1 + 4 * 4 + 2 * 1 + 2 * 4 + 5 * 9) / 27 * 25)


def test_printed_weights_are_an_option(file):
    assert quick_index(file(table([4] * 9)), NEW, "printed").as_json()["ikm"] == 99.0


def test_other_columns_are_ignored_and_named(file):
    header = ["Nama", *U, "Saran", "Umur"]
    result = quick_index(file(table(["Ani", *[3] * 9, "U1 baik", 40], header=header)), NEW)
    assert result.ignored == ("Nama", "Saran", "Umur")


PLAIN = table([3] * 9, [4] * 9)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN + ",,,,,,,,\n , \n",
        "\n" + PLAIN,
        PLAIN.replace("U", "u"),
        PLAIN.replace("U", " U0"),
        PLAIN.replace("3,3", '"3", 3 '),
        table([3] * 9 + [""], [4] * 9 + [""], header=[*U, ""]),
        table([3] * 9 + ["a;b"], [4] * 9 + ['"dua\nbaris, dan koma"'], header=[*U, "Saran"]),
        table([3] * 9, [4] * 9, header=U).rstrip("\n"),
        table([3] * 9, [4] * 9, header=U[::-1]),
    ],
    ids=[
        "plain", "bom", "semicolons", "tabs", "crlf", "blank-lines", "empty-rows-at-the-end", "blank-first-line",
        "small-letters", "zeros-and-spaces", "quotes-and-spaces", "unnamed-column", "text-with-line-break",
        "no-last-newline", "other-order",
    ],
)  # fmt: skip
def test_files_as_offices_send_them(file, content):
    found = quick_index(file(content), NEW).as_json()
    assert (found["n"], found["ikm"], list(found["nrr"])) == (2, 87.5, U)


@pytest.mark.parametrize(
    ("answer", "value", "words"),
    [
        ("5", "5", "di luar skala 1–4"),
        ("0", "0", "di luar skala 1–4"),
        ("-3", "-3", "di luar skala 1–4"),
        ("", None, "jawaban kosong"),
        ("NA", "NA", "jawaban kosong"),
        ("n/a", "n/a", "jawaban kosong"),
        ("3.5", "3.5", "bukan bilangan bulat"),
        ("3.0", "3.0", "bukan bilangan bulat"),
        ("'3", "'3", "bukan bilangan bulat"),
        ("tiga", "tiga", "bukan bilangan bulat"),
        ("\uff13", "\uff13", "bukan bilangan bulat"),
        ("=2+1", "=2+1", "bukan bilangan bulat"),
    ],
    ids=[
        "five",
        "zero",
        "negative",
        "empty",
        "NA",
        "n/a",
        "decimal",
        "3.0",
        "apostrophe",
        "word",
        "wide-digit",
        "formula",
    ],
)
def test_a_faulty_answer_is_named_with_row_column_value_and_remedy(file, answer, value, words):
    found, message = faults_of(file(table([3] * 9, [3, 3, answer, *[3] * 6])))
    assert found == [(3, "U3", value)]
    assert message.startswith("survei.csv, baris 3, kolom U3: ")
    assert words in message
    assert "Isi dengan bilangan bulat 1–4" in message


def test_an_indonesian_decimal_in_a_semicolon_file(file):
    found, message = faults_of(file(table([3] * 8 + ["3,5"], by=";")))
    assert found == [(2, "U9", "3,5")]
    assert "bukan bilangan bulat" in message


def test_all_faults_come_at_once_with_the_rows_of_a_spreadsheet(file):
    content = table([3] * 9, [5] + [3] * 8) + "\n" + table(["x"] + [3] * 8, header=[3] * 8 + [0])
    assert faults_of(file(content))[0] == [(3, "U1", "5"), (5, "U9", "0"), (6, "U1", "x")]


@pytest.mark.parametrize(
    ("header", "rule", "places", "words"),
    [
        ([*U[:3], *U[4:], "x"], NEW, [(1, "U4", None)], "kolom ini tidak ada"),
        ([*U, "U10"], NEW, [(1, "U10", None)], "hanya memiliki 9 unsur"),
        (U, OLD, [(1, f"U{i}", None) for i in range(10, 15)], "memiliki 14 unsur"),
        ([*U, "u1"], NEW, [(1, "U1", None)], "lebih dari sekali"),
        ([*U, *K[:8]], NEW, [(1, "K9", None)], "kolom ini tidak ada"),
        (["a", "b"], NEW, [(1, None, None)], "tidak ada kolom U1 sampai U9"),
        ([*U[:8], "U10"], NEW, [(1, "U9", None), (1, "U10", None)], "Lengkapi"),
        ([*U, "K10"], NEW, [(1, None, None), (1, "K10", None)], "tidak ada kolom K1"),
    ],
    ids=[
        "gap",
        "one-too-many",
        "other-rule",
        "twice",
        "importance-cut",
        "no-unsur",
        "gap-and-surplus",
        "strange-importance",
    ],
)
def test_a_faulty_header_is_named_column_by_column(file, header, rule, places, words):
    found, message = faults_of(file(table([3] * len(header), header=header)), rule)
    assert found == places
    assert words in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "berkas kosong"),
        ("\n \n", "berkas kosong"),
        (table(), "tidak ada responden"),
        (table() + ",,,,,,,,\n", "tidak ada responden"),
        (table([3] * 9).encode("utf-16"), "bukan UTF-8"),
        (table([3] * 9, header=[*U[:8], "U9 café"]).encode("latin-1"), "bukan UTF-8"),
        (table([3] * 9 + ['"tidak ditutup'], [3] * 9 + ["x"], header=[*U, "Saran"]), "tanda kutip"),
        (table([3] * 8), "baris 2: berisi 8 sel, seharusnya 9"),
        (table([3] * 10), "baris 2: berisi 10 sel, seharusnya 9"),
    ],
    ids=[
        "empty",
        "blank",
        "no-respondents",
        "only-empty-rows",
        "utf-16",
        "latin-1",
        "open-quote",
        "short-row",
        "long-row",
    ],
)
def test_what_is_no_survey_is_refused_in_words(file, content, words):
    assert words in faults_of(file(content))[1]


def test_a_file_that_is_not_there_and_a_folder_are_refused_in_words(tmp_path):
    assert "berkas tidak ada" in faults_of(tmp_path / "survei.csv")[1]
    assert "folder" in faults_of(tmp_path)[1]
