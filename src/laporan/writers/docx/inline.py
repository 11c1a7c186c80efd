"""A line of the AST as runs of a Word paragraph."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.oxml.ns import qn

from laporan.document.ast import Inline, LineNode, Link, plain
from laporan.writers.docx.xml import Element, el, field, number_name, place_name, run, text

MARKS = {
    "em": "IstilahAsing",
    "strong": "Strong",
    "sub": "Bawah",
    "sup": "Atas",
    "part": "Bagian",
    "code": "KodeSebaris",
}
SYNTHETIC = "AngkaSintetis"
URGENT = ("act", "mismatch")
QUIET = ("normal", "match", "recomputed", "calibrated", "copied", "absent")


class Words:
    """Makes runs from lines of words.

    Parameters
    ----------
    captions : set of str
        Anchors of figures and tables, whose number a REF field can repeat.
    counted : mapping of str to str
        The numbers of headings that Word counts, by anchor: a REF field can repeat them, too.
    relate : callable
        Takes an address, returns the id of its relation in the file.
    """

    def __init__(self, captions: set[str], counted: Mapping[str, str], relate: Callable[[str], str]) -> None:
        self.captions, self.counted = captions, counted
        self.relate = relate

    def quiet(self, line: LineNode, style: str = "") -> list[Element]:
        """The runs of a line without marks on synthetic numbers, for tables and captions: their source line says it.

        Parameters
        ----------
        line : list of Inline
            The words.
        style : str
            The character style that holds for all of it.
        """
        runs = self.runs(line, style)
        for mark in [mark for made in runs for mark in made.iter(qn("w:rStyle"))]:
            if mark.get(qn("w:val")) == SYNTHETIC:
                mark.getparent().remove(mark)
        return runs

    def runs(self, line: LineNode, style: str = "", lang: str = "") -> list[Element]:
        """The runs of a line.

        Parameters
        ----------
        line : list of Inline
            The words.
        style : str
            The character style that holds for all of it.
        lang : str
            The language of all of it, if not Indonesian.
        """
        return [made for node in line for made in self.one(node, style, lang)]

    def one(self, node: Inline, style: str, lang: str) -> list[Element]:
        if isinstance(node, str):
            return [run(text(node), style=style, lang=lang)] if node else []
        if node["t"] == "br":
            return [run(el("br"))]
        if node["t"] == "ref" or node["t"] == "link":
            return self.link(node)
        if node["t"] == "number":
            return self.runs(node["c"], SYNTHETIC if node["synthetic"] and not style else style, lang)
        if node["t"] == "status":
            name = "StatusMendesak" if node["kind"] in URGENT else "" if node["kind"] in QUIET else "Status"
            return [run(text(f"{node['mark']}\u00a0"), style=name), *self.runs(node["c"], name, lang)]
        if node["t"] == "code":
            return self.runs(node["c"], MARKS["code"])
        if node["t"] == "part":
            return [run(el("br")), *self.runs(node["c"], MARKS["part"], lang)]
        return self.runs(node["c"], MARKS[node["t"]], node["lang"] or lang)

    def link(self, node: Link) -> list[Element]:
        """A link's runs.

        A reference to a figure, table or numbered section is a REF field, to another a link within the file.
        """
        if node["t"] == "ref" and node["to"] in self.captions:
            shown = run(text(plain(node["c"])), style="Acuan")
            return field(f"REF {number_name(node['to'])} \\h", shown, style="Acuan")
        if node["t"] == "ref" and node["to"] in self.counted:
            return self.section(node)
        if node["t"] == "ref":
            return [el("hyperlink", *self.runs(node["c"], "Acuan"), anchor=place_name(node["to"]), history=1)]
        element = el("hyperlink", *self.runs(node["c"], "Hyperlink"), history=1)
        element.set(qn("r:id"), self.relate(node["to"]))
        return [element]

    def section(self, node: Link) -> list[Element]:
        """'Subbab 2.1' with its number as a field; 'Bab II' without the word that stands before the number itself.

        Parameters
        ----------
        node : Link
            A reference to a heading that Word counts.
        """
        name, space, number = plain(node["c"]).rpartition("\u00a0")
        only_number = " \\t" if self.counted[node["to"]].startswith("BAB") else ""
        shown = run(text(number), style="Acuan")
        code = f"REF {place_name(node['to'])} \\r{only_number} \\h"
        return [run(text(name + space), style="Acuan"), *field(code, shown, style="Acuan")]
