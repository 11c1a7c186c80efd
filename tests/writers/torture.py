"""A report that nobody would write: hostile words, wide and tall tables, spans, long captions, everything at once."""

from __future__ import annotations

import base64
import io
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image

from laporan.data.inventory import Inventory
from laporan.data.package import Resource
from laporan.document.ast import DocumentTree
from laporan.document.front import make_front
from laporan.document.html import Document, build_document
from laporan.document.parse import build_tree
from laporan.project.parameters import Cover

COVER = Cover(
    title="Laporan Uji Siksa", group="Kelompok Kerja Penguji", agency="Badan Kepegawaian Negara", place="Jakarta",
    date="2018-05-21", office="Ketua Penguji", name="Siti Rahayu",
)  # fmt: skip
YEAR = 2017
HOSTILE = (
    "= Judul palsu",
    "- bukan daftar",
    "1. bukan nomor",
    "/ istilah: bukan",
    '#import "rahasia.typ": *',
    "$ x^2 $ dan `kode` dan *tebal* dan _miring_",
    "@fig-satu <fig-satu> [isi] {isi} \\ // komentar /* blok */",
    "\"kutip\" 'tunggal' ~ -- ---",
    "<script>alert(1)</script> &amp; &lt;",
    "{{ jinja }} {% if %} %%narasi",
    "=SUM(A1:A9) +62 @x",
    "bidi \u202egnalab\u202c dan \u200bnol",
    "Jawa \ua9b2\ua992 dan 😀",
    "https://contoh.go.id/" + "jalan-yang-sangat-panjang-sekali" * 3,
    "A" * 90,
)
DRAWING = """<svg class="{name}" role="img" aria-label="Bagan batang {name}" xmlns="http://www.w3.org/2000/svg"
 width="{width}pt" height="120pt" viewBox="0 0 {width} 120" font-family="'Laporan Sans', sans-serif">
<rect x="0" y="20" width="{bar}" height="40" fill="#12486b"/>
<text x="4" y="14" font-size="8.5">Batang {name} 1.405</text></svg>"""


def number(fact: str, shown: str) -> str:
    """A number of the ledger, as the notebooks write it."""
    return f'<data data-fakta="{fact}" value="1">{shown}</data>'


def drawings() -> str:
    full = DRAWING.format(name="penuh", width=453.54, bar=400)
    half = DRAWING.format(name="setengah", width=218.27, bar=180).replace("<svg ", '<svg hidden="" ')
    return full + half


