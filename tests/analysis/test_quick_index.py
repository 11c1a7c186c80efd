import json
from fractions import Fraction

import numpy as np
import openpyxl
import pytest
import typer
from typer.testing import CliRunner

from analysis.methods.regulations import load_regulation
from analysis.satisfaction.command import ikm
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
    told = {"n": 2, "nrr": dict.fromkeys(U, 3.5), "ikm": 87.5, "category": "B", "csi": None, "quadrants": None}
    assert result.as_json().items() >= told.items()
    assert json.loads(json.dumps(result.as_json())) == result.as_json()


def test_the_index_for_a_script_is_not_rounded(file):
    rows = [[3, 3, 2, 4, 3, 3, 4, 3, 3], [4, 3, 3, 4, 3, 2, 4, 3, 2]]
    assert quick_index(file(table(*rows)), NEW).as_json()["ikm"] == pytest.approx(700 / 9, rel=1e-15)


def test_importance_gives_a_csi(file):
    answers = [1, 4, 1, 4, 3, 3, 3, 3, 3, 4, 4, 2, 2, 3, 3, 3, 3, 3]
    found = quick_index(file(table(answers, header=U + K)), NEW).as_json()
    assert found["csi"] == pytest.approx((4 * 1 + 4 * 4 + 2 * 1 + 2 * 4 + 5 * 9) / 27 * 25)
    assert found["csi_stability"] is None  # a single respondent can't be drawn in another way
    two = quick_index(file(table(answers, [4] * 18, header=U + K)), NEW).as_json()
    assert 0 < two["csi_stability"] < 1


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


# --- files as they are typed ------------------------------------------------------------------------------


@pytest.fixture
def workbook(tmp_path):
    def write(*rows):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        path = tmp_path / "survei.xlsx"
        book.save(path)
        return path

    return write


def test_a_workbook_of_numbers_and_words_is_read(workbook):
    found = quick_index(workbook(["No", *U], [1, *["Sangat puas"] * 9], [2, *[3] * 9]), NEW).as_json()
    assert (found["n"], found["ikm"]) == (2, 87.5)


def test_a_workbook_is_known_by_capital_letters_too(workbook):
    path = workbook(U, [3] * 9)
    assert quick_index(path.rename(path.with_suffix(".XLSX")), NEW).index.ikm == 75


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Sangat puas", 4),
        ("puas", 3),
        ("KURANG BAIK", 2),
        ("tidak  puas", 1),
        ("4 - Sangat baik", 4),
        ("3. Mudah", 3),
        ("(2) Kurang cepat", 2),
        ("1 = Tidak sesuai", 1),
        ("Sangat baik (4)", 4),
        ("Gratis", 4),
        ("Sangat mahal", 1),
        ("Berfungsi kurang maksimal", 3),
    ],
)
def test_words_are_the_answers_that_they_mean(file, words, answer):
    found = quick_index(file(table([words, *[3] * 8], by=";")), NEW)
    assert found.index["U1"].nrr == answer


@pytest.mark.parametrize(
    "words", ["2 - Baik", "lumayan", "4 x", "sangat", "3,0", "sangat aneh"],
    ids=["number-against-word", "unknown", "number-and-noise", "half-a-word", "decimal", "unknown-adjective"],
)  # fmt: skip
def test_words_that_mean_no_answer_are_refused_as_they_stand(file, words):
    found, message = faults_of(file(table([3] * 9, [words, *[3] * 8], by=";")))
    assert found == [(3, "U1", words)]
    assert "Isi dengan bilangan bulat 1–4" in message


def test_titles_may_say_what_was_asked(file):
    header = [f"{code}. Pertanyaan {code}" for code in U]
    assert quick_index(file(table([3] * 9, header=header)), NEW).index.ikm == 75


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([[5, 4, 5, 3, 5, 4, 5, 2, 5], [1, 2, 3, 4, 5, 5, 5, 5, 5]], "5"),
        ([["Netral", *[3] * 8], [4] * 9], "Netral"),
        ([["Sangat tidak puas", *[3] * 8], [4] * 9], "Sangat tidak puas"),
    ],
    ids=["numbers", "a-middle", "a-fifth-word"],
)
def test_a_file_of_five_answers_is_refused_as_a_whole(file, rows, value):
    found, message = faults_of(file(table(*rows)))
    assert [(row, told) for row, _, told in found] == [(None, value)]
    assert "jawaban skala 1–5, sedangkan PermenPANRB 14/2017 memakai 1–4" in message


