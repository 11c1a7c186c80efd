"""`laporan approve`: bound to the bytes that stand, with everything checked, readable, and seen in `laporan status`."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from laporan.cli.app import app
from laporan.core import paths
from laporan.core.errors import NotApprovedError
from laporan.project.outline import plan_report
from laporan.publish.approval import approvals_of, checklist
from laporan.publish.approve import approve

from .projects import run_laporan
from .publishing import OUTPUT, RELEASES, SIGNED, digest, release
from .signing import sign

pytestmark = pytest.mark.slow
TODAY = dt.date(2018, 3, 1)
FILE = RELEASES / "persetujuan.yml"


COMMENTS = {
    "type": "AnnotationPage",
    "laporan:laporan": "2017/pusat",
    "items": [
        {
            "id": "urn:uuid:1", "type": "Annotation", "created": "2018-02-01T08:00:00Z", "creator": {"name": "Peninjau"},
            "body": {"value": "Dari mana?"}, "target": {"selector": {"type": "TextQuoteSelector", "exact": "angka"}},
        }
    ],
}  # fmt: skip


@pytest.fixture
def project(built_final_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report that was built to be signed, approved by nobody."""
    root = tmp_path / "proyek"
    shutil.copytree(built_final_project, root, symlinks=True)
    monkeypatch.setenv(paths.ROOT, str(root))
    return root


def approved(name: str = "Siti Rahayu", role: str = "Kepala Biro: Humas", checked: Any = None) -> None:
    approve(plan_report(2017, "pusat"), name, role, list(checklist()) if checked is None else checked, TODAY)


def counting(root: Path) -> list[str]:
    """Whose approvals count for the bytes that stand."""
    return [one.name for one in approvals_of(plan_report(2017, "pusat"), digest(root), TODAY)[0]]


def status(root: Path) -> dict[str, Any]:
    run = run_laporan(root, "status", "2017", "--json")
    assert run.returncode == 0, run.stderr
    (told,) = json.loads(run.stdout)
    return told


def test_what_is_approved_is_published(project: Path) -> None:
    approved()
    assert counting(project) == ["Siti Rahayu"]
    (project / SIGNED).write_bytes(sign((project / OUTPUT / "laporan.pdf").read_bytes()))
    record = release(project).record()
    assert record["approvals"] == [
        {"name": "Siti Rahayu", "role": "Kepala Biro: Humas", "date": "2018-03-01", "checked": list(checklist())}
    ]


def test_what_was_written_by_hand_stays_word_for_word(project: Path) -> None:
    (project / RELEASES).mkdir(parents=True)
    hand = f'# Rapat 1 Maret\napprovals:\n  - {{report: "{"0" * 64}", name: Budi, role: Ketua, date: 2018-02-01}} # lisan\n'
    (project / FILE).write_text(hand, encoding="utf-8")
    with pytest.raises(NotApprovedError):
        approved(checked=[])
    assert (project / FILE).read_text(encoding="utf-8") == hand
    approved()
    approved("Ani", "Sekretaris")
    text = (project / FILE).read_text(encoding="utf-8")
    assert "Budi" in text
    assert counting(project) == ["Siti Rahayu", "Ani"]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "approvals: []\n",
        "approvals:\n",
        "approvals: [{report: a, name: B, role: C, date: 2018-02-01}]",
        "# kosong\n",
    ],
    ids=["empty", "an empty list", "a key", "in one line", "a comment"],
)
def test_any_form_of_the_file_is_continued(project: Path, before: str) -> None:
    (project / RELEASES).mkdir(parents=True)
    (project / FILE).write_text(before, encoding="utf-8")
    approved()
    assert counting(project) == ["Siti Rahayu"]


def _draft(root: Path) -> None:
    manifest = root / OUTPUT / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8")) | {"final": False}
    manifest.write_text(json.dumps(told), encoding="utf-8")


def _other_page(root: Path) -> None:
    page = root / OUTPUT / "laporan.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")


