"""A notebook of everything that a kernel can be asked to do, as cells: what engines must agree on."""

from __future__ import annotations

import nbformat

SHOWN = [
    "year = 0\nunit = ''",  # tagged `parameters`
    "print(year, unit)",
    "import os, sys, subprocess, warnings\nprint('stdout'); print('stderr', file=sys.stderr); print('stdout again')",
    "1 + 1",
    "x = 5; x",
    "None",
    "from IPython.display import HTML, Markdown, SVG, JSON, Latex, display, clear_output, update_display",
    "display(HTML('<b>tebal</b>'), Markdown('*miring*'), JSON({'a': [1, 2]}), Latex('$x$'))\nprint('sesudah')",
    """class Rich:
    def _repr_mimebundle_(self, **kw):
        return {'text/html': '<i>', 'text/plain': 'rich'}, {'text/html': {'k': (1, 2)}}
Rich()""",
    "handle = display('lama', display_id='satu')",
    "handle.update('baru')",
    "update_display(HTML('terbaru'), display_id='satu')",
    "print('hilang'); clear_output(); print('tinggal')",
    "print('hilang'); clear_output(wait=True)\ndisplay('tinggal')",
    "import pandas as pd\npd.DataFrame({f'k{i}': range(3) for i in range(30)})",
    "pd.get_option('display.max_columns'), pd.get_option('display.max_rows')",
    "import matplotlib; matplotlib.get_backend(), matplotlib.rcParams['font.size'], matplotlib.rcParams['font.family']",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.title('judul')",
    "fig, ax = plt.subplots(); ax.bar([1, 2], [3, 4]); plt.show(); print('setelah gambar')",
    "print('a'); subprocess.run(['sh', '-c', 'echo b; echo galat >&2; sleep 0.3']); print('c')",
    "!echo dari shell; echo galat >&2",
    "hasil = !echo satu; echo dua\nhasil",
    "kode = os.system('echo sistem; sleep 0.3')",
    "import time\nbanyaknya = os.write(1, b'langsung ke fd\\n'); time.sleep(0.3)",
    "%env HALO=dunia",
    "import os; os.environ['HALO']",
    "%%bash\necho $HALO",
    "%%capture tangkap\nprint('ditangkap')",
    "tangkap.stdout",
    "%%html\n<p>magic</p>",
    "%precision 3\n3.14159",
    "%pwd",
    "%who_ls str",
    "get_ipython().__class__.__name__, get_ipython().kernel is not None, __name__",
    "import asyncio\nawait asyncio.sleep(0.01)\n'ditunggu'",
    "async def nanti():\n    await asyncio.sleep(0)\n    return 'hasil'\nawait nanti()",
    "warnings.warn('hati-hati')",
    "warnings.warn('usang', DeprecationWarning)",
    "import logging; logging.warning('catatan'); logging.getLogger('x').error('galat')",
    "for i in range(3000): print(i, 'x' * 60)",
    "'panjang' * 30000",
    "import pickle\nclass Dalam: pass\npickle.loads(pickle.dumps(Dalam())).__class__.__name__",
    "import threading\nt = threading.Thread(target=lambda: print('dari utas')); t.start(); t.join()",
    "import multiprocessing\nmultiprocessing.current_process().daemon",
    "sys.stdout.write('tanpa baris baru'); sys.stdout.flush(); sys.stderr.write('galat\\n')",
    "print('bilah\\rbaru'); print('a\\bb')",
    "try:\n    input('nama? ')\nexcept Exception as error:\n    print(type(error).__name__, error)",
    "'' in sys.path, sys.argv[:0], os.getcwd() == os.path.realpath('.')",
    "_, __, In[3]",
    "Out[5]",
    "int('bukan')",  # raises-exception
    "1 / 0",  # raises-exception
    "def f(): raise KeyError('kunci')\nf()",  # raises-exception
    "def tidak sah",  # raises-exception
    "sys.exit(3)",  # raises-exception
    "class Buruk:\n    def __repr__(self): raise ValueError('repr')\nBuruk()",  # raises-exception
    "%tidak_ada",  # raises-exception
    "import comm\nc = comm.create_comm(target_name='x', data={'state': {'_model_name': 'M', 'nilai': 1}})\nc.send({'state': {'nilai': 2}})",
    "",
    "# hanya komentar",
    "print('é ü 日本 🎉')",
    "?len",
    "print('terakhir')",
]
RAISING = ("int('bukan')", "1 / 0", "def f():", "def tidak sah", "sys.exit(3)", "class Buruk", "%tidak_ada")

# A kernel that dies at once takes with it what it had not yet sent: how much is chance.
LATER = "import time; time.sleep(0.5)"
BEFORE = ["year = 0\nunit = ''", "print('sebelum')\n2 + 2"]
AFTER = ["print('tidak pernah sampai di sini')"]
ENDINGS = {
    "galat": ["raise ValueError('sampai di sini')"],
    "dalam-pustaka": ["import json\njson.loads('{')"],
    "sys.exit": ["import sys\nprint('pergi'); sys.exit(2)"],
    "input": ["input('siapa? ')"],
    "narasi": ["%load_ext analysis", "%%narasi\nAda {{ tidak_ada | angka }} hal."],
    "os._exit": [f"{LATER}\nimport os\nprint('pergi', flush=True); {LATER}; os._exit(3)"],
    "dibunuh": [f"{LATER}\nimport os, signal\nos.kill(os.getpid(), signal.SIGKILL)"],
    "salah-memori": [f"{LATER}\nimport ctypes\nctypes.string_at(0)"],
}


OPENING = "from laporan.notebook import open_report\nreport = open_report(year, unit)"


def notebook(cells: list[str], opening: str = OPENING) -> nbformat.NotebookNode:
    """A notebook of these code cells, with ids that never change; the last opens its report, as a chapter must."""
    made = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}}
    )
    for number, source in enumerate([*cells, opening]):
        cell = nbformat.v4.new_code_cell(source, id=f"sel-{number}")
        if not number:
            cell.metadata["tags"] = ["parameters"]
        elif source.startswith(RAISING):
            cell.metadata["tags"] = ["raises-exception"]
        made.cells.append(cell)
    made.cells.insert(1, nbformat.v4.new_markdown_cell("prosa", id="prosa"))
    return made
