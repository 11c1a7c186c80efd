"""Sentences with numbers in them: Markdown with Jinja expressions, whose numbers are recorded as facts.

`{{ expression | filter }}` is evaluated in the notebook's own names. The filters (`angka`,
`persen`, `dari`, …) are in `laporan.facts.printed`. Text from data is escaped for Markdown and HTML:
what the public wrote is never markup.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from html import escape
from typing import Any

import mistune
from jinja2 import (
    DictLoader,
    Environment,
    Template,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from laporan.core import formatting
from laporan.core.errors import AnalysisError, NarrativeError
from laporan.facts import printed, rules
from laporan.facts.fact_book import FactBook, slug
from laporan.facts.lineage import Basis
from laporan.facts.printed import Printed
from laporan.facts.quantity import Quantity
from laporan.notebook import about
from laporan.notebook.in_quarto import is_left_to_quarto
from laporan.notebook.misspelt import nearest_in_prose
from laporan.notebook.template_code import WrittenParts, printed_early
from laporan.notebook.template_errors import (
    Unknown,
    line_of,
    not_printable,
    runtime_message,
    syntax_message,
    undefined_message,
)
from laporan.project.models import Strict

RECORD = "__record__"
EMPHASIS = re.compile(r"(?<!\w)\*([^*]+)\*(?!\w)")
MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]#|~$@{}])")
LINE_START = re.compile(r"^(\s*\d*)([-+=.)])", re.MULTILINE)  # a list, or the line below a heading
REFERENCE = re.compile(r"(?<![\w\\])@((?:fig|tbl|sec)-[\w-]+)")
Step = tuple[Callable[[Any, Any], Any], Any]  # how an attribute or an item is asked, and which
Chain = tuple[str, tuple[Step, ...]]
REFERENCE_WORDS = {"fig": "Gambar", "tbl": "Tabel", "sec": "Subbab"}


class Escaped(str):
    """Text that is Markdown already: every sign in it that is markup was meant to be."""


def with_foreign(text: str) -> Escaped:
    """A text of parameters or data in a sentence: `*foreign words*` become italics, all else is what it says.

    Examples
    --------
    >>> str(with_foreign("tata *mindset* [klik](http://contoh)"))
    'tata *mindset* \\\\[klik\\\\](http://contoh)'
    """
    pieces = map(escape_text, EMPHASIS.split(text))  # words, and between them what stands in italics
    return Escaped("".join(f"*{piece}*" if place % 2 else piece for place, piece in enumerate(pieces)))


def listing(texts: Any) -> str:
    """Texts as a list in words: 'a, b, dan c'.

    Raises
    ------
    NarrativeError
        For what is no list of texts.
    """
    if isinstance(texts, str | Undefined) or not isinstance(texts, Iterable):
        raise NarrativeError(f"rincian memerlukan daftar, bukan {texts}")
    several = list(texts)
    for one in several:
        if not isinstance(one, str):  # of a misspelt attribute, its error
            name = str(one) if isinstance(one, Undefined) else type(one).__name__
            raise NarrativeError(f'rincian memerlukan daftar teks, bukan {name}. Ambil namanya: map(attribute="name")')
    return formatting.listing(several)


GLOBALS = {
    "arah": printed.arah,
    "bulan": formatting.month_name,
    "deret_bulan": formatting.months,
    "rincian": listing,
    "romawi": formatting.roman,
    "sebanding": rules.comparable,
    "ganti_jenis": rules.kind_change,
    "abs": abs,
    "len": len,
    "sum": sum,
    "min": min,
    "max": max,
    "sorted": sorted,
}
FILTERS = {
    **printed.FILTERS,
    "markdown": with_foreign,
    "rincian": listing,
    "tahun": str,
    "awal_kecil": formatting.lower_first,
}


@cache
def environment() -> Environment:
    """The Jinja environment of all sentences: the report's filters, and an error for unknown names.

    What it makes is Markdown, escaped by `_markup`. A template is rendered once, so that optimising it would take
    longer than it gains. Templates are what authors write in cells, never what params or data say; that it is a
    sandbox, without Jinja's own globals, is the second bolt on that door.
    """
    made = ImmutableSandboxedEnvironment(
        undefined=Unknown, keep_trailing_newline=True, optimized=False, loader=DictLoader({})
    )
    made.filters.update(FILTERS)
    made.globals = dict(GLOBALS)
    return made


@dataclass(frozen=True)
class Narrative:
    """A rendered sentence or paragraph.

    Parameters
    ----------
    markdown : str
        The text, with its numbers as `<data>` elements.
    facts : list of dict
        The facts recorded so far in the cell, in reading order.
    """

    markdown: str
    facts: list[dict[str, Any]]


def render(
    template: str, names: Mapping[str, Any], book: FactBook | None = None, prefix: str = "", first_line: int = 1
) -> Narrative:
    """Evaluate a template's expressions; each number is recorded.

    Parameters
    ----------
    template : str
        Markdown with Jinja expressions.
    names : mapping of str to Any
        The notebook's variables.
    book : FactBook, optional
        Where facts are recorded; a new one by default.
    prefix : str
        Begins the ids of the facts, as the label of a figure does for its caption.
    first_line : int
        Which line of its cell the template begins in, for messages.

    Raises
    ------
    NarrativeError
        For a template that can't be read (with its line), an unknown name, or a value that can't be printed.
    """
    book = book or FactBook()
    code = _compiled(template, first_line)

    def record(value: Any, expression: str, scope: Mapping[str, Any], things: tuple[tuple[Any, ...], ...]) -> str:
        if isinstance(value, Undefined):
            str(value)  # raises, with the name
        return _markup(value, expression, scope, book, prefix, about.of_loops(things))

    try:
        markdown = code.render({**{k: v for k, v in names.items() if not k.startswith("_")}, RECORD: record})
    except UndefinedError as error:
        message = undefined_message(error, [*names, *GLOBALS])
        raise NarrativeError(f"{line_of(error, first_line)}{message}") from error
    except TemplateError as error:
        raise NarrativeError(f"{line_of(error, first_line)}{runtime_message(error, FILTERS)}") from error
    except AnalysisError as error:  # of its own kind, with the line of the sentence
        error.args = (f"{line_of(error, first_line)}{error}", *error.args[1:])
        raise
    except Exception as error:  # what an expression may raise: its author wants the line, not Jinja's frames
        near = nearest_in_prose(error)
        raise NarrativeError(f"{line_of(error, first_line)}{type(error).__name__}: {error}{near}") from error
    return Narrative(REFERENCE.sub(_reference, markdown), book.facts)


def _reference(match: re.Match[str]) -> str:
    return match[0] if is_left_to_quarto(match[1]) else reference_link(match)


def _compiled(template: str, first_line: int) -> Template:
    jinja = environment()
    try:
        try:
            return jinja.from_string(recording(template))
        except TemplateSyntaxError:
            jinja.parse(template)  # where it is this that can't be read, the line is the author's
            raise
    except TemplateSyntaxError as error:
        raise NarrativeError(f"baris {error.lineno + first_line - 1}: {syntax_message(error, FILTERS)}") from error


def expressions(template: str) -> list[str]:
    """The expressions of a template, in reading order."""
    found: list[str] = []
    _walk(template, found)
    return found


def recording(template: str) -> str:
    """The template with every `{{ expression }}` passed to the recorder, together with its own source."""
    return _walk(template, [])


def _walk(template: str, found: list[str]) -> str:
    """What the lexer lets pass and no parser would, an empty or an open `{{`, stays as wrong as it is."""
    out: list[str] = []
    inside: list[str] | None = None
    block: list[str] | None = None
    loops, written = about.Loops(), WrittenParts(environment())
    for line, kind, text in environment().lex(template):
        if kind == "variable_begin":
            inside = []
        elif kind == "variable_end" and inside is not None:
            expression = "".join(inside).strip()
            found.append(expression)
            things = loops.things(expression, environment())
            as_it_is = not expression or written.has(expression)
            out.append(f"{{{{ {expression} }}}}" if as_it_is else _recorded(expression, things, line))
            inside = None
        elif inside is not None:
            inside.append(text)
        else:
            out.append(text)
            if kind == "block_begin":
                block = []
            elif kind == "block_end":
                loops.enter(block or [])
                written.enter(block or [])
                block = None
            elif block is not None and kind != "whitespace":
                block.append(text)
    return "".join(out) + "{{" * (inside is not None)


def _recorded(expression: str, things: str, line: int) -> str:
    """A call of the recorder, which is also told of the variables: those of a loop are the template's own."""
    if early := printed_early(expression, environment()):
        raise TemplateSyntaxError(f"saringan “{early}” lebih dahulu daripada hitungannya: apit ( … ) dahulu", line)
    asked = sorted({root for root, _steps in _asked(expression)} - GLOBALS.keys())
    scope = ", ".join(f"{name!r}: {name}" for name in asked)
    return f"{{{{ {RECORD}(({expression}), {expression!r}, {{{scope}}}, {things}) }}}}"


