"""A year is collected in one command: what is right comes in, what is wrong goes back marked, the board tells all."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import laporan.forms.incoming
from laporan.cli.app import app
from laporan.core.errors import ParameterError
from laporan.data.load import read_validated
from laporan.data.package import find_resource
from laporan.data.sample_files import write_samples
from laporan.data.samples import make_samples
from laporan.forms.ask import form_orders
from laporan.forms.board import Board, State
from laporan.forms.collect import collect, year_sent
from laporan.forms.form_workbook import write_form
from laporan.forms.incoming import incoming
from laporan.forms.results_folder import COPIES, DATA, PAGE, refuse_overlap, write_results
from laporan.intake.again import repeat_imports
from tests.axe import faults

from .filling import COMPLAINTS, COUNTERS, fill, filled_form, say_letter

UNITS = ("pusat", "kanreg-10", "kanreg-11")
if TYPE_CHECKING:
    from playwright.sync_api import Browser

LETTER_DAY = dt.date(2019, 1, 4)
Send = Callable[..., Path]
BAD = (("A", "Sangat puas", "12"), ("BB", "Puas", "-3"))
OTHER = (*COUNTERS, ("B", "Puas", "9"))


@pytest.fixture
def inbox(year_2018: Path, tmp_path: Path) -> Path:
    """Where the offices' files arrive; the year has no data yet."""
    folder = tmp_path / "masuk"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def forms(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Filled-in forms, each made once."""
    made: dict[object, Path] = {}
    folder = tmp_path_factory.mktemp("formulir")

    def form(unit: str, sheets: Mapping[str, Any]) -> Path:
        key = (unit, *sheets.items())
        if key not in made:
            made[key] = filled_form(folder / f"{len(made)}.xlsx", unit, **sheets)
        return made[key]

    return form


@pytest.fixture
def send(inbox: Path, forms: Callable[..., Path]) -> Send:
    """Puts a form that an office filled in among the files that came back."""

    def put(name: str, unit: str, **sheets: Any) -> Path:
        place = inbox / name
        place.parent.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(forms(unit, sheets), place))

    return put


def taken(inbox: Path, *units: str, replace_others: bool = False) -> Board:
    with incoming(inbox) as came:
        return collect(came, 2018, units or UNITS, replace_others=replace_others)[0]


def states(board: Board) -> dict[tuple[str, str], State]:
    return {(cell.unit, cell.dataset): cell.state for cell in board.cells}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_right_comes_in_and_what_is_missing_is_told(inbox: Path, send: Send) -> None:
    form = send("denpasar/formulir.xlsx", "kanreg-10", pkt=COUNTERS, pengaduan=COMPLAINTS)
    say_letter(form, "7/HUM/2019", LETTER_DAY)
    send("manado.xlsx", "kanreg-11", pkt=COUNTERS)
    board = taken(inbox)
    assert states(board) == {
        ("pusat", "pengaduan"): State.MISSING,
        ("pusat", "pkt"): State.MISSING,
        ("kanreg-10", "pengaduan"): State.COLLECTED,
        ("kanreg-10", "pkt"): State.COLLECTED,
        ("kanreg-11", "pengaduan"): State.EMPTY,
        ("kanreg-11", "pkt"): State.COLLECTED,
    }
    assert board.whole
    resource = find_resource(2018, "kanreg-10", "pengaduan")
    frame, faults = read_validated(resource)
    assert (len(frame), faults) == (2, [])
    assert (resource.kind, resource.handed_over and resource.handed_over.letter) == ("handed-over", "7/HUM/2019")
    assert find_resource(2018, "kanreg-11", "pkt").kind == "primary"


def test_a_survey_that_did_not_ask_everything_is_data_as_well(inbox: Path) -> None:
    (order,) = form_orders(2018, ["kanreg-10"], ["skm"])
    write_form(order, inbox / "skm.xlsx")
    answers = ("Perempuan", "40–49 tahun", "Diploma", "Instansi pusat", *"432143214", *[""] * 9)
    fill(inbox / "skm.xlsx", order.contracts[0], [(f"R{number:03}", *answers) for number in (1, 2, 3)])
    board = taken(inbox)
    assert states(board)["kanreg-10", "skm"] is State.COLLECTED
    frame, faults = read_validated(find_resource(2018, "kanreg-10", "skm"))
    assert (len(frame), faults) == (3, [])


def test_an_import_of_a_form_is_not_repeated_by_maps(inbox: Path, send: Send) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    taken(inbox)
    assert list(repeat_imports(2018, UNITS)) == []


def test_one_wrong_sheet_keeps_no_other_back(inbox: Path, send: Send, year_2018: Path) -> None:
    send("a.xlsx", "kanreg-10", pkt=BAD, pengaduan=COMPLAINTS)
    board = taken(inbox)
    assert states(board)["kanreg-10", "pkt"] is State.FAULTY
    assert states(board)["kanreg-10", "pengaduan"] is State.COLLECTED
    assert sorted(snapshot(year_2018)) == ["datapackage.json", "kanreg-10/pengaduan.csv"]
    assert not board.whole


def test_two_files_that_say_different_things_are_refused_and_both_named(
    inbox: Path, send: Send, year_2018: Path
) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    send("b/lagi.xlsx", "kanreg-10", pkt=OTHER)
    (cell,) = [cell for cell in taken(inbox).cells if cell.state is State.DIFFERENT]
    assert "a.xlsx" in str(cell.faults[0])
    assert "b/lagi.xlsx" in str(cell.faults[0])
    assert not year_2018.exists()


def test_two_files_that_say_the_same_or_add_to_each_other_are_taken(inbox: Path, send: Send) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    send("b.xlsx", "kanreg-10", pkt=COUNTERS)
    send("c.xlsx", "kanreg-10", pengaduan=COMPLAINTS)
    found = states(taken(inbox, "kanreg-10"))
    assert set(found.values()) == {State.COLLECTED}


def test_what_was_collected_before_is_said_and_stays(inbox: Path, send: Send, year_2018: Path) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    taken(inbox)
    before = snapshot(year_2018)
    assert states(taken(inbox))["kanreg-10", "pkt"] is State.UNCHANGED
    assert snapshot(year_2018) == before
    (inbox / "a.xlsx").unlink()
    assert states(taken(inbox))["kanreg-10", "pkt"] is State.KEPT


def test_other_data_of_an_office_stays_unless_it_is_to_be_replaced(inbox: Path, send: Send, year_2018: Path) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    taken(inbox)
    before = snapshot(year_2018)
    send("a.xlsx", "kanreg-10", pkt=OTHER)
    board = taken(inbox)
    assert states(board)["kanreg-10", "pkt"] is State.OCCUPIED
    assert "a.xlsx" in str(board.faults[0])
    assert snapshot(year_2018) == before
    assert states(taken(inbox, replace_others=True))["kanreg-10", "pkt"] is State.COLLECTED
    assert snapshot(year_2018) != before


def test_a_file_that_no_package_lists_is_an_office_s_too(inbox: Path, send: Send, year_2018: Path) -> None:
    place = year_2018 / "kanreg-10" / "pkt.csv"
    place.parent.mkdir(parents=True)
    place.write_text("milik kantor", encoding="utf-8")
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    assert states(taken(inbox))["kanreg-10", "pkt"] is State.OCCUPIED
    assert place.read_text(encoding="utf-8") == "milik kantor"


def test_made_up_data_gives_way(inbox: Path, send: Send) -> None:
    made = make_samples(2018, "kanreg-10", 1)
    write_samples([one for one in made if one.dataset == "pkt"], 2018, "kanreg-10", None)
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    assert states(taken(inbox))["kanreg-10", "pkt"] is State.COLLECTED
    assert find_resource(2018, "kanreg-10", "pkt").kind == "primary"


def test_other_files_are_told(inbox: Path, send: Send) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    for name in ("rekap.csv", "semua.zip", "surat.pdf", "~$a.xlsx", ".DS_Store"):
        (inbox / name).write_bytes(b"x")
    board = taken(inbox)
    assert {fault.file for fault in board.file_faults} == {"rekap.csv", "semua.zip"}
    assert board.ignored == ["surat.pdf"]


def test_an_office_that_is_not_asked_is_told(inbox: Path, send: Send, year_2018: Path) -> None:
    send("a.xlsx", "kanreg-11", pkt=COUNTERS)
    board = taken(inbox, "kanreg-10")
    assert "kanreg-11 tidak termasuk" in str(board.file_faults[0])
    assert not year_2018.exists()


def test_the_year_is_that_of_the_forms(inbox: Path, send: Send) -> None:
    with incoming(inbox) as came, pytest.raises(ParameterError, match="tidak satu pun"):
        year_sent(came)
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    with incoming(inbox) as came:
        assert year_sent(came) == 2018


def written(inbox: Path, results: Path) -> Board:
    with incoming(inbox) as came:
        board, forms = collect(came, 2018, UNITS)
        write_results(board, forms, results)
    return board


def packed(inbox: Path, name: str = "kiriman.zip") -> Path:
    """All that lies there, in an archive in its place, with what a Mac adds."""
    there = sorted(path for path in inbox.rglob("*") if path.is_file())
    with zipfile.ZipFile(inbox / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in there:
            archive.write(path, path.relative_to(inbox).as_posix())
            archive.writestr(f"__MACOSX/._{path.name}", b"x")
            path.unlink()
    return inbox / name


def test_forms_in_an_archive_are_read_and_their_copies_are_files(inbox: Path, send: Send, tmp_path: Path) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    send("denpasar/b.xlsx", "kanreg-11", pkt=BAD)
    archive = packed(inbox)
    before = archive.read_bytes()
    board = written(inbox, tmp_path / "hasil")
    assert states(board)["kanreg-10", "pkt"] is State.COLLECTED
    assert states(board)["kanreg-11", "pkt"] is State.FAULTY
    assert next(fault.file for cell in board.cells for fault in cell.faults) == "kiriman.zip/denpasar/b.xlsx"
    assert board.copies == [tmp_path / "hasil" / COPIES / "kiriman.zip" / "denpasar" / "b.xlsx"]
    assert archive.read_bytes() == before
    record = find_resource(2018, "kanreg-10", "pkt").imported[0]
    assert record.source == "kiriman.zip/a.xlsx"


def test_an_archive_itself_may_be_named(inbox: Path, send: Send, tmp_path: Path) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    run = CliRunner().invoke(
        app, ["collect", str(packed(inbox)), "--unit", "kanreg-10", "--to", str(tmp_path / "hasil")]
    )
    assert run.exit_code == 0, run.output
    assert (tmp_path / "hasil" / PAGE).is_file()


def locked(path: Path) -> None:
    """As if with a password: the flag of its members says so."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xlsx", b"x")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def member(name: str, content: bytes = b"x", times: int = 1) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(times):
                archive.writestr(name.replace("#", str(number)), content)

    return write


