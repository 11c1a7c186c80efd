"""A server for this machine's browser alone: the preview, and the news that there is another."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
PORT = 8017  # the same each time where it is free, so that an open page finds the next `laporan watch`
EVENTS = "/kejadian"
PAGE = re.compile(r"/([0-9]{4})/([\w-]+)/laporan\.html")
STILL_HERE = 15  # seconds between two signs of life: a browser that has gone is noticed when one can't be sent


class PreviewServer:
    """Serves pages, and tells open ones when to load again.

    Parameters
    ----------
    page_of : callable
        The page of a year and a unit as it is now, for a version; None where there is none.
    home : str
        The path that '/' leads to.
    port : int, optional
        The port; without it the usual one, or any where that is taken.

    Raises
    ------
    OSError
        Where the port that was asked for is taken.
    """

    def __init__(self, page_of: Callable[[int, str, int], str | None], home: str, port: int | None = None) -> None:
        self.page_of, self.home = page_of, home
        self.version, self.closed = 0, False
        self.news = threading.Condition()
        self._http = _bound(port)
        self._http.preview = self
        self.names = {f"{name}:{self._http.server_port}" for name in (HOST, "localhost")}
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Of the page."""
        return f"http://{HOST}:{self._http.server_port}{self.home}"

    def announce(self) -> None:
        """There is another page: those that are open load it."""
        with self.news:
            self.version += 1
            self.news.notify_all()

    def newer_than(self, known: int) -> int:
        """The number of the page as it is, as soon as it is another; the same one after a while, or at the end."""
        with self.news:
            self.news.wait_for(lambda: self.closed or self.version != known, STILL_HERE)
            return self.version

    def close(self) -> None:
        """Answer nobody any more."""
        with self.news:
            self.closed = True
            self.news.notify_all()
        self._http.shutdown()
        self._http.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"  # on Windows two commands would then share the port
    preview: PreviewServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no fault."""


def _bound(port: int | None) -> _Server:
    if port is not None:
        return _Server((HOST, port), _Handler)
    with suppress(OSError):
        return _Server((HOST, PORT), _Handler)
    return _Server((HOST, 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        preview, asked = self.server.preview, urlsplit(self.path)
        if self.headers.get("Host") not in preview.names:  # another name may be that of a foreign page's trick
            self._answer(HTTPStatus.FORBIDDEN, "")
        elif asked.path == EVENTS:
            self._tell(preview, _version(asked.query))
        elif asked.path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", preview.home)
            self.end_headers()
        else:
            found = PAGE.fullmatch(asked.path)
            page = preview.page_of(int(found[1]), found[2], preview.version) if found else None
            self._answer(HTTPStatus.OK if page else HTTPStatus.NOT_FOUND, page or "<p>Pratinjau ini belum dibuat.</p>")

    def _answer(self, status: HTTPStatus, page: str) -> None:
        content = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _tell(self, preview: PreviewServer, known: int) -> None:
        """Server-sent events: one as soon as there is another version than the one that the page is."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with suppress(OSError):
            while not preview.closed:
                version = preview.newer_than(known)
                self.wfile.write(b": ada\n\n" if version == known else b"event: baru\ndata: %d\n\n" % version)
                self.wfile.flush()
                known = version

    def log_message(self, *_words: Any) -> None:
        """Nobody needs to hear of it."""


def _version(query: str) -> int:
    with suppress(LookupError, ValueError):
        return int(parse_qs(query)["versi"][0])
    return -1
