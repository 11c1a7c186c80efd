"""`laporan review`: comments come in whole or not at all, are found by cell and fact, answered, settled and given back."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from laporan.core.errors import ReviewError
from laporan.facts.ledger import read_facts
from laporan.project.outline import plan_report
from laporan.review import beside, store
from laporan.review.places import CELL_GONE, FACT_GONE, SOME_GONE, placed

from ..projects import run_laporan
from . import browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPORT = (2017, "pusat")
ONE = "urn:uuid:11111111-0000-4000-8000-000000000001"


@pytest.fixture
def project(small_project: Path) -> Iterator[Path]:
    """The small project without comments."""
    kept = small_project / "tinjauan/2017/pusat.json"
    kept.unlink(missing_ok=True)
    yield small_project
    kept.unlink(missing_ok=True)


def notebook(root: Path) -> Path:
    (found,) = root.glob("notebooks/*pkt.ipynb")
    return found


def told_cell(root: Path) -> tuple[int, str]:
    """Number and id of a cell that tells something."""
    cells = nbformat.read(notebook(root), as_version=4).cells
    number = next(n for n, cell in enumerate(cells, 1) if cell.source.startswith("%%narasi"))
    return number, cells[number - 1].id


def annotation(cell: str, **changed: Any) -> dict[str, Any]:
    target = {
        "source": "laporan.html", "laporan:jenis": "paragraf", "laporan:sel": f"pkt-{cell}",
        "selector": [{"type": "TextQuoteSelector", "exact": "Sebuah kalimat", "prefix": "", "suffix": ""}],
    }  # fmt: skip
    made: dict[str, Any] = {
        "id": ONE, "type": "Annotation", "motivation": "commenting", "created": "2018-03-01T08:00:00Z",
        "modified": "2018-03-01T08:00:00Z", "creator": {"type": "Person", "name": "Peninjau A"},
        "body": [{"type": "TextualBody", "value": "Jelaskan.", "purpose": "commenting"}], "target": target,
        "laporan:keadaan": "terbuka",
    }  # fmt: skip
    return made | changed


def page(*items: Any, **changed: Any) -> dict[str, Any]:
    return {"type": "AnnotationPage", "laporan:laporan": "2017/pusat", "items": list(items)} | changed


def written(folder: Path, content: Any) -> Path:
    file = folder / "komentar.jsonld"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def laporan(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    run = run_laporan(root, "review", *words)
    assert run.returncode == 0, run.stderr
    return run


def test_from_the_page_to_the_author_and_back(project: Path, chromium: Browser, tmp_path: Path) -> None:
    browser = chromium.new_page(viewport={"width": 1280, "height": 900})
    browsing.begin(browser, project / "outputs/2017/pusat/laporan.html")
    browsing.comment_on(browser, browser.locator(browsing.PARAGRAPH).first, "Dari mana ini?")
    sent = written(tmp_path, browsing.exported(browser))
    assert "1 baru" in laporan(project, "add", str(sent), "2017").stdout
    (one,) = json.loads(laporan(project, "2017", "--json").stdout)
    assert (one["notebook"], one["lost"]) == (f"notebooks/{notebook(project).name}", "")
    cell = nbformat.read(notebook(project), as_version=4).cells[one["cell"] - 1]
    assert cell.id == one["cell_id"]
    name = one["comment"]["id"].removeprefix("urn:uuid:")[:8]
    assert name in laporan(project).stdout
    laporan(project, "answer", name, "Dari data loket.", "--as", "Penyusun")
    laporan(project, "resolve", name)
    assert json.loads(laporan(project, "2017", "--json").stdout) == []
    laporan(project, "export", "2017", "--to", str(tmp_path / "jawaban.jsonld"))
    said = browsing.take_in(browser, (tmp_path / "jawaban.jsonld").read_text(encoding="utf-8"))
    assert said == "1 baru, 1 diperbarui."
    browser.locator("[data-lihat=selesai]").click()
    (line,) = browsing.listed(browser)
    assert "Dari data loket." in line
    assert "selesai" in line


def test_of_two_versions_the_later_counts_and_nothing_comes_twice(project: Path, tmp_path: Path) -> None:
    _, cell = told_cell(project)
    later = annotation(cell, modified="2018-03-02T08:00:00Z", body={"value": "Kemudian."})
    assert store.add(written(tmp_path, page(annotation(cell))), *REPORT) == store.Added(1, 0, 0)
    assert store.add(written(tmp_path, page(later)), *REPORT) == store.Added(0, 1, 0)
    assert store.add(written(tmp_path, page(annotation(cell))), *REPORT) == store.Added(0, 0, 1)
    assert [one.words for one in store.comments_of(*REPORT)] == ["Kemudian."]


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"creator": {"type": "Person", "name": "Peninjau B"}}, id="another person"),
        pytest.param({"motivation": "replying", "target": ONE}, id="an answer"),
    ],
)
def test_nobody_writes_under_the_id_of_somebody_else(project: Path, tmp_path: Path, other: dict[str, Any]) -> None:
    _, cell = told_cell(project)
    store.add(written(tmp_path, page(annotation(cell))), *REPORT)
    before = store.file_of(*REPORT).read_bytes()
    later = annotation(cell, modified="2999-01-01T00:00:00Z", body={"value": "Diganti."}) | other
    with pytest.raises(ReviewError, match="sudah dipakai Peninjau A"):
        store.add(written(tmp_path, page(annotation(cell, id="urn:uuid:2"), later)), *REPORT)
    assert store.file_of(*REPORT).read_bytes() == before


def test_settling_counts_whatever_the_reviewers_clock_said(project: Path, tmp_path: Path) -> None:
    ahead = annotation(told_cell(project)[1], modified="2990-01-01T00:00:00+09:00")
    store.add(written(tmp_path, page(ahead)), *REPORT)
    store.settle("11111111")
    assert store.add(written(tmp_path, page(ahead)), *REPORT) == store.Added(0, 0, 1)
    assert not store.comments_of(*REPORT)[0].is_open
    assert store.settle(ONE, done=False).is_open


def test_cells_and_numbers_that_are_gone_are_said_to_be(project: Path, tmp_path: Path) -> None:
    number, cell = told_cell(project)
    facts = read_facts(project / "outputs/2017/pusat/fakta.json", "fakta")[2]
    known = next(name for name in facts if name.startswith("pkt."))
    exact = [{"type": "TextQuoteSelector", "exact": facts[known]["text"]}]
    other = [{"type": "TextQuoteSelector", "exact": "123456"}]

    def about(last: int, **target: Any) -> dict[str, Any]:
        made = annotation(cell, id=f"{ONE[:-1]}{last}")
        return made | {"target": made["target"] | target}

    items = [
        about(1),
        about(2, **{"laporan:jenis": "angka", "laporan:angka": known, "selector": exact}),
        about(3, **{"laporan:jenis": "angka", "laporan:angka": known, "selector": other}),
        about(4, **{"laporan:jenis": "angka", "laporan:angka": "pkt.tidak-ada", "selector": exact}),
        about(5, **{"laporan:sel": "pkt-tidakada"}),
        about(6, **{"laporan:sel": "babhilang-00000000"}),
    ]
    store.add(written(tmp_path, page(*items)), *REPORT)
    found = {one.comment.id[-1]: one for one in placed(plan_report(*REPORT), store.comments_of(*REPORT))}
    assert [found[key].lost for key in "12456"] == ["", "", FACT_GONE, CELL_GONE, CELL_GONE]
    assert found["3"].lost == f"semula 123456, kini {facts[known]['text']}"
    assert [found[key].cell for key in "1256"] == [number, number, None, None]
    assert [bool(found[key].notebook) for key in "156"] == [True, True, False]


def test_a_comment_on_several_cells_stands_at_the_first_and_names_the_others(project: Path, tmp_path: Path) -> None:
    number, cell = told_cell(project)
    other = next(one for one in nbformat.read(notebook(project), as_version=4).cells[number:] if one.source)
    place = annotation(cell)["target"]
    parts = [place | {"laporan:sel": f"pkt-{one}"} for one in (cell, "tiada", other.id)]
    store.add(written(tmp_path, page(annotation(cell, target=parts))), *REPORT)
    (found,) = placed(plan_report(*REPORT), store.comments_of(*REPORT))
    assert (found.cell, found.lost) == (number, SOME_GONE)
    assert [line.rpartition(" ")[0] for line in found.also] == [f"notebooks/{notebook(project).name}, sel"]
    assert found.comment.quote == "Sebuah kalimat Sebuah kalimat Sebuah kalimat"
    assert "Jelaskan." in beside.comments_on(notebook(project).name, other.id, *REPORT)
    laporan(project, "export", "2017", "--to", str(tmp_path / "lagi.jsonld"))
    assert json.loads((tmp_path / "lagi.jsonld").read_text(encoding="utf-8"))["items"][0]["target"] == [
        {key: value for key, value in part.items() if value} | {"selector": part["selector"]} for part in parts
    ]


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        pytest.param(
            "pkt.survei.all.respondents", "laporan trace 2017 pkt.survei.all.respondents --unit pusat", id="a number"
        ),
        pytest.param("x; rm -rf ~", "", id="a command", marks=pytest.mark.hostile("escape")),
    ],
)
def test_an_author_is_told_how_to_ask_the_number(project: Path, tmp_path: Path, fact: str, told: str) -> None:
    _, cell = told_cell(project)
    about = annotation(cell)["target"] | {"laporan:jenis": "angka", "laporan:angka": fact}
    store.add(written(tmp_path, page(annotation(cell, target=about))), *REPORT)
    lines = [line.strip() for line in laporan(project, "2017").stdout.splitlines() if "trace" in line or "rm" in line]
    assert lines == ([told] if told else [])


BROKEN: list[Any] = [
    pytest.param("", "bukan JSON", id="empty"),
    pytest.param("[" * 100_000, "bukan JSON", id="without a bottom"),
    pytest.param("[]", "AnnotationPage", id="a list"),
    pytest.param(" " * 5_000_001, "5 MB", id="too large"),
    pytest.param(page(**{"laporan:laporan": "2016/pusat"}), "laporan lain (2016/pusat)", id="of another report"),
    pytest.param(page(**{"laporan:laporan": "\x1b[2J"}), "laporan lain", id="commands a terminal"),
    pytest.param(page(items={}), "AnnotationPage", id="items are no list"),
    pytest.param(page(*[None] * 2001), "paling banyak 2000", id="too many"),
    pytest.param(
        page(*(annotation("x", id=f"urn:uuid:{n}", target=[annotation("x")["target"]] * 20) for n in range(101))),
        "mengomentari 2020 tempat", id="too many places",
    ),
    pytest.param(page(None), "anotasi 1: bukan anotasi", id="nothing"),
    pytest.param(page(annotation("x"), annotation("x")), "dipakai dua kali", id="an id twice"),
    pytest.param(page(annotation("x", id="spasi di sini")), "pengenal", id="no id"),
    pytest.param(page(annotation("x", id="x" * 201)), "pengenal", id="a long id"),
    pytest.param(page(annotation("x", created="kemarin")), "zona waktu", id="no moment"),
    pytest.param(page(annotation("x", modified="2018-03-01")), "zona waktu", id="no time zone"),
    pytest.param(page(annotation("x", modified="0001-01-01T00:00:00+14:00")), "zona waktu", id="before all time"),
    pytest.param(page(annotation("x", creator={"name": "\ud800"})), "setengah huruf", id="half a letter"),
    pytest.param(page(annotation("x", creator={"name": " "})), "wajib diisi", id="no name"),
    pytest.param(page(annotation("x", body={"value": "a" * 5001})), "5000", id="a book"),
    pytest.param(page(annotation("x", body={"value": "a", "purpose": "tagging"})), "tanpa kata-kata", id="a tag alone"),
    pytest.param(page(annotation("x", target="urn:uuid:2")), "tanpa komentar", id="about nothing"),
    pytest.param(page(annotation("x", target={"selector": []})), "target.tempat.0.selector: harus", id="no selector"),
    pytest.param(page(annotation("x", target=[])), "target.tempat: harus", id="no place"),
    pytest.param(page(annotation("x", target=[annotation("x")["target"]] * 21)), "target.tempat: ", id="many places"),
    pytest.param(page(annotation("x", target=[annotation("x")["target"], 5])), "target.tempat.1: ", id="no such place"),
    pytest.param(page(annotation("x", **{"laporan:keadaan": "hapus"})), "keadaan", id="no state"),
]  # fmt: skip


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("content", "said"), BROKEN)
def test_a_file_with_a_fault_changes_nothing(project: Path, tmp_path: Path, content: Any, said: str) -> None:
    _, cell = told_cell(project)
    store.add(written(tmp_path, page(annotation(cell))), *REPORT)
    before = store.file_of(*REPORT).read_bytes()
    with pytest.raises(ReviewError, match=r"(?s)komentar\.jsonld.*") as caught:
        store.add(written(tmp_path, content), *REPORT)
    assert said in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert store.file_of(*REPORT).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "tidak-ada.json", "2017"), 1, "tidak ada"),
        (("answer", "zzzz", "Ya"), 1, "tidak ada komentar dengan id itu"),
        (("resolve", "1"), 1, "tidak ada komentar dengan id itu"),
        (("export", "2017"), 1, "belum ada komentar"),
        (("add",), 2, "file"),
        (("dua",), 2, "dua"),
    ],
    ids=["no file", "no such id", "too short", "nothing to export", "no argument", "no year"],
)
def test_what_can_not_be_done_is_a_sentence(project: Path, words: tuple[str, ...], code: int, said: str) -> None:
    run = run_laporan(project, "review", *words)
    assert run.returncode == code
    assert said.lower() in run.stderr.lower()
    assert "Traceback" not in run.stderr


@pytest.mark.hostile("person")
@pytest.mark.slow
def test_comments_change_no_byte_of_a_report_and_stay_out_of_its_archive(project: Path, tmp_path: Path) -> None:
    _, cell = told_cell(project)
    secret = annotation(cell, creator={"name": "Rahasia Sekali"})
    before = (project / "outputs/2017/pusat/laporan.html").read_bytes()
    store.add(written(tmp_path, page(secret)), *REPORT)
    run = run_laporan(project, "build", "2017", "--bundle", "--force")
    assert run.returncode == 0, run.stderr
    folder = project / "outputs/2017/pusat"
    with zipfile.ZipFile(folder / "laporan-2017-pusat.zip") as archive:
        assert not [
            name for name in archive.namelist() if "tinjauan" in name and not name.endswith((".py", ".js", ".css"))
        ]
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Rahasia Sekali" not in everything
    assert not [file for file in folder.rglob("*") if file.is_file() and b"Rahasia Sekali" in file.read_bytes()]
    assert run_laporan(project, "build", "2017").returncode == 0
    assert (folder / "laporan.html").read_bytes() == before
    (told,) = json.loads(run_laporan(project, "status", "2017", "--json").stdout)
    assert told["comments"] == 1
    assert "1 komentar peninjau terbuka: laporan review 2017" in run_laporan(project, "status", "2017").stdout
    git = project / ".gitignore"
    assert not git.exists() or "tinjauan/" in git.read_text(encoding="utf-8")


@pytest.mark.hostile("escape")
def test_an_author_sees_comments_beside_the_cell_as_words(project: Path, tmp_path: Path) -> None:
    _, cell = told_cell(project)
    store.add(written(tmp_path, page(annotation(cell, body={"value": "<script>1</script>"}))), *REPORT)
    shown = beside.comments_on(notebook(project).name, cell, *REPORT)
    assert "&lt;script&gt;1&lt;/script&gt;" in shown
    assert "<script>" not in shown
    assert beside.comments_on(notebook(project).name, "lain", *REPORT) == ""
    assert beside.comments_on("000-lain.ipynb", cell, *REPORT) == ""
    store.settle("11111111")
    assert beside.comments_on(notebook(project).name, cell, *REPORT) == ""


@pytest.mark.parametrize("in_lab", [True, False], ids=["lab", "elsewhere"])
def test_a_kernel_shows_comments_in_lab_alone(
    project: Path, tmp_path: Path, in_lab: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, cell = told_cell(project)
    store.add(written(tmp_path, page(annotation(cell))), *REPORT)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    if in_lab:
        monkeypatch.setenv("JPY_SESSION_NAME", str(notebook(project)))
    manager, client = start_new_kernel(cwd=str(project / "notebooks"))
    try:
        shown: list[str] = []
        for code, name in (("%load_ext laporan", "a"), ("year, unit = 2017, 'pusat'", "b"), ("1", cell)):
            content = {
                "code": code,
                "silent": False,
                "store_history": True,
                "user_expressions": {},
                "allow_stdin": False,
            }
            sent = client.session.msg("execute_request", content, metadata={"cellId": name})
            client.shell_channel.send(sent)
            client._recv_reply(sent["header"]["msg_id"], timeout=60)
            while (told := client.get_iopub_msg(timeout=60))["content"].get("execution_state") != "idle":
                shown += [str(told["content"]["data"])] if told["msg_type"] == "display_data" else []
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    comments = [one for one in shown if "Jelaskan." in one]  # loading the extension shows the theme, too
    assert ["Peninjau A" in one for one in comments] == ([True] if in_lab else [])
