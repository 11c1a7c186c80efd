"""HTML that a chapter brings along is on the list of what a report may hold, or is refused with its place."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core.errors import ContractError
from laporan.document.html import LEFT_OUT, build_document

pytestmark = pytest.mark.hostile("escape")

FOREIGN = {
    "script": "<script>alert(1)</script>",
    "meta": '<meta http-equiv="refresh" content="0;url=https://a.id">',
    "base": '<base href="https://a.id">',
    "style": "<style>body{display:none}</style>",
    "link": '<link rel="stylesheet" href="https://a.id/a.css">',
    "form": '<form action="https://a.id"><button>Kirim</button></form>',
    "input": "<input autofocus>",
    "frame": '<iframe srcdoc="&lt;script&gt;"></iframe>',
    "object": '<object data="a.svg"></object>',
    "embed": '<embed src="a.svg">',
    "video": '<video src="https://a.id/a.mp4"></video>',
    "mathematics": "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "template": "<template><script>1</script></template>",
    "textarea": "<textarea></textarea>",
    "slot": "<slot></slot>",
    "unknown": "<x-y onclick=1></x-y>",
    "handler": '<p onclick="alert(1)">a</p>',
    "handler in capitals": '<P ONMOUSEOVER="alert(1)">a</P>',
    "handler of a picture": '<img alt="a" src="x" onerror="alert(1)">',
    "style attribute": '<p style="position:fixed">a</p>',
    "ping": '<a href="https://a.id" ping="https://b.id">a</a>',
    "javascript": '<a href="javascript:alert(1)">a</a>',
    "javascript behind a tab": '<a href="java\tscript:alert(1)">a</a>',
    "javascript by code": '<a href="&#106;avascript:alert(1)">a</a>',
    "data": '<a href="data:text/html,<script>1</script>">a</a>',
    "file": '<a href="file:///etc/passwd">a</a>',
    "relative": '<a href="../rahasia.csv">a</a>',
    "share": '<a href="\\\\server\\berkas">a</a>',
    "without scheme": '<a href="//a.id">a</a>',
    "picture of the network": '<img alt="a" src="https://a.id/a.png">',
    "picture of a file": '<img alt="a" src="a.png">',
    "picture that is a drawing": '<img alt="a" src="data:image/svg+xml;base64,AAAA">',
    "pictures by width": '<img alt="a" srcset="https://a.id/a.png 2x">',
    "a drawing that is not there": '<img alt="a" data-lukisan="7">',
    "handler of a drawing": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>',
    "script in a drawing": "<svg><script>alert(1)</script></svg>",
    "style in a drawing": "<svg><style>*{}</style></svg>",
    "HTML in a drawing": '<svg><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject></svg>',
    "link in a drawing": '<svg><a href="https://a.id"><text>a</text></a></svg>',
    "animation of a link": '<svg><animate attributeName="href" to="javascript:alert(1)"/></svg>',
    "use from elsewhere": '<svg><use href="https://a.id/a.svg#b"/></svg>',
    "fill from elsewhere": '<svg><rect fill="url(https://a.id/a.svg#b)"/></svg>',
    "picture from elsewhere": '<svg><image href="https://a.id/a.png"/></svg>',
    "entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg><text>&x;</text></svg>',
    "drawing cut off": "<svg><g></svg>",
    "drawing in a drawing": "<svg><svg></svg><script>1</script></svg>",
    "drawing in an attribute": '<p title="<svg></svg>"><img src=x onerror=alert(1)>a</p>',
}
OURS = {
    "words": "<p><em>mindset</em> <strong>a</strong> <code>b</code><br>c</p>",
    "link": '<p><a href="https://bkn.go.id">a</a> <a href="mailto:a@bkn.go.id">b</a></p>',
    "list": '<ol start="3"><li>a<ul><li>b</li></ul></li></ol>',
    "quotation": "<blockquote><p>a</p></blockquote>",
    "drawing": '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="a"><defs><path id="m"/></defs><use href="#m"/>'
    '<g clip-path="url(#m)"><text>a &lt; b</text></g></svg>',
    "picture": '<img alt="a" src="data:image/png;base64,AAAA">',
}


@pytest.mark.parametrize("html", FOREIGN.values(), ids=FOREIGN.keys())
def test_foreign_markup_is_refused_with_its_place(html: str) -> None:
    with pytest.raises(ContractError, match=r"tidak diizinkan|tidak ada|tidak berada|menunjuk ke luar|bukan SVG"):
        build_document(f"<p>Kata-kata di dekatnya.</p>{html}", {})


@pytest.mark.parametrize("html", OURS.values(), ids=OURS.keys())
def test_what_reports_are_made_of_is_let_pass(html: str) -> None:
    assert build_document(html, {}).html()


@given(st.text(max_size=60))
def test_no_html_makes_an_element_that_is_not_on_the_list(text: str) -> None:
    try:
        shown = build_document(f"<p>{text}</p>", {}).html()
    except ContractError:
        return
    names = [element.tag for element in lxml.html.fragment_fromstring(shown, create_parent="div").iter()]
    assert not {"script", "style", "meta", "iframe", "form"} & set(names)


@pytest.mark.parametrize("html", ["a<!-- catatan -->b", "a<!--[if IE]><p>x</p><![endif]-->b", "a<?php x ?>b"])
def test_an_author_s_comments_are_not_published(html: str) -> None:
    assert build_document(f"<p>{html}</p>", {}).body.text_content() == "ab"


@pytest.mark.parametrize(
    ("html", "shown"),
    {
        "override": ("a\u202eb", "a[U+202E]b"),
        "override by code": ("a&#8238;b&#x202e;c", "a[U+202E]b[U+202E]c"),
        "no character": ("a\ufffeb\uffff", "a[U+FFFE]b[U+FFFF]"),
        "no character by code": ("a&#xfffe;&#0;&#1;", "a[U+FFFE][U+0000][U+0001]"),
        "beyond Unicode": ("&#99999999;", "[U+5F5E0FF]"),
        "escape": ("a\x1b[31m\x00", "a[U+001B][31m[U+0000]"),
        "letters by code": ("&#101;&#xe9;&lt;", "eé<"),
    }.values(),
)
def test_what_no_reader_sees_is_shown_by_its_code(html: str, shown: str) -> None:
    assert build_document(f"<p>{html}</p>", {}).body.text_content() == shown


@pytest.mark.parametrize(
    ("before", "behind", "shown"),
    [
        ("Diukur survei (", ").", "Diukur survei."),
        ("Diukur (", " dan lagi).", f"Diukur ({LEFT_OUT} dan lagi)."),
        ("Diuraikan pada ", ".", f"Diuraikan pada {LEFT_OUT}."),
        ("<b>Diukur</b> survei (", ").", "Diukur survei."),
    ],
    ids=["alone in brackets", "among others", "in the sentence", "behind an element"],
)
def test_reference_to_a_section_that_is_left_out_becomes_words(before: str, behind: str, shown: str) -> None:
    html = f'<p>{before}<a class="ref" href="#sec-skm">subbab</a>{behind}</p>'
    assert build_document(html, {}, left_out={"sec-skm"}).body.text_content() == shown
    with pytest.raises(ContractError, match="@sec-skm tidak menunjuk apa pun"):
        build_document(html, {}, left_out={"sec-pkt"})
