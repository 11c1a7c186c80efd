"""`laporan review`: comments that reviewers wrote in the report's page, for its authors."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from typer.core import TyperGroup

from laporan.cli.arguments import year_number
from laporan.core import paths
from laporan.core.errors import ReviewError
from laporan.core.faults import harmless

if TYPE_CHECKING:
    from laporan.review.annotations import Annotation
    from laporan.review.places import CommentPlace

AUTHOR = "Penyusun laporan"
FACT_ID = re.compile(r"[\w.~-]+")
out = Console(highlight=False)
OptionalYear = Annotated[
    int | None, typer.Argument(help="Tahun laporan; tanpa ini semua yang dikomentari", parser=year_number)
]
Year = Annotated[int, typer.Argument(help="Tahun laporan, misalnya 2017", parser=year_number)]
Unit = Annotated[str, typer.Option("--unit", "-u", help="Kode satuan kerja; tanpa ini yang utama", show_default=False)]
CommentId = Annotated[str, typer.Argument(metavar="ID", help="Id komentar, atau huruf-huruf pertamanya")]
By = Annotated[str, typer.Option("--as", help="Nama yang menjawab")]


class ListedByDefault(TyperGroup):
    """`laporan review 2017` is `laporan review list 2017`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """No word at all, or an option first, is asked of the list."""
        named = args and (args[0] == "--help" or not args[0].startswith("-"))
        return super().parse_args(ctx, args if named else ["list", *args])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """So is a word that is no command."""
        return super().resolve_command(ctx, args if args[0] in self.commands else ["list", *args])


app = typer.Typer(cls=ListedByDefault, help="Komentar peninjau: masukkan, lihat menurut sel, jawab, selesaikan.")