ARCHIVES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no-archive": (lambda path: path.write_bytes(b"x"), "rusak"),
    "half": (lambda path: (member("a.xlsx", bytes(9999))(path), path.write_bytes(path.read_bytes()[:40])), "rusak"),
    "locked": (locked, "sandi"),
    "outside": (member("../a.xlsx"), "ke luar arsip"),
    "absolute": (member("/etc/a.xlsx"), "ke luar arsip"),
    "too-many": (member("#.xlsx", times=2_001), "lebih dari 2000 berkas"),
    "bomb": (member("a.xlsx", bytes(3_000_000)), "2 MB"),
    "empty": (member("__MACOSX/x"), "kosong"),
    "archive-within": (member("dalam.zip"), "Ekstrak arsip itu"),
}


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("make", "told"), ARCHIVES.values(), ids=ARCHIVES)
def test_an_archive_that_is_not_read_is_told_and_holds_nothing_back(
    inbox: Path, send: Send, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object], told: str
) -> None:
    monkeypatch.setattr(laporan.forms.incoming, "MOST_BYTES", 2_000_000)
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    make(inbox / "kiriman.zip")
    board = taken(inbox)
    (fault,) = board.file_faults
    assert fault.file.startswith("kiriman.zip")
    assert told in str(fault)
    assert states(board)["kanreg-10", "pkt"] is State.COLLECTED


