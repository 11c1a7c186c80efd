"""`laporan approve`: who approves a final report says what was checked."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated

import typer
from rich.markup import escape

from laporan.cli.options import OneUnit, Year, err, out
from laporan.core.errors import ParameterError
from laporan.core.faults import shown
from laporan.core.near import nearest


def approve(
    year: Year,
    unit: OneUnit = "",
    name: Annotated[str, typer.Option("--as", help="Nama yang menyetujui", show_default=False)] = "",
    role: Annotated[str, typer.Option("--role", help="Jabatannya", show_default=False)] = "",
    checked: Annotated[
        list[str] | None,
        typer.Option("--checked", help="Butir yang sudah diperiksa, boleh beberapa kali; tanpa ini ditanyakan"),
    ] = None,
) -> None:
    """Setujui laporan final yang sudah dibangun: isi yang persis ini; ditulis di terbit/…/persetujuan.yml."""
    from laporan.project.outline import plan_report
    from laporan.publish.approval import checklist
    from laporan.publish.approve import approve as write_approval
    from laporan.publish.status import open_comments
    from laporan.release.versions import APPROVALS, named, versions_folder

    if not name.strip() or not role.strip():
        raise typer.BadParameter("sebutkan nama dan jabatan yang menyetujui: --as “…” --role “…”")
    plan, items = plan_report(year, unit), checklist()
    for item in checked or ():
        if item not in items:
            known = nearest(item, items, alike=0) or ": daftar periksa proyek ini kosong"
            raise ParameterError(f"--checked: “{shown(item)}” tidak ada di params/persetujuan.yml{known}")
    if (still := open_comments(plan)) != 0:  # who approves answers for it that they were answered
        told = "komentar peninjau tidak terbaca" if still is None else f"{still} komentar peninjau masih terbuka"
        err.print(f"{told}: laporan review {plan.year} --unit {plan.unit}", style="yellow", soft_wrap=True)
    done = _asked(items) if checked is None and _at_a_terminal() else list(checked or ())
    made = write_approval(plan, name, role, done, dt.datetime.now().astimezone().date())
    place = named(versions_folder(plan.year, plan.unit) / APPROVALS)
    out.print(f"[green]✓[/] {escape(place)}: {escape(made.name)}, {escape(made.role)}, {made.date}", soft_wrap=True)
    out.print(f"  sidik isi: {made.report}; selanjutnya tanda tangan dan: laporan publish {year}", soft_wrap=True)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _asked(items: dict[str, str]) -> list[str]:
    """Each item of the checklist as a question; what is not answered with yes was not checked."""
    return [item for item, words in items.items() if typer.confirm(f"{item}: {words}?", default=False)]