def photograph() -> str:
    out = io.BytesIO()
    Image.new("RGB", (320, 180), "#3d86b0").save(out, "JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


def block(inner: str) -> str:
    """A figure or table with its source and the aids that only the page has."""
    return f"""<div class="sel" data-level="3" data-bab="satu" data-sel="x"><div class="blok">{inner}
<p class="sumber catatan">Catatan: hanya untuk uji.</p><p class="sumber">Sumber: Survei uji 2017 (sintetis)</p>
<div class="alat"><details><summary>Cara dihitung</summary><div class="buka">RAHASIA HALAMAN</div></details></div>
</div></div>"""


def figure(identifier: str, caption: str, inner: str, title: str) -> str:
    return block(
        f'<figure id="{identifier}"><p class="temuan">{title}</p><div class="bagan">{inner}</div>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def table(identifier: str, caption: str, head: str, rows: list[str], classes: str = "") -> str:
    return block(
        f'<div class="gulir" role="region" tabindex="0"><table id="{identifier}" class="{classes}">'
        f'<caption><span id="{identifier}-judul">{caption}</span></caption>'
        f"<thead>{head}</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def wide_table() -> str:
    """Thirteen columns whose words leave no room on an upright page."""
    names = [f"Pertanggungjawaban {place}" for place in range(1, 13)]
    heads = "".join(f"<th scope='col' class='n'>{name}</th>" for name in names)
    rows = []
    for office in range(1, 5):
        cells = "".join(f"<td class='n'>{office * 1000 + place}</td>" for place in range(12))
        rows.append(f"<tr><th scope='row'>Kantor Regional {office}</th>{cells}</tr>")
    head = f"<tr><th scope='col'>Kantor</th>{heads}</tr>"
    return table("tbl-lebar", "Tabel yang hanya muat pada halaman mendatar", head, rows, "lebar")


def tall_table() -> str:
    """Sixty rows with row headings that span, over several pages."""
    head = """<tr><th scope='col' rowspan='2'>Kelompok</th><th scope='col' rowspan='2'>Uraian</th>
<th scope='colgroup' colspan='2'>Jumlah</th></tr>
<tr><th scope='col' class='n'>2016</th><th scope='col' class='n'>2017</th></tr>"""
    rows = []
    for place in range(60):
        group = f"<th scope='rowgroup' rowspan='5'>Kelompok {place // 5 + 1}</th>" if place % 5 == 0 else ""
        share = f"<td class='n'>{place}<span class='bagian'>{place % 100}%</span></td>"
        rows.append(f"<tr>{group}<th scope='row'>Uraian ke-{place}</th><td class='n'>{place * 7}</td>{share}</tr>")
    total = f"<td class='n'>{number('satu.n', '12.390')}</td><td class='n'>1.770</td>"
    rows.append(f"<tr class='jumlah'><th scope='row' colspan='2'>Jumlah semua</th>{total}</tr>")
    return table("tbl-tinggi", "Tabel yang melewati beberapa halaman", head, rows)


def hostile_table() -> str:
    """What members of the public might write, each in a cell of its own."""
    head = "<tr><th scope='col'>Nomor</th><th scope='col'>Isi laporan warga</th><th scope='col'>Status</th></tr>"
    status = "<span class='status act'>Perlu tindakan</span>"
    rows = [
        f"<tr><th scope='row'>{place}</th><td>{escape(words)}</td><td>{status}</td></tr>"
        for place, words in enumerate(HOSTILE, 1)
    ]
    return table("tbl-ganas", "Teks yang ditulis warga: " + escape(HOSTILE[0]), head, rows)


def summary() -> str:
    """An executive summary with headline numbers and a signature block."""
    return f"""<h2 id="sec-ringkasan">Ringkasan Eksekutif</h2>
<div class="sel" data-level="2" data-bab="ringkasan">
<p>Sebanyak {number("satu.n", "12.390")} laporan dengan <em>single window</em> dan <strong>tebal</strong>.</p>
<dl class="pokok"><div><dt>Indeks</dt><dd class="besar">{number("satu.n", "78,65")}</dd><dd>mutu B</dd></div>
<div><dt>Laporan yang selesai pada tahun ini</dt><dd class="besar">91,5%</dd><dd>dari 4.208</dd></div></dl>
<div class="tanda-tangan"><p>Jakarta, 21 Mei 2018</p><p>Ketua Penguji,</p><div class="ruang"></div>
<p class="nama">Siti Rahayu</p></div></div>"""


def photographs() -> str:
    """One that has been handed in, and the caption of one that has not."""
    return f"""<div class="blok"><figure id="fig-foto-ada" class="potret"><img src="{photograph()}" alt="Gedung biru">
<figcaption>Foto yang ada</figcaption></figure></div>
<div class="blok"><figure id="fig-foto-kosong" class="potret" data-berkas="data/raw/2017/foto/rapat.jpg"
aria-label="Foto belum diserahkan: rapat"><figcaption>Foto rapat
<span class="belum">(foto belum diserahkan)</span></figcaption></figure></div>"""


def html() -> str:
    """What the semantic exporter would give for such a report."""
    long_caption = "Judul gambar yang sangat panjang, " * 6 + f"dengan angka {number('satu.n', '12.390')} di dalamnya"
    prose = "".join(f"<p>{escape(words)}</p>" for words in HOSTILE)
    filler = "<p>" + "Pelayanan yang baik dihitung dari setiap jawaban responden. " * 12 + "</p>"
    return f"""{summary()}
<h2 id="sec-bab-satu"><span class="nomor">BAB I</span> Bab <em>Pertama</em> yang Judulnya Sangat Panjang sehingga
Tidak Muat dalam Satu Baris Kepala Halaman</h2>
<h3 id="sec-satu"><span class="nomor">1.1.</span> Teks ganas</h3>
<div class="sel" data-level="3" data-bab="satu">{prose}
<ul><li>satu</li><li>dua<ol start="3"><li>bersarang</li><li>lagi</li></ol></li></ul>
<blockquote><p>Kutipan warga.</p></blockquote><pre><code>baris 1
  baris 2</code></pre>
<p>Lihat <a class="ref" href="#fig-satu"></a>, <a class="ref" href="#tbl-lebar"></a>, <a class="ref" href="#sec-dua"></a>,
H<sub>2</sub>O, m<sup>2</sup>, <code>kode</code>, dan <a href="https://www.bkn.go.id/">BKN</a>.</p>
<h2>Judul kecil tanpa nomor</h2>{filler}</div>
{figure("fig-satu", long_caption, drawings(), f"Laporan naik ke {number('satu.n', '12.390')}")}
{hostile_table()}
<h3 id="sec-dua"><span class="nomor">1.2.</span> Tabel</h3>
<div class="sel" data-level="3" data-bab="satu">{filler}</div>{wide_table()}
<div class="sel" data-level="3" data-bab="satu">{filler}</div>{tall_table()}
<h2 id="sec-bab-dua"><span class="nomor">BAB II</span> Foto</h2>
<div class="sel" data-level="2" data-bab="dua">{filler}</div>
{photographs()}
<h2 id="sec-lampiran"><span class="nomor">Lampiran</span> Catatan</h2>
<div class="sel" data-level="2" data-bab="lampiran"><p>Selesai.</p></div>
"""


def facts() -> dict[str, dict[str, Any]]:
    """A ledger of one number, which rests on made-up data."""
    return {"satu.n": {"id": "satu.n", "datasets": [{"kind": "synthetic", "title": "Survei uji 2017"}]}}


MADE_UP = Resource(YEAR, "pusat", "survei", Path("survei.csv"), "Survei uji 2017", "synthetic")
FRONT = make_front(COVER, YEAR, Inventory((MADE_UP,)))


def torture_document() -> Document:
    return build_document(html(), facts())


def torture_tree() -> DocumentTree:
    return build_tree(torture_document(), facts(), FRONT)
