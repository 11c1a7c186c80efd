"""`laporan new`: writes skeletons to begin from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from laporan.cli.arguments import year_number
from laporan.core import paths

if TYPE_CHECKING:
    from laporan.scaffold.write import Written

app = typer.Typer(no_args_is_help=True, help="Tulis kerangka: proyek, pokok bahasan, bab, tahun, atau satuan kerja.")
out = Console(highlight=False)
Title = Annotated[str, typer.Option("--title", help="Namanya seperti tercetak dalam laporan")]


@app.command()
def project(
    folder: Annotated[Path, typer.Argument(help="Folder proyek yang baru")],
    title: Title = "",
    year: Annotated[
        int | None, typer.Option(help="Tahun laporan yang pertama; tanpa ini tahun lalu", parser=year_number)
    ] = None,
) -> None:
    """Tulis proyek lembaga lain yang dapat langsung dibangun: satu pokok bahasan, satu bab, data buatan."""
    from laporan.scaffold.write import new_project

    last = dt.datetime.now(dt.UTC).year - 1
    _tell(new_project(folder, title or folder.name.replace("-", " ").title(), year or last))


@app.command()
def subject(
    name: Annotated[str, typer.Argument(help="Nama foldernya, misalnya loket")],
    title: Title = "",
    section: Annotated[str, typer.Option(help="Bab yang mencetak angkanya; tanpa ini sama dengan namanya")] = "",
) -> None:
    """Tulis folder pokok bahasan: kontrak data, parameter, hitungan, gambar, data buatan."""
    from laporan.scaffold.write import new_subject

    _tell(new_subject(name, title or name.replace("_", " ").capitalize(), section or name.replace("_", "-")))


@app.command()
def chapter(
    section: Annotated[str, typer.Argument(help="Kode bab, misalnya loket")],
    title: Title = "",
    after: Annotated[str | None, typer.Option(help="Bagian yang mendahuluinya dalam params/struktur.yml")] = None,
    subject: Annotated[str | None, typer.Option(help="Pokok bahasan yang angkanya dicetak")] = None,
) -> None:
    """Tulis buku catatan sebuah bab, dan tempatnya di params/struktur.yml."""
    from laporan.scaffold.additions import new_chapter

    _tell(new_chapter(section, title or section.replace("-", " ").capitalize(), after, subject))


@app.command()
def year(
    year: Annotated[int, typer.Argument(help="Tahun laporan", parser=year_number)],
    empty: Annotated[bool, typer.Option("--empty", help="Tanpa data buatan: hanya data kantor yang akan ada")] = False,
) -> None:
    """Mulai sebuah tahun dari parameter tahun terakhir."""
    from laporan.scaffold.additions import new_year

    _tell(new_year(year, empty=empty))


@app.command()
def unit(
    code: Annotated[str, typer.Argument(help="Kodenya, misalnya cabang-2")],
    name: Annotated[str, typer.Option(help="Nama seperti tercetak")],
    place: Annotated[str, typer.Option(help="Kota kedudukannya")],
    year: Annotated[
        int | None, typer.Option(help="Tahun laporannya; tanpa ini tahun terakhir", parser=year_number)
    ] = None,
) -> None:
    """Tambahkan satuan kerja: barisnya di params/units.yml, dan parameternya sendiri."""
    from laporan.scaffold.additions import new_unit

    _tell(new_unit(code, name, place, year))


def _tell(written: Written) -> None:
    """Which files there are now, and what is to be done about them."""
    for file in written.files:
        out.print(f"[green]✓[/] {escape(paths.relative(file))}", soft_wrap=True)
    for line in written.to_do:
        out.print(f"  → {escape(line)}", soft_wrap=True)
