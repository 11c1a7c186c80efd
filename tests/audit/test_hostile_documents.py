"""Documents that were made to hang the auditor, or to look faultless because nobody read them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml import OxmlElement, parse_xml
from PIL import Image

from audit import AuditError, audit
from audit.apart import READING, audit_apart
from audit.rules import RULES
from laporan.core.faults import harmless

from .forms import write

SUM = "Jumlah pegawai 412 orang, terdiri atas 187 pria dan 235 wanita."
NUMBERS = "Sebanyak 12 dari 34 orang (35%) hadir. "
pytestmark = pytest.mark.hostile("document")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(body: str) -> bytes:
    return f"<!doctype html><meta charset=utf-8><title>Laporan</title><body>{body}".encode()


def nested(tag: str, depth: int, inner: str = f"<p>{SUM}</p>") -> bytes:
    return page(f"<{tag}>" * depth + inner + f"</{tag}>" * depth)


def unchanged(_document: docx.document.Document) -> None:
    pass


def word(change: Callable[[docx.document.Document], object] = unchanged, *lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """A Word file with `word/<name>.xml` replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = name.removeprefix("word/").removesuffix(".xml")
            new.writestr(name, parts.get(part, old.read(name)))
    return out.getvalue()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    return out.getvalue()


def scan() -> pikepdf.Pdf:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PDF")
    return pikepdf.Pdf.open(out)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def written_pdf(folder: Path) -> pikepdf.Pdf:
    return pikepdf.Pdf.open(write(SUM, "pdf", folder))


def with_scan(folder: Path) -> bytes:
    pdf, scanned = written_pdf(folder), scan()
    pdf.pages.append(scanned.pages[0])
    return saved(pdf)


def spanning(value: str) -> Callable[[docx.document.Document], object]:
    def change(document: docx.document.Document) -> None:
        table = document.add_table(2, 2)
        table.cell(1, 1).text = "12"
        properties = table.cell(0, 0)._tc.get_or_add_tcPr()
        properties.append(parse_xml(f'<w:gridSpan {W} w:val="{value}"/>'))

    return change


def deep_controls(document: docx.document.Document) -> None:
    holder = document.element.body
    for _ in range(100):
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        control.append(content)
        holder.append(control)
        holder = content
    holder.append(parse_xml(f"<w:p {W}><w:r><w:t>{SUM}</w:t></w:r></w:p>"))


def chunk(document: docx.document.Document) -> None:
    document.element.body.append(OxmlElement("w:altChunk"))


def bad_level(document: docx.document.Document) -> None:
    properties = document.add_paragraph("butir")._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="abc"/><w:numId w:val="1"/></w:numPr>'))


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "{"x" * 1000}">{ENTITIES}]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:body></w:document>"
).encode()

# What is read in spite of all: the planted fault must be found.
READ: dict[str, tuple[str, bytes | Callable[[Path], bytes]]] = {
    "html nested 260 deep": ("a.html", nested("div", 260)),
    "html nested 2,000 deep": ("a.html", nested("div", 2000)),
    "html spans nested 1,000 deep": ("a.html", page(f"<p>{'<span>' * 1000}{SUM}")),
    "html tables in tables": ("a.html", page("<table><tr><td>" * 200 + f"<p>{SUM}</p>" + "</td></tr></table>" * 200)),
    "html text beside a deep branch": ("a.html", nested("b", 300, "x") + SUM.encode()),
    "html list of many items": ("a.html", page("<ol start='²'>" + "<li>butir" * 3000 + f"<li>{SUM}</ol>")),
    "word deep content controls": ("a.docx", word(deep_controls)),
    "word cell that spans 10^9 columns": ("a.docx", word(spanning("1000000000"), SUM)),
    "word cell that spans abc": ("a.docx", word(spanning("abc"), SUM)),
    "word cell that spans -1": ("a.docx", word(spanning("-1"), SUM)),
    "text after 300,000 letters of one paragraph": ("a.txt", (NUMBERS * 2000 + SUM).encode()),
    "text of 5,000 short lines": ("a.txt", ("12 orang\n" * 5_000 + f"\n{SUM}\n").encode()),
    "text of half open brackets": ("a.md", ("[ ( " * 20_000 + f"\n\n{SUM}").encode()),
    "text of spaces": ("a.md", (f"a{' ' * 100_000}b\n\n{SUM}").encode()),
    "text of leaders": ("a.md", (f"Judul {'. ' * 50_000}\n\n{SUM}").encode()),
    "text of dashes": ("a.md", (f"{'-- ' * 50_000}x\n\n{SUM}").encode()),
    "html in UTF-16": ("a.html", page(f"<p>{SUM}").decode().encode("utf-16")),
    "html in UTF-16 that says nothing of it": ("a.html", f"<p>{SUM}</p>".encode("utf-16")),
    "text in UTF-16": ("a.txt", SUM.encode("utf-16")),
    "table of 3,000 numbers": ("a.md", ("| A | B |\n|---|---|\n" + "| n | 7 |\n" * 1500 + f"\n{SUM}\n").encode()),
    "table of 3,000 columns": ("a.md", (f"a{'|1' * 3000}\nb{'|2' * 3000}\n\n{SUM}\n").encode()),
}  # fmt: skip