def _markup(value: Any, expression: str, names: Mapping[str, Any], book: FactBook, prefix: str, thing: str) -> str:
    if isinstance(value, Escaped):
        return value
    try:
        value = printed.python_value(value)
    except NarrativeError as error:
        raise NarrativeError(f"{{{{ {expression} }}}}: {error}") from error
    if isinstance(value, str):
        return escape_text(value)
    if isinstance(value, dt.date):
        return formatting.long_date(value)
    if isinstance(value, Quantity | int | float | Decimal | Fraction) and not isinstance(value, bool):
        value = printed.angka(value)
    if not isinstance(value, Printed):
        raise NarrativeError(f"{{{{ {expression} }}}} {not_printable(value)}")
    name, pieces = ".".join(filter(None, (prefix, slug(expression), slug(thing)))), (*value.pieces, *value.note)
    thing = thing or about.of_owner(expression, names, environment())
    bare = any(piece.quantity is not None and not piece.quantity.basis for piece in pieces)
    return book.markup(pieces, expression, name, basis_of_names(expression, names) if bare else None, thing)


def basis_of_names(expression: str, names: Mapping[str, Any]) -> Basis:
    """What the things that an expression asks rest on: the basis of a plain number, which has none of its own.

    Parameters
    ----------
    expression : str
        A Jinja expression.
    names : mapping of str to Any
        Its variables.

    Notes
    -----
    `len(skm.rule.unsur)` rests on the entry `unsur` of the regulation, not on all that `skm` was computed from. Only
    where a thing rests on nothing itself does what holds it count. A `Quantity` tells its own basis, or has none.
    """
    found = (_basis_of_chain(root, steps, names) for root, steps in _asked(expression) if root in names)
    return Basis.of(*found)


