"""Pages of what stands in the project's files, from the strict models that read them and their docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from reference_markdown import code, heading, prose, table

from analysis.methods.regulations import Regulation
from analysis.methods.statistics import Methods
from analysis.methods.working_days import Corrections
from analysis.satisfaction.answer_words import AnswerWords
from laporan.core.paths import Layout
from laporan.data.package_file import Package
from laporan.intake.map_model import ImportMap
from laporan.portal.parameters import PortalParameters
from laporan.project import public_contacts
from laporan.project.indicators import YearlyIndicators
from laporan.project.models import Setting
from laporan.project.outline import Tree
from laporan.project.parameters import ReportParameters, Units
from laporan.project.subjects import registered
from laporan.project.terms import Terms
from laporan.publish.approval import CHECKLIST, Checklist

HEAD = ("kunci", "isi", "bawaan", "artinya")
PARAMS = """# Kunci params

Setiap kunci dari setiap berkas YAML proyek dan dari `laporan.toml`, dari model yang membacanya;
penjelasannya tertulis di sana, dalam bahasa Inggris. Kunci yang tidak ada di sini ditolak, dan pesannya menyebut yang
terdekat. “Wajib”: tidak ada nilai bawaan.
"""
PACKAGE = """# Berkas datapackage.json

`data/raw/<tahun>/datapackage.json`: satu butir `resources` untuk setiap data setiap satuan kerja, menurut
Data Package dari Frictionless. Kunci lain dibiarkan.
"""
SECTION = re.compile(r"^([A-Z][\w ]+)\n-{3,}$", re.MULTILINE)
NAMED = re.compile(r"^(\*{0,2}[a-z]\w*(?:, [a-z]\w*)*) : (.*)\n((?:(?:    .*)?\n)*)", re.MULTILINE)
BOUNDS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}  # of annotated types
# Each file of params/ and the model that it is read with; a year's file has keys of the library and of each subject.
FILES: dict[str, type[BaseModel]] = {
    "units.yml": Units,
    "struktur.yml": Tree,
    "istilah.yml": Terms,
    "indicators.yml": YearlyIndicators,
    "holidays.yml": Corrections,
    "methods.yml": Methods,
    "answer_words.yml": AnswerWords,
    "portal.yml": PortalParameters,
    CHECKLIST: Checklist,
    public_contacts.NAME: public_contacts.PublicContacts,
    "regulations/<nama>.yml": Regulation,
    "import/<nama>.yml": ImportMap,
}


class Told:
    """Models in the order in which they are first met, each told once on a page.

    Parameters
    ----------
    prefix : str
        What the page's anchors begin with.
    """

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.models: list[type[BaseModel]] = []

    def rows(self, model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
        """A row a field."""
        said = documented(model)
        for name, field in model.model_fields.items():
            yield self.row(field.alias or name, field, *said.get(name, ("", "")))

    def row(self, name: str, field: FieldInfo, kind: str = "", words: str = "") -> tuple[str, ...]:
        """A key, what it may hold, its default, its meaning; of what nobody explains, that of the model inside it."""
        inner = list(models_in(field.annotation))
        words = words or (summary(inner[0]) if inner else "")
        return code(name), ", ".join((self.content(field, kind), *bounds(field))), default(field), prose(words)

    def content(self, field: FieldInfo, kind: str) -> str:
        """What a field may hold, in the docstring's words or those of its type, with links to the models inside it."""
        text = prose(kind or typed(field.annotation))
        for one in models_in(field.annotation):
            link = f"[{one.__name__}](#{self.anchor(one)})"
            text, found = re.subn(rf"(?<!\[)\b{one.__name__}\b", link, text, count=1)
            text += "" if found else f" ({link})"
        return text

    def anchor(self, model: type[BaseModel]) -> str:
        """Where a model is told; it will be, if it was not yet."""
        if model not in self.models:
            self.models.append(model)
        return f"{self.prefix}-{model.__name__.lower()}"

    def rest(self) -> Iterator[str]:
        """Sections of the models that were linked, and of those that they link in turn."""
        done = 0
        while done < len(self.models):
            model = self.models[done]
            done += 1
            yield heading(model.__name__, 3, self.anchor(model)) + "\n" + self.section(model)

    def section(self, model: type[BaseModel]) -> str:
        """What a model is, and its fields."""
        return f"{prose(summary(model))}\n\n{table(HEAD, self.rows(model))}"


