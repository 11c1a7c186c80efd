"""The command `laporan`: it answers at once where nothing has to be done, and else loads the rest."""

from __future__ import annotations

import sys

from laporan.unchanged import nothing_to_do


def main() -> None:
    """Entry point."""
    lines = nothing_to_do(sys.argv[1:])
    if lines is not None:
        print("\n".join(lines))
        return
    from laporan.cli import main as run

    run()
