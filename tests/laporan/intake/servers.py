"""Real database servers on loopback, from Debian's packages, each in a folder of its own; gone when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

PASSWORD = "rahasia-sekali-7"  # noqa: S105 - of servers that live as long as a test
BINARIES = os.pathsep.join([os.environ["PATH"], "/usr/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])
SECONDS = 60  # for a server to come up on a busy machine


@dataclass(frozen=True)
class Server:
    """url : address for whoever reads; script : the command that runs an SQL script from its input"""

    url: str
    script: list[str]

    def run(self, sql: str) -> None:
        quietly(*self.script, text=sql)


def program(name: str) -> str:
    """Where a program is; the test is skipped, by name, where it is not."""
    found = shutil.which(name, path=BINARIES)
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def folder_of(owner: str) -> Iterator[Path]:
    """A folder that the server's user may write: PostgreSQL does not run as root."""
    folder = Path(tempfile.mkdtemp(prefix="laporan-"))
    if os.getuid() == 0:
        shutil.chown(folder, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_user(owner: str) -> list[str]:
    """How a command is run as another user, where we are root."""
    if os.getuid() != 0:
        return []
    with suppress(KeyError):
        pwd.getpwnam(owner)
        return [program("runuser"), "-u", owner, "--"]
    pytest.skip(f"there is no user {owner} here")


def quietly(*command: object, cwd: Path | None = None, text: str = "", output: bool = True) -> None:
    """Run a command to its end. A server that it leaves running would hold its output open, so that may be let go."""
    words = [str(word) for word in command]
    kept = subprocess.PIPE if output else subprocess.DEVNULL
    subprocess.run(words, input=text.encode(), check=True, stdout=kept, stderr=kept, cwd=cwd, timeout=SECONDS)


@contextmanager
def postgresql() -> Iterator[Server]:
    initdb, control, client = program("initdb"), program("pg_ctl"), program("psql")
    user, port = as_user("postgres"), free_port()
    with folder_of("postgres") as folder:
        secret, data = folder / "sandi", folder / "data"
        secret.write_text(PASSWORD, encoding="utf-8")
        secret.chmod(0o644)
        make = [
            initdb,
            "-D",
            data,
            "-U",
            "laporan",
            "-A",
            "scram-sha-256",
            f"--pwfile={secret}",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        quietly(*user, *make, cwd=folder)
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -p {port}"
        start = [control, "-D", data, "-w", "-t", SECONDS, "-l", folder / "log", "-o", options, "start"]
        quietly(*user, *start, cwd=folder, output=False)
        try:
            url = f"postgresql://laporan:{PASSWORD}@127.0.0.1:{port}/postgres"
            yield Server(url, [client, "-q", "-v", "ON_ERROR_STOP=1", url, "-f", "-"])
        finally:
            quietly(*user, control, "-D", data, "-m", "immediate", "stop", cwd=folder)


@contextmanager
def mariadb() -> Iterator[Server]:
    install, server, client = map(program, ("mariadb-install-db", "mariadbd", "mariadb"))
    port, user = free_port(), f"--user={pwd.getpwuid(os.getuid()).pw_name}"
    with folder_of("root") as folder:
        data, sock = folder / "data", folder / "s"
        quietly(install, f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", user)
        arguments = [
            "--no-defaults", f"--datadir={data}", f"--socket={sock}", f"--port={port}", "--bind-address=127.0.0.1", user,
            f"--pid-file={folder / 'pid'}", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0",
        ]  # fmt: skip
        with subprocess.Popen([server, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
            assert running.stderr
            try:
                assert any(b"ready for connections" in line for line in running.stderr), "mariadbd did not start"
                script = [client, "--no-defaults", f"--socket={sock}", "-uroot", "--default-character-set=utf8mb4"]
                quietly(
                    *script,
                    text="CREATE DATABASE laporan CHARACTER SET utf8mb4;"
                    f"CREATE USER laporan@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'; GRANT ALL ON *.* TO laporan@'127.0.0.1'",
                )
                yield Server(f"mariadb://laporan:{PASSWORD}@127.0.0.1:{port}/laporan", [*script, "laporan"])
            finally:
                running.terminate()
                running.stderr.close()
                running.wait(SECONDS)
