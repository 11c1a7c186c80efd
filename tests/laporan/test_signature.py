"""A PDF that came back signed is the one that was built with a signature, and with nothing else."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from laporan.core.errors import ReportError
from laporan.publish.signature import signatures

from .signing import SIGNED_BY, Change, sign


def pdf(*, field: bool = False, text: str = "3.852 laporan") -> bytes:
    """Two pages with words; with a place for the signature, as forms have it, or without."""
    made = pikepdf.new()
    for number in (1, 2):
        page = made.add_blank_page(page_size=(595, 842))
        page.Contents = made.make_stream(f"BT /F1 12 Tf 72 720 Td ({text} {number}) Tj ET".encode())
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 700, 200, 715]))
        page.Annots = made.make_indirect(Array([made.make_indirect(note)]))
    with made.open_metadata() as about:
        about["dc:title"] = "Laporan"
    if field:
        page = made.pages[1]
        place = made.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("TTE"), F=132, P=page.obj,
                Rect=Array([315, 262, 465, 312]),
            )
        )  # fmt: skip
        page.Annots.append(place)
        made.Root.AcroForm = Dictionary(Fields=Array([place]), SigFlags=1)
    made.save(stream := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


BUILT = pdf()
pytestmark = pytest.mark.hostile("document")


def other_page(writer: IncrementalPdfFileWriter) -> None:
    place = writer.find_page_for_modification(0)[0]
    page = place.get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT (9.999 laporan) Tj ET"))
    writer.mark_update(place)


def other_words(writer: IncrementalPdfFileWriter) -> None:
    """The same place, with other words in it."""
    words = writer.find_page_for_modification(0)[0].get_object()["/Contents"]
    words._data, words._encoded_data = b"BT (9.999 laporan) Tj ET", None
    writer.update_container(words)


def note_above(writer: IncrementalPdfFileWriter) -> None:
    """An annotation that hides what stands below it."""
    place = writer.find_page_for_modification(0)[0]
    note = {"/Type": "/Annot", "/Subtype": "/FreeText"}
    shown = generic.DictionaryObject({generic.pdf_name(k): generic.pdf_name(v) for k, v in note.items()})
    shown["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
    annotations = place.get_object()["/Annots"]
    annotations.append(writer.add_object(shown))
    writer.update_container(annotations)


def third_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"].append(writer.add_object(generic.DictionaryObject({"/Type": generic.pdf_name("/Page")})))
    writer.update_container(pages["/Kids"])


def on_opening(writer: IncrementalPdfFileWriter) -> None:
    action = {"/S": generic.pdf_name("/URI"), "/URI": generic.pdf_string("https://lain.example")}
    writer.root["/OpenAction"] = generic.DictionaryObject(action)
    writer.update_root()


@pytest.mark.parametrize("field", [False, True], ids=["its own field", "the prepared field"])
@pytest.mark.parametrize("box", [None, (315, 262, 465, 312)], ids=["unseen", "in a box"])
def test_what_was_built_with_a_signature_is_accepted(field: bool, box: tuple[int, ...] | None) -> None:
    built = pdf(field=field)
    found, faults = signatures(sign(built, box=None if field else box), built)

    assert faults == []
    assert [(one.field, SIGNED_BY in one.signer) for one in found] == [("TTE", True)]


def test_two_may_sign() -> None:
    found, faults = signatures(sign(sign(BUILT), field="Paraf"), BUILT)

    assert faults == []
    assert [one.field for one in found] == ["TTE", "Paraf"]


@pytest.mark.parametrize("change", [other_page, other_words, note_above, third_page, on_opening])
def test_what_changes_the_report_on_the_way_to_the_signature_is_seen(change: Change) -> None:
    _, faults = signatures(sign(BUILT, change=change), BUILT)

    assert any("isi laporannya berubah" in fault for fault in faults)


@pytest.mark.parametrize("change", [other_page, other_words, note_above])
def test_what_changes_it_after_the_signature_is_seen(change: Change) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sign(BUILT)))
    change(writer)
    writer.write(made := io.BytesIO())

    assert any("isi laporannya berubah" in fault for fault in signatures(made.getvalue(), BUILT)[1])


def unsigned_update(built: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(built))
    writer.root["/Version"] = generic.pdf_name("/2.0")
    writer.update_root()
    writer.write(made := io.BytesIO())
    return made.getvalue()


def damaged(built: bytes) -> bytes:
    """One letter that the signature covers, and that no page shows, is another."""
    signed = bytearray(sign(built))
    signed[signed.rindex(b"pyHanko")] ^= 1
    return bytes(signed)


def with_another_behind(built: bytes) -> bytes:
    """A whole document of its own, which readers find first as they begin at the end."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    made, places = built, []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 4\n0000000000 65535 f \n{rows}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + table.encode()


@pytest.mark.parametrize(
    ("came_back", "told"),
    [
        pytest.param(lambda: BUILT, "tanpa tanda tangan", id="the built one itself"),
        pytest.param(lambda: sign(pdf(text="3.853 laporan")), "awalnya tidak sama", id="another report"),
        pytest.param(lambda: b"", "awalnya tidak sama", id="nothing"),
        pytest.param(lambda: sign(BUILT)[:-400], "tidak terbaca", id="cut off"),
        pytest.param(lambda: sign(with_another_behind(BUILT)), "bukan lanjutan", id="another report behind it"),
        pytest.param(lambda: sign(BUILT) + b"\n<html>", "di belakang PDF", id="something behind it"),
        pytest.param(lambda: unsigned_update(BUILT), "tidak ada tanda tangan", id="an update without a signature"),
        pytest.param(lambda: damaged(BUILT), "rusak", id="a signature that was changed"),
        pytest.param(lambda: sign(BUILT, box=(0, 0, 590, 840)), "menutupi", id="a box over the page"),
        pytest.param(lambda: BUILT + b"%" * 3000, "tidak terbaca", id="no PDF behind it"),
    ],
)  # fmt: skip
def test_what_is_no_signed_report_is_told(came_back: object, told: str) -> None:
    assert callable(came_back)
    try:
        faults = signatures(came_back(), BUILT)[1]
    except ReportError as error:
        faults = [str(error)]

    assert any(told in fault for fault in faults), faults
