"""Two folders change places in one step, where the system has a call for it."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # <fcntl.h>, <linux/fs.h>
RENAME_SWAP = 2  # <sys/stdio.h> of macOS


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one file system change places, so that each path always leads to one of them.

    Parameters
    ----------
    one, other : Path
        Both exist.

    Returns
    -------
    bool
        False where the system or its file system can't, and nothing has changed.
    """
    if sys.platform not in ("linux", "darwin"):
        return False
    library = ctypes.CDLL(None)
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(first, second, RENAME_SWAP) == 0)
    return False
