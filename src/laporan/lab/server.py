"""JupyterLab in this process, on the project's folder: it begins at a chapter or the start page, asks for no news,
saves chapters without outputs, and ends with all its kernels."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jupyter_server.serverapp import ServerApp
from jupyterlab.handlers.announcements import NeverCheckForUpdate
from jupyterlab.labapp import LabApp
from traitlets.config import Config

from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.core.stopping import SIGNALS
from laporan.lab.saving import strip_chapter

HERE = Path(__file__).parent
CONFIG_PATH = "JUPYTER_CONFIG_PATH"


class ProjectServer(ServerApp):
    """Jupyter's server, which ends at a signal without asking, and its kernels with it."""

    def init_signal(self) -> None:
        """Each signal that asks a command to stop ends it as `stop` does."""
        super().init_signal()
        for name in SIGNALS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: self.stop(from_signal=True))


def serve(opened: Path, port: int | None, *, browser: bool, announce: Callable[[str], None]) -> None:
    """Serve JupyterLab until it is told to stop.

    Parameters
    ----------
    opened : Path
        The file that it begins with, in the project.
    port : int, optional
        Where it listens; without one at the first free port from Jupyter's own on.
    browser : bool
        Whether a browser is opened.
    announce : callable
        Is told the address once it listens.

    Raises
    ------
    ParameterError
        For a port that is taken, or a file outside the project.
    """
    if not opened.is_relative_to(paths.root()):
        raise ParameterError(f"{opened} di luar folder proyek, jadi tidak dapat dibuka dari sini. Salin ke dalamnya")
    if port is not None:
        _refuse_taken(port)
    os.environ[paths.ROOT] = str(paths.root())
    os.environ[CONFIG_PATH] = os.pathsep.join(filter(None, [str(HERE / "config"), os.environ.get(CONFIG_PATH)]))
    server = ProjectServer.instance(
        jpserver_extensions={"jupyterlab": True}, config=settings(opened, port, browser=browser)
    )
    server.initialize(argv=[], starter_extension=LabApp.name)
    server.contents_manager.register_pre_save_hook(strip_chapter)
    announce(server.display_url.split()[0])
    server.identity_provider.token_generated = False  # or the address is told once more, in English
    server.start()


def settings(opened: Path, port: int | None, *, browser: bool) -> Config:
    """The server's settings; what people like otherwise (theme, keys) is theirs, in Jupyter's own files.

    Parameters
    ----------
    opened, port, browser
        As of `serve`.
    """
    server: dict[str, Any] = {
        "root_dir": str(paths.root()),
        "open_browser": browser,
        "allow_root": True,  # in a container there is nobody else
        "log_level": "ERROR",
    }
    if port is not None:
        server |= {"port": port, "port_retries": 0}
    lab = {
        "default_url": f"/lab/tree/{quote(opened.relative_to(paths.root()).as_posix())}",
        "extra_labextensions_path": [str(HERE / "labextensions")],
        "news_url": None,
        "check_for_updates_class": NeverCheckForUpdate,
        "log_level": "ERROR",
    }
    return Config(
        ServerApp=server,
        LabApp=lab,
        FileContentsManager={"preferred_dir": str(paths.notebooks())},
        KernelManager={"transport_encryption": "auto"},  # or each kernel warns that others may listen to it
    )


def _refuse_taken(port: int) -> None:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("localhost", port))
        except OSError as error:
            raise ParameterError(f"port {port} sedang dipakai. Pilih yang lain, atau jangan sebutkan --port") from error
