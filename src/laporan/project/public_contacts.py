"""Numbers and addresses that may leave with a report though they look like a person's: `params/public_contacts.yml`.

The office's own call centre and mailbox, and what only looks like somebody's number. Each says why; a reader of the
parameters can object.
"""

from __future__ import annotations

from pydantic import Field

from laporan.cache.read_tracking import is_there
from laporan.core import paths
from laporan.project.models import Strict, validate
from laporan.project.yaml import read_yaml

NAME = "public_contacts.yml"
SHORTEST_REASON = 10  # letters


class PublicContact(Strict):
    """Something that may leave.

    Parameters
    ----------
    text : str
        The number or the address, in any spelling.
    why : str
        Why it is nobody's own.
    """

    text: str = Field(min_length=3)
    why: str = Field(min_length=SHORTEST_REASON)


class _Listed(Strict):
    contacts: list[PublicContact]


def public_contacts() -> tuple[PublicContact, ...]:
    """What the project declares to be public; nothing where it has no such file.

    Raises
    ------
    ParameterError
        For a file that can't be read, an unknown key, or an entry without its reason.
    """
    path = paths.params() / NAME
    if not is_there(path):
        return ()
    return tuple(validate(_Listed, read_yaml(path), paths.relative(path)).contacts)
