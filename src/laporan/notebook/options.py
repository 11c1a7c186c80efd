"""The options of a cell, `#| key: value` in its first lines as in Quarto: what each means, and what may stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from laporan.core.errors import CellOptionError
from laporan.core.near import nearest
from laporan.notebook.in_quarto import runs_in_quarto
from laporan.project.yaml import parse_yaml

OPTION = "#|"
MOST_INCHES = 12

# In Indonesian, for authors: the documentation lists them as they stand here.
OPTIONS = {
    "label": "nama gambar (`fig-…`) atau tabel (`tbl-…`); kalimat mengacu kepadanya dengan `@fig-…`, `@tbl-…`",
    "fig-title": "temuan gambar: apa yang ditunjukkannya, dihitung seperti kalimat",
    "fig-cap": "judul gambar: apa yang digambar; wajib",
    "fig-alt": "bentuk gambar dan nilai utamanya, bagi yang tidak melihatnya; wajib",
    "fig-width": "lebar gambar dalam inci, paling besar selebar halaman: 6.3",
    "fig-height": "tinggi gambar dalam inci",
    "tbl-cap": "judul tabel; wajib",
    "tbl-colwidths": "perbandingan lebar kolom, satu bilangan per kolom, misalnya `[40, 30, 30]`; kata tetap utuh",
    "note": "catatan di bawahnya",
    "source": "sumber, bila tidak dapat diketahui dari kode sel itu",
    "how": "cara dihitung, bila hasilnya tidak mengatakannya sendiri",
    "echo": "`true`: kode sel itu dimuat dalam laporan",
    "published": "nomor gambar atau tabel yang sama dalam laporan terbitan",
}


def cell_options(source: str) -> dict[str, Any]:
    """The `#|` lines of a cell as a mapping; {} where there is none.

    Raises
    ------
    ParameterError
        For lines that are no valid YAML.
    """
    if OPTION not in source:
        return {}
    lines = [line.removeprefix(OPTION).removeprefix(" ") for line in source.splitlines() if line.startswith(OPTION)]
    return parse_yaml("\n".join(lines), "pilihan sel (#|)")


def check(options: Mapping[str, Any]) -> None:
    """Refuse what is not understood.

    Parameters
    ----------
    options : mapping of str to Any
        Of a cell. Quarto knows more of them: where it runs the chapter, those are its own.

    Raises
    ------
    CellOptionError
        For an unknown key, with the nearest, or a value of another kind.
    """
    for key, value in options.items():
        if key not in OPTIONS:
            if runs_in_quarto():
                continue
            raise CellOptionError(
                f"pilihan #| {key} tidak dikenal{nearest(key, OPTIONS)}. Yang ada: {', '.join(OPTIONS)}"
            )
        if key in WANTED and not WANTED[key][0](value):
            raise CellOptionError(f"#| {key}: harus {WANTED[key][1]} (tertulis {value!r})")


def code_shown(source: str) -> str:
    """The code of a cell that asks to be shown (`echo: true`), without its options; else ''."""
    if cell_options(source).get("echo") is not True:
        return ""
    return "\n".join(line for line in source.splitlines() if not line.startswith(OPTION)).strip("\n")


def _is_size(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= MOST_INCHES


def _are_widths(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, int | float) and not isinstance(one, bool) and one > 0 for one in value)
    )


SIZE = (_is_size, f"bilangan inci, paling besar {MOST_INCHES}; lebar halaman 6.3")
WANTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "fig-width": SIZE,
    "fig-height": SIZE,
    "tbl-colwidths": (_are_widths, "daftar bilangan, satu per kolom, misalnya [40, 30, 30]"),
    "echo": (lambda value: isinstance(value, bool), "true atau false"),
}
