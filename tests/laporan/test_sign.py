"""A final report is signed in its prepared place, and stays what its standards ask; a draft can't be signed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from pdfua import validate
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader
from typer.testing import CliRunner

from laporan.cli.app import app
from laporan.core.errors import ReportError
from laporan.document.front import make_front
from laporan.document.front import sign as put_name
from laporan.document.parse import build_tree
from laporan.publish.sign import Signing, sign
from laporan.publish.signature import signatures
from laporan.writers.pdf import write_pdf
from laporan.writers.pdf.elements import walk
from tests.writers.torture import COVER, MADE_UP, YEAR, Inventory, facts, torture_document

from .publishing import NOW
from .signing import AT, ISSUER, OWNER, PASSPHRASE, key_file, time_authority
from .signing import sign as sign_unseen

SIZE = (76 * 72 / 25.4, 26 * 72 / 25.4)  # points
ADDRESS = "https://tte.kantor.example/periksa/1"


def written(folder: Path, *, final: bool) -> Path:
    """The PDF of the torture report."""
    document = torture_document()
    front = make_front(COVER, YEAR, Inventory((MADE_UP,)), final=final)
    put_name(document, front)
    write_pdf(build_tree(document, facts(), front), folder / "laporan.pdf")
    return folder / "laporan.pdf"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("final"), final=True)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return key_file(tmp_path_factory.mktemp("kunci"))


@pytest.fixture(scope="module")
def signed(report: Path, key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("ttd") / "laporan-ttd.pdf"
    sign(Signing(report, key, PASSPHRASE, target, ADDRESS), NOW)
    return target


def field_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    (field,) = pdf.Root.AcroForm.Fields
    return field


def test_a_final_report_has_an_empty_place_that_is_described(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        field = field_of(pdf)
        assert (str(field.FT), str(field.T)) == ("/Sig", "TTE")
        assert str(field.TU) == f"Tempat tanda tangan elektronik {COVER.name}"
        assert "/V" not in field
        assert "/N" in field.AP
        assert field.objgen in {one.objgen for page in pdf.pages for one in page.get("/Annots", [])}


def test_the_place_is_a_form_in_the_structure_before_the_name(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        elements = list(walk(pdf.Root.StructTreeRoot))
        (form,) = (one for one in elements if one.get("/S") == "/Form")
        (content,) = form.K
        assert content.Obj.objgen == field_of(pdf).objgen
        after = elements[elements.index(form) + 1 :]
        assert [str(one.S) for one in after[:2]] == ["/P", "/Strong"]
        parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        assert parents[int(field_of(pdf).StructParent)].objgen == form.objgen


def test_the_place_stands_right_above_the_name(report: Path) -> None:
    with pikepdf.open(report) as pdf:
        left, low, right, high = map(float, field_of(pdf).Rect)
        number = next(n for n, page in enumerate(pdf.pages) if page.objgen == field_of(pdf).P.objgen)
    with pdfplumber.open(report) as opened:
        page = opened.pages[number]
        below = page.crop((left, float(page.height) - low, right, float(page.height) - low + 30)).extract_text()

    assert (right - left, high - low) == pytest.approx(SIZE, abs=0.1)
    assert below == COVER.name


def test_the_signed_report_is_the_built_one_with_a_signature(report: Path, signed: Path) -> None:
    found, faults = signatures(signed.read_bytes(), report.read_bytes())

    assert faults == []
    assert [(one.field, one.signer, one.issuer) for one in found] == [("TTE", OWNER, ISSUER)]


def test_the_signature_says_who_when_and_whose_certificate(signed: Path) -> None:
    with pikepdf.open(signed) as pdf:
        look = field_of(pdf).AP.N
        left, one, right, other = map(float, look.BBox)
        assert (abs(right - left), abs(other - one)) == pytest.approx(SIZE, abs=1)
        number = next(n for n, page in enumerate(pdf.pages) if page.objgen == field_of(pdf).P.objgen)
    page = PdfReader(signed).pages[number]
    drawn = " ".join(page.extract_xform_text(note.get_object()["/AP"]["/N"]) for note in page.annotations or ())
    for told in (OWNER, "2 Maret 2018", f"diterbitkan oleh {ISSUER}"):
        assert told in " ".join(drawn.split())


def test_all_fonts_of_the_signed_report_are_inside(signed: Path) -> None:
    with pikepdf.open(signed) as pdf:
        named = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        described = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontBBox" in one]
        assert all(str(one.Subtype) in ("/Type0", "/CIDFontType2", "/CIDFontType0") for one in named)
        assert described
        assert all(one.keys() & {"/FontFile2", "/FontFile3"} for one in described)


@pytest.mark.parametrize("which", ["report", "signed"])
def test_the_validator_of_pdf_ua_finds_nothing(which: str, request: pytest.FixtureRequest) -> None:
    assert validate(str(request.getfixturevalue(which))).findings == ()


def run(*words: str) -> tuple[int, str]:
    made = CliRunner().invoke(app, ["sign", *words])
    told = str(made.exception) if isinstance(made.exception, ReportError) else made.output
    return made.exit_code, told


def test_the_command_signs(report: Path, tmp_path: Path) -> None:
    key = key_file(tmp_path, begin=dt.datetime.now(dt.UTC) - dt.timedelta(days=1))
    (tmp_path / "sandi.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    target = tmp_path / "ttd.pdf"
    words = ["--pkcs12", str(key), "--passphrase-file", str(tmp_path / "sandi.txt"), "-o", str(target)]

    code, told = run(str(report), *words)

    assert code == 0, told
    assert OWNER in told
    assert signatures(target.read_bytes(), report.read_bytes())[1] == []
    assert "sudah ada dan tidak ditimpa" in run(str(report), *words)[1]


def plain_pdf(folder: Path) -> Path:
    made = pikepdf.new()
    made.add_blank_page()
    made.save(folder / "lain.pdf")
    return folder / "lain.pdf"


def broken(folder: Path) -> Path:
    (folder / "rusak.pdf").write_bytes(b"%PDF-1.7 bukan")
    return folder / "rusak.pdf"


@pytest.mark.hostile("document")
@pytest.mark.parametrize(
    ("made", "told"),
    [
        pytest.param(lambda folder: written(folder, final=False), "Hanya laporan final", id="a draft"),
        pytest.param(plain_pdf, "Hanya laporan final", id="another PDF"),
        pytest.param(broken, "bukan PDF yang utuh", id="a broken file"),
        pytest.param(lambda folder: folder / "tiada.pdf", "tidak terbaca", id="no file"),
    ],
)
def test_only_a_final_report_is_signed(made: Callable[[Path], Path], told: str, key: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=told):
        sign(Signing(made(tmp_path), key, PASSPHRASE, tmp_path / "ttd.pdf"), NOW)
    assert not (tmp_path / "ttd.pdf").exists()


def test_nobody_signs_twice(signed: Path, key: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="sudah ditandatangani dengan sertifikat ini"):
        sign(Signing(signed, key, PASSPHRASE, tmp_path / "ttd.pdf"), NOW)


@pytest.fixture(scope="module")
def signed_by_three(signed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The signed report, signed by two others with keys of their own."""
    folder, last = tmp_path_factory.mktemp("bertiga"), signed
    for name in ("dua", "tiga"):
        (own := folder / name).mkdir()
        sign(Signing(last, key_file(own), PASSPHRASE, own / "ttd.pdf"), NOW)
        last = own / "ttd.pdf"
    return last