def test_a_copy_goes_back_with_the_faults_at_their_cells(inbox: Path, send: Send, tmp_path: Path) -> None:
    original = send("denpasar/a.xlsx", "kanreg-10", pkt=BAD)
    before = original.read_bytes()
    board = written(inbox, tmp_path / "hasil")
    assert original.read_bytes() == before
    (copy,) = board.copies
    assert copy == tmp_path / "hasil" / COPIES / "denpasar" / "a.xlsx"
    book = load_workbook(copy)
    marked = {cell.coordinate: cell.comment.text for row in book["pkt"].iter_rows() for cell in row if cell.comment}
    assert set(marked) == {"B6", "D6"}
    assert "paling kecil 0" in marked["D6"]
    rows = list(book["Kesalahan"].iter_rows(min_row=2, values_only=True))
    assert {(row[1], row[2], row[3], row[4]) for row in rows} == {
        ("pkt", 6, "loket", "BB"),
        ("pkt", 6, "responden", "-3"),
    }
    assert len(book["pkt"].data_validations.dataValidation) == 3
    assert book["pkt"].protection.sheet


def test_a_copy_that_was_mended_is_collected_and_its_marks_are_gone(inbox: Path, send: Send, tmp_path: Path) -> None:
    send("a.xlsx", "kanreg-10", pkt=BAD)
    (copy,) = written(inbox, tmp_path / "hasil").copies
    book = load_workbook(copy)
    book["pkt"]["B6"] = "B"
    book.save(inbox / "a.xlsx")
    (again,) = written(inbox, tmp_path / "hasil").copies
    marked = [cell.coordinate for row in load_workbook(again)["pkt"].iter_rows() for cell in row if cell.comment]
    assert marked == ["D6"]
    book["pkt"]["D6"] = 3
    book.save(inbox / "a.xlsx")
    board = written(inbox, tmp_path / "hasil")
    assert states(board)["kanreg-10", "pkt"] is State.COLLECTED
    assert not board.copies
    assert not again.exists()


