"""Databases: real servers on loopback, and SQLite. Read only, in time, in flat memory, and without a word of secrets."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from laporan.core.errors import AnalysisError, DataError
from laporan.intake.database import open_database, open_file_database
from laporan.intake.importing import Imported, ImportRequest, contract_of, import_source
from laporan.intake.proposal import propose
from laporan.intake.source_shape import SourceShape

from ..projects import run_laporan
from .servers import PASSWORD, Server, free_port, mariadb, postgresql
from .sources import FOLDER, MAPS, assert_as_expected, expected

MANY = 120_000  # rows of the series below
MEMORY = 40_000_000  # bytes that may be held on top while many rows pass; all of them at once take several times that
TABLES = """
CREATE TABLE sentuhan (id INTEGER PRIMARY KEY, loket VARCHAR(10), penilaian VARCHAR(20), petugas VARCHAR(40));
INSERT INTO sentuhan VALUES (1, 'A', 'Puas', 'Rekaan Satu'), (2, 'A', 'Puas', 'Rekaan Dua'), (3, 'B', 'Tidak puas', NULL);
"""
SERIES = {
    "postgresql": "CREATE TABLE banyak AS SELECT i AS id, 'Loket ' || i % 6 AS loket, repeat('x', 200) AS isi "
    "FROM generate_series(1, 120000) i;",
    "mariadb": "CREATE TABLE banyak AS SELECT seq AS id, CONCAT('Loket ', seq % 6) AS loket, REPEAT('x', 200) AS isi "
    "FROM seq_1_to_120000;",
}
MAP = """
to: pkt
about: Sentuhan di loket, tabel buatan untuk uji
source: {kind: sql, database: UJI_BASIS_DATA, key: id, timeout: 2, query: "%s"}
columns:
  loket: loket
  penilaian: penilaian
  responden: {aggregate: count}