# --- what a person should look at -------------------------------------------------------------------------


def notes_of(path, rule=NEW, **asked):
    return "\n".join(quick_index(path, rule, **asked).notes)


def rows_of(n, seed=1):
    return np.random.default_rng(seed).integers(1, 5, (n, 1)) * np.ones((1, 9), dtype=int)


def answers_of(n, seed=1):
    noise = np.random.default_rng(seed + 1).integers(-1, 2, (n, 9))
    return np.clip(rows_of(n, seed) + noise, 1, 4).tolist()


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        (U, [[3, 4, *[3] * 7], [4] * 9, [3, 4, *[3] * 7]], "baris 4 (sama dengan 2)"),
        (U, [[3] * 9, [4] * 9, [3] * 9], None),
        (["No", *U], [[1, 3, 4, *[3] * 7], [2, *[4] * 9], [3, 3, 4, *[3] * 7]], "baris 4 (sama dengan 2)"),
        (["Nama", *U], [["Ani", *[3] * 9], ["Budi", *[3] * 9], ["Ani", *[3] * 9]], "baris 4 (sama dengan 2)"),
        (["Nama", *U], [["Ani", *[3] * 9], ["Budi", *[3] * 9]], None),
    ],
    ids=["answers", "one-answer-to-all", "running-number", "same-person", "other-persons"],
)
def test_rows_that_stand_twice_are_named(file, header, rows, told):
    found = notes_of(file(table(*rows, header=header)))
    assert told in found if told else "Baris kembar" not in found


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    ("title", "codes", "row", "told"),
    [
        ("Responden", ["R1", "R2", "r1"], 4, "sudah ada di baris 2"),
        ("ID", ["7", "7", "8"], 3, "sudah ada di baris 2"),
        ("Kode responden", ["a", "b", "a"], 4, "sudah ada di baris 2"),
        ("Unit", ["A", "B", "Jumlah"], 4, "baris jumlah"),
        ("No", ["1", "2", "Total:"], 4, "baris jumlah"),
    ],
    ids=["respondent", "id", "code", "sum", "total"],
)
def test_nobody_is_counted_twice(file, title, codes, row, told):
    rows = [[code, *[3] * 8, 4] for code in codes]
    with pytest.raises(DataError) as refused:
        quick_index(file(table(*rows, header=[title, *U])), NEW)
    (fault,) = refused.value.faults
    assert (fault.row, fault.column) == (row, title)
    assert told in fault.rule


@pytest.mark.parametrize(("title", "codes"), [("No", "121"), ("Unit", "AAB"), ("Responden", ["", "", "R1"])])
def test_what_names_no_respondent_may_stand_twice(file, title, codes):
    rows = [[code, *[3] * 8, 4] for code in codes]
    assert quick_index(file(table(*rows, header=[title, *U])), NEW).index.respondents == len(codes)


def test_a_turned_question_is_named(file):
    rows = answers_of(60)
    turned = [[*row[:4], 5 - row[4], *row[5:]] for row in rows]
    assert "U5 negatif" in notes_of(file(table(*turned)))
    assert "negatif" not in notes_of(file(table(*rows)))


def test_answers_by_chance_turn_no_question(file):
    """About half of the correlations of answers without any order are below zero; that is no reason to turn a scale."""
    random = np.random.default_rng(5)
    rows = random.integers(2, 5, (40, 9)).tolist()
    told = notes_of(file(table(*rows)))
    assert "negatif" not in told
    assert "belum dapat diandalkan" in told


@pytest.mark.parametrize(
    ("n", "rule", "told"),
    [
        (20, NEW, "Responden hanya 20, kurang dari 30"),
        (1, NEW, "Selang tidak dapat dihitung"),
        (60, OLD, "meminta sedikitnya 150 responden; di sini 60"),
    ],
)
def test_too_few_respondents_are_told(file, n, rule, told):
    rows = [[*row, *row][: len(rule.codes)] for row in answers_of(n)]
    assert told in notes_of(file(table(*rows, header=rule.codes)), rule)


def test_enough_respondents_who_answer_alike_ask_for_nothing(file):
    rows = [[f"Orang {place}", *row] for place, row in enumerate(answers_of(60))]
    assert notes_of(file(table(*rows, header=["Nama", *U]))) == ""


