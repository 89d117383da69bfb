"""Bodies for mails and chats."""

from __future__ import annotations

import pytest

from forgebook.rendering.letter import letter
from forgebook.rendering.letter_html import as_html
from forgebook.rendering.letter_text import as_markdown, as_text
from support.active import Scan

BASE = "https://site.example/releases/v1/"


def markdown(body: str, base: str = BASE) -> str:
    return as_markdown(letter(body, base))


def text(body: str, base: str = BASE) -> str:
    return as_text(letter(body, base))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<h1>One</h1><p>Two <b>bold</b> and <em>soft</em>.</p>", "# One\n\nTwo **bold** and *soft*.\n"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n\n  - c\n"),
        ("<ol><li>a<p>more</p></li></ol>", "1. a\n\n   more\n"),
        ("<p>1 * 2 [x] `y` &lt;b&gt; _z_ a_b</p>", "1 \\* 2 \\[x\\] \\`y\\` &lt;b> \\_z\\_ a_b\n"),
        ("<p>&lt;<span>script&gt; &amp;lt; 1 &lt; 2</span></p>", "&lt;script> &amp;lt; 1 < 2\n"),
        ("<p><code>a\n\n&lt;b&gt;</code></p>", "`a <b>`\n"),
        ("<p># no head</p><p>- no list</p><p>1. no list</p>", "\\# no head\n\n\\- no list\n\n\\1. no list\n"),
        ("<p>a<br>b</p>", "a  \nb\n"),
        ('<p><a href="../v2/">v2</a></p>', "[v2](https://site.example/releases/v2/)\n"),
        ("<p><code>a`b</code></p>", "`` a`b ``\n"),
        ("<pre><code>x\n```\n</code></pre>", "````\nx\n```\n````\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ("<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1|2</td><td>3</td></tr></tbody></table>",
         "| A | B |\n| --- | --- |\n| 1\\|2 | 3 |\n"),
    ],
)  # fmt: skip
def test_as_markdown(body: str, told: str) -> None:
    assert markdown(body) == told


def test_as_text_it_is_wrapped_and_addresses_are_whole() -> None:
    address = "https://site.example/" + "a" * 90
    found = text(f'<p>{"word " * 30}</p><ul><li>{"item " * 30}</li></ul><p><a href="{address}">here</a> up to 4 %</p>')
    lines = found.splitlines()
    assert all(len(line) <= 72 for line in lines if "https" not in line)
    assert f"<{address}>" in found
    assert lines[lines.index("") + 2].startswith("  item"), "what follows in an item is indented"


def test_a_number_and_its_sign_stay_together() -> None:
    for width in range(60, 75):
        assert "\n%" not in text(f"<p>{'x' * width} 4 % of all</p>")


def test_links_without_a_site_are_words() -> None:
    body = '<p><a href="../v2/">v2</a> and <a href="https://other.example/">other</a></p>'
    assert markdown(body, "") == "v2 and [other](https://other.example/)\n"
    assert text(body, "") == "v2 and other <https://other.example/>\n"


HOSTILE = """
<script>alert(1)</script><p onclick=x style="position:fixed">a</p><img src=x onerror=y>
<svg><a href="javascript:z">b</a></svg><a href="javascript:alert(1)">c</a><iframe src=x></iframe><style>*{}</style>
<form><input></form><a href="data:text/html,x">d</a>
"""


def test_a_page_for_mail_holds_nothing_that_acts_or_is_fetched() -> None:
    page = as_html('A </title><script>"', letter(HOSTILE, BASE))
    assert [found for found in Scan(page).found if " style=" not in found] == []
    assert "url(" not in page
    assert "position" not in page
    assert page.count("<a ") == 0
    assert "src=" not in page
    assert "javascript" not in page
    assert "class=" not in page
    assert "alert" not in page


def test_every_style_stands_in_its_element() -> None:
    page = as_html("T", letter("<h2>a</h2><ul><li>b</li></ul>", BASE))
    assert '<h2 style="' in page
    assert '<li style="' in page
    assert "<style" not in page
    assert "<link" not in page


def test_deep_nesting_is_made_flat() -> None:
    body = "<blockquote>" * 5000 + "deep" + "</blockquote>" * 5000
    assert "deep" in markdown(body)
    assert "deep" in text("<ul><li>" * 3000 + "deep")
