"""Comments as W3C Web Annotations.

Only what is known of an annotation is taken over; whatever else a file holds stays outside. The page does the same.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

MOST_PARTS = 20  # places of one comment
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"laporan": "urn:laporan:"}]
REPLYING: Literal["replying"] = "replying"
COMMENTING, TAGGING = "commenting", "tagging"
OPEN, DONE = "terbuka", "selesai"
FIRST, LAST = 2000, 2999  # years in which somebody may have written
IDENTIFIER = re.compile(r"[!-~]{1,200}")


def _identifier(value: str) -> str:
    if IDENTIFIER.fullmatch(value):
        return value
    raise ValueError("bukan pengenal: 1 sampai 200 huruf ASCII tanpa spasi")


def _moment(value: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not FIRST <= moment.year <= LAST:
        raise ValueError(f"bukan saat dengan zona waktu, misalnya 2018-04-03T10:40:00Z (tertulis {value[:40]!r})")
    return value


def _writable(value: str) -> str:
    if not value.strip():
        raise ValueError("wajib diisi")
    return value


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Identifier = Annotated[str, AfterValidator(_identifier)]
Name = Annotated[str, Field(max_length=120), AfterValidator(_writable)]
Text = Annotated[str, Field(max_length=5000), AfterValidator(_writable)]
Quoted = Annotated[str, Field(max_length=400), AfterValidator(_writable)]
Around = Annotated[str, Field(max_length=400)]
Moment = Annotated[str, AfterValidator(_moment)]


class Known(BaseModel):
    """Base of what is read from others: what we don't know of it is left out, what we know is strict."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True, populate_by_name=True, serialize_by_alias=True)


class Person(Known):
    """Who wrote.

    Parameters
    ----------
    name : str
        As the person signs.
    """

    type: Literal["Person"] = "Person"
    name: Name


class CommentBody(Known):
    """What was written, or what kind of comment it is.

    Parameters
    ----------
    value : str
        Plain text.
    purpose : {'commenting', 'tagging'}
        Which of both.
    """

    type: Literal["TextualBody"] = "TextualBody"
    value: Text
    purpose: Literal["commenting", "tagging"] = "commenting"


class Selector(Known):
    """One way to find what is commented on.

    Parameters
    ----------
    type : {'TextQuoteSelector', 'FragmentSelector'}
        By its words, or by its id in the page.
    exact, prefix, suffix : str, optional
        The words, and those around them.
    value, conformsTo : str, optional
        The id, and the rule of such ids.
    """

    type: Literal["TextQuoteSelector", "FragmentSelector"]
    exact: Quoted | None = None
    prefix: Around | None = None
    suffix: Around | None = None
    value: Quoted | None = None
    conformsTo: Quoted | None = None  # noqa: N815 - the standard's own name


class CommentTarget(Known):
    """What a comment is about.

    Parameters
    ----------
    kind : str
        'paragraf', 'butir', 'gambar', 'tabel', 'angka' or 'kutipan'.
    build : str
        On which build it was made.
    cell : str
        The cell that told it, '<chapter>-<cell>'; '' for what no cell told.
    fact : str
        The number's id in the ledger; '' for what is no number.
    selector : list of Selector
        How it is found in the page.
    """

    source: Literal["laporan.html"] = "laporan.html"
    kind: Annotated[str, Field(alias="laporan:jenis", max_length=40)] = ""
    build: Annotated[str, Field(alias="laporan:bangunan", max_length=40)] = ""
    cell: Annotated[str, Field(alias="laporan:sel", max_length=80)] = ""
    fact: Annotated[str, Field(alias="laporan:angka", max_length=200)] = ""
    selector: Annotated[list[Selector], BeforeValidator(_listed), Field(min_length=1, max_length=4)]

    @property
    def quote(self) -> str:
        """The words that are commented on; '' where none are told."""
        return next((one.exact for one in self.selector if one.exact), "")


Places = Annotated[list[CommentTarget], BeforeValidator(_listed), Field(min_length=1, max_length=MOST_PARTS)]
PLACES, ANSWERED = "tempat", "id"


def _kind_of_target(given: Any) -> str:
    return ANSWERED if isinstance(given, str) else PLACES


class Annotation(Known):
    """A comment, or an answer to one.

    Parameters
    ----------
    id : str
        Its own.
    motivation : {'commenting', 'replying'}
        Which of both.
    created, modified : str
        Moments with their time zone, as ISO 8601.
    creator : Person
        Who wrote it.
    body : list of CommentBody
        The text, and the kind of comment.
    target : list of CommentTarget, or str
        What a comment is about, a place for each part of a longer text; the id of the comment that an answer is to.
    state : {'terbuka', 'selesai'}, optional
        Of a comment.
    """

    id: Identifier
    type: Literal["Annotation"]
    motivation: Literal["commenting", "replying"] = "commenting"
    created: Moment
    modified: Moment
    creator: Person
    body: Annotated[list[CommentBody], BeforeValidator(_listed), Field(min_length=1, max_length=2)]
    target: Annotated[
        Annotated[Places, Tag(PLACES)] | Annotated[Identifier, Tag(ANSWERED)], Discriminator(_kind_of_target)
    ]
    state: Annotated[Literal["terbuka", "selesai"], Field(alias="laporan:keadaan")] = "terbuka"

    @property
    def places(self) -> tuple[CommentTarget, ...]:
        """What a comment is about, in the order of the page; nothing for an answer."""
        return () if isinstance(self.target, str) else tuple(self.target)

    @property
    def about(self) -> CommentTarget | None:
        """The first place that a comment is about; None for an answer."""
        return next(iter(self.places), None)

    @property
    def quote(self) -> str:
        """The words that it is about; '' where none are told."""
        return " ".join(filter(None, (place.quote for place in self.places)))

    @property
    def words(self) -> str:
        """What was written."""
        return next((one.value for one in self.body if one.purpose == COMMENTING), "")

    @property
    def tag(self) -> str:
        """Which kind of comment it is: 'Saran'; '' where nobody said."""
        return next((one.value for one in self.body if one.purpose == TAGGING), "")

    @property
    def is_open(self) -> bool:
        """Whether it is a comment that nobody has settled."""
        return self.about is not None and self.state == OPEN

    @property
    def short(self) -> str:
        """The first letters of its id, by which commands name it."""
        return self.id.removeprefix("urn:uuid:")[:8]

    def changed_at(self) -> dt.datetime:
        """When it was changed last."""
        return dt.datetime.fromisoformat(self.modified)

    def as_json(self) -> dict[str, Any]:
        """As it is written into files, without what is empty."""
        said = self.model_dump(exclude_none=True)
        if self.places:
            told = [{key: value for key, value in place.items() if value} for place in said["target"]]
            said["target"] = told if len(told) > 1 else told[0]
        else:
            said.pop("laporan:keadaan")
        said["body"] = [_plain_text(body) if body["purpose"] == COMMENTING else body for body in said["body"]]
        return said


def _plain_text(body: dict[str, str]) -> dict[str, str]:
    return body | {"format": "text/plain", "language": "id"}


def page_of(report: str, items: Iterable[Annotation]) -> str:
    """The comments of one report as an AnnotationPage.

    Parameters
    ----------
    report : str
        '2017/pusat'.
    items : iterable of Annotation
        In the order in which they were written.
    """
    ordered = sorted(items, key=lambda one: (one.created, one.id))
    page = {
        "@context": CONTEXT, "id": f"urn:laporan:{report}:komentar", "type": "AnnotationPage",
        "laporan:laporan": report, "items": [one.as_json() for one in ordered],
    }  # fmt: skip
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"
