"""What params, regulations and data say is text: it runs nothing, links nowhere, and ends no element."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import matplotlib.pyplot as plt
import mistune
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.charts.canvas import FULL, Chart
from laporan.charts.svg import draw_svg
from laporan.core.errors import NarrativeError
from laporan.facts.printed import Piece, Printed
from laporan.facts.quantity import Quantity
from laporan.facts.tables import table
from laporan.notebook.blocks import Block, how_html, photo_html, table_html
from laporan.notebook.grids import words
from laporan.notebook.narrative import environment, render, with_foreign
from laporan.notebook.report import Photograph
from laporan.page.write import css_string

pytestmark = pytest.mark.hostile("escape")

TEMPLATES = (
    "{{ lipsum.__globals__.os.popen('id').read() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ 7 * 7 }}",
)
MARKUP = (
    "<script>alert(1)</script>",
    "[klik](https://contoh.id)",
    "<img src=x onerror=alert(1)>",
    "![x](https://a.id)",
)
LOOK = Block({"label": "fig-x"}, {})


@pytest.mark.parametrize("text", [*TEMPLATES, *MARKUP])
def test_a_photograph_s_caption_is_text(text: str) -> None:
    html = photo_html(Photograph("rapat", Path("tiada.jpg"), f"Rapat {text}", "rapat", None), LOOK)
    figure = lxml.html.fragment_fromstring(html, create_parent=True)
    assert text in "".join(figure.itertext())
    assert not figure.xpath(".//script | .//a[contains(@href, ':')] | .//img[@onerror or contains(@src, 'https')]")


@pytest.mark.parametrize("text", [*TEMPLATES, *MARKUP])
def test_what_a_method_repeats_of_a_regulation_is_text(text: str) -> None:
    shown = lxml.html.fragment_fromstring(str(how_html(LOOK, f"Dihitung menurut {text}.")), create_parent=True)
    assert shown.text_content().strip() == f"Dihitung menurut {text}."


@pytest.mark.parametrize("text", [*TEMPLATES, *MARKUP, "{{ 1 }} *asing* <b>"])
def test_data_in_a_sentence_is_text_but_for_foreign_words(text: str) -> None:
    told = render("Kata {{ t | markdown }}.", {"t": text})
    assert told.facts == []
    shown = lxml.html.fragment_fromstring(str(mistune.html(told.markdown)), create_parent=True)
    assert shown.text_content().strip() == f"Kata {text.replace('*asing*', 'asing')}."
    assert {element.tag for element in shown.iter()} <= {"div", "p", "em"}


@given(st.text(max_size=40))
def test_no_text_of_data_becomes_an_element(text: str) -> None:
    shown = lxml.html.fragment_fromstring(str(mistune.html(f"Kata {with_foreign(text)}.")), create_parent=True)
    assert {element.tag for element in shown.iter()} <= {"div", "p", "em", "br"}


@pytest.mark.parametrize("template", TEMPLATES[:3])
def test_not_even_an_author_s_sentence_reaches_out_of_the_sandbox(template: str) -> None:
    with pytest.raises(NarrativeError):
        render(template, {})
    assert not {"lipsum", "cycler", "joiner", "namespace", "dict", "range"} & set(environment().globals)


@given(st.text(max_size=60))
def test_a_title_never_ends_the_style_that_it_stands_in(text: str) -> None:
    written = css_string(text)
    assert not {"<", ">", '"', "'", "\n", "}", ";"} & set(written)


def test_a_dollar_sign_in_a_chart_is_a_dollar_sign() -> None:
    def draw(canvas: object) -> plt.Figure:
        figure, ax = FULL.axes(30)
        ax.text(0.5, 0.5, "biaya $x_1$ dan $\\frac")
        return figure

    svg = draw_svg(Chart(draw, table(("A",), [("b",)])), FULL, "fig-x")
    assert "$x_1$" in svg


def test_a_cell_with_numbers_keeps_its_foreign_words() -> None:
    """Screen readers say italics in English: a title beside a year is one of these cells."""
    year = Piece("1908", Quantity(1908, "tahun"))
    shown = table(("Sumber",), [(Printed((Piece("Student, *Probable Error* <b> ("), year, Piece(")"))),)])
    html = table_html(shown, Block({"label": "tbl-x", "tbl-cap": "X"}, {}))
    assert "<em>Probable Error</em> &lt;b&gt; (<data" in html


def test_words_keep_only_italics() -> None:
    assert str(words("*asing* <b>")) == "<em>asing</em> &lt;b&gt;"
