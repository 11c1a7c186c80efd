"""uv, told what this machine's pip is told: uv does not read pip's configuration.

As a script it runs the uv that set-up left in an environment, asked by that environment's Python:

    .venv/bin/python tools/uv_like_pip.py pip compile pyproject.toml
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

# Settings of pip, the variables by which uv takes them, and what stands between several values.
SETTINGS = {
    "index-url": (["UV_DEFAULT_INDEX"], ""),
    "extra-index-url": (["UV_INDEX"], " "),
    "find-links": (["UV_FIND_LINKS"], ","),
    "trusted-host": (["UV_INSECURE_HOST"], " "),
    "cert": (["SSL_CERT_FILE"], ""),
    "client-cert": (["SSL_CLIENT_CERT"], ""),
    "proxy": (["HTTP_PROXY", "HTTPS_PROXY"], ""),
    "timeout": (["UV_HTTP_TIMEOUT"], ""),
    "default-timeout": (["UV_HTTP_TIMEOUT"], ""),
}
# pip lets the later of these win. `:env:` is what PIP_… variables say.
SECTIONS = ("global", "install", ":env:")


def executable(venv):
    """The uv of an environment.

    Parameters
    ----------
    venv : Path
        Folder of the environment.

    Returns
    -------
    Path or None
        None where set-up could not get one.
    """
    return next(iter(sorted(venv.glob("uv-*/*/uv" + (".exe" if os.name == "nt" else "")))), None)


def environment(pip):
    """Variables for a process of uv: ours, and what pip's configuration adds.

    Parameters
    ----------
    pip : list of str
        Command line that runs pip.

    Returns
    -------
    dict of str to str
    """
    listed = subprocess.run([*pip, "config", "list"], check=False, capture_output=True, encoding="utf-8")
    return {**settings(listed.stdout), **os.environ, "UV_NO_PROGRESS": "1"}


def settings(listing):
    """What `pip config list` prints, in uv's words.

    Parameters
    ----------
    listing : str
        Lines such as `global.index-url='https://…'`.

    Returns
    -------
    dict of str to str
        Variables and their values; nothing of what uv has no word for.
    """
    found = {}
    lines = re.findall(r"^(global|install|:env:)\.([\w-]+)=(.+)$", listing, flags=re.MULTILINE)
    for _, name, value in sorted(lines, key=lambda line: SECTIONS.index(line[0])):
        names, separator = SETTINGS.get(name, ([], ""))
        words = ast.literal_eval(value).split() if separator else [ast.literal_eval(value)]
        found.update(dict.fromkeys(names, separator.join(words)))
    if "UV_INDEX" in found:  # pip takes the best version of all indexes, uv by itself the first index that has any
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return found


if __name__ == "__main__":
    uv = executable(Path(sys.prefix))
    if uv is None:
        sys.exit(f"No uv in {sys.prefix}: set-up could not get it, see set-up.log there.")
    command = [str(uv), *sys.argv[1:]]
    sys.exit(subprocess.run(command, check=False, env=environment([sys.executable, "-I", "-m", "pip"])).returncode)
