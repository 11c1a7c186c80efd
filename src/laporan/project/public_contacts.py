"""Numbers and addresses that may leave with a report though they look like a person's: `params/public_contacts.yml`.

The office's own call centre and mailbox, and what only looks like somebody's number. Each says why; a reader of the
parameters can object. Those that answer questions about the report are printed on it.
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
    answers : str
        Who answers questions about the report there: an office, as it is printed before the text. '' where nobody does,
        as with what only looks like a number; then no report prints it.
    """

    text: str = Field(min_length=3)
    why: str = Field(min_length=SHORTEST_REASON)
    answers: str = ""


class PublicContacts(Strict):
    """The whole of `params/public_contacts.yml`.

    Parameters
    ----------
    contacts : list of PublicContact
        All of them.
    """

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
    return tuple(validate(PublicContacts, read_yaml(path), paths.relative(path)).contacts)


def who_answers() -> tuple[PublicContact, ...]:
    """The contacts that answer questions about the report, in the file's order."""
    return tuple(contact for contact in public_contacts() if contact.answers)
