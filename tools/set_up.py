"""Make an environment: the locked packages, from wheels, and this project, installed for editing.

    python tools/set_up.py [FOLDER [LOCK]]      # .venv and requirements.lock, where they are not named

`make` runs it before everything else; it needs no make, so that it serves Windows, too. It does
what is missing and no more, a line a step. What was done stands in `.venv/set-up.json`. While
packages are being put in place the file says that they are unfinished, and an environment that
was left so is made again from nothing.

uv installs, as it takes a quarter of pip's time; pip gets uv, and takes its place where uv can't
be had or fails. Runs on the system's Python and uses its standard library alone.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import uv_like_pip

OLDEST = (3, 11)
WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent.parent
UNFINISHED = {"packages": "unfinished"}
# Two fifths of all code, of which next to nothing is imported: tests, mypy (which is compiled to C), and installers.
NOT_COMPILED = r"[/\\](tests?|mypyc?|pip|setuptools)[/\\]"
# Of a file that is shorter: on Windows nobody else can read what is locked.
LOCKED_BYTE = 2**30


class Environment:
    """Paths of an environment and of what is installed there.

    Parameters
    ----------
    folder, lock : str
        The environment and the list of its packages, seen from the project's folder.
    """

    def __init__(self, folder=".venv", lock="requirements.lock") -> None:
        self.folder = ROOT / folder
        self.python = self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
        self.library = self.folder / ("Lib" if WINDOWS else "lib")
        self.record = self.folder / "set-up.json"
        self.log = self.folder / "set-up.log"
        self.lock = ROOT / lock
        self.project = ROOT / "pyproject.toml"
        self.uv_lock = ROOT / "requirements-uv.lock"

    def wanted(self):
        """What the record says of a finished set-up. The folder counts, as a venv can't be moved."""
        return {
            "folder": str(ROOT),
            "python": "{}.{}".format(*sys.version_info),
            "packages": fingerprint(self.lock),
            "project": fingerprint(self.project),
        }

    def installed(self):
        """What stands among the packages, and since when: equal before and after where nothing was touched."""
        packages = "site-packages/*" if WINDOWS else "*/site-packages/*"
        return sorted((str(path), path.stat().st_mtime_ns) for path in self.library.glob(packages))

    def pip(self, *arguments):
        """Command line of the pip that Python carries, deaf to PYTHONPATH and to packages of the user."""
        return [str(self.python), "-I", str(bundled_pip() / "pip"), "--disable-pip-version-check", *arguments]


def main(*arguments: str) -> None:
    """Bring an environment up to date; a second process waits for the first."""
    require_python()
    env = Environment(*arguments)
    require_own_folder(env)
    env.folder.mkdir(exist_ok=True)
    with env.record.open("a+") as record:
        wait_for_turn(record)
        env.log.write_bytes(b"")
        done, wanted = read(record), env.wanted()
        if begins_anew(env, done):
            make_environment(env, record)
            done = {}
        if done.get("packages") != wanted["packages"]:
            install_packages(env, record, done)
            write(record, {**wanted, "project": ""})
        if done != wanted:
            install_project(env)
            write(record, wanted)


def require_python() -> None:
    """Leave with one plain sentence where this Python can't make the environment."""
    if sys.version_info < OLDEST:
        sys.exit(
            "This python3 is {}; the project needs {}.{} or newer. "
            "Install one and name it: make PYTHON=python3.12 …".format(platform.python_version(), *OLDEST)
        )
    if bundled_pip() is None:
        sys.exit("This python3 can't make a venv. On Debian and Ubuntu: apt-get install python3-venv")


def require_own_folder(env) -> None:
    """Leave rather than empty a folder that is no environment."""
    signs = (env.record, env.python, env.folder / "pyvenv.cfg")
    if env.folder.exists() and any(env.folder.iterdir()) and not any(path.exists() for path in signs):
        sys.exit(f"{env.folder} is no environment, and not empty. Name another folder, or remove it.")


def bundled_pip():
    """The wheel of pip that comes with Python's venv, run as it is: to install it would take three seconds."""
    try:
        import ensurepip
    except ImportError:
        return None
    folder = sysconfig.get_config_var("WHEEL_PKG_DIR") or Path(ensurepip.__file__).parent / "_bundled"
    return next(Path(folder).glob("pip-*.whl"), None)


def wait_for_turn(record) -> None:
    """Hold the record until it is closed; wait as long as another process does."""
    if not WINDOWS:
        import fcntl

        fcntl.flock(record, fcntl.LOCK_EX)
        return
    import msvcrt

    os.lseek(record.fileno(), LOCKED_BYTE, os.SEEK_SET)
    while True:
        try:
            msvcrt.locking(record.fileno(), msvcrt.LK_LOCK, 1)
        except OSError:  # after ten seconds; set-up may take longer
            continue
        return


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


def begins_anew(env, done) -> bool:
    """True unless there is an environment that can be brought up to date in place."""
    if not env.python.exists() or done == UNFINISHED:
        return True
    return bool(done) and any(done[key] != env.wanted()[key] for key in ("folder", "python"))


def make_environment(env, record) -> None:
    """An empty venv, in place of whatever was there."""
    write(record, UNFINISHED)
    for path in env.folder.iterdir():
        if path in (env.record, env.log):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(str(path))
        else:
            path.unlink()
    with Progress("venv") as progress:
        run(env, [sys.executable, "-m", "venv", "--without-pip", str(env.folder)], progress)


