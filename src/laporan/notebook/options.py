"""The options of a cell, `#| key: value` in its first lines as in Quarto: what each means, and what may stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from laporan.core.errors import CellOptionError
from laporan.core.near import nearest
from laporan.notebook.in_quarto import runs_in_quarto
from laporan.project.yaml import parse_yaml

OPTION = "#|"
LOOSE = re.compile(r"^\s*#\s+\|\s*([\w-]+)\s*:|^\s+#\|\s*([\w-]+)\s*:", re.MULTILINE)
LEAST_INCHES, MOST_INCHES = 1, 12
KINDS = {"fig-": "gambar", "tbl-": "tabel"}
LABEL = re.compile(r"(?:fig|tbl)-[\w-]*\w")
OF_BOTH = ("note", "source", "how", "published")

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
    CellOptionError
        For an option with a space in front of its line or of the `|`, which is a comment that nobody reads.
    """
    for loose in LOOSE.finditer(source) if "#" in source else ():
        if (key := loose[1] or loose[2]) in OPTIONS:
            raise CellOptionError(f"pilihan sel ditulis di awal baris, tanpa spasi di depan |: #| {key}: …")
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
        For an unknown key, with the nearest; a value of another kind; a label that nobody can refer to; what belongs to
        figures or tables where the label says no such thing.
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
    if not runs_in_quarto():
        _check_label(str(options.get("label") or ""), options)


def _check_label(label: str, options: Mapping[str, Any]) -> None:
    """Options that concern figures or tables need a label that says which of them the cell shows."""
    if label[:4].lower() in KINDS and not LABEL.fullmatch(label):
        raise CellOptionError(
            f"label “{label}” tidak dapat diacu. Sesudah {label[:4].lower()} tulis huruf, angka, atau tanda hubung"
        )
    for key in options:
        if key not in OF_BOTH and key[:4] not in KINDS:
            continue
        if label[:4] not in KINDS:
            named = f"labelnya “{label}”" if label else "tidak berlabel"
            raise CellOptionError(
                f"sel ini menyebut #| {key}, tetapi {named}, jadi tidak dimuat. Tulis #| label: fig-… atau tbl-…"
            )
        if key[:4] in KINDS and key[:4] != label[:4]:
            raise CellOptionError(
                f"#| {key} untuk {KINDS[key[:4]]}, sedangkan sel ini berlabel {label}. Hapus, atau ganti"
            )


def code_shown(source: str) -> str:
    """The code of a cell that asks to be shown (`echo: true`), without its options; else ''."""
    if cell_options(source).get("echo") is not True:
        return ""
    return "\n".join(line for line in source.splitlines() if not line.startswith(OPTION)).strip("\n")


def _is_size(value: Any) -> bool:
    return _is_number(value) and LEAST_INCHES <= value <= MOST_INCHES


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _are_widths(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_number(one) and one > 0 for one in value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or _is_number(value) or value is None


SIZE = (_is_size, f"bilangan inci, dari {LEAST_INCHES} sampai {MOST_INCHES}; lebar halaman 6.3")
TEXT = (_is_text, "teks; apit dengan tanda kutip")
WANTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "fig-width": SIZE,
    "fig-height": SIZE,
    "tbl-colwidths": (_are_widths, "daftar bilangan, satu per kolom, misalnya [40, 30, 30]"),
    **dict.fromkeys(("label", "fig-title", "fig-cap", "fig-alt", "tbl-cap", "note", "source", "how"), TEXT),
    "published": (lambda value: isinstance(value, int) and value is not True and value > 0, "nomor, misalnya 3"),
    "echo": (lambda value: isinstance(value, bool), "true atau false"),
}
