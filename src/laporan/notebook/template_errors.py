"""What is said of a sentence that can't be rendered: which name nobody has, and which one is nearest."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.tests import TESTS
from jinja2.utils import missing

from laporan.core.near import nearest

TEMPLATE = "<template>"  # what Jinja calls in a traceback that which comes from no file
LONGEST = 60  # letters of a value that a message shows
ENDS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "name": "sebuah nama",
}
SYNTAX = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"^unexpected end of template, expected '(.+)'", "kalimat habis sebelum “{}”"),
        (r"^unexpected (?:char )?'(.+?)'", "tanda “{}” tidak pada tempatnya. Periksa pasangan {{{{ }}}} dan {{% %}}"),
        (r"^expected token (.+), got (.+)", "seharusnya “{}”, tertulis “{}”"),
        (r"unknown tag '(.+?)'.*looking for.*innermost block that needs to be closed is '(.+?)'",
         "{{% {0} %}} tidak dikenal di sini; yang belum ditutup: {{% {1} %}}, dengan {{% end{1} %}}"),
        (r"unknown tag '(.+?)'", "{{% {} %}} tidak dikenal. Yang ada: if, elif, else, for, set, macro, dan penutupnya"),
        (r"innermost block that needs to be closed is '(.+?)'", "{{% {0} %}} belum ditutup dengan {{% end{0} %}}"),
        (r"^Missing end of comment tag", "komentar {{# belum ditutup dengan #}}"),
        (r"^Expected an expression, got '(.+)'", "seharusnya ada nama atau angka sebelum “{}”"),
    )
)  # fmt: skip
NO_FILTER = re.compile(r"No filter named '(.+)'\.")
NO_TEST = re.compile(r"No test named '(.+)'\.")
NO_FILE = "kalimat hanya memuat isi selnya: {% include %} dan {% import %} tidak ada di sini"


class _Root(str):
    """A message on a variable that there is none of: `root` is its name."""

    root: str


class Unknown(StrictUndefined):
    """What a template asks for and nobody has: an error, as soon as it is used, that names the nearest."""

    @property
    def _undefined_message(self) -> str:
        """Jinja's hook for the words of the error."""
        holder, name = self._undefined_obj, self._undefined_name
        if self._undefined_hint:
            return self._undefined_hint
        if holder is missing:
            message = _Root(f"“{name}” tidak dikenal")
            message.root = str(name)
            return message
        known = holder if isinstance(holder, Mapping) else (one for one in dir(holder) if not one.startswith("_"))
        return f"“{name}” tidak ada pada {type(holder).__name__}{nearest(name, known)}"


def undefined_message(error: UndefinedError, names: Iterable[str]) -> str:
    """The message for an author who asked for what there is not.

    Parameters
    ----------
    error : UndefinedError
        Of an `Unknown`.
    names : iterable of str
        The variables that there are.
    """
    near = nearest(getattr(error.message, "root", None), names)
    return f"{error.message}{near}. Periksa nama di dalam {{{{ }}}}, atau jalankan sel di atasnya dahulu"


def syntax_message(error: TemplateSyntaxError, filters: Iterable[str]) -> str:
    """The message for a template that can't be read; of a filter that there is none of, with the nearest.

    Parameters
    ----------
    error : TemplateSyntaxError
        Jinja's.
    filters : iterable of str
        The filters that there are.
    """
    said = error.message or ""
    if NO_FILTER.match(said) or NO_TEST.match(said):
        return runtime_message(error, filters)
    for pattern, told in SYNTAX:
        if found := pattern.search(said):
            return told.format(*(_word(one) for one in found.groups()))
    return said


def runtime_message(error: TemplateError, filters: Iterable[str]) -> str:
    """The message for a template that could be read and not be rendered.

    Parameters
    ----------
    error : TemplateError
        Jinja's.
    filters : iterable of str
        The filters that there are.
    """
    said = error.message or ""
    if isinstance(error, TemplateNotFound):
        return NO_FILE
    if unknown := NO_FILTER.match(said):
        return f"saringan “{unknown[1]}” tidak dikenal{nearest(unknown[1], filters)}"
    if unknown := NO_TEST.match(said):
        return f"ujian “{unknown[1]}” tidak dikenal{nearest(unknown[1], TESTS)}"
    return said


def not_printable(value: object) -> str:
    """What is said of a value that no sentence can print.

    Parameters
    ----------
    value : object
        Neither a number nor a date nor a text.
    """
    said = repr(value)
    shown = f"bernilai {said}" if len(said) <= LONGEST else f"ialah {type(value).__name__}"
    return f"{shown}: bukan bilangan, tanggal, atau teks. Sebutkan yang dicetak darinya, misalnya dengan titik"


def _word(told: str) -> str:
    return ENDS.get(told.strip("'"), told.strip("'"))


def line_of(error: Exception, first_line: int) -> str:
    """The line that raised an error, as 'baris 3: '; '' where Jinja does not tell.

    Parameters
    ----------
    error : Exception
        Raised while a template was rendered.
    first_line : int
        Where the template begins.
    """
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == TEMPLATE]
    return f"baris {lines[-1] + first_line - 1}: " if lines and lines[-1] else ""