def test_where_nobody_differs_alpha_and_interval_are_said_to_be_unknown(file):
    found = quick_index(file(table(*[[3] * 9] * 40)), NEW)
    assert "Cronbach α tidak terdefinisi" in "\n".join(found.notes)
    assert (found.as_json()["alpha"], found.as_json()["interval"]) == (None, None)


# --- groups and weights -----------------------------------------------------------------------------------


def test_groups_are_scored_apart_and_compared(file):
    rows = [
        ["Utara", *[4] * 9],
        ["Utara", *[4] * 8, 3],
        ["Selatan", *[2] * 9],
        ["Selatan", *[2] * 8, 3],
        ["", *[3] * 9],
    ]
    found = quick_index(file(table(*rows * 6, header=["Unit", *U])), NEW, by="Unit")
    assert found.ignored == ()
    assert {name: int(one.respondents) for name, one in found.groups.indices.items()} == {
        "(kosong)": 6, "Selatan": 12, "Utara": 12,
    }  # fmt: skip
    assert ("Selatan", "Utara") in found.groups.apart
    assert len(found.groups.differences) == 3
    assert json.loads(json.dumps(found.as_json()))["groups"]["Utara"]["category"] == "A"


def test_weights_count_respondents_as_often_as_they_say(file):
    rows = [["1,5", *[4] * 9], ["0.5", *[2] * 9]]
    found = quick_index(file(table(*rows, header=["Bobot", *U], by=";")), NEW, weights_column="Bobot")
    assert found.index.ikm == Fraction(7, 8) * 100
    assert found.as_json()["effective_n"] == pytest.approx(4 / 2.5)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("0", "0"), ("-1", "-1"), ("", None), ("dua", "dua")],
    ids=["zero", "negative", "empty", "word"],
)
def test_a_weight_that_is_none_is_refused(file, cell, value):
    path = file(table([1, *[3] * 9], [cell, *[3] * 9], header=["Bobot", *U]))
    with pytest.raises(DataError) as refused:
        quick_index(path, NEW, weights_column="Bobot")
    assert [(fault.row, fault.column, fault.value) for fault in refused.value.faults] == [(3, "Bobot", value)]
    assert "hapus responden ini" in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"by": "Unitt"}, "kolom Unitt: kolom ini tidak ada. Yang terdekat “Unit”"),
        ({"by": "U1"}, "kolom U1: kolom ini tidak dapat dipakai"),
        ({"weights_column": "U2"}, "kolom U2: kolom ini tidak dapat dipakai"),
        ({"by": "Unit", "weights_column": "Unit"}, "kolom Unit: kolom ini tidak dapat dipakai"),
    ],
    ids=["misspelt", "an-answer", "weights-are-answers", "twice"],
)
def test_a_column_that_an_option_names_must_be_there_for_that(file, asked, words):
    path = file(table(["Utara", *[3] * 9], header=["Unit", *U]))
    with pytest.raises(DataError) as refused:
        quick_index(path, NEW, **asked)
    assert words in str(refused.value)


def test_importance_gives_quadrants_with_their_stability(file):
    rows = [[*row, *row[::-1]] for row in answers_of(40)]
    found = quick_index(file(table(*rows, header=U + K)), NEW).as_json()
    assert found["quadrants"].keys() == set(U)
    assert all(0 <= one["stability"] <= 1 for one in found["quadrants"].values())


# --- the command ------------------------------------------------------------------------------------------

APP = typer.Typer()
APP.command()(ikm)


def test_the_command_prints_all_of_it(file):
    rows = [["Utara" if place % 2 else "Selatan", 1, *row, *row[::-1]] for place, row in enumerate(answers_of(40))]
    path = file(table(*rows, header=["Unit", "Bobot", *U, *K]))
    shown = CliRunner().invoke(APP, [str(path), "--by", "Unit", "--weights-column", "Bobot"], env={"COLUMNS": "160"})
    assert shown.exit_code == 0, shown.output
    for words in ("Selang model", "Cronbach α", "CSI", "Ketetapan", "responden efektif 40", "Menurut Unit", "Selatan"):
        assert words in shown.output


def test_what_the_command_refuses_ends_with_an_error(file):
    shown = CliRunner().invoke(APP, [str(file(table([9] * 9))), "--json"])
    assert shown.exit_code != 0