@lru_cache(maxsize=256)
def _asked(expression: str) -> tuple[Chain, ...]:
    """The variables of an expression; asked for when it is compiled, and when it is printed."""
    return tuple(_chains(environment().parse(f"{{{{ {expression} }}}}")))


def _chains(node: nodes.Node) -> Iterator[Chain]:
    """Each variable that is asked, with the attributes and items asked of it: skm, .rule, .bands, [-1]."""
    if (chain := _chain(node)) is not None:
        yield chain
        return
    for child in node.iter_child_nodes():
        yield from _chains(child)


def _chain(node: nodes.Node) -> Chain | None:
    if isinstance(node, nodes.Name):
        return node.name, ()
    if not isinstance(node, nodes.Getattr | nodes.Getitem) or (below := _chain(node.node)) is None:
        return None
    if isinstance(node, nodes.Getattr):
        return below[0], (*below[1], (environment().getattr, node.attr))
    try:
        return below[0], (*below[1], (environment().getitem, node.arg.as_const()))
    except nodes.Impossible:
        return None


def _basis_of_chain(root: str, steps: tuple[Step, ...], names: Mapping[str, Any]) -> Basis:
    found = [(names[root], Basis())]
    for ask, argument in steps:
        holder, thing = found[-1][0], ask(found[-1][0], argument)
        if isinstance(thing, Undefined):  # in the branch that was not taken
            break
        found.append((thing, _basis_of_field(holder, argument)))
    for thing, written in reversed(found):
        if isinstance(thing, Quantity):
            return thing.basis
        if basis := written or Basis.of(thing):
            return basis
    return Basis()


def _basis_of_field(holder: Any, field: Any) -> Basis:
    """The entry of a parameter file, a list too, of which only the place is known."""
    known = isinstance(holder, Strict) and field in type(holder).model_fields
    return Basis.of(holder.entry_of(field)) if known else Basis()


def inline(markdown: str) -> Markup:
    """One line of Markdown as HTML, without the paragraph around it."""
    html = str(mistune.html(" ".join(markdown.split()))).strip()
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))


def escape_text(text: str) -> str:
    """A text without markup: every sign that Markdown or HTML would read is escaped.

    Examples
    --------
    >>> escape_text("1. butir [a]")
    '1\\\\. butir \\\\[a\\\\]'
    """
    return LINE_START.sub(r"\1\\\2", MARKDOWN_SIGNS.sub(r"\\\1", escape(text, quote=False)))


def reference_link(match: re.Match[str]) -> str:
    """A match of `REFERENCE` ('@fig-peta') as a link. Its number is known only when the report is stitched."""
    return f'<a class="ref" href="#{match[1]}">{REFERENCE_WORDS[match[1][:3]]}</a>'