def test_others_sign_behind_the_first_whose_signature_stays_valid(report: Path, signed_by_three: Path) -> None:
    found, faults = signatures(signed_by_three.read_bytes(), report.read_bytes())
    assert ([one.field for one in found], faults) == (["TTE", "TTE2", "TTE3"], [])


def test_a_report_of_three_signers_is_what_its_standards_ask(signed_by_three: Path) -> None:
    assert validate(str(signed_by_three)).findings == ()
    with pikepdf.open(signed_by_three) as pdf:
        page = pdf.pages[0].MediaBox
        unseen = [one for one in pdf.Root.AcroForm.Fields if str(one.T) != "TTE"]
        assert len(unseen) == 2
        for field in unseen:
            left, low, right, high = map(float, field.Rect)
            assert (left, low) == (right, high)  # nothing to see, and so nothing that needs an appearance
            assert left < float(page[0])  # outside of the page, and so nothing that needs a tag
            assert int(field.F) & 4  # printed, as PDF/A asks of every annotation
            assert str(field.TU)


def test_a_qr_code_has_its_place_at_the_first_signature_alone(signed: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="tanpa --qr"):
        sign(Signing(signed, key_file(tmp_path), PASSPHRASE, tmp_path / "ttd.pdf", ADDRESS), NOW)
    assert not (tmp_path / "ttd.pdf").exists()


