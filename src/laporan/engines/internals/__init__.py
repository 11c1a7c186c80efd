"""Everything that rests on private or undocumented parts of other people's libraries, in one place.

`kernel` is about ipykernel and jupyter_client, `client` about nbclient and papermill, `processes` about
`multiprocessing` and Linux. Each says at every such part what it relies on, and `tests/laporan/test_internals.py`
has a test for each: after an upgrade, what fails there is what has to be looked at.

To take a new major version of a library in use: run the tests with it, mend what fails, add the number to `TESTED`.

Light to import: the three modules are imported by who needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

# Major versions that the quick engine was tested with.
TESTED = {"ipykernel": (7,), "jupyter_client": (8,), "nbclient": (0,), "papermill": (2,)}


def untested(version_of: Callable[[str], str] = version) -> list[str]:
    """The installed libraries of a major version that the quick engine was not tested with.

    Parameters
    ----------
    version_of : callable, optional
        Gives the installed version of a library by its name.

    Returns
    -------
    list of str
        Each with its version, as 'ipykernel 8.0'; empty where all were tested.
    """
    found = [(name, version_of(name)) for name in TESTED]
    return [f"{name} {there}" for name, there in found if there.partition(".")[0] not in map(str, TESTED[name])]
