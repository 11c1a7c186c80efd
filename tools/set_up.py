"""Make `.venv`: the locked packages, from wheels, and this project, installed for editing.

`make` runs it before everything else. It does what is missing and no more, a line a step.
What was done stands in `.venv/set-up.json`. While packages are being put in place the file
says that they are unfinished, and an environment that was left so is made again from nothing.

Runs on the system's Python and uses its standard library alone.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RECORD = VENV / "set-up.json"
LOG = VENV / "set-up.log"
LOCK_FILE = ROOT / "requirements.lock"
PROJECT_FILE = ROOT / "pyproject.toml"
UNFINISHED = {"packages": "unfinished"}


def main() -> None:
    """Bring `.venv` up to date; a second process waits for the first."""
    require_python()
    import fcntl

    VENV.mkdir(exist_ok=True)
    with RECORD.open("a+") as record:
        fcntl.flock(record, fcntl.LOCK_EX)
        done, wanted = read(record), what_is_wanted()
        if begins_anew(done, wanted):
            make_environment(record)
            done = {}
        if done.get("packages") != wanted["packages"]:
            install_packages(record)
            write(record, {**wanted, "project": ""})
        if done != wanted:
            install_project()
            write(record, wanted)


def require_python() -> None:
    """Leave with one plain sentence where this Python can't make the environment."""
    if os.name == "nt":
        sys.exit("On Windows the environment comes through conda: conda env create -f environment.yml")
    if sys.version_info < OLDEST:
        sys.exit(
            "This python3 is {}; the project needs {}.{} or newer. "
            "Install one and name it: make PYTHON=python3.12 …".format(platform.python_version(), *OLDEST)
        )
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        sys.exit("This python3 can't make a venv. On Debian and Ubuntu: apt-get install python3-venv")


def what_is_wanted():
    """What the record says of a finished set-up. The folder counts, as a venv can't be moved."""
    return {
        "folder": str(ROOT),
        "python": "{}.{}".format(*sys.version_info),
        "packages": fingerprint(LOCK_FILE),
        "project": fingerprint(PROJECT_FILE),
    }


def fingerprint(path):
    """Sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read(record):
    """What the record says; nothing where there is none."""
    record.seek(0)
    text = record.read()
    return json.loads(text) if text else {}


def write(record, content) -> None:
    """Replace what the record says, on the disk before anything follows."""
    record.seek(0)
    record.truncate()
    json.dump(content, record, indent=1)
    record.flush()
    os.fsync(record.fileno())


def begins_anew(done, wanted) -> bool:
    """True unless there is an environment that can be brought up to date in place."""
    if not PYTHON.exists() or done == UNFINISHED:
        return True
    return bool(done) and any(done[key] != wanted[key] for key in ("folder", "python"))


def make_environment(record) -> None:
    """An empty venv, in place of whatever was there."""
    write(record, UNFINISHED)
    for path in VENV.iterdir():
        if path == RECORD:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(str(path))
        else:
            path.unlink()
    with Progress("venv") as progress:
        run([sys.executable, "-m", "venv", str(VENV)], progress)


def install_packages(record) -> None:
    """The locked packages, each checked against its hash, and all compiled: kernels start faster."""
    total = len(re.findall(r"^\S+==", LOCK_FILE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    with Progress("packages", total, before_unpacking=lambda: write(record, UNFINISHED)) as progress:
        run(
            pip("install", "--require-hashes", "--only-binary", ":all:", "--no-compile", "-r", str(LOCK_FILE)),
            progress,
        )
    with Progress("bytecode") as progress:
        # A package may ship files for other Pythons, which do not compile: that is no failure.
        run([str(PYTHON), "-m", "compileall", "-qq", "-j", "0", str(VENV / "lib")], progress, check=False)


def install_project() -> None:
    """This project, editable, built by the locked hatchling without a network."""
    with Progress("project") as progress:
        run(pip("install", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)), progress)


def pip(*arguments):
    """Command line of the venv's own pip, deaf to PYTHONPATH and to packages of the user."""
    return [str(PYTHON), "-I", "-m", "pip", "--disable-pip-version-check", *arguments, "--progress-bar", "off"]


def run(command, progress, check=True) -> None:
    """Run, with the output in the log; where it fails, show the log's end and leave."""
    with LOG.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
        )
        for line in process.stdout:
            log.write(line)
            progress.see(line)
        failed = process.wait() != 0
    if failed and check:
        progress.fail()
        tail = LOG.read_text(encoding="utf-8").splitlines()[-15:]
        sys.exit("\n".join(["", *tail, "", f"Set-up stopped. All that was said is in {LOG}"]))


class Progress:
    """One line a step: rewritten in place on a terminal, printed once when done elsewhere."""

    def __init__(self, name, total=0, before_unpacking=lambda: None):
        self.name, self.total, self.count = name, total, 0
        self.before_unpacking = before_unpacking
        self.live = sys.stdout.isatty()

    def __enter__(self):
        self.began = time.monotonic()
        self.show("…")
        return self

    def __exit__(self, failure, *_):
        if failure is None:
            self.show(f"{time.monotonic() - self.began:.0f} s", final=True)

    def see(self, line) -> None:
        """Take note of one line that pip printed."""
        if line.startswith("Ignoring "):  # a package that only other systems or Pythons need
            self.total -= 1
        elif line.startswith(("Collecting ", "Requirement already satisfied: ")):
            self.count += 1
            requirement = line.replace("Collecting ", "").replace("Requirement already satisfied: ", "")
            self.show(f"{self.count} of {self.total}  {re.split('[=<> ]', requirement)[0]}")
        elif line.startswith("Installing collected packages"):
            self.before_unpacking()
            self.show("unpacking …")

    def fail(self) -> None:
        """Close the line."""
        self.show("failed", final=True)

    def show(self, text, final=False) -> None:
        """Print the step's line as it is now."""
        if self.live:
            print(f"\r\033[2Kset-up  {self.name:<9} {text}", end="\n" if final else "", flush=True)
        elif final:
            print(f"set-up  {self.name:<9} {text}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nSet-up was interrupted; the next make goes on with it.")
