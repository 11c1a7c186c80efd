"""`laporan lab`: JupyterLab on the project."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from laporan.cli.arguments import whole_number

err = Console(stderr=True, highlight=False)


def lab(
    chapter: Annotated[
        str, typer.Argument(help="Bab yang dibuka: pkt, 230-pkt, atau berkasnya; tanpa ini halaman Mulai")
    ] = "",
    port: Annotated[
        int | None,
        typer.Option(help="Port; tanpa ini yang bebas, mulai dari 8888", parser=whole_number(1024, 65535)),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Jangan buka peramban")] = False,
) -> None:
    """Buka JupyterLab pada folder proyek; bab disimpan tanpa hasilnya. Ctrl-C mengakhirinya beserta semua kernelnya."""
    from laporan.lab.chapters import find_chapter, write_start_page
    from laporan.lab.server import serve

    opened = find_chapter(chapter) if chapter else write_start_page()
    serve(opened, port, browser=not no_browser, announce=_announce)


def _announce(address: str) -> None:
    err.print(f"JupyterLab: {escape(address)}", soft_wrap=True)
    err.print("Ctrl-C mengakhirinya beserta semua kernelnya.")