def _other_data(root: Path) -> None:
    data = root / "data/raw/2017/pkt.csv"
    data.write_text(data.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def _nothing_built(root: Path) -> None:
    shutil.rmtree(root / OUTPUT)


SPOILT: list[Any] = [
    pytest.param(_nothing_built, {}, "belum dibangun", id="nothing built"),
    pytest.param(_draft, {}, "masih draf", id="a draft"),
    pytest.param(_other_page, {}, "berkas berubah sejak dibangun", id="another file"),
    pytest.param(_other_data, {}, "masukan berubah sejak dibangun", id="other data"),
    pytest.param(lambda _: None, {"checked": ["naskah"]}, "belum diperiksa", id="half checked"),
    pytest.param(lambda _: None, {"name": "(nama)"}, "persetujuan belum lengkap", id="no name"),
    pytest.param(lambda _: approved(), {}, "sudah disetujui", id="twice"),
]


@pytest.mark.parametrize(("spoil", "said", "kind"), SPOILT)
def test_every_reason_against_it_is_told_and_nothing_is_written(
    project: Path, spoil: Callable[[Path], None], said: dict[str, Any], kind: str
) -> None:
    spoil(project)
    before = (project / FILE).read_bytes() if (project / FILE).is_file() else b""
    with pytest.raises(NotApprovedError) as error:
        approved(**said)
    assert kind in {one.kind for one in error.value.obstacles}
    assert ((project / FILE).read_bytes() if (project / FILE).is_file() else b"") == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--as", "Siti"), 2, "--role"),
        (("--as", "Siti", "--role", "Ketua", "--checked", "nskah"), 1, "yang terdekat “naskah”"),
        (("--as", "Siti", "--role", "Ketua", "--checked", "naskah"), 1, "belum diperiksa"),
    ],
    ids=["no role", "a misspelt item", "one item"],
)
def test_the_command_says_what_is_missing(project: Path, words: tuple[str, ...], code: int, said: str) -> None:
    run = run_laporan(project, "approve", "2017", *words)
    assert run.returncode == code
    assert said in run.stderr
    assert not (project / FILE).exists()


def test_on_a_terminal_each_item_is_asked(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["approve", "2017", "--as", "Siti Rahayu", "--role", "Kepala Biro"]
    monkeypatch.setattr("laporan.cli.approve._at_a_terminal", lambda: True)
    told = CliRunner().invoke(app, words, input="y\n" * (len(checklist()) - 1) + "n\n")
    assert isinstance(told.exception, NotApprovedError)
    assert all(question in told.output for question in checklist().values())
    assert CliRunner().invoke(app, words, input="y\n" * len(checklist())).exit_code == 0
    (one,), _ = approvals_of(plan_report(2017, "pusat"), digest(project), dt.date.max)
    assert (one.name, one.checked) == ("Siti Rahayu", list(checklist()))


@pytest.mark.parametrize(
    ("comments", "said"),
    [
        pytest.param("", "", id="none"),
        pytest.param("{", "komentar peninjau tidak terbaca: laporan review 2017 --unit pusat", id="broken"),
        pytest.param(json.dumps(COMMENTS), "1 komentar peninjau masih terbuka: laporan review 2017", id="open"),
    ],
)
def test_who_approves_is_told_of_comments_that_are_open(project: Path, comments: str, said: str) -> None:
    file = project / "tinjauan/2017/pusat.json"
    if comments:
        file.parent.mkdir(parents=True)
        file.write_text(comments, encoding="utf-8")
    words = ["approve", "2017", "--as", "Siti Rahayu", "--role", "Kepala Biro"]
    told = CliRunner().invoke(app, [*words, *(f"--checked={item}" for item in checklist())])
    assert told.exit_code == 0
    assert said in told.stderr
    assert ("komentar" in told.stderr) is bool(said)


def test_status_says_who_approved_what_and_what_changed_since(project: Path) -> None:
    approved()
    told = status(project)
    assert told["approvals"] == ["Siti Rahayu, Kepala Biro: Humas, 1 Maret 2018"]
    assert told["approved_before"] == []
    _other_page(project)
    (project / OUTPUT / "data" / "baru.csv").write_text("a\n", encoding="utf-8")
    told = status(project)
    assert (told["approved"], told["approvals"]) == ([], [])
    assert told["approved_before"] == [
        "Siti Rahayu, Kepala Biro: Humas, 1 Maret 2018: berubah sejak itu: data/ dan laporan.html"
    ]
    assert "disetujui sebelumnya: Siti Rahayu" in run_laporan(project, "status", "2017").stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda text: text + "approvals: [", "persetujuan.yml", id="no YAML"),
        pytest.param(lambda text: re.sub(r"date: .*", 'date: "2999-01-01"', text), "belum tiba", id="a day to come"),
        pytest.param(lambda text: text.replace("naskah", "orang"), "naskah: ", id="half checked"),
    ],
)
def test_status_says_why_an_approval_does_not_count(project: Path, change: Callable[[str], str], said: str) -> None:
    approved()
    (project / FILE).write_text(change((project / FILE).read_text(encoding="utf-8")), encoding="utf-8")
    told = status(project)
    assert told["approved"] == []
    assert [why for why in told["approvals_uncounted"] if said in why]
