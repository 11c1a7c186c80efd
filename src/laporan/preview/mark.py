"""What a preview has on top of the report: the mark that it is not what was saved last, and the script that reloads it.

A report asks nothing of the network and its policy forbids that, so both are put into the preview alone.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import escape

HERE = Path(__file__).parent
LONGEST = 2000  # letters of a message; all of it is on the terminal
BEGIN, END = "<!-- pratinjau -->", "<!-- /pratinjau -->"
MARKED = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
CONNECT = "connect-src 'self'"  # the page may ask where it came from, and nobody else


@dataclass(frozen=True)
class PreviewFault:
    """Why a page is not what was saved last.

    Parameters
    ----------
    message : str
        What failed.
    since : str
        The time of day at which it first did, as '12.03.44'.
    """

    message: str
    since: str


def marked(page: str, fault: PreviewFault | None) -> str:
    """A page with the mark of a fault, or without any.

    Parameters
    ----------
    page : str
        The page as it was written, marked or not.
    fault : PreviewFault, optional
        None where the page is what was saved last.
    """
    page = _with_policy(MARKED.sub("", page), lambda policy: policy.replace(f" {_hashed(_style())}", ""))
    if fault is None:
        return page
    message = fault.message if len(fault.message) <= LONGEST else f"{fault.message[:LONGEST]}…"
    told = (
        "<p><strong>Halaman ini belum memuat yang terakhir disimpan.</strong> "
        f"Sejak {html.escape(fault.since)}:</p><pre>{html.escape(message)}</pre>"
    )
    mark = f'{BEGIN}<style>{_style()}</style><aside id="pratinjau" role="alert">{told}</aside>{END}'
    return _allowing(page, "style-src", _hashed(_style())).replace("<body>", f"<body>{mark}", 1)


def reloading(page: str, version: int) -> str:
    """A page that asks its server for the next version of itself.

    Parameters
    ----------
    page : str
        The page, marked or not.
    version : int
        The number that the server gives to it.
    """
    page = _allowing(page, "script-src", _hashed(_script()))
    page = _with_policy(page, lambda policy: f"{policy}; {CONNECT}")
    head, end, rest = page.rpartition("</body>")
    return f'{head}<script data-version="{version}">{_script()}</script>{end}{rest}'


def waiting_page(name: str, fault: PreviewFault | None) -> str:
    """What is shown where no page was built yet.

    Parameters
    ----------
    name : str
        The report, as '2017 pusat'.
    fault : PreviewFault, optional
        Why there is none.
    """
    policy = "default-src 'none'; style-src 'self'; script-src 'self'"
    state = "belum jadi" if fault else "sedang dibuat"
    page = (
        '<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f"<title>{html.escape(name)}</title>\n</head>\n"
        f"<body>\n<main><p>Laporan {html.escape(name)} {state}.</p></main>\n</body>\n</html>\n"
    )
    return marked(page, fault)


def _allowing(page: str, directive: str, source: str) -> str:
    """The page with one more source in its policy."""
    return _with_policy(page, lambda policy: re.sub(rf"({directive} [^;]*)", rf"\1 {source}", policy))


def _with_policy(page: str, change: Callable[[str], str]) -> str:
    """The page with another policy; as in an attribute of a template, its quotation marks are escaped."""
    return POLICY.sub(lambda found: f"{found[1]}{escape(change(html.unescape(found[2])))}{found[3]}", page, count=1)


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _style() -> str:
    return (HERE / "mark.css").read_text(encoding="utf-8").strip()


@cache
def _script() -> str:
    return (HERE / "reload.js").read_text(encoding="utf-8").strip()
