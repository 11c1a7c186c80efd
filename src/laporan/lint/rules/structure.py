"""Rules on how a chapter is built: title, parameters, imports, then short cells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from laporan.lint.notebook import Notebook, NotebookCell
from laporan.lint.registry import Hit, Surroundings, rule
from laporan.notebook.parameters_cell import parameters_faults
from laporan.project.subjects import extension

LONGEST_CELL = 8
LOAD = "%load_ext laporan"
TITLE = re.compile(r"(?m)^#\s+\S")
FILE = re.compile(
    r"(?:^|[\w.])[/\\][\w./\\ -]*\.\w{1,5}$|^\.{0,2}/|^[\w-]+\.(?:csv|xlsx?|ya?ml|json|parquet|png|jpe?g)$"
)
READERS = {"open", "read_csv", "read_excel", "read_json", "read_parquet", "read_table", "Path", "to_csv", "to_excel"}
LOOPS = (ast.For, ast.AsyncFor, ast.While)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@rule("one-title")
def one_title(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """One H1 in a Markdown cell of its own, which is the first cell."""
    titles = [cell for cell in notebook.of_kind("markdown", "narasi") if TITLE.search(_prose(cell))]
    if not titles:
        yield Hit("judul bab tidak ada. Tulis “# Judul bab” dalam sel Markdown pertama")
    for cell in titles[1:]:
        yield Hit("judul bab (#) lebih dari satu. Pakai ## untuk bagian di dalam bab", cell, cell.line_of("# "))
    for cell in titles[:1]:
        if cell.number != 1 or cell.kind != "markdown" or len(cell.source.strip().splitlines()) > 1:
            yield Hit("judul bab harus sendirian dalam sel Markdown yang pertama. Pindahkan", cell, cell.line_of("# "))


def _prose(cell: NotebookCell) -> str:
    return cell.source.partition("\n")[2] if cell.kind == "narasi" else cell.source


@rule("parameters-cell")
def parameters_cell(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """One cell tagged `parameters`, with `year` and `unit` alone: nothing writes over them or opens another report."""
    cells = notebook.of_kind("code")
    for fault in parameters_faults([(cell.source, cell.tags) for cell in cells]):
        yield Hit(fault.message, None if fault.place is None else cells[fault.place], fault.line)


@rule("extension-first")
def extension_first(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """The imports stand in one cell, which begins with `%load_ext laporan`, or with the content package's own name."""
    ours = extension()
    loads = (LOAD, ours)
    importing = [cell for cell in notebook.of_kind("code") if _imports(cell)]
    loading = [cell for cell in notebook.of_kind("code") if any(load in cell.source for load in loads)]
    first = next(iter(importing or loading), None)
    if first is None:
        yield Hit(f"sel impor tidak ada. Tulis {ours} lalu impor dalam satu sel sesudah sel parameters")
    elif not first.source.lstrip().startswith(loads):
        yield Hit(f"sel impor pertama harus diawali {ours}", first)
    for cell in importing[1:]:
        yield Hit("impor berada di lebih dari satu sel. Satukan dalam sel impor pertama", cell)


def _imports(cell: NotebookCell) -> bool:
    return cell.tree is not None and any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(cell.tree))


@rule("long-cell")
def long_cell(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """A code cell has at most eight lines besides its `#|` options: computations belong in modules."""
    for cell in notebook.of_kind("code"):
        lines = [line for line in cell.lines if line.strip() and not line.startswith("#|")]
        if len(lines) > LONGEST_CELL:
            message = (
                f"sel {len(lines)} baris, paling banyak {LONGEST_CELL}. Pindahkan hitungannya ke modul pokok bahasan"
            )
            yield Hit(message, cell, 1)


@rule("code-in-chapter")
def code_in_chapter(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """A chapter defines nothing, loops over nothing and opens no file."""
    for cell in notebook.of_kind("code"):
        if cell.tree is None:
            if cell.source.strip() and not cell.source.startswith("%%"):
                yield Hit("sel ini bukan Python yang sah. Perbaiki, atau awali dengan %%narasi", cell)
            continue
        for node in ast.walk(cell.tree):
            if message := _forbidden(node):
                yield Hit(message, cell, getattr(node, "lineno", 1))


def _forbidden(node: ast.AST) -> str:
    if isinstance(node, DEFINITIONS):
        return "def, class atau lambda dalam bab. Pindahkan ke modul pokok bahasan, yang diuji"
    if isinstance(node, LOOPS):
        return "perulangan dalam bab. Pindahkan ke modul pokok bahasan, yang diuji"
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and FILE.search(node.value):
        return f"lokasi berkas “{node.value}” dalam bab. Baca data dengan report.load(nama)"
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        if name in READERS:
            return f"{name}() membuka berkas dari dalam bab. Baca data dengan report.load(nama)"
    return ""


@rule("outputs-kept")
def outputs_kept(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """Notebooks are committed without outputs: outputs are what `laporan build` makes."""
    for cell in notebook.cells:
        if cell.executed:
            yield Hit("keluaran sel tersimpan. Bersihkan dengan laporan lint --fix", cell)


@rule("source-shown")
def source_shown(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """A prose cell hides its source, so that JupyterLab shows the sentence once."""
    for cell in notebook.of_kind("narasi"):
        if not cell.metadata.get("jupyter", {}).get("source_hidden"):
            yield Hit("sel %%narasi tanpa source_hidden. Perbaiki dengan laporan lint --fix", cell)


@rule("spaced-percent")
def spaced_percent(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """'90,4%' is written without a space."""
    for cell, text in notebook.texts():
        for match in SPACED_PERCENT.finditer(text.raw):
            yield Hit("spasi di depan %. Tulis rapat, seperti 90,4%", cell, text.line_at(match.start()))


@rule("option-spacing")
def option_spacing(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """An option is written `#| key: value`; otherwise it is a comment that nothing reads."""
    for cell in notebook.of_kind("code"):
        for number, line in enumerate(cell.lines, 1):
            if LOOSE_OPTION.match(line):
                yield Hit("pilihan sel ditulis “#| kunci: nilai”. Perbaiki dengan laporan lint --fix", cell, number)


SPACED_PERCENT = re.compile(r"(?<=\d|\})[ \u00a0]+%(?![}%\w])")
LOOSE_OPTION = re.compile(r"^(?:#\|(?=[\w-])|\s+#\|\s*|#\s+\|\s*)(?=[\w-]+\s*:(?:\s|$))")
