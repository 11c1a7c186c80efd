"""The chapters of a project as people call them, and the page that JupyterLab begins with."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from laporan.core import paths
from laporan.core.errors import AnalysisError, ParameterError
from laporan.core.near import nearest
from laporan.project.outline import Heading, plan_report

START_PAGE = "Mulai.md"
TOP = 2  # the level of a BAB
PAGE = """# Mulai

1. Buka sebuah bab di bawah ini, lalu **Run ▸ Run All Cells**. Tahun dan satuan kerjanya di sel pertama:
   `year = {year}`, `unit = "{unit}"`.
2. Ubah kalimat (`%%narasi`) atau kode, jalankan lagi selnya (**Shift-Enter**), lalu simpan (**Ctrl-S**). Yang tersimpan
   hanyalah babnya: hasil tetap tampak di sini, tetapi tidak ikut ke berkas dan git.
3. Yang diubah di `{content}` atau `{params}` berlaku pada *Run All* berikutnya; kernel tidak perlu dimulai ulang.
4. Nama dilengkapi dengan **Tab**, juga di dalam `{{{{ }}}}` dan sesudah `|`. Keterangan sebuah fungsi: **Shift-Tab**,
   atau `nama?`. Jejak lengkap sebuah galat: `%jejak`.

## Bab
{chapters}

## Membangun laporan

Di terminal (**File ▸ New ▸ Terminal**):

```
laporan build {year}          # halaman, PDF, Word, dan tabel: {outputs}/{year}/{unit}
laporan watch {year}          # halaman pratinjau ditulis ulang setiap kali ada yang disimpan
laporan trace {year} 3.852    # dari angka tercetak sampai baris datanya
laporan lint                # angka yang diketik tangan, acuan yang putus
```

## Menambah

```
laporan new chapter kunjungan --subject counters   # bab: buku catatan, dan tempatnya dalam susunan laporan
laporan new subject kunjungan                      # pokok bahasan: data, hitungan, bagan, bab
laporan new year {next_year}                              # tahun: parameter, dan data buatan untuk mulai
```
"""


def find_chapter(name: str) -> Path:
    """The notebook that somebody names.

    Parameters
    ----------
    name : str
        A path, from here or from the project's folder; or the chapter as one calls it: '230-pkt', 'pkt', or the id of
        its section.

    Raises
    ------
    ParameterError
        For a chapter that is not there, with the nearest one.
    """
    for path in (Path(name), paths.root() / name):
        if path.is_file():
            return path.resolve()
    called = {**{path.stem.lstrip("0123456789").lstrip("-"): path for path in notebooks()},
              **{chapter.id: chapter.notebook for chapter in _outline() if chapter.notebook},
              **{path.stem: path for path in notebooks()}}  # fmt: skip
    asked = Path(name).name.removesuffix(".ipynb")
    if asked not in called:
        place = paths.relative(paths.notebooks())
        raise ParameterError(f"bab “{name}” tidak ada di {place}{nearest(asked, called)}. Semua bab: laporan lab")
    return called[asked]


def notebooks() -> list[Path]:
    """The project's chapters, in the order of their names."""
    found = paths.notebooks().rglob("*.ipynb")
    return sorted(path for path in found if not any(part.startswith(".") for part in path.parts))


def write_start_page() -> Path:
    """Write the page that JupyterLab begins with: the chapters, how to run them, how to add one.

    Returns
    -------
    Path
        In the folder of what is built, so that git does not see it.
    """
    page = paths.outputs() / START_PAGE
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(start_page(), encoding="utf-8")
    return page


def start_page() -> str:
    """The text of that page, in Markdown."""
    layout, year = paths.layout(), max(_years(), default=dt.datetime.now(dt.UTC).year)
    return PAGE.format(
        year=year,
        next_year=year + 1,
        unit=layout.main_unit,
        content=layout.content,
        params=layout.params,
        outputs=layout.outputs,
        chapters="\n".join(_listed()),
    )


def _listed() -> Iterator[str]:
    """The chapters as links, each below its BAB in the newest report; those that it has not stand at the end."""
    left = notebooks()
    for heading in _outline():
        if heading.notebook in left:
            left.remove(heading.notebook)
            yield f"- {_link(heading.notebook, heading.number)}"
        elif heading.level == TOP:
            yield f"\n**{heading.number} {heading.title}**\n".replace("** ", "**")
    if left:
        yield "\n**Bab lain**\n"
    yield from (f"- {_link(path)}" for path in left)


def _link(notebook: Path, number: str = "") -> str:
    place = os.path.relpath(notebook, paths.outputs()).replace(os.sep, "/")
    return f"{number} [{_title(notebook)}]({quote(place)}) `{notebook.stem}`".strip()


def _title(notebook: Path) -> str:
    """A chapter's H1; the file's name where it has none."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        lines = ["".join(cell["source"]).partition("\n")[0] for cell in cells if cell["cell_type"] == "markdown"]
    except (OSError, ValueError, LookupError, TypeError):
        return notebook.stem
    return next((line[2:].strip() for line in lines if line.startswith("# ")), notebook.stem)


def _outline() -> tuple[Heading, ...]:
    """Of the newest year's report; empty where parameters have faults, which keep nobody from opening a chapter."""
    for year in sorted(_years(), reverse=True)[:1]:
        try:
            return plan_report(year).outline
        except AnalysisError:
            break
    return ()


def _years() -> list[int]:
    return [int(path.stem) for path in paths.params().glob("*.yml") if paths.is_year(path.stem)]
