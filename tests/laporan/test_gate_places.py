"""The catalogue of places in which an adversary hides a person: each file kind, each corner of it. The gate finds all."""

from __future__ import annotations

import base64
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image, PngImagePlugin

from laporan.core.errors import ParameterError, ReportError
from laporan.data.identifiers import identifiers
from laporan.notebook.report import Photograph
from laporan.project.outline import plan_report
from laporan.project.public_contacts import public_contacts
from laporan.release import at_home
from laporan.release.gate import PERSONS, gate
from laporan.release.passage import Passage
from laporan.release.passages import passages

from .projects import bring_datasets

PHONE = "0812-3456-7890"
PARTS = PHONE.split("-")
EMPTY = pikepdf.Name("/Kosong")  # where a test puts something else
PIXEL = Image.new("RGB", (8, 8))


def photograph(kind: str = "JPEG", **options: object) -> bytes:
    PIXEL.save(stream := io.BytesIO(), kind, **options)
    return stream.getvalue()


def exif(tag: int, value: object) -> bytes:
    made = Image.Exif()
    made[tag] = value
    return photograph(exif=made)


def located() -> bytes:
    made = Image.Exif()
    made.get_ifd(0x8825)[2] = (6.0, 10.0, 30.0)
    made[0x8825] = made.get_ifd(0x8825)
    return photograph(exif=made)


def png(key: str) -> bytes:
    made = PngImagePlugin.PngInfo()
    made.add_text(key, PHONE, zip=True)
    return photograph("PNG", pnginfo=made)


def page(text: str) -> bytes:
    return f"<html><body><h1>Laporan</h1>{text}</body></html>".encode()


def uri(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def zipped(name: str, content: bytes | str, comment: str = "") -> bytes:
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as made:
        made.writestr(name, content)
        made.comment = comment.encode()
    return stream.getvalue()


def added(file: bytes, name: str, content: str) -> bytes:
    with zipfile.ZipFile(stream := io.BytesIO(file), "a") as made:
        made.writestr(name, content)
    return stream.getvalue()


def word(change: Callable[[docx.document.Document], object] = lambda made: made.add_paragraph("a")) -> bytes:
    made = docx.Document()
    change(made)
    made.save(stream := io.BytesIO())
    return stream.getvalue()


def word_xml(xml: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return word(lambda made: made.add_paragraph()._p.append(docx.oxml.parse_xml(xml.replace(">", f" {space}>", 1))))


def word_row(made: docx.document.Document) -> None:
    for cell, text in zip(made.add_table(1, 3).rows[0].cells, PARTS, strict=True):
        cell.text = text


def book(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    made = openpyxl.Workbook()
    change(made)
    made.save(stream := io.BytesIO())
    return stream.getvalue()


def hidden_sheet(made: openpyxl.Workbook) -> None:
    sheet = made.create_sheet("lain")
    sheet["A1"], sheet.sheet_state = PHONE, "veryHidden"


def listed(made: openpyxl.Workbook) -> None:
    choices = DataValidation("list", formula1=f'"{PHONE},lain"', sqref="A1")
    made.worksheets[0].add_data_validation(choices)


def pdf(change: Callable[[Any], object], **options: object) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    made.save(stream := io.BytesIO(), **options)  # type: ignore[arg-type]
    return stream.getvalue()


def put(key: str, value: object) -> Callable[[pikepdf.Pdf], object]:
    return lambda made: made.Root.__setitem__(key, made.make_indirect(value))


def outline(made: pikepdf.Pdf) -> None:
    with made.open_outline() as known:
        known.root.append(pikepdf.OutlineItem(PHONE, 0))


def xmp(made: pikepdf.Pdf) -> None:
    with made.open_metadata() as known:
        known["dc:description"] = PHONE


def picture(made: pikepdf.Pdf) -> None:
    image = pikepdf.Stream(made, exif(0x010E, PHONE))
    image.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Filter": pikepdf.Name.DCTDecode})
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=made.make_indirect(image)))


def annotate(annotation: pikepdf.Dictionary) -> Callable[[pikepdf.Pdf], object]:
    return lambda made: made.pages[0].__setitem__("/Annots", pikepdf.Array([made.make_indirect(annotation)]))


def attached_to_a_note(made: pikepdf.Pdf) -> None:
    file = pikepdf.AttachedFileSpec(made, PHONE.encode(), filename="a.txt")
    annotate(pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=file.obj))(made)