group_by: [loket, penilaian]
"""
READ = "SELECT id, loket, penilaian FROM sentuhan ORDER BY id"


@pytest.fixture(scope="module", params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, Server]]:
    with {"postgresql": postgresql, "mariadb": mariadb}[request.param]() as running:
        running.run(TABLES + SERIES[request.param])
        yield request.param, running


def asked(query: str, project: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Imported:
    monkeypatch.setenv("UJI_BASIS_DATA", url)
    path = project / "params" / "import" / "uji-sql.yml"
    path.write_text(MAP % query, encoding="utf-8")
    return import_source(ImportRequest([], "pkt", path, 2019, "pusat", replace=True))


def test_rows_come_by_a_query(
    server: tuple[str, Server], project: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = asked(READ, project, server[1].url, monkeypatch)
    assert result.path
    assert result.path.read_text(encoding="utf-8") == "loket,penilaian,responden\nA,Puas,2\nB,Tidak puas,1\n"
    package = (year_2019 / "datapackage.json").read_text(encoding="utf-8")
    assert "env:UJI_BASIS_DATA" in package
    assert READ in package
    assert PASSWORD not in package


def test_the_year_is_given_to_a_query(
    server: tuple[str, Server], project: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = asked("SELECT id, loket, penilaian FROM sentuhan WHERE :year = 2019", project, server[1].url, monkeypatch)
    assert result.read == 3


WRITES = {
    "update": "UPDATE sentuhan SET loket = 'C'",
    "delete": "DELETE FROM sentuhan",
    "insert-select": "INSERT INTO sentuhan SELECT id + 10, loket, penilaian, petugas FROM sentuhan",
    "two-statements": "SELECT 1; DELETE FROM sentuhan",
    "behind-a-comment": "/* SELECT */ DELETE FROM sentuhan",
    "with-delete": "WITH gone AS (DELETE FROM sentuhan RETURNING *) SELECT * FROM gone",
    "select-into": "SELECT * INTO lain FROM sentuhan",
    "into-outfile": "SELECT * INTO OUTFILE 'sentuhan.txt' FROM sentuhan",
    "executable-comment": "SELECT 1 /*! INTO OUTFILE 'x' */",
    "sequence": "SELECT nextval('nomor') AS loket",
}


@pytest.mark.hostile("input")
@pytest.mark.parametrize("query", WRITES.values(), ids=WRITES)
def test_a_query_that_writes_is_refused(
    server: tuple[str, Server], project: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    with pytest.raises(DataError, match="kueri"):
        asked(query, project, server[1].url, monkeypatch)
    assert not year_2019.exists()
    assert asked(READ, project, server[1].url, monkeypatch).read == 3


def test_a_colon_in_words_is_no_parameter(
    server: tuple[str, Server], project: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT id, loket, penilaian FROM sentuhan WHERE loket <> ' :year :x' AND :year = 2019 -- jam :mulai"
    assert asked(query, project, server[1].url, monkeypatch).read == 3


@pytest.mark.hostile("person")
def test_a_query_of_a_server_s_table_is_proposed(
    server: tuple[str, Server], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UJI_BASIS_DATA", server[1].url)
    proposal = propose(["env:UJI_BASIS_DATA"], contract_of("pkt", 2019), 2019, "pusat")
    assert proposal.shape["database"] == "UJI_BASIS_DATA"
    assert str(proposal.shape["query"]).startswith("SELECT loket, penilaian FROM ")
    assert str(proposal.shape["query"]).endswith(".sentuhan")
    assert PASSWORD not in repr(proposal)


@pytest.mark.hostile("person")
def test_a_server_s_complaint_repeats_no_value(
    server: tuple[str, Server], project: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = {
        "postgresql": "SELECT CAST(petugas AS integer) AS loket FROM sentuhan WHERE petugas IS NOT NULL",
        "mariadb": "SELECT extractvalue('<a/>', petugas) AS loket FROM sentuhan WHERE petugas IS NOT NULL",
    }[server[0]]
    with pytest.raises(DataError) as refused:
        asked(cast, project, server[1].url, monkeypatch)
    assert "kueri gagal" in str(refused.value)
    assert "Rekaan" not in str(refused.value)


@pytest.mark.hostile("input")
def test_a_query_is_ended_in_time(
    server: tuple[str, Server], project: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = {"postgresql": "SELECT pg_sleep(600)", "mariadb": "SELECT SLEEP(600) AS x FROM sentuhan"}[server[0]]
    with pytest.raises(DataError, match="lebih lama dari 2 detik"):
        asked(sleep, project, server[1].url, monkeypatch)


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(lambda url: url.replace(PASSWORD, "sandi-yang-salah"), "sandi ditolak", id="password"),
        pytest.param(
            lambda url: url.replace("@127.0.0.1:", "@127.0.0.1:1"), "tidak dapat dihubungi|bukan alamat", id="port"
        ),
        pytest.param(lambda url: url.replace("127.0.0.1", "tidak-ada.invalid"), "tidak dapat dihubungi", id="host"),
        pytest.param(lambda _url: "", "variabel lingkungan itu kosong", id="unset"),
        pytest.param(lambda _url: "bukan alamat", "bukan alamat basis data", id="no-address"),
        pytest.param(lambda url: url.replace("://", "x://"), "jenis basis data", id="unknown-kind"),
    ],
)
def test_a_connection_that_fails_is_told_without_secrets(
    server: tuple[str, Server],
    project: Path,
    year_2019: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[str], str],
    told: str,
) -> None:
    with pytest.raises(DataError, match=told) as refused:
        asked(READ, project, change(server[1].url), monkeypatch)
    assert "sandi-yang-salah" not in str(refused.value)
    assert PASSWORD not in str(refused.value)


@pytest.mark.hostile("person")
def test_a_wrong_password_stands_nowhere_on_the_terminal(server: tuple[str, Server], project: Path) -> None:
    (project / "params/import/uji-sql.yml").write_text(MAP % READ, encoding="utf-8")
    words = ["import", "env:UJI_BASIS_DATA", "--map", "uji-sql.yml", "--year", "2019"]
    wrong = server[1].url.replace(PASSWORD, "sandi-yang-salah")
    run = run_laporan(project, *words, env={"UJI_BASIS_DATA": wrong})
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "sandi-yang-salah" not in run.stderr


@pytest.mark.hostile("input")
def test_a_missing_table_is_told(
    server: tuple[str, Server], project: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError, match=r"kueri gagal: .*tidak_ada"):
        asked("SELECT * FROM tidak_ada", project, server[1].url, monkeypatch)


def test_many_rows_pass_in_flat_memory(server: tuple[str, Server], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UJI_BASIS_DATA", server[1].url)
    shape = SourceShape(kind="sql", database="UJI_BASIS_DATA", query="SELECT * FROM banyak", key="id")
    held, most, rows = 0, 0, 0
    process = psutil.Process(os.getpid())
    with open_database("UJI_BASIS_DATA", shape, {}) as table:
        for rows, (_label, _cells) in enumerate(table.grid.rows, 1):
            if rows == 10_000:
                held = process.memory_info().rss
            elif rows % 10_000 == 0:
                most = max(most, process.memory_info().rss)
        assert len(table.digest()) == 64
    assert rows == MANY
    assert most - held < MEMORY


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the raw exports are not here: RAW_EXPORTS names them")
@pytest.mark.parametrize("source", ["pengaduan-wbs-postgresql", "skm-eskm-mariadb"])
def test_source_of_an_office_becomes_the_canonical_table(
    server: tuple[str, Server], project: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    if not source.endswith(server[0]):
        pytest.skip("of the other server")
    told = expected(source)
    server[1].run((FOLDER / source / told["imports"][0]["raw"][0]).read_text(encoding="utf-8"))
    variable = {"postgresql": "WBS_DATABASE", "mariadb": "ESKM_DATABASE"}[server[0]]
    monkeypatch.setenv(variable, server[1].url)
    request = ImportRequest([], told["imports"][0]["to"], Path(f"{MAPS[source][0]}.yml"), 2019, "pusat", replace=True)
    assert_as_expected(import_source(request), source, 0)


@pytest.fixture(scope="module")
def small_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "loket.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(TABLES)
    connection.close()
    return path


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    "query",
    [*WRITES.values(), "ATTACH 'lain.sqlite' AS lain", "PRAGMA writable_schema = 1", "SELECT load_extension('x')"],
    ids=[*WRITES, "attach", "pragma", "extension"],
)
def test_a_file_of_sqlite_stays_as_it_is(small_sqlite: Path, query: str) -> None:
    before = hashlib.sha256(small_sqlite.read_bytes()).hexdigest()
    with pytest.raises(DataError), open_file_database(small_sqlite, SourceShape(query=query), {}) as table:
        list(table.grid.rows)
    assert hashlib.sha256(small_sqlite.read_bytes()).hexdigest() == before
    assert [path.name for path in small_sqlite.parent.iterdir()] == [small_sqlite.name]


def test_sqlite_is_asked_by_address_too(small_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UJI_BASIS_DATA", f"sqlite:///{small_sqlite}")
    with open_database("UJI_BASIS_DATA", SourceShape(query=READ, key="id"), {}) as table:
        assert [label for label, _cells in table.grid.rows] == [1, 2, 3]


def test_an_endless_query_of_sqlite_is_ended_in_time(small_sqlite: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    shape = SourceShape(query=endless, timeout=1)
    with (
        pytest.raises(DataError, match="lebih lama dari 1 detik"),
        open_file_database(small_sqlite, shape, {}) as table,
    ):
        list(table.grid.rows)


@pytest.mark.hostile("person")
def test_an_address_in_the_command_is_refused_and_not_repeated(project: Path) -> None:
    url = f"postgresql://laporan:{PASSWORD}@127.0.0.1:{free_port()}/x"
    (project / "params/import/uji-sql.yml").write_text(MAP % READ, encoding="utf-8")
    run = run_laporan(project, "import", url, "--map", "uji-sql.yml", "--year", "2019")
    assert run.returncode == 1
    assert "env:" in run.stderr
    assert PASSWORD not in run.stdout + run.stderr


def test_a_source_that_is_not_named_is_asked_for(project: Path) -> None:
    with pytest.raises(AnalysisError, match="belum disebut"):
        import_source(ImportRequest([], "pkt", Path("pkt-layar-sentuh.yml"), 2019, "pusat"))