@pytest.mark.parametrize("which", ["report", "signed"])
@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9])
def test_a_report_that_was_damaged_is_not_signed(
    which: str, part: float, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """One that was signed is told by its signature; one that was not may be whole where nobody reads."""
    content = bytearray(request.getfixturevalue(which).read_bytes())
    content[int(len(content) * part)] ^= 1
    (tmp_path / "rusak.pdf").write_bytes(content)
    signing = Signing(tmp_path / "rusak.pdf", key_file(tmp_path), PASSPHRASE, tmp_path / "ttd.pdf")
    if which == "report":
        with suppress(ReportError):
            sign(signing, NOW)
        return
    with pytest.raises(ReportError, match="utuh"):
        sign(signing, NOW)
    assert not (tmp_path / "ttd.pdf").exists()


def test_an_authority_says_when(report: Path, key: Path, tmp_path: Path) -> None:
    with time_authority() as address:
        sign(Signing(report, key, PASSPHRASE, tmp_path / "ttd.pdf", timestamp_url=address), NOW)
    (one,) = PdfFileReader(io.BytesIO((tmp_path / "ttd.pdf").read_bytes())).embedded_regular_signatures
    (token,) = (one for one in one.signer_info["unsigned_attrs"] if one["type"].native == "signature_time_stamp_token")
    assert token["values"][0]["content"]["encap_content_info"]["content"].parsed["gen_time"].native == AT
    assert signatures((tmp_path / "ttd.pdf").read_bytes(), report.read_bytes())[1] == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "ftp://x", "bukan alamat"])
def test_an_authority_that_can_not_be_asked_is_told(address: str, report: Path, key: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="timestamp-url"):
        sign(Signing(report, key, PASSPHRASE, tmp_path / "ttd.pdf", timestamp_url=address), NOW)
    assert not (tmp_path / "ttd.pdf").exists()


def test_an_authority_that_answers_something_else_is_told(report: Path, key: Path, tmp_path: Path) -> None:
    with time_authority(broken=True) as address, pytest.raises(ReportError, match="tidak memberi stempel waktu"):
        sign(Signing(report, key, PASSPHRASE, tmp_path / "ttd.pdf", timestamp_url=address), NOW)
    assert not (tmp_path / "ttd.pdf").exists()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param({"passphrase": "lain"}, "Periksa kata sandinya", id="another passphrase"),
        pytest.param({"begin": NOW - dt.timedelta(days=30), "days": 10}, "berlaku", id="an expired certificate"),
        pytest.param({"begin": NOW + dt.timedelta(days=1)}, "berlaku", id="a certificate of tomorrow"),
    ],
)
def test_a_key_that_can_not_sign_is_told(spoil: dict[str, object], told: str, report: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=told):
        sign(Signing(report, key_file(tmp_path, **spoil), PASSPHRASE, tmp_path / "ttd.pdf"), NOW)  # type: ignore[arg-type]
    assert not (tmp_path / "ttd.pdf").exists()


def test_a_key_without_passphrase_signs(report: Path, tmp_path: Path) -> None:
    sign(Signing(report, key_file(tmp_path, passphrase=""), "", tmp_path / "ttd.pdf"), NOW)


@pytest.mark.parametrize("content", [b"", b"bukan kunci"], ids=["empty", "words"])
def test_a_file_that_is_no_key_is_told(content: bytes, report: Path, tmp_path: Path) -> None:
    (tmp_path / "kunci.p12").write_bytes(content)
    with pytest.raises(ReportError, match="PKCS#12"):
        sign(Signing(report, tmp_path / "kunci.p12", PASSPHRASE, tmp_path / "ttd.pdf"), NOW)


def test_an_address_that_no_qr_code_holds_is_told(report: Path, key: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="terlalu panjang"):
        sign(Signing(report, key, PASSPHRASE, tmp_path / "ttd.pdf", "https://x.example/" + "a" * 4000), NOW)


def test_the_first_of_two_has_the_place_and_the_other_signs_unseen(key: Path, tmp_path: Path) -> None:
    document = torture_document()
    front = make_front(COVER, YEAR, Inventory((MADE_UP,)), final=True)
    put_name(document, front)
    tree = build_tree(document, facts(), front)
    (block,) = (one for one in tree["sections"][0]["blocks"] if one["t"] == "signature")
    tree["sections"][0]["blocks"].append({**block, "name": ["Kepala Bagian"]})
    write_pdf(tree, tmp_path / "laporan.pdf")

    with pikepdf.open(tmp_path / "laporan.pdf") as pdf:
        assert str(field_of(pdf).T) == "TTE"
    sign(Signing(tmp_path / "laporan.pdf", key, PASSPHRASE, tmp_path / "satu.pdf"), NOW)
    (tmp_path / "dua.pdf").write_bytes(sign_unseen((tmp_path / "satu.pdf").read_bytes(), field="Paraf"))
    found, faults = signatures((tmp_path / "dua.pdf").read_bytes(), (tmp_path / "laporan.pdf").read_bytes())
    assert ([one.field for one in found], faults) == (["TTE", "Paraf"], [])


def test_a_draft_has_no_place_to_sign(tmp_path: Path) -> None:
    with pikepdf.open(written(tmp_path, final=False)) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_the_same_report_gives_the_same_place(report: Path, tmp_path: Path) -> None:
    assert written(tmp_path, final=True).read_bytes() == report.read_bytes()
