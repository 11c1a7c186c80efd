"""Who may reach a build's machines is settled before anything is sent: TLS, certificates, loopback, or `--insecure`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from laporan.build.dask import certificates as making
from laporan.build.dask.certificates import AUTHORITY_KEY, make_certificates
from laporan.build.dask.network import (
    AUTHORITY,
    CERTIFICATE,
    KEY,
    Address,
    MachineCertificates,
    certificates_for,
    is_loopback,
)
from laporan.cli import machines
from laporan.cli.app import app
from laporan.core.errors import ReportError

pytestmark = pytest.mark.hostile("input")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """MachineCertificates of an authority of its own, for the machines `satu` and `dua`."""
    folder = tmp_path_factory.mktemp("sertifikat")
    make_certificates(folder, ["satu", "dua"])
    return folder


@pytest.mark.parametrize(
    "text",
    ["tls://10.0.0.1:8786", "tcp://127.0.0.1:1", "tls://[::1]:8786", "tls://pusat.bkn.example:8786"],
)
def test_an_address_is_read(text: str) -> None:
    assert str(Address.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "10.0.0.1:8786", "tls://10.0.0.1", "tls://:8786", "http://10.0.0.1:8786", "tls://10.0.0.1:99999",
     "tls://10.0.0.1:x", "tls://10.0.0.1:8786/x", "tls://10.0.0.1:8786?x=1", "tls://[::1:8786", "--help"],
)  # fmt: skip
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(ReportError, match="bukan alamat scheduler; tulis seperti tls://"):
        Address.parse(text)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("10.0.0.1", False),
        ("127.1", False),  # some systems read it as 127.0.0.1; what is not plain is taken for another machine
        ("localhost.bkn.example", False),
        ("127.0.0.1.bkn.example", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, own: bool) -> None:
    assert is_loopback(host) is own


@pytest.mark.parametrize(
    ("address", "hosts", "insecure", "says"),
    [
        ("tls://127.0.0.1:8786", (), False, "memerlukan sertifikat"),
        ("tls://10.0.0.1:8786", (), True, "memerlukan sertifikat"),
        ("tcp://10.0.0.1:8786", (), False, "siapa pun yang mencapai 10.0.0.1 dapat membaca data dan menjalankan kode"),
        ("tcp://127.0.0.1:8786", ("0.0.0.0",), False, "siapa pun yang mencapai 0.0.0.0"),  # noqa: S104
        ("tcp://pusat:8786", (), False, "siapa pun yang mencapai pusat"),
        ("tcp://10.0.0.1:8786", (), True, None),
        ("tcp://127.0.0.1:8786", (), False, None),
        ("tcp://[::1]:8786", ("::1",), False, None),
    ],
)
def test_without_certificates_nothing_leaves_this_machine(
    address: str, hosts: tuple[str, ...], insecure: bool, says: str | None
) -> None:
    if says is None:
        assert certificates_for(Address.parse(address), None, insecure=insecure, hosts=hosts) is None
    else:
        with pytest.raises(ReportError, match=says):
            certificates_for(Address.parse(address), None, insecure=insecure, hosts=hosts)


def test_certificates_are_not_shown_to_who_does_not_ask(folder: Path) -> None:
    with pytest.raises(ReportError, match="tulis tls://"):
        certificates_for(Address.parse("tcp://127.0.0.1:8786"), folder / "satu", insecure=False)


def test_certificates_serve_every_part(folder: Path) -> None:
    security = MachineCertificates.of(folder / "satu").security()
    assert security.require_encryption
    for role in ("client", "scheduler", "worker"):
        assert security.get_connection_args(role)["ssl_context"] is not None


def spoil(place: Path, folder: Path, how: str) -> None:
    if how.startswith("no "):
        (place / how.removeprefix("no ")).unlink()
    elif how == "no pem":
        (place / CERTIFICATE).write_bytes(b"bukan PEM")
    elif how == "other key":
        shutil.copy(folder / "dua" / KEY, place / KEY)
    else:
        make_certificates(place.parent / "lain", ["satu"])
        shutil.copy(place.parent / "lain" / AUTHORITY, place / AUTHORITY)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (f"no {AUTHORITY}", AUTHORITY),
        (f"no {CERTIFICATE}", CERTIFICATE),
        (f"no {KEY}", KEY),
        ("other key", "bukan kunci dari"),
        ("other authority", "tidak seasal"),
    ],
)
def test_certificates_that_do_not_fit_are_told(how: str, says: str, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "satu"
    shutil.copytree(folder / "satu", place)
    spoil(place, folder, how)
    with pytest.raises(ReportError, match=says) as raised:
        MachineCertificates.of(place)
    assert "laporan certificates" in str(raised.value)


@pytest.mark.parametrize("name", [AUTHORITY, CERTIFICATE, KEY])
@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_file_that_is_no_certificate_is_told(name: str, content: bytes, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "satu"
    shutil.copytree(folder / "satu", place)
    (place / name).write_bytes(content)
    with pytest.raises(ReportError, match="laporan certificates"):
        MachineCertificates.of(place)


def test_old_certificates_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "DAYS", -0.01)
    (place,) = make_certificates(tmp_path, ["satu"])
    with pytest.raises(ReportError, match="berakhir 20"):
        MachineCertificates.of(place)


def test_a_machine_is_added_to_the_same_authority(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "salinan")
    (place,) = make_certificates(tmp_path / "salinan", ["10.0.0.3"])
    assert MachineCertificates.of(place)
    assert (place / AUTHORITY).read_bytes() == (folder / AUTHORITY).read_bytes()


@pytest.mark.parametrize("name", ["", "..", ".", "/x", "a/b", "a\\b", "-x", "a b", "ä", "a\n", "x" * 64, "a:b"])
def test_a_name_that_is_none_makes_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="bukan nama mesin"):
        make_certificates(tmp_path / "sertifikat", ["satu", name])
    assert not (tmp_path / "sertifikat").exists()


def test_a_machine_that_has_one_keeps_it(folder: Path) -> None:
    before = (folder / "satu" / KEY).read_bytes()
    with pytest.raises(ReportError, match="satu sudah ada"):
        make_certificates(folder, ["tiga", "satu"])
    assert (folder / "satu" / KEY).read_bytes() == before
    assert not (folder / "tiga").exists()


@pytest.mark.parametrize("content", [b"", b"bukan kunci"])
def test_an_authority_that_is_broken_signs_nothing(content: bytes, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "salinan")
    (tmp_path / "salinan" / AUTHORITY_KEY).write_bytes(content)
    with pytest.raises(ReportError, match="mulai dengan folder yang kosong"):
        make_certificates(tmp_path / "salinan", ["tiga"])


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps who may read a file elsewhere")
def test_keys_are_for_their_owner_alone(folder: Path) -> None:
    for key in (folder / AUTHORITY_KEY, folder / "satu" / KEY, folder / "dua" / KEY):
        assert key.stat().st_mode & 0o077 == 0


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the command line would go on as."""
    noted: list[list[str]] = []

    def note(program: str, words: list[str], ours: MachineCertificates | None) -> None:
        noted.append([program, *words, *(ours.words() if ours else [])])

    monkeypatch.setattr(machines, "_become", note)
    return noted


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words, env={"COLUMNS": "1000", "LAPORAN_CERTIFICATES": ""})


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["worker", "tcp://10.0.0.1:8786"], "menjalankan kode"),
        (["worker", "tcp://127.0.0.1:8786", "--host", "0.0.0.0"], "menjalankan kode"),  # noqa: S104
        (["worker", "tls://10.0.0.1:8786"], "memerlukan sertifikat"),
        (["worker", "tls://10.0.0.1:8786", "--insecure"], "memerlukan sertifikat"),
        (["worker", "10.0.0.1:8786"], "bukan alamat scheduler"),
        (["scheduler", "tcp://0.0.0.0:8786"], "menjalankan kode"),
        (["scheduler"], "memerlukan sertifikat"),
        (["worker", "tls://10.0.0.1:8786", "--certificates", "{satu}"], "--host"),
        (["worker", "tcp://10.0.0.1:8786", "--insecure"], "--host"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_would_be_open_does_not_begin(words: list[str], says: str, became: list[Any], folder: Path) -> None:
    result = run(*(word.replace("{satu}", str(folder / "satu")) for word in words))
    assert result.exit_code == 2
    assert says in result.output
    assert became == []


@pytest.mark.parametrize(
    ("words", "host", "says"),
    [
        (["worker", "tls://127.0.0.1:8786"], "127.0.0.1", "hanya mesin ini yang dapat mencapainya; TLS"),
        (["worker", "tls://10.0.0.1:8786", "--host", "10.0.0.2"], "10.0.0.2", "mesin lain dapat mencapainya; TLS"),
        (["scheduler", "tls://10.0.0.1:8786"], "10.0.0.1", "mesin lain dapat mencapainya; TLS"),
        (["scheduler"], "127.0.0.1", "hanya mesin ini"),
        (["scheduler", "tls://[::1]:8786"], "::1", "hanya mesin ini"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_it_is_said_where_one_listens(
    words: list[str], host: str, says: str, became: list[list[str]], folder: Path
) -> None:
    result = run(*words, "--certificates", str(folder / "satu"))
    assert result.exit_code == 0, result.output
    (command,) = became
    assert command[command.index("--host") + 1] == host
    assert command[command.index("--tls-cert") + 1] == str(folder / "satu" / CERTIFICATE)
    assert f"mendengar di {host}: {says}" in result.output


def test_without_tls_that_is_said(became: list[list[str]]) -> None:
    result = run("worker", "tcp://10.0.0.1:8786", "--host", "10.0.0.2", "--insecure")
    assert result.exit_code == 0, result.output
    assert "mesin lain dapat mencapainya; tanpa TLS" in result.output
    assert "--tls-cert" not in became[0]


def test_the_command_makes_what_each_machine_needs(tmp_path: Path) -> None:
    result = run("certificates", str(tmp_path / "sertifikat"), "pusat", "10.0.0.2")
    assert result.exit_code == 0, result.output
    assert MachineCertificates.of(tmp_path / "sertifikat" / "pusat")
    assert MachineCertificates.of(tmp_path / "sertifikat" / "10.0.0.2")
    assert "simpan baik-baik" in result.output