@app.command("list")
def list_comments(
    year: OptionalYear = None,
    unit: Unit = "",
    everything: Annotated[bool, typer.Option("--all", help="Juga yang sudah selesai")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON")] = False,
) -> None:
    """Sebutkan komentar menurut buku catatan dan sel; perintah ini juga `laporan review 2017`."""
    from laporan.project.outline import plan_report
    from laporan.review.places import placed
    from laporan.review.store import comments_of, reports_commented

    asked = (
        [(year, unit or paths.main_unit())] if year else [one for one in reports_commented() if unit in ("", one[1])]
    )
    told: list[dict[str, Any]] = []
    for report in asked:
        places = placed(plan_report(*report), comments_of(*report))
        shown = [place for place in places if everything or place.comment.is_open]
        if as_json:
            told += [_as_json(report, place) for place in shown]
        else:
            _show(report, places, shown)
    if as_json:
        out.print_json(json.dumps(told))
    elif not asked:
        out.print("belum ada komentar; masukkan dengan: laporan review add BERKAS 2017")


@app.command("add")
def add_comments(
    file: Annotated[Path, typer.Argument(help="Berkas yang diekspor dari halaman laporan", show_default=False)],
    year: Year,
    unit: Unit = "",
) -> None:
    """Masukkan komentar yang diekspor peninjau; menurut id, dan yang diubah paling akhir yang berlaku."""
    from laporan.project.outline import plan_report
    from laporan.review.store import add, file_of

    plan = plan_report(year, unit)
    added = add(file, plan.year, plan.unit)
    out.print(
        f"[green]✓[/] {paths.relative(file_of(plan.year, plan.unit))}: {added.new} baru, {added.renewed} diperbarui, "
        f"{added.same} sudah sama",
        soft_wrap=True,
    )


@app.command("answer")
def answer_comment(
    comment: CommentId, words: Annotated[str, typer.Argument(metavar="JAWABAN", help="Isinya")], name: By = AUTHOR
) -> None:
    """Jawab satu komentar; peninjau membacanya sesudah mengimpor hasil `laporan review export`."""
    from laporan.review.store import answer

    if not words.strip() or not name.strip():
        raise ReviewError("jawaban dan nama wajib diisi")
    _told("dijawab", answer(comment, words, name))


@app.command("resolve")
def resolve_comment(comment: CommentId) -> None:
    """Tandai satu komentar selesai."""
    from laporan.review.store import settle

    _told("selesai", settle(comment))


@app.command("reopen")
def reopen_comment(comment: CommentId) -> None:
    """Buka lagi komentar yang sudah selesai."""
    from laporan.review.store import settle

    _told("dibuka lagi", settle(comment, done=False))


@app.command("export")
def export_comments(
    year: Year, unit: Unit = "", file: Annotated[Path | None, typer.Option("--to", help="Berkas tujuan")] = None
) -> None:
    """Tulis komentar, jawaban, dan keadaannya ke berkas yang diimpor peninjau di halaman laporan."""
    from laporan.project.outline import plan_report
    from laporan.review.annotations import page_of
    from laporan.review.store import comments_of, file_of

    plan = plan_report(year, unit)
    items = comments_of(plan.year, plan.unit)
    if not items:
        raise ReviewError(f"{plan.name}: belum ada komentar")
    place = file or file_of(plan.year, plan.unit).with_name(f"jawaban-{plan.year}-{plan.unit}.jsonld")
    try:
        place.write_text(page_of(f"{plan.year}/{plan.unit}", items), encoding="utf-8")
    except OSError as error:
        raise ReviewError(f"{place.name}: tidak dapat ditulis. Periksa foldernya") from error
    out.print(f"[green]✓[/] {escape(str(place))}: {len(items)} anotasi; berisi nama orang", soft_wrap=True)


def _told(what: str, comment: Annotation) -> None:
    out.print(f"[green]✓[/] {escape(comment.short)} {what}: {escape(_line(comment.words))}", soft_wrap=True)


def _line(text: str) -> str:
    return harmless(" ".join(text.split()))[:100]


def _show(report: tuple[int, str], places: list[CommentPlace], shown: list[CommentPlace]) -> None:
    still = sum(place.comment.is_open for place in places)
    out.print(f"[bold]{report[0]} {escape(report[1])}[/]: {still} terbuka, {len(places) - still} selesai")
    for (notebook, cell, line), together in groupby(shown, lambda one: (one.notebook, one.cell, one.line)):
        where = f", sel {cell}: {line}" if cell else ""
        out.print(escape(harmless(f"{notebook or 'di luar bab'}{where}")), soft_wrap=True)
        for place in together:
            _show_comment(place, report)


def _show_comment(place: CommentPlace, report: tuple[int, str]) -> None:
    one, about = place.comment, place.comment.about
    what = f"{about.kind} “{one.quote[:60]}”" if about else ""
    signed = (one.tag, one.creator.name, one.created[:10], "" if one.is_open else "selesai", what)
    out.print(f"  [bold]{escape(one.short)}[/] {escape(_line(' · '.join(filter(None, signed))))}", soft_wrap=True)
    out.print(f"    {escape(harmless(one.words))}", soft_wrap=True)
    if about and FACT_ID.fullmatch(about.fact):  # whoever wrote the file chose it, and somebody may copy the line
        out.print(f"    laporan trace {report[0]} {about.fact} --unit {escape(report[1])}", soft_wrap=True)
    for other in place.also:
        out.print(f"    juga {escape(harmless(other))}", soft_wrap=True)
    if place.lost:
        out.print(f"    [yellow]{escape(harmless(place.lost))}[/]", soft_wrap=True)
    for reply in place.answers:
        out.print(f"    → {escape(harmless(reply.creator.name))}: {escape(harmless(reply.words))}", soft_wrap=True)


def _as_json(report: tuple[int, str], place: CommentPlace) -> dict[str, Any]:
    where = {"notebook": place.notebook, "cell": place.cell, "cell_id": place.cell_id, "lost": place.lost}
    return {
        "year": report[0], "unit": report[1], **where, "also": list(place.also), "comment": place.comment.as_json(),
        "answers": [reply.as_json() for reply in place.answers],
    }  # fmt: skip
