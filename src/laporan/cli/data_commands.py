"""`laporan import`, `sample`, `codebook`, `export`: data on its way in and out."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape

from laporan.cli.arguments import any_count, at_least_one, day, factor, year_number
from laporan.cli.options import AsJson, OneUnit, Year, err, out
from laporan.core import paths


def import_data(
    source: Annotated[
        list[str] | None, typer.Argument(help="Berkas, folder, atau env:NAMA (variabel dengan alamat basis data)")
    ] = None,
    to: Annotated[str, typer.Option("--to", help="Data tujuan, misalnya skm; tanpa ini yang disebut peta")] = "",
    map_name: Annotated[str, typer.Option("--map", help="Peta impor: berkas, atau nama di params/import")] = "",
    year: Annotated[int | None, typer.Option("--year", "-y", help="Tahun data", parser=year_number)] = None,
    unit: OneUnit = "",
    by: Annotated[str, typer.Option("--by", help="Satuan kerja yang menyerahkan")] = "",
    date: Annotated[dt.date | None, typer.Option("--date", help="Tanggal penyerahan, TTTT-BB-HH", parser=day)] = None,
    letter: Annotated[str, typer.Option("--letter", help="Surat atau berita acara penyerahan")] = "",
    append: Annotated[bool, typer.Option("--append", help="Tambahkan pada data yang diimpor dengan peta lain")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Gantikan data yang bukan hasil impor peta ini")] = False,
    carry_over: Annotated[
        bool, typer.Option("--carry-over", help="Tambahkan yang belum selesai menurut data tahun sebelumnya")
    ] = False,
    propose: Annotated[bool, typer.Option("--propose", help="Jangan impor: tulis usulan peta untuk ditinjau")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Ulangi semua impor tahun itu, dan sebut yang berubah")
    ] = False,
    folders: Annotated[
        list[Path] | None, typer.Option("--from", help="Dengan --again: folder sumber di luar proyek")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bawa berkas atau basis data satuan kerja ke data tahun itu, menurut peta: utuh, atau tidak sama sekali."""
    from laporan.cli.intake import run_again, run_import, run_proposal
    from laporan.intake.importing import ImportRequest
    from laporan.intake.map_model import Handover

    if year is None or not (map_name or again or propose):
        raise typer.BadParameter("sebut --year, dan --map, --propose, atau --again", param_hint="--year, --map")
    if append and replace:
        raise typer.BadParameter("pilih salah satu", param_hint="--append, --replace")
    if propose:
        if not source or not to:
            raise typer.BadParameter("sebut sumbernya dan --to", param_hint="--propose")
        run_proposal(source, to, year, unit or paths.main_unit(), out)
        return
    if again:
        if not run_again(year, unit, folders or [], as_json, out, err):
            raise typer.Exit(1)
        return
    request = ImportRequest(
        source or [], to, Path(map_name).expanduser(), year, unit or paths.main_unit(),
        Handover(by=by, date=date, letter=letter), append, replace, carry_over,
    )  # fmt: skip
    if not run_import(request, as_json, out, err):
        raise typer.Exit(1)


def sample(
    year: Year,
    unit: OneUnit = "",
    seed: Annotated[
        int, typer.Option(help="Benih acak; benih yang sama memberi data yang sama", parser=any_count)
    ] = 2017,
    scale: Annotated[float, typer.Option(help="Pengali banyaknya baris", parser=factor)] = 1.0,
    rows: Annotated[
        int | None,
        typer.Option(help="Banyaknya baris log tahun itu, bila pokok bahasannya mengenalnya", parser=at_least_one),
    ] = None,
    folder: Annotated[Path | None, typer.Option(help="Folder tujuan; tanpa ini data/raw/<tahun>")] = None,
    force: Annotated[bool, typer.Option("--force", help="Ganti juga berkas yang bukan buatan perintah ini")] = False,
) -> None:
    """Buat data sintetis: berkas CSV dan datapackage.json, sama untuk benih yang sama. Berkas kantor dibiarkan."""
    from laporan.data.sample_files import write_samples
    from laporan.data.samples import make_samples

    made = write_samples(make_samples(year, unit, seed, scale, rows), year, unit, folder, force=force)
    done = "diganti" if force else "dibiarkan, --force menggantinya"
    for file, owner in made.others.items():
        err.print(f"{escape(paths.relative(file))} ({owner}): {done}", style="yellow", soft_wrap=True)
    out.print(f"[green]✓[/] {made.package}: {len(made.rows)} berkas, {sum(made.rows.values())} baris")


def codebook(
    year: Year,
    names: Annotated[list[str] | None, typer.Argument(help="Nama data, misalnya skm; tanpa ini semuanya")] = None,
) -> None:
    """Cetak buku kode tahun itu (Markdown): kolom, isi, dan aturan setiap berkas data."""
    from laporan.data.catalogue import contract_for
    from laporan.data.dictionary import dictionary

    sys.stdout.write(dictionary(year, {name: contract_for(name, year).columns for name in names} if names else None))


def export(
    year: Year,
    unit: OneUnit = "",
    form: Annotated[
        Literal["parquet", "csv", "sqlite", "duckdb"], typer.Option("--format", help="Bentuk berkasnya")
    ] = "parquet",
    folder: Annotated[Path | None, typer.Option("--to", help="Folder tujuan; tanpa ini outputs/ekspor")] = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="Semua kolom dan baris, untuk kantor sendiri; jangan diteruskan")
    ] = False,
) -> None:
    """Tulis data tervalidasi satu tahun dan buku kodenya. Data pribadi dan kata bebas tinggal, kecuali --internal."""
    from laporan.data.exports import export as write_export

    made = write_export(year, unit or paths.main_unit(), form, folder, internal=internal)
    for name in made.held_back:
        err.print(f"{name}: barisnya orang, tidak ditulis; untuk kantor sendiri: --internal", style="yellow")
    out.print(f"[green]✓[/] {made.folder}: {len(made.rows)} data, {sum(made.rows.values())} baris", soft_wrap=True)