# What can't be read: a line says why.
REFUSED: dict[str, tuple[str, bytes | Callable[[Path], bytes], str]] = {
    "html in UTF-16 without its mark": ("a.html", f"<p>{SUM}</p>".encode("utf-16-le"), "bukan teks UTF-8"),
    "html nested 10,000 deep": ("a.html", nested("div", 10_000), "bersarang terlalu dalam"),
    "html without words": ("a.html", page("<div></div>"), "tidak ada teks"),
    "html of a frameset": ("a.html", b"<html><frameset><frame src='isi.html'></frameset></html>", "tidak ada teks"),
    "html that is a PDF": ("a.html", b"%PDF-1.7\n1 0 obj", "isinya PDF"),
    "word that is a PDF": ("a.docx", b"%PDF-1.7\n1 0 obj", "isinya PDF"),
    "text that is a Word file": ("a.txt", word(), "berkas Office"),
    "text that is RTF": ("a.txt", rb"{\rtf1 Jumlah 10}", "isinya RTF"),
    "markdown that is a picture": ("a.md", picture(), "isinya gambar"),
    "PDF that is HTML": ("a.pdf", page(SUM), "PDF tidak terbaca"),
    "word with a password": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "terkunci"),
    "word without words": ("a.docx", word(), "tidak ada teks"),
    "word cut off": ("a.docx", word(unchanged, SUM)[:9000], "tidak terbaca"),
    "word of entities": ("a.docx", repacked(word(), document=BOMB), "tidak"),
    "word with a level that is no number": ("a.docx", word(bad_level), "rusak"),
    "PDF of scans": ("a.pdf", saved(scan()), "hasil pindai"),
    "PDF with a password": (
        "a.pdf", lambda folder: saved(written_pdf(folder), encryption=pikepdf.Encryption(user="x", owner="y")),
        "terkunci",
    ),
    "PDF cut off": ("a.pdf", lambda folder: saved(written_pdf(folder))[:600], "PDF tidak terbaca"),
    "text of signs": ("a.txt", b"- | _ * " * 1000, "tidak ada teks"),
    "text of zero bytes": ("a.txt", bytes(1000), "biner"),
}  # fmt: skip

# What is read in part: the part that was not is a finding, so that nobody takes it for faultless.
IN_PART: dict[str, tuple[str, bytes | Callable[[Path], bytes], str]] = {
    "html with a frame": ("a.html", page(f"<p>{NUMBERS}</p><iframe src='tabel.html'></iframe>"), "bingkai <iframe>"),
    "html that a script writes": ("a.html", page("<p>Memuat laporan 2017…</p><script>isi()</script>"), "oleh skrip"),
    "html with a template": ("a.html", page(f"<p>{NUMBERS * 9}</p><template>{SUM}</template>"), "<template>"),
    "html without a script": ("a.html", page(f"<p>{NUMBERS * 9}</p><noscript>{SUM}</noscript>"), "<noscript>"),
    "html of pictures": ("a.html", page("<h1>Laporan 2017</h1>" + "<img src=a.png alt=''>" * 9), "9 gambar"),
    "html with a table that is a picture": (
        "a.html", page(f"<p>{NUMBERS * 9}</p><p>Tabel 4. Pengaduan menurut bulan</p><img src=a.png>"), "Tabel 4"),
    "word with another document inside": ("a.docx", word(chunk, NUMBERS), "altChunk"),
    "word of pictures": (
        "a.docx", word(lambda document: document.add_picture(io.BytesIO(picture())), "Laporan 2017"), "1 gambar"),
    "PDF with a scanned page": ("a.pdf", with_scan, "yang berupa gambar"),
    "a million digits": ("a.txt", b"1" * 1_000_000, "lebih panjang dari 200 huruf"),
    "a hundred thousand groups": ("a.txt", b"Jumlah " + b"123." * 100_000, "lebih panjang dari 200 huruf"),
    "a table of one long cell": ("a.md", b"| A | B |\n|---|---|\n| a | " + b"9" * 5000 + b" |\n", "lebih panjang"),
    "words without a number": ("a.txt", b"Semua pengaduan sudah selesai pada waktunya. " * 30, "angka; tidak satu pun"),
}  # fmt: skip


