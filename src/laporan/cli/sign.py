"""`laporan sign` on a terminal: a final report is signed with a certificate that is a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from laporan.core.errors import ReportError

BSRE = (
    "Pengguna BSrE menandatangani PDF yang sama di aplikasi BSrE instansinya, lalu menyerahkan hasilnya: "
    "laporan publish (tahun) --signed. Pilih kolom TTE yang sudah ada, atau tanda tangan yang tidak terlihat: "
    "kotak yang ditaruh sendiri tetap sah, tetapi berada di luar struktur yang dibaca pembaca layar."
)


def sign(
    report: Annotated[
        Path,
        typer.Argument(
            help="laporan.pdf dari laporan final, atau yang sudah ditandatangani orang lain", show_default=False
        ),
    ],
    pkcs12: Annotated[Path, typer.Option(help="Kunci dan sertifikat, .p12 atau .pfx", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="Berkas yang ditulis")] = Path("laporan-ttd.pdf"),
    passphrase_file: Annotated[
        Path | None, typer.Option(help="Berkas yang baris pertamanya kata sandi; tanpa ini ditanyakan")
    ] = None,
    qr: Annotated[str, typer.Option(help="Alamat untuk memeriksa tanda tangan, sebagai kode QR di kotaknya")] = "",
    timestamp_url: Annotated[str, typer.Option(help="Penyedia stempel waktu (RFC 3161); tanpa ini jam komputer")] = "",
) -> None:
    """Tanda tangani laporan final secara elektronik (PAdES) di tempat yang sudah disiapkan."""
    from laporan.publish.sign import Signing
    from laporan.publish.sign import sign as sign_report

    made = sign_report(Signing(report, pkcs12, _passphrase(passphrase_file), output, qr, timestamp_url))
    out = Console(highlight=False)
    out.print(f"[green]✓[/] {escape(str(output))} ditandatangani {escape(made.signer)}", soft_wrap=True)
    out.print(
        f"  penerbit sertifikat: {escape(made.issuer)}; apakah ia dipercaya tidak diperiksa di sini", soft_wrap=True
    )
    out.print(f"  Lalu: laporan publish (tahun) --signed {escape(str(output))}", soft_wrap=True)


sign.__doc__ = f"{sign.__doc__}\n\n    {BSRE}"


def _passphrase(file: Path | None) -> str:
    if file is None:
        if not sys.stdin.isatty():
            raise typer.BadParameter("tidak ada yang dapat ditanyai; sebutkan --passphrase-file")
        return str(typer.prompt("Kata sandi berkas kunci", hide_input=True, err=True, default="", show_default=False))
    try:
        return (file.read_text(encoding="utf-8").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{file} tidak terbaca. Periksa namanya") from error