def install_packages(env, record, done) -> None:
    """The locked packages, each checked against its hash, and all compiled: kernels start faster.

    Where they can't be had and nothing was touched, the environment stays what it was.
    """
    before = env.installed()
    write(record, UNFINISHED)
    with ThreadPoolExecutor() as pool:  # each takes a second
        variables = pool.submit(uv_like_pip.environment, env.pip())
        get_uv(env)
    what = ["--require-hashes", "--only-binary", ":all:", "-r", str(env.lock)]
    if not install_by_uv(env, "packages", what, variables.result()):
        if env.installed() != before:
            make_environment(env, record)
        try:
            install_by_pip(env, "packages", what)
        except SystemExit:
            if env.installed() == before:
                write(record, done)
            raise
    compile_packages(env)


def install_project(env) -> None:
    """This project, editable, built by the locked hatchling without a network."""
    what = ["--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)]
    if not install_by_uv(env, "project", what):
        install_by_pip(env, "project", what)


def install_by_uv(env, name, what, variables=None) -> bool:
    """Install `what`, options and packages in the words that pip and uv share; False where it did not go."""
    uv = uv_like_pip.executable(env.folder)
    if uv is None:
        return False
    with Progress(name) as progress:
        command = [str(uv), "pip", "install", "--python", str(env.python), *what]
        done = run(env, command, progress, check=False, variables=variables)
        if not done:
            progress.outcome = "uv failed, pip takes its place"
        return done


def install_by_pip(env, name, what) -> None:
    """The same, by pip; leaves where it does not go."""
    total = len(re.findall(r"^\S+==", env.lock.read_text(encoding="utf-8"), flags=re.MULTILINE))
    with Progress(name, total) as progress:
        run(env, env.pip("install", "--no-compile", "--progress-bar", "off", *what), progress)


def compile_packages(env) -> None:
    """Bytecode of all packages. Those that ship files for other Pythons do not compile: that is no failure."""
    left_out = re.escape(str(env.library)) + ".*" + NOT_COMPILED
    command = [str(env.python), "-m", "compileall", "-qq", "-j", "0", "-x", left_out, str(env.library)]
    with Progress("bytecode") as progress:
        run(env, command, progress, check=False)


def get_uv(env) -> None:
    """Put the locked uv, where pip can get it, in a folder of its own: the packages are those of the lock alone."""
    version = re.search(r"^uv==(\S+)", env.uv_lock.read_text(encoding="utf-8"), flags=re.MULTILINE).group(1)
    folder = env.folder / f"uv-{version}"
    if folder.exists():
        return
    for old in env.folder.glob("uv-*"):
        shutil.rmtree(str(old))
    what = ["--require-hashes", "--only-binary", ":all:", "--target", str(folder), "-r", str(env.uv_lock)]
    with Progress("uv") as progress:
        if not run(env, env.pip("install", "--no-compile", "--progress-bar", "off", *what), progress, check=False):
            progress.outcome = "not to be had here, pip takes its place"


def run(env, command, progress, check=True, variables=None) -> bool:
    """Run a command, with its output in the log.

    Parameters
    ----------
    env : Environment
    command : list of str
    progress : Progress
        Told of each line that the command prints.
    check : bool
        Where the command fails, show the end of what it said and leave.
    variables : dict of str to str, optional
        In place of this process's own.

    Returns
    -------
    bool
        Whether the command did what it should.
    """
    said = []
    with env.log.open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=str(ROOT), env=variables,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        )  # fmt: skip
        for line in process.stdout:
            log.write(line)
            said.append(line.rstrip())
            progress.see(line)
    if process.wait() == 0:
        return True
    if check:
        progress.outcome = "failed"
        sys.exit("\n".join(["", *said[-15:], "", f"Set-up stopped. All that was said is in {env.log}"]))
    return False


class Progress:
    """One line a step: rewritten in place on a terminal, printed once when done elsewhere."""

    def __init__(self, name, total=0):
        self.name, self.total, self.count = name, total, 0
        self.outcome = ""
        self.live = sys.stdout.isatty() and not WINDOWS  # not every console there can rewrite a line

    def __enter__(self):
        self.began = time.monotonic()
        self.show("…")
        return self

    def __exit__(self, failure, *_):
        if failure is None or self.outcome:
            self.show(self.outcome or f"{time.monotonic() - self.began:.0f} s", final=True)

    def see(self, line) -> None:
        """Take note of one line that pip or uv printed."""
        if line.startswith("Ignoring "):  # a package that only other systems or Pythons need
            self.total -= 1
        elif line.startswith(("Collecting ", "Requirement already satisfied: ")):
            self.count += 1
            requirement = line.replace("Collecting ", "").replace("Requirement already satisfied: ", "")
            self.show(f"{self.count} of {self.total}  {re.split('[=<> ]', requirement)[0]}")
        elif line.startswith("Installing collected packages"):
            self.show("unpacking …")
        elif line.startswith(("Resolved ", "Prepared ")):
            self.show(line.strip())

    def show(self, text, final=False) -> None:
        """Print the step's line as it is now."""
        if self.live:
            print(f"\r\033[2Kset-up  {self.name:<9} {text}", end="\n" if final else "", flush=True)
        elif final:
            print(f"set-up  {self.name:<9} {text}", flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nSet-up was interrupted; the next one goes on with it.")