def placed(folder: Path, name: str, content: bytes | Callable[[Path], bytes]) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content(folder))
    return path


@pytest.mark.parametrize(("name", "content"), READ.values(), ids=READ.keys())
def test_what_is_hard_to_read_is_read(tmp_path, name, content):
    assert "sum" in [finding.kind for finding in audit(placed(tmp_path, name, content))]


@pytest.mark.parametrize(("name", "content", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused(tmp_path, name, content, why):
    with pytest.raises(AuditError, match=why) as raised:
        audit(placed(tmp_path, name, content))
    assert str(raised.value).startswith(f"{name}: ")


def test_a_word_file_that_unpacks_to_far_more_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.readers.word.UNPACKED_LIMIT", 2**20)
    with pytest.raises(AuditError, match="melebihi 1 MB"):
        audit(placed(tmp_path, "a.docx", repacked(word(), styles=bytes(2**21))))


@pytest.mark.parametrize(("name", "content", "what"), IN_PART.values(), ids=IN_PART.keys())
def test_what_was_not_read_is_a_finding(tmp_path, name, content, what):
    messages = [one.message for one in audit(placed(tmp_path, name, content)) if one.kind == "unread"]
    assert any(what in message for message in messages), messages


@pytest.mark.parametrize("span", ["0", "-1", "1000000000", "abc", "2abc", "", "²", "٣", " 1 ", "1e3", "65535"])
@pytest.mark.parametrize("which", ["colspan", "rowspan"])
def test_a_span_of_any_kind_leaves_the_table_readable(tmp_path, span, which):
    rows = "<tr><td>A<td>10<tr><td>B<td>20<tr><td>Jumlah<td>31"
    table = (
        f"<table><tr><th>Unit<th>Pegawai (orang){rows}</table><table><tr><td {which}='{span}'>a<td>b<tr><td>c</table>"
    )
    (found,) = audit(placed(tmp_path, "a.html", page(f"<p>Tabel 1. Pegawai</p>{table}")))
    assert (found.kind, found.computed) == ("sum", "30")


def test_spans_that_overlap_leave_the_table_readable(tmp_path):
    rows = "<tr><td rowspan=3>a<td colspan=2 rowspan=2>b<tr><td colspan=9>c<tr><td colspan=2>d<td>e"
    assert [one.kind for one in audit(placed(tmp_path, "a.html", page(f"<table>{rows}</table><p>{SUM}")))] == ["sum"]


def test_an_audit_whose_time_is_up_says_what_it_did_not_look_at(tmp_path):
    audited = audit_apart(placed(tmp_path, "a.txt", SUM.encode()), seconds=0)
    assert audited.unfinished == (READING, *RULES)


def test_an_audit_in_its_own_process_finds_the_same(tmp_path):
    path = placed(tmp_path, "a.txt", SUM.encode())
    audited = audit_apart(path)
    assert (audited.findings, audited.unfinished) == (audit(path), ())
    with pytest.raises(AuditError, match="tidak ada teks"):
        audit_apart(placed(tmp_path, "b.html", page("")))


@pytest.mark.parametrize("words", [(), ("--json",)], ids=["text", "JSON"])
def test_the_command_does_not_call_faultless_what_it_did_not_end(tmp_path, words):
    path = placed(tmp_path, "a.txt", (NUMBERS * 30_000).encode())
    code = "from laporan.cli.__main__ import main; main()"
    command = [sys.executable, "-c", code, "audit", path.name, "--seconds", "0.1", *words]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    assert "Tidak selesai diperiksa dalam 0,1 detik" in run.stdout
    assert "Tidak ada temuan" not in run.stdout
    assert not words or json.loads(run.stdout)[-1]["kind"] == "unread"


def test_a_quote_does_not_command_the_terminal():
    assert harmless("a\x1b]8;;http://x\x07b\u202ec\n\x9bd") == "a�]8;;http://x�b�c\n�d"