def params_page() -> str:
    """Every key of every file of `params/`, and of `laporan.toml`."""
    told = Told("kunci")
    files = {"<tahun>.yml": ReportParameters, **FILES}
    parts = [heading("laporan.toml", 2), f"{prose(summary(Layout))}\n", table(HEAD, layout_rows())]
    for name, model in files.items():
        parts += [heading(f"params/{name}".replace("<", "\\<"), 2), told.section(model)]
        if model is ReportParameters:
            parts += [heading("Kunci pokok bahasan", 3), table(HEAD, subject_rows(told))]
    return "\n".join([PARAMS, *parts, heading("Isi di dalamnya", 2), *told.rest()])


def package_page() -> str:
    """Every field of a year's `datapackage.json`."""
    told = Told("datapackage")
    return "\n".join([PACKAGE, told.section(Package), heading("Isi di dalamnya", 2), *told.rest()])


def layout_rows() -> Iterator[tuple[str, ...]]:
    """The keys of `laporan.toml`."""
    said = documented(Layout)
    for field in fields(Layout):
        kind, words = said[field.name]
        given = "wajib" if field.default is MISSING else code(written(field.default))
        yield code(field.name), prose(kind), given, prose(words)


def subject_rows(told: Told) -> Iterator[tuple[str, ...]]:
    """The keys of a year's file that subjects add, by their names."""
    found: Mapping[str, tuple[Any, Any]] = registered("params", "PARAMETERS")
    for name, (kind, value) in sorted(found.items()):
        yield told.row(name, FieldInfo.from_annotated_attribute(kind, value))


def documented(thing: type) -> dict[str, tuple[str, str]]:
    """Kind and meaning of each field, from the `Parameters` of a class's docstring and of those that it comes from."""
    found: dict[str, tuple[str, str]] = {}
    for one in reversed(thing.__mro__):
        pieces = SECTION.split(inspect.cleandoc(one.__dict__.get("__doc__") or "") + "\n")
        sections = dict(zip(pieces[1::2], pieces[2::2], strict=True))
        for names, kind, words in NAMED.findall(sections.get("Parameters", "")):
            found |= {name: (kind, inspect.cleandoc(words)) for name in names.split(", ")}
    return found


def summary(thing: type) -> str:
    """What a docstring says before its sections."""
    return SECTION.split(inspect.getdoc(thing) or "")[0]


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a field's annotation names, however deep; of a setting, those of its value."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        if issubclass(annotation, Setting):
            yield from models_in(annotation.__pydantic_generic_metadata__["args"][0])
        yield annotation if not issubclass(annotation, Setting) else Setting
        return
    for inner in get_args(annotation):
        yield from models_in(inner)


def typed(annotation: Any) -> str:
    """A type in the docstrings' words: 'list of int'."""
    if get_origin(annotation) in (UnionType, Union):
        return " or ".join(map(typed, get_args(annotation)))
    if get_origin(annotation) is Literal:
        return "{" + ", ".join(map(repr, get_args(annotation))) + "}"
    if get_origin(annotation) is Annotated:
        return typed(get_args(annotation)[0])
    inner = [typed(one) for one in get_args(annotation) if one is not Ellipsis]
    if not inner or (inspect.isclass(annotation) and issubclass(annotation, BaseModel)):
        return "None" if annotation is type(None) else getattr(annotation, "__name__", str(annotation))
    return f"{get_origin(annotation).__name__} of {' to '.join(inner)}"


def bounds(field: FieldInfo) -> Iterator[str]:
    """'≥ 0', '≤ 1', as the field's annotation has them."""
    for rule in field.metadata:
        yield from (
            f"{sign} {bound}" for name, sign in BOUNDS.items() if (bound := getattr(rule, name, None)) is not None
        )


def default(field: FieldInfo) -> str:
    """The value that a key has where it is not written."""
    if field.is_required():
        return "wajib"
    return code(written(field.get_default(call_default_factory=True)))


def written(value: Any) -> str:
    """A value as YAML has it; '' for what is empty, and for a model, whose fields tell their own."""
    if isinstance(value, BaseModel):
        return str(value.value) if isinstance(value, Setting) else ""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or value in ("", [], {}, ()) else str(value)