def stamped(made: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    drawn = pikepdf.Stream(made, f"BT /F1 9 Tf ({PHONE}) Tj ET".encode())
    drawn.update({"/Subtype": pikepdf.Name.Form, "/BBox": pikepdf.Array([0, 0, 9, 9])})
    drawn.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    shown = pikepdf.Dictionary(N=pikepdf.Dictionary(On=drawn))
    annotate(pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 9, 9], AP=shown))(made)


def hexadecimal(write: str, encoding: str = "latin-1", holder: str = "Root") -> bytes:
    """A PDF with a string in hexadecimal digits, as they stand in the file."""
    known = pdf(
        lambda made: getattr(made, holder).__setitem__("/X", EMPTY), object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    digits = f"Hubungi penjawab survei ini di {PHONE}".encode(encoding).hex()
    made = known.replace(bytes(EMPTY), (write % f"<{digits}>").encode())
    assert made != known
    assert digits.encode() in made
    return made


def signed_by(code: bytes) -> bytes:
    signature = {
        "/Type": pikepdf.Name.Sig,
        "/ByteRange": pikepdf.Array([0, 9, 9, 9]),
        "/Contents": pikepdf.String(code),
    }
    return pdf(put("/X", pikepdf.Dictionary(signature)))


def earlier() -> bytes:
    """A PDF whose title was changed by an addition, as signing programs make them."""
    said = pdf(
        lambda made: made.docinfo.__setitem__("/Title", PHONE), object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    start = said.rindex(b"startxref")
    number = int(said[start:].split()[1])
    place = len(said)
    change = b"9 0 obj\n<</Title (a)>>\nendobj\n"
    table = f"xref\n9 1\n{place:010} 00000 n \ntrailer\n<</Size 10/Root 1 0 R/Prev {number}>>\n"
    return said + change + f"{table}startxref\n{place + len(change)}\n%%EOF\n".encode()


def notebook(**cell: object) -> bytes:
    made = {"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], "execution_count": 1} | cell
    return json.dumps({"cells": [made], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


PLACES: dict[str, tuple[str, bytes]] = {
    "EXIF of a photograph": ("foto/a.jpg", exif(0x010E, PHONE)),
    "where a photograph was taken": ("foto/a.jpg", located()),
    "the owner of a camera": ("foto/a.jpg", exif(0x013B, "Siti Aminah")),
    "a comment of a photograph": ("foto/a.jpeg", photograph(comment=PHONE.encode())),
    "XMP of a photograph": ("foto/a.jpg", photograph(xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Siti</x:xmpmeta>")),
    "text of a PNG": ("a.png", png("Catatan")),
    "a photograph in the page": ("laporan.html", page(f'<img alt="" src="{uri("image/jpeg", exif(0x010E, PHONE))}">')),
    "a photograph in a style": ("laporan.html", page(f"<style>p{{background:url({uri('image/png', png('A'))})}}</style>")),
    "a page in a link": ("laporan.html", page(f'<a href="{uri("text/html", page(PHONE))}">a</a>')),
    "words of a style": ("laporan.html", page(f"<style>p::after{{content:'{PHONE}'}}</style>")),
    "a style of an element": ("laporan.html", page(f'<p style="--x:\'{PHONE}\'">a</p>')),
    "a class": ("laporan.html", page(f'<p class="n {PHONE}">a</p>')),
    "a data attribute": ("laporan.html", page(f'<p data-telepon="{PHONE}">a</p>')),
    "the name of an attribute": ("laporan.html", page(f"<p data-{PHONE}>a</p>")),
    "a string of a script": ("laporan.html", page("<script>const a = '\\x30812-3456-7890'</script>")),
    "a template": ("laporan.html", page(f"<template><p>{PHONE}</p></template>")),
    "cells of a row": ("laporan.html", page("<table><tr><td>Budi<td>0812<td>3456<td>7890</table>")),
    "digits after a digit of the line before": ("laporan.html", page(f"<p>Tabel 3<br>{PHONE}</p>")),
    "elements of a line": ("laporan.html", page("<div>0812-<b>3456</b>-7890</div>")),
    "parts of a link": ("laporan.html", page("<div><a href='#'>0812<i>3456</i>7890</a></div>")),
    "a verbatim text in colours": ("laporan.html", page("<pre><span>0812</span><!-- a --><span>34567890</span></pre>")),
    "lines of a quotation": ("laporan.html", page("<blockquote>0812<br>3456<br>7890</blockquote>")),
    "an address in parts": ("laporan.html", page("<div><span>budi</span>@<span>contoh.id</span></div>")),
    "a formula": ("laporan.html", page("<math><mn>0812</mn><mn>3456</mn><mn>7890</mn></math>")),
    "the page of a frame": ("laporan.html", page('<iframe srcdoc="&lt;p>0812&lt;b>34567890&lt;/b>">')),
    "parts of a label": ("a.svg", b"<svg><text><tspan>0812</tspan><tspan>3456</tspan><tspan>7890</tspan></text></svg>"),
    "a document type": ("laporan.html", f'<!DOCTYPE html [<!ENTITY a "{PHONE}">]>'.encode() + page("a")),
    "metadata of a drawing": ("a.svg", f"<svg><metadata><a>{PHONE}</a></metadata></svg>".encode()),
    "the description of a drawing": ("a.svg", f"<svg><desc>{PHONE}</desc></svg>".encode()),
    "custom properties of the Word file": ("laporan.docx", added(word(), "docProps/custom.xml", f"<a n='1'>{PHONE}</a>")),
    "the company of the Word file": ("laporan.docx", added(word(), "docProps/lain.xml", f"<a Company='{PHONE}'/>")),
    "a comment of the Word file": ("laporan.docx", added(word(), "word/comments2.xml", f"<c><t>{PHONE}</t></c>")),
    "what was deleted with changes tracked": ("laporan.docx", word_xml(f"<w:del><w:r><w:delText>{PHONE}</w:delText></w:r></w:del>")),
    "a field of the Word file": ("laporan.docx", word_xml("<w:r><w:instrText>HYPERLINK mailto:budi@contoh.id</w:instrText></w:r>")),
    "cells of a Word table": ("laporan.docx", word(word_row)),
    "a file embedded in the Word file": ("laporan.docx", added(word(), "word/embeddings/a.csv", f"a\n{PHONE}\n")),
    "a hidden sheet": ("tabel.xlsx", book(hidden_sheet)),
    "the name of a sheet": ("tabel.xlsx", book(lambda made: made.create_sheet(PHONE))),
    "a defined name": ("tabel.xlsx", book(lambda made: made.defined_names.add(DefinedName("a", attr_text=f'"{PHONE}"')))),
    "a list of choices": ("tabel.xlsx", book(listed)),
    "cells of a spreadsheet's row": ("tabel.xlsx", book(lambda made: made.worksheets[0].append(PARTS))),
    "a number without its zero": ("tabel.xlsx", book(lambda made: made.worksheets[0].append([81234567890]))),
    "a number of a person as a number": ("tabel.xlsx", book(lambda made: made.worksheets[0].append([3404025011880001]))),
    "bookmarks of the PDF": ("laporan.pdf", pdf(outline)),
    "XMP of the PDF": ("laporan.pdf", pdf(xmp)),
    "a form field": ("laporan.pdf", pdf(put("/AcroForm", pikepdf.Dictionary(Fields=[pikepdf.Dictionary(V=pikepdf.String(PHONE))])))),
    "an object that nothing refers to": ("laporan.pdf", pdf(put("/X", pikepdf.Dictionary(A=pikepdf.String(PHONE))), object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    "a string in hexadecimal digits": ("laporan.pdf", hexadecimal("%s")),
    "a hexadecimal string of two bytes a sign": ("laporan.pdf", hexadecimal("%s", "utf-16")),
    "a hexadecimal string in a dictionary": ("laporan.pdf", hexadecimal("<</ID[%s]>>")),
    "the words of a note in hexadecimal digits": ("laporan.pdf", hexadecimal("<</Contents%s>>")),
    "words that are called a signature": ("laporan.pdf", signed_by(PHONE.encode())),
    "lists within lists of the PDF": ("laporan.pdf", hexadecimal("[" * 40 + "%s" + "]" * 40)),
    "the trailer of the PDF": ("laporan.pdf", hexadecimal("%s", holder="trailer")),
    "a file attached to a note of the PDF": ("laporan.pdf", pdf(attached_to_a_note)),
    "a stamp on a page of the PDF": ("laporan.pdf", pdf(stamped)),
    "the name of a thing in the PDF": ("laporan.pdf", pdf(put("/X", pikepdf.Dictionary(A=pikepdf.Name(f"/{PHONE}"))), object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    "a script of the PDF": ("laporan.pdf", pdf(put("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(PHONE))))),
    "a photograph in the PDF": ("laporan.pdf", pdf(picture)),
    "after the end of the PDF": ("laporan.pdf", pdf(repr) + PHONE.encode()),
    "an earlier state of the PDF": ("laporan.pdf", earlier()),
    "an attachment's name": ("laporan.pdf", pdf(lambda made: made.attachments.__setitem__(f"{PHONE}.txt", pikepdf.AttachedFileSpec(made, b"a")))),
    "cells of a CSV row": ("data/a.csv", b"nama,a,b,c\nBudi,0812,3456,7890\n"),
    "cells between semicolons": ("data/a.csv", b"nama;a;b\nBudi;0812;34567890\n"),
    "a number as a spreadsheet shortens it": ("data/a.csv", b'nik\n"3,40402501188001E+15"\n'),
    "an address in two cells": ("data/a.csv", b"nama,a\nbudi,@contoh.go.id\n"),
    "a CSV of another encoding": ("data/a.csv", f"a,b\n1,{PHONE}\n".encode("utf-16")),
    "a key of the ledger": ("fakta.json", json.dumps({"facts": [{PHONE: 1}]}).encode()),
    "a number of the ledger": ("fakta.json", b'{"nik": 3404025011880001}'),
    "elements that a notebook shows": ("notebooks/a.ipynb", notebook(outputs=[{"output_type": "display_data", "data": {"text/html": "<div>0812<b>34567890</b></div>"}, "metadata": {}}])),
    "a traceback in colours": ("notebooks/a.ipynb", notebook(outputs=[{"output_type": "error", "ename": "E", "evalue": "a", "traceback": ["0812\x1b[0m\x1b[31m34567890"]}])),
    "an attachment of a notebook": ("notebooks/a.ipynb", notebook(attachments={"a.jpg": {"image/jpeg": base64.b64encode(exif(0x010E, PHONE)).decode()}})),
    "metadata of a cell": ("notebooks/a.ipynb", notebook(metadata={"tags": [PHONE]})),
    "a picture that a notebook shows": ("notebooks/a.ipynb", notebook(outputs=[{"output_type": "display_data", "data": {"image/png": base64.b64encode(png("A")).decode()}, "metadata": {}}])),
    "an archive in an archive": ("a.zip", zipped("b.zip", zipped("c.csv", f"a\n{PHONE}\n"))),
    "the name of a file in an archive": ("a.zip", zipped(f"{PHONE}.txt", "a")),
    "the comment of an archive": ("a.zip", zipped("a.txt", "a", PHONE)),
    "the name of a file": (f"foto {PHONE}.csv", b"a\n"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), PLACES.values(), ids=PLACES)
def test_a_person_is_found_in_every_corner(name: str, content: bytes) -> None:
    found = list(passages(name, content))
    assert any(one.trace or any(identifiers(one.text)) for one in found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.woff2", b"wOF2 0000"),
        ("a.docx", added(word(), "word/printerSettings1.bin", "\0\1")),
        ("a.jpg", zipped("a.txt", "a")),
        ("a.zip", zipped("1.zip", zipped("2.zip", zipped("3.zip", zipped("4.zip", zipped("5.zip", zipped("6.zip", zipped("7.zip", "")))))))),
    ],
    ids=["a font of somebody else's", "printer settings", "an archive called a photograph", "too many archives"],
)  # fmt: skip
def test_what_can_not_be_looked_through_does_not_leave(name: str, content: bytes) -> None:
    with pytest.raises(ReportError, match=r"^a\."):
        list(passages(name, content))


def test_nothing_is_found_where_there_is_nothing() -> None:
    harmless = {
        "a.jpg": photograph(), "a.png": photograph("PNG"), "a.docx": word(), "a.pdf": pdf(repr),
        "certified.pdf": signed_by(b"0\x82\x01\x00\x06surel\x0c\x10budi@contoh.go.id"),  # the signer's certificate says so
        "a.xlsx": book(lambda made: made.worksheets[0].append(["Loket", 724, 1052, 0.08123456789])),
        "a.csv": b"nomor,bulan,banyak\n001,1,724\n002,2,1052\n",
    }  # fmt: skip
    for name, content in harmless.items():
        assert not [one for one in passages(name, content) if one.trace or any(identifiers(one.text))], name


def test_a_photograph_enters_the_report_without_what_the_camera_wrote(tmp_path: Path) -> None:
    made = Image.Exif()
    made[0x010E] = PHONE
    path = tmp_path / "a.jpg"
    PIXEL.save(path, "JPEG", exif=made, comment=PHONE.encode(), xmp=b"<x>Siti</x>")
    shown = Photograph("a", path, "A", "A", None).data_uri()
    found = list(passages("a.html", page(f'<img alt="" src="{shown}">')))
    assert not [one for one in found if one.trace or any(identifiers(one.text))]
    assert PHONE.encode() not in base64.b64decode(shown.partition(",")[2])


@pytest.fixture
def project(tmp_path: Path, small_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, with an empty folder `keluar` to be looked at."""
    root = tmp_path / "proyek"
    shutil.copytree(small_project, root, symlinks=True, ignore=shutil.ignore_patterns("outputs"))
    (root / "keluar").mkdir()
    bring_datasets(root, "2017", {"pengaduan"})
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    return root


def declare(root: Path, text: str) -> None:
    (root / "params/public_contacts.yml").write_text(text, encoding="utf-8")


def test_the_office_s_own_number_may_leave_where_its_reason_is_written(project: Path) -> None:
    folder = project / "keluar"
    (folder / "a.csv").write_text(f"kontak\n+62 (21) 809-3008\n{PHONE}\n", encoding="utf-8")
    assert len(gate(plan_report(2017), folder)) == 2
    declare(project, "contacts:\n  - text: (021) 809 3008\n    why: Pusat panggilan BKN, tercetak di situs resminya\n")
    (found,) = gate(plan_report(2017), folder)
    assert "0812" in found.what
    assert "params/public_contacts.yml" in found.remedy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contacts:\n  - text: 021 8093008\n", "why: wajib diisi"),
        ("contacts:\n  - {text: 021 8093008, why: ya}\n", "why: harus berisi paling sedikit 10 huruf"),
        ("kontak: []\n", "kunci “kontak” tidak dikenal"),
        ("a: [\n", "bukan YAML yang sah"),
    ],
    ids=["no reason", "a reason that says nothing", "another key", "no YAML"],
)
def test_an_exception_without_its_reason_is_refused(project: Path, text: str, said: str) -> None:
    declare(project, text)
    with pytest.raises(ParameterError, match=rf"public_contacts\.yml.*{said}"):
        public_contacts()


def test_words_and_codes_that_stay_at_home_are_known_again(project: Path) -> None:
    data = project / "data/raw/2017/pengaduan.csv"
    lines = data.read_text(encoding="utf-8").splitlines()
    number, topic = lines[1].split(",")[0], "Pengadaan CPNS"
    lines[1] = lines[1].replace(topic, "Siti Aminah tidak diterima")
    data.write_text("\n".join([*lines, ""]), encoding="utf-8")
    folder = project / "keluar"
    for text in (
        f"laporan {number} lama", f"laporan_{number}_lama", "Keluhan: SITI  Aminah, tidak diterima.",
        "siti_aminah_tidak_diterima.jpg", "?q=Siti%20Aminah%20tidak%20diterima", "Si\u200bti Ami\u00adnah tidak diterima",
    ):  # fmt: skip
        (folder / "a.csv").write_text(f'a\n"{text}"\n', encoding="utf-8")
        (found,) = gate(plan_report(2017), folder)
        assert found.kind == PERSONS
        assert "pengaduan.csv, kolom" in found.what
        assert "Aminah" not in str(found)
        assert number not in str(found)
    (folder / "a.csv").write_text(f"a\n{topic}\n", encoding="utf-8")  # many wrote it: it tells of nobody
    assert gate(plan_report(2017), folder) == []


def test_what_respondents_wrote_is_known_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = project / "data/raw/2017/pengaduan.csv"
    text = data.read_text(encoding="utf-8").replace("Pengadaan CPNS", "petugas loket tiga kasar", 1)
    data.write_text(text, encoding="utf-8")
    of_persons = {"counted_in": ("responden",), "rows_at_home": None}
    known = at_home.contract_for
    monkeypatch.setattr(at_home, "contract_for", lambda name, year: replace(known(name, year), **of_persons))
    (project / "keluar" / "a.csv").write_text("a\nSaran: Petugas loket tiga kasar.\n", encoding="utf-8")
    (found,) = gate(plan_report(2017), project / "keluar")
    assert "kolom topik" in found.what


def test_what_is_made_up_may_stand_in_the_code_that_makes_it_up_and_nowhere_else(project: Path) -> None:
    data = project / "data/raw/2017/pengaduan.csv"
    told = data.read_text(encoding="utf-8")
    data.write_text(told.replace("Pengadaan CPNS", "Izin belajar lagi", 1), encoding="utf-8")
    folder = project / "keluar"
    for place, found in (("sumber/src/analysis/sample.py", 0), ("sumber/notebooks/a.py", 1)):
        (folder / "a.zip").write_bytes(zipped(place, 'TOPICS = ("Izin belajar lagi",)'))
        assert len(gate(plan_report(2017), folder)) == found


def test_a_digest_whose_signs_look_like_a_number_is_nobody_s(project: Path) -> None:
    digits = "3404025011880001"
    digest = f"{'ab' * 24}{digits}"
    for text, found in ((f"--hash=sha256:{digest}", 0), (digest, 0), (f"--hash=sha256:{digits}", 1)):
        (project / "keluar/a.txt").write_text(text, encoding="utf-8")
        assert len(gate(plan_report(2017), project / "keluar")) == found


def test_a_file_is_gone_through_once_wherever_it_is_copied() -> None:
    seen: set[str] = set()
    content = b"a,b\n1,2\n"
    assert any(one.text == "2" for one in passages("a.csv", content, seen))
    assert list(passages("b.csv", content, seen)) == [Passage("b.csv, nama berkas", "b.csv")]
