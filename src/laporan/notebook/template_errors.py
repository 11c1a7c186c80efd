"""What is said of a sentence that can't be rendered: which name nobody has, and which one is nearest."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.utils import missing

from laporan.core.near import nearest

TEMPLATE = "<template>"  # what Jinja calls in a traceback that which comes from no file
NO_FILTER = re.compile(r"No filter named '(.+)'\.")


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
    unknown = NO_FILTER.match(error.message or "")
    return f"filter “{unknown[1]}” tidak dikenal{nearest(unknown[1], filters)}" if unknown else str(error.message)


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
