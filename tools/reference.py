"""Write the pages of the documentation that are made from the code itself. Run by `make docs`.

    python tools/reference.py FOLDER      # docs/rujukan

What they tell has its home in the code (help texts, models, contracts, docstrings) or in params/, so that a new
command or key is on its page without a word here.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from reference_commands import command_page
from reference_markdown import heading, table
from reference_models import package_page, params_page

from laporan.data.dictionary import dictionary
from laporan.notebook.options import OPTIONS
from laporan.project.parameters import known_years
from laporan.project.terms import load_terms

ROOT = Path(__file__).resolve().parents[1]
# What stands at the root of the repository, where other readers look for it, is part of the site, too.
AT_THE_ROOT = {"README.md": "overview.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
LINK = re.compile(r"\[([^\]]*)\]\((?!https?://|#)([^)#]*)(#[^)]*)?\)")
CELL_OPTIONS = """# Pilihan sel

Baris pertama sel gambar atau tabel, `#| kunci: nilai`. Nilainya boleh memuat `{{ … }}` seperti kalimat. Pilihan lain
ditolak oleh `laporan lint`, yang menyebut pilihan terdekat. Cara memakainya: [Menulis bab](../menulis-bab.md).
"""
GLOSSARY = """# Istilah dan singkatan

Dari `params/istilah.yml`, tempat satu-satunya singkatan dan istilah dijelaskan;
lampiran setiap laporan mengambilnya dari sana juga.
"""


def main(folder: Path) -> None:
    """Write the pages that are not as they were, so that Sphinx reads those alone; what is no page any more goes."""
    wanted = pages()
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        if file.relative_to(folder).as_posix() not in wanted:
            file.unlink()
    for name, text in wanted.items():
        file = folder / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """The pages by their names, in Markdown, those of the API in reStructuredText."""
    from reference_api import api_pages  # asks for Sphinx, which the other pages do without

    return {
        "perintah.md": command_page(),
        "kunci.md": params_page(),
        "datapackage.md": package_page(),
        "pilihan-sel.md": options_page(),
        "istilah.md": glossary_page(),
        "buku-kode.md": dictionary(known_years()[-1]),
        **{name: moved((ROOT / file).read_text(encoding="utf-8")) for file, name in AT_THE_ROOT.items()},
        **{f"api/{name}": text for name, text in api_pages().items()},
    }


def options_page() -> str:
    """Every option of a cell."""
    return f"{CELL_OPTIONS}\n{table(('pilihan', 'artinya'), ((f'`{name}`', says) for name, says in OPTIONS.items()))}"


def moved(text: str) -> str:
    """A page of the repository's root as one of this folder: links to pages lead there, and other files are named.

    Examples
    --------
    >>> moved("[a](docs/impor.md#formulir), [b](CHANGELOG.md), [c](examples/puskesmas), ![](docs/laporan-2017.png)")
    '[a](../impor.md#formulir), [b](changelog.md), c (`examples/puskesmas`), ![](../laporan-2017.png)'
    """

    def lead(link: re.Match[str]) -> str:
        words, path, anchor = link[1], link[2], link[3] or ""
        if path in AT_THE_ROOT:
            return f"[{words}]({AT_THE_ROOT[path]}{anchor})"
        if path.startswith("docs/"):
            return f"[{words}](../{path.removeprefix('docs/')}{anchor})"
        return f"{words} (`{path}`)"

    return LINK.sub(lead, text)


def glossary_page() -> str:
    """Terms and abbreviations of the report, as the annex lists them."""
    terms = load_terms()
    parts = (("Istilah", terms.explained), ("Singkatan", terms.spelled_out))
    told = (f"{heading(title, 2)}\n{table(('', 'artinya'), words.items())}" for title, words in parts)
    return "\n".join((GLOSSARY, *told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