@pytest.mark.hostile("escape")
def test_what_an_office_typed_becomes_no_formula_in_the_copy(inbox: Path, send: Send, tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://x","y")'
    row = ("01180000001", "WBS", formula, "Mutasi", "Biro", "2018-02-03", "", "Dalam proses", "")
    send("a.xlsx", "kanreg-10", pengaduan=(row,))
    (copy,) = written(inbox, tmp_path / "hasil").copies
    cells = [cell for row in load_workbook(copy)["Kesalahan"].iter_rows() for cell in row if cell.value == formula]
    assert {cell.data_type for cell in cells} == {"s"}
    assert load_workbook(copy)["pengaduan"]["D5"].data_type == "s"


@pytest.mark.hostile("escape")
def test_a_file_s_name_is_text_on_the_page(inbox: Path, send: Send, tmp_path: Path) -> None:
    send("<img src=x onerror=1>.xlsx", "kanreg-10", pkt=BAD)
    written(inbox, tmp_path / "hasil")
    page = (tmp_path / "hasil" / PAGE).read_text(encoding="utf-8")
    assert "<img" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_the_page(
    chromium: Browser, inbox: Path, send: Send, tmp_path: Path, width: int, scheme: Any
) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS, pengaduan=COMPLAINTS)
    send("b.xlsx", "kanreg-11", pkt=BAD)
    for name in ("rekap.csv", "surat.pdf"):
        (inbox / name).write_bytes(b"x")
    written(inbox, tmp_path / "hasil")
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto((tmp_path / "hasil" / PAGE).as_uri())
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


@pytest.mark.parametrize("inner", [True, False], ids=["results-within", "sent-within"])
def test_results_are_kept_apart_from_what_came(tmp_path: Path, inner: bool) -> None:
    places = (tmp_path / "a" / "b", tmp_path / "a")
    with pytest.raises(ParameterError, match="tidak boleh"):
        refuse_overlap(*(places if inner else reversed(places)))


def test_one_command_collects_a_year(inbox: Path, send: Send, tmp_path: Path) -> None:
    send("a.xlsx", "kanreg-10", pkt=COUNTERS)
    send("b.xlsx", "kanreg-11", pkt=BAD)
    words = ["collect", str(inbox), "--to", str(tmp_path / "hasil")]
    run = CliRunner().invoke(app, words)
    assert run.exit_code == 1
    assert "b.xlsx, lembar pkt, baris 6, kolom loket" in run.output
    told = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert told["units"]["kanreg-10"]["datasets"]["pkt"]["state"] == "unchanged"
    assert told["units"]["kanreg-11"]["datasets"]["pkt"]["state"] == "faulty"
    assert told["units"]["pusat"]["datasets"]["pkt"]["state"] == "missing"
    kept = json.loads((tmp_path / "hasil" / DATA).read_text(encoding="utf-8"))
    assert kept["units"] == told["units"]
    (inbox / "b.xlsx").unlink()
    assert CliRunner().invoke(app, words).exit_code == 0


def test_no_folder_is_a_plain_error(project: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["collect", str(tmp_path / "tidak-ada")])
    assert run.exit_code == 1
    assert isinstance(run.exception, ParameterError)
