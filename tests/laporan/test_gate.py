"""The gate: whatever identifies a person, or the machine, is found in each file of a report, wherever it hides."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from openpyxl.comments import Comment

from laporan.core.errors import ReportError
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract
from laporan.data.identifiers import identifiers
from laporan.data.read import read_table
from laporan.release.gate import MACHINE, PERSONS, gate
from laporan.release.passages import passages
from laporan.release.pdf_texts import read_pdf

from .projects import run_laporan

pytestmark = pytest.mark.hostile("person")

PHONE = "0812-3456-7890"
NIK = "3404025011880001"


def page(text: str) -> bytes:
    return f"<html><body><h1>Laporan</h1>{text}</body></html>".encode()


def packed(text: str) -> bytes:
    content = base64.b64encode(zlib.compress(json.dumps({"rows": {"2": text}}).encode())).decode()
    return page(f'<script type="text/plain" id="isi-d1">{content}</script>')


def pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    made.save(stream := io.BytesIO())
    return stream.getvalue()


def attach(made: pikepdf.Pdf) -> None:
    made.attachments["fakta.json"] = pikepdf.AttachedFileSpec(made, json.dumps({"topik": PHONE}).encode())


def document(change: Callable[[docx.document.Document], object]) -> bytes:
    made = docx.Document()
    change(made)
    made.save(stream := io.BytesIO())
    return stream.getvalue()


def in_runs(made: docx.document.Document) -> None:
    paragraph = made.add_paragraph("hubungi ")
    for part in PHONE:
        paragraph.add_run(part)


def author(made: docx.document.Document) -> None:
    made.core_properties.author = f"Budi {PHONE}"


def workbook(comment: bool) -> bytes:
    book = openpyxl.Workbook()
    cell = book.worksheets[0]["A1"]
    cell.value = "topik" if comment else f"hubungi {PHONE}"
    if comment:
        cell.comment = Comment(PHONE, "penulis")
    book.save(stream := io.BytesIO())
    return stream.getvalue()


def notebook(output: dict[str, object], source: str = "1") -> bytes:
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [output], "execution_count": 1}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def archive() -> bytes:
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as made:
        made.writestr("data/a.csv", f"topik\n{PHONE}\n")
    return stream.getvalue()


ERROR = {"output_type": "error", "ename": "E", "evalue": "", "traceback": [f"baris {PHONE}"]}
SHOWN = {"output_type": "display_data", "data": {"text/html": [f"<td>{PHONE}</td>"]}, "metadata": {}}
HIDDEN = {
    "a sentence": ("laporan.html", page(f"<p>hubungi {PHONE}</p>")),
    "a number in pieces": ("laporan.html", page("<p>hubungi <b>0812</b>-3456<i>-7890</i></p>")),
    "an alternative text": ("laporan.html", page(f'<img alt="{PHONE}" src="data:x">')),
    "a comment of the page": ("laporan.html", page(f"<p>a</p><!-- {PHONE} -->")),
    "packed rows": ("laporan.html", packed(f"2,{PHONE}")),
    "metadata of the PDF": ("laporan.pdf", pdf(lambda made: made.docinfo.__setitem__("/Author", PHONE))),
    "an attachment of the PDF": ("laporan.pdf", pdf(attach)),
    "a paragraph in runs": ("laporan.docx", document(in_runs)),
    "properties of the Word file": ("laporan.docx", document(author)),
    "a table of the Word file": (
        "laporan.docx", document(lambda made: setattr(made.add_table(1, 1).cell(0, 0), "text", PHONE)),
    ),
    "a spreadsheet": ("tabel.xlsx", workbook(comment=False)),
    "a comment of the spreadsheet": ("tabel.xlsx", workbook(comment=True)),
    "open data": ("data/mentah/a.csv", f"kode,topik\n1,{PHONE}\n".encode()),
    "the ledger": ("fakta.json", json.dumps({"facts": [{"expression": f"x == '{PHONE}'"}]}).encode()),
    "the manifest": ("manifest.json", json.dumps({"chapters": [{"notes": [PHONE]}]}).encode()),
    "a notebook's source": ("notebooks/a.ipynb", notebook(SHOWN | {"data": {}}, f"telepon = '{PHONE}'")),
    "a notebook's output": ("notebooks/a.ipynb", notebook(SHOWN)),
    "a traceback": ("notebooks/a.ipynb", notebook(ERROR)),
    "the archive": ("laporan-2017-pusat.zip", archive()),
    "a file of any other ending": ("sumber/params.toml", f"telepon = \"{PHONE}\"\n".encode()),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), HIDDEN.values(), ids=HIDDEN)
def test_a_telephone_number_is_found_wherever_it_hides(
    tmp_path: Path, small_project: Path, name: str, content: bytes
) -> None:
    from laporan.project.outline import plan_report

    assert small_project.is_dir()
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(content)
    found = gate(plan_report(2017), tmp_path)
    assert {one.kind for one in found} == {PERSONS}
    assert all(one.what.startswith(name) and one.remedy for one in found)
    assert PHONE not in str(found)


@pytest.mark.parametrize(
    "text", [f"/{'home'}/budi/laporan/x.csv", "C:" + "\\Users\\budi\\x.csv", f"/{'Users'}/budi/x", "file:///rahasia/x"]
)
def test_paths_of_the_machine_stay_at_home(tmp_path: Path, small_project: Path, text: str) -> None:
    from laporan.project.outline import plan_report

    assert small_project.is_dir()
    (tmp_path / "fakta.json").write_text(json.dumps({"path": text}), encoding="utf-8")
    assert {one.kind for one in gate(plan_report(2017), tmp_path)} == {MACHINE}


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ\x00\xff"), ("kosong", b"a\x00b"), ("a.pdf", b"x"), ("a.docx", b"x"), ("a.json", b"{")],
)
def test_what_nobody_can_read_does_not_leave(name: str, content: bytes) -> None:
    with pytest.raises(ReportError, match=name):
        list(passages(name, content))


def test_a_built_report_passes_and_a_spoilt_one_does_not(tmp_path: Path, small_project: Path) -> None:
    import shutil

    root = tmp_path / "proyek"
    shutil.copytree(small_project, root, symlinks=True)
    run = run_laporan(root, "gate", "2017")
    assert run.returncode == 0, run.stdout
    assert "Nama orang tidak dapat dikenali mesin" in " ".join(run.stdout.split())
    ledger = root / "outputs/2017/pusat/fakta.json"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("Loket A", f"Loket {NIK}", 1), encoding="utf-8")
    run = run_laporan(root, "gate", "2017", "--json")
    assert run.returncode == 1
    assert {one["kind"] for one in json.loads(run.stdout)} == {PERSONS}


LOG = Contract("log", "Log", (Column("code", "kode", pattern=r"\d+"), Column("topic", "topik")))


@pytest.mark.parametrize("text", [f"lapor {NIK}", f"WA {PHONE}", "budi@contoh.id", "NIP 199301212020121001"])
def test_free_words_that_identify_a_person_are_a_fault_that_does_not_repeat_them(tmp_path: Path, text: str) -> None:
    (tmp_path / "log.csv").write_text(f"kode,topik\n1,gaji\n{NIK},pensiun\n3,{text}\n", encoding="utf-8")
    (fault,) = check(read_table(tmp_path / "log.csv", LOG), LOG)[1]
    assert (fault.row, fault.column, fault.value) == (4, "topik", None)
    assert fault.rule.startswith("memuat ")
    assert text not in str(fault)


@pytest.mark.parametrize("rect", [(308.97638, 447.02853, 524.4094, 520.7294)], ids=str)
def test_where_a_field_stands_is_nobody_s_number(rect: tuple[float, ...]) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=list(rect))
        page.obj.Annots = pdf.make_indirect([field])
        pdf.save(made := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"/Rect" in made.getvalue()
    assert [found for one in read_pdf("a.pdf", made.getvalue()) for found in identifiers(one.text)] == []
