"""A report whose every text, wherever it may come from, is one that somebody hopes a program will obey."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from ruamel.yaml import YAML

from .projects import copy_project

PIECES = {
    "script": "<script>alert(1)</script>",
    "end of a style": "</style><meta http-equiv=refresh content='0;url=https://a.id'>",
    "end of an attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{7*7}} {% raw %} ${7*7}",
    "formula of TeX": "$x^2$ \\input{a}",
    "link": "[a](javascript:alert(1)) ![b](http://a.id/b.png) <https://a.id>",
    "comment": "<!-- a --> ]]> <![CDATA[",
    "entities": "&#x3c;b&#x3e; &xxe; &lt;i&gt;",
    "typst": '#eval("1") #include "/etc/passwd" @fig-pkt2 <label> // a',
    "Quarto": "{{< include /etc/passwd >}} `{=html}` ::: {.a}",
    "RTF": "{\\rtf1 a}",
    "field of Word": 'HYPERLINK "http://a.id" INCLUDETEXT',
    "Markdown": "| a | ~~b~~ ^c^ `d` [^1] # e",
}
LINE = " ".join(PIECES.values())
OPENINGS = (
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "+1|cmd",
    "-1+1|cmd",
    "- butir",
    "1. butir",
    "> kutip",
    "    kode",
    "---",
    "# judul",
)
SETTINGS = """\
%load_ext laporan
from laporan.facts.tables import table
from laporan.notebook import open_report
report = open_report(year, unit)
said = report.params.cover.group
openings = report.params.cover.office.split('¶')"""
PROSE = """\
%%narasi
Kata {{ said }} kata.

Kata {{ said | markdown }} kata.

{% for opening in openings %}
{{ opening }} kata {{ opening }}

{% endfor %}"""
TABLE = """\
#| label: tbl-musuh
#| tbl-cap: "Judul {{ said }}"
#| note: "Catatan {{ said }}"
table(("Teks", said), [(said, "x"), *((opening, opening) for opening in openings)], how=said)"""
CHART = """\
#| label: fig-musuh
#| fig-cap: "Judul {{ said }}"
#| fig-alt: "Uraian {{ said }}"
from laporan.charts.canvas import FULL, Chart
def draw(canvas):
    figure, ax = FULL.axes(30)
    ax.text(0, 0.5, said[:80])
    ax.set_xlabel(said[80:160])
    return figure
Chart(draw, table(("A", said), [("b", said)]), how=said)"""
TREE = {
    "sections": [
        {"id": "bab-musuh", "title": "Bab " + LINE, "sections": [{"id": "musuh", "notebook": "musuh"}]},
        {"id": "bab-pkt", "title": "Capaian", "sections": [{"id": "pkt", "notebook": "pkt"}]},
    ]
}


def hostile_project(root: Path) -> Path:
    """The project with two chapters, one of which repeats what the parameters say, and the lines above wherever one may stand."""
    copy_project(root, "pkt", years=("2016", "2017"), datasets={"pkt"})
    notebook = nbformat.read(root / "notebooks/pkt.ipynb", as_version=4)
    parameters = nbformat.v4.new_code_cell('year: int = 2017\nunit: str = "pusat"')
    parameters.metadata["tags"] = ["parameters"]
    codes = (SETTINGS, PROSE, TABLE, CHART, 'report.photo("musuh")')
    notebook.cells = [nbformat.v4.new_markdown_cell("# Musuh"), parameters, *map(nbformat.v4.new_code_cell, codes)]
    nbformat.write(notebook, root / "notebooks/musuh.ipynb")
    yaml = YAML()
    year = yaml.load((root / "params/2017.yml").read_text(encoding="utf-8"))
    year["cover"] |= {key: f"{key} {LINE}" for key in ("title", "agency", "place", "name")}
    year["cover"] |= {"group": LINE, "office": "¶".join(OPENINGS)}
    year["photos"] = {"musuh": {"file": "musuh.jpg", "caption": f"Judul {LINE}", "alt": f"Uraian {LINE}"}}
    units = yaml.load((root / "params/units.yml").read_text(encoding="utf-8"))
    units["units"]["pusat"] = {key: f"{key} {LINE}" for key in ("name", "short", "place")}
    for name, values in (("2017", year), ("units", units), ("struktur", TREE)):
        with (root / f"params/{name}.yml").open("w", encoding="utf-8") as file:
            yaml.dump(values, file)
    package = root / "data/raw/2017/datapackage.json"
    listed = json.loads(package.read_text(encoding="utf-8"))
    for entry in listed["resources"]:
        entry |= {key: f"{key} {LINE}" for key in ("title", "description")}
        entry["licenses"][0]["title"] = entry["sources"][0]["title"] = LINE
        if "supplier" in entry:
            entry["supplier"] = LINE
    package.write_text(json.dumps(listed), encoding="utf-8")
    return root
