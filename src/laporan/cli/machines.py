"""`laporan scheduler`, `worker` and `certificates`: a build on other machines."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from laporan.build.dask.network import Address, MachineCertificates, certificates_for, is_loopback
from laporan.cli.arguments import at_least_one
from laporan.core.errors import ReportError

CORES = os.cpu_count() or 2
EXAMPLE = "misalnya tls://10.0.0.1:8786"
CertificateFolder = Annotated[
    Path | None,
    typer.Option("--certificates", envvar="LAPORAN_CERTIFICATES", help="Folder sertifikat mesin ini, untuk tls://"),
]
Insecure = Annotated[
    bool,
    typer.Option("--insecure", help="Izinkan tcp:// ke mesin lain: siapa pun di jaringan itu dapat menjalankan kode"),
]
err = Console(stderr=True, highlight=False)


def scheduler(
    address: Annotated[str, typer.Argument(help=f"Alamat untuk mendengar, {EXAMPLE}")] = "tls://127.0.0.1:8786",
    certificates: CertificateFolder = None,
    insecure: Insecure = False,
) -> None:
    """Bagikan bab dan laporan kepada pekerja, sampai dihentikan: pusat dari `laporan build --scheduler`."""
    require_dask()
    place, ours = _safe(address, certificates, insecure=insecure)
    _tell("Scheduler", place.host, ours)
    words = ["--protocol", place.protocol, "--host", place.host, "--port", str(place.port)]
    _become("dask_scheduler", [*words, *_page(place.host)], ours)


def worker(
    address: Annotated[str, typer.Argument(metavar="SCHEDULER", help=f"Alamat scheduler, {EXAMPLE}")],
    host: Annotated[
        str, typer.Option(help="Alamat mesin ini tempat mendengar; tanpa ini hanya mesin ini sendiri")
    ] = "",
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Banyaknya proses", parser=at_least_one)] = CORES,
    folder: Annotated[Path | None, typer.Option(help="Tempat berkas kerja; tanpa ini folder sementara")] = None,
    certificates: CertificateFolder = None,
    insecure: Insecure = False,
) -> None:
    """Kerjakan bab dan laporan untuk `laporan build --scheduler`, sampai dihentikan. Tidak perlu berkas proyek."""
    require_dask()
    place, ours = _safe(address, certificates, insecure=insecure, hosts=(host,) if host else ())
    if not host and not is_loopback(place.host):
        raise typer.BadParameter(
            f"scheduler {place} ada di mesin lain dan menghubungi pekerjanya: "
            f"sebut alamat mesin ini yang dapat dicapainya dengan --host"
        )
    listens = host or place.host
    _tell("Pekerja", listens, ours)
    words = [str(place), "--host", listens, "--nthreads", "1", "--nworkers", str(jobs), *_page(listens)]
    words += ["--local-directory", str(folder)] if folder else []
    # A worker forks a process for each chapter, which Dask's processes may only do if they are no daemons.
    os.environ["DASK_DISTRIBUTED__WORKER__DAEMON"] = "False"
    _become("dask_worker", words, ours)


def certificates(
    folder: Annotated[Path, typer.Argument(help="Tempatnya, di luar proyek; ca-key.pem tetap di sana")],
    machines: Annotated[list[str], typer.Argument(help="Nama atau nomor tiap mesin")],
) -> None:
    """Buat sertifikat untuk beberapa mesin: satu folder tiap mesin, untuk --certificates di sana."""
    require_dask()
    from laporan.build.dask.certificates import AUTHORITY_KEY, DAYS, make_certificates

    for place in make_certificates(folder, machines):
        err.print(f"{escape(str(place))}: salin ke mesin itu, berlaku {DAYS} hari", soft_wrap=True)
    err.print(f"Siapa yang memegang {AUTHORITY_KEY} dapat menambah mesin: simpan baik-baik.", soft_wrap=True)


def require_dask() -> None:
    """End the command where what the extra `dask` brings is not installed."""
    if not (find_spec("distributed") and find_spec("cryptography")):
        err.print("Dask tidak terpasang di sini. Pasang: pip install 'laporan-bkn[dask]'", style="red", markup=False)
        raise typer.Exit(1)


def _safe(
    address: str, folder: Path | None, *, insecure: bool, hosts: tuple[str, ...] = ()
) -> tuple[Address, MachineCertificates | None]:
    try:
        place = Address.parse(address)
        return place, certificates_for(place, folder, insecure=insecure, hosts=hosts)
    except ReportError as error:
        raise typer.BadParameter(str(error)) from error


def _tell(who: str, host: str, ours: MachineCertificates | None) -> None:
    reach = "hanya mesin ini yang dapat mencapainya" if is_loopback(host) else "mesin lain dapat mencapainya"
    guard = f"TLS, untuk pemegang sertifikat dari {ours.authority}" if ours else "tanpa TLS"
    err.print(escape(f"{who} mendengar di {host}: {reach}; {guard}. Porta di bawah ini."), soft_wrap=True)


def _page(host: str) -> list[str]:
    """Dask's own page is left out; what it serves all the same, it serves on this machine alone."""
    own = "[::1]" if ":" in host else "127.0.0.1"
    return ["--no-dashboard", "--dashboard-address", f"{own}:0"]


def _become(program: str, words: list[str], ours: MachineCertificates | None) -> NoReturn:
    """Go on as a program of Dask's, so that whoever ends this process ends that."""
    command = [sys.executable, "-m", f"distributed.cli.{program}", *words, *(ours.words() if ours else [])]
    os.environ["DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION"] = str(ours is not None)
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - Dask's own program, with what was asked for
    sys.exit(subprocess.call(command))
