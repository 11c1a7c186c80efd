"""The reference pages tell every command, key and term: nothing of the code is left out."""

from __future__ import annotations

import doctest
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML

from laporan.data.package_file import PackageEntry
from laporan.notebook.narrative import FILTERS, GLOBALS
from laporan.notebook.options import OPTIONS
from laporan.project.parameters import parameters_model
from laporan.project.terms import load_terms

ROOT = Path(__file__).resolve().parents[2]
PARAMS = sorted((ROOT / "params").rglob("*.yml"))


@pytest.fixture(scope="module")
def tool() -> Iterator[Any]:
    """A module of tools/, by its name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        yield importlib.import_module


@pytest.fixture(scope="module")
def params_page(tool: Any) -> str:
    return str(tool("reference_models").params_page())


def test_every_command_is_told_with_each_of_its_options(tool: Any) -> None:
    commands: ModuleType = tool("reference_commands")
    page = commands.command_page()
    found = list(commands.commands())
    assert {"laporan build", "laporan new subject", "laporan ikm", "laporan audit"} <= {
        one.command_path for one in found
    }
    for context in found:
        section = page.partition(f"## {context.command_path}\n")[2].partition("\n## ")[0]
        options = {word for one in context.command.params for word in one.opts if word.startswith("-")}
        options -= {word for one in context.command.params for word in one.opts if getattr(one, "hidden", False)}
        assert [word for word in options if word not in section] == [], context.command_path


@pytest.mark.parametrize("file", PARAMS, ids=lambda file: file.relative_to(ROOT / "params").as_posix())
def test_every_key_that_a_file_of_params_has_is_told(file: Path, params_page: str) -> None:
    name = file.relative_to(ROOT / "params").as_posix()
    kind = re.sub(r"^2\d{3}(/.*)?\.yml$", r"\\<tahun>.yml", re.sub("/[^/]+$", "/\\\\<nama>.yml", name))
    kind = "\\<tahun>.yml" if name[:4].isdigit() else kind
    section = params_page.partition(f"## params/{kind}\n")[2].partition("\n## ")[0]
    assert section, f"tools/reference_models.py: FILES has no {kind}"
    keys = YAML(typ="safe").load(file)
    assert [key for key in keys if f"| `{key}` |" not in section and key != "extends"] == []


def test_every_field_of_the_models_is_told(params_page: str, tool: Any) -> None:
    package = tool("reference_models").package_page()
    fields = {field.alias or name for name, field in PackageEntry.model_fields.items()}
    assert [name for name in fields if f"| `{name}` |" not in package] == []
    assert [name for name in parameters_model().model_fields if f"| `{name}` |" not in params_page] == []


def test_a_link_leads_to_a_model_that_is_told(params_page: str) -> None:
    links = set(re.findall(r"\(#(kunci-\w+)\)", params_page))
    assert len(links) > 20
    assert [link for link in links if f"({link})=" not in params_page] == []


def test_every_term_is_told(tool: Any) -> None:
    page, terms = tool("reference").glossary_page(), load_terms()
    words = {**terms.spelled_out, **terms.explained}
    assert len(words) > 50
    assert [word for word, meaning in words.items() if f"| {word} | {meaning} |" not in page] == []


def test_pages_of_the_root_lead_to_pages_of_the_site(tool: Any) -> None:
    assert doctest.testmod(tool("reference")).attempted > 0
    assert doctest.testmod(tool("reference")).failed == 0


def test_every_page_stands_in_the_contents() -> None:
    listed = re.findall(r"^(\w[\w/.-]*)$", (ROOT / "docs" / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert sorted(pages - set(listed)) == [], "docs/index.md: put the page into the list that it belongs to"


def test_the_guide_tells_every_word_that_a_sentence_may_use() -> None:
    page = (ROOT / "docs" / "menulis-bab.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)(?:\([^`]*\))?`", page))
    assert sorted({*FILTERS, *GLOBALS} - told) == []


def test_every_option_of_a_cell_is_told(tool: Any) -> None:
    page = tool("reference").options_page()
    assert [name for name in OPTIONS if f"| `{name}` |" not in page] == []


def test_what_is_no_markup_stays_what_it_is(tool: Any) -> None:
    markdown = tool("reference_markdown")
    assert markdown.prose("a <tahun> | *b* `c|d`") == "a \\<tahun\\> \\| \\*b\\* `c\\|d`"
