"""What comes from the folder of caches can do nothing but be read."""

# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest

from forgebook.rendering.harmless import is_harmless, is_plain
from support.active import findings
from support.payloads import OWN, payloads
from support.sites import site_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "demand-model"

DANGEROUS = (
    "<script>x</script>", "<SCRIPT>x</SCRIPT>", "<img src=x onerror=alert(1)>", '<p onclick="x">', "<p/onclick=x>",
    '<a href="javascript:x">', '<a href="&#106;avascript:x">', '<a href="java\tscript:x">', "<a href=javascript:x>",
    '<a href=" javascript:x">', '<img src="https://x.example/y.png">', '<img src="//x.example/y.png">', "<iframe>",
    '<div style="x">', "<style>", '<form action="https://x.example">', '<button formaction="javascript:x">', "<meta>",
    '<svg><use href="data:x">', "<svg><set>", '<rect fill="url(https://x.example/y)"/>', '<a xlink:href="data:text/html,x">',
    '<div class="mermaid">', '<div class="&#109;ermaid">', '<div id="__config">', '<div id="&#95;_config">', "<p title='x'>",
    '<p title="a" onclick="x">', "<link>", "<!-- x", "<object>", "<p", "<", '<input type="image" src="https://x.example/">',
    '<a name="__search">', '<div data-md-component="dialog">', '<html manifest="x">', "</body>", "<base>",
    '<img src=" //x.example/y.png">', r'<img src="\\x.example/y.png">', '<img src="\t//x.example/y.png">',
    '<form action="//x.example">', r'<form action="\\x.example">', '<form action=" //x.example">', '<form method="post">',
    '<form action="javascript:x">', '<form action="/\t/x.example">',
)  # fmt: skip


@pytest.mark.parametrize("html", DANGEROUS)
def test_what_could_act_is_refused(html: str) -> None:
    assert not is_harmless(f"<p>before</p>{html}<p>after</p>")
    assert not is_plain(html)


@pytest.mark.parametrize("visibility", ["team", "public"])
def test_what_our_templates_make_passes(visibility: str) -> None:
    site = site_of(EXAMPLE, visibility=visibility)
    made = [(view.address, site.body(view)) for view in site.views()]
    assert len(made) > 70
    assert [address for address, body in made if not is_harmless(body.html)] == []
    words = [part for _, body in made for section in body.sections for part in (*section.title, *section.text)]
    assert [part for part in words if not is_plain(part)] == []


def test_own_payloads_pass_only_where_a_parser_finds_nothing_in_them() -> None:
    refused = _agree(list(OWN))
    assert refused > 20


@pytest.mark.corpora
def test_payloads_pass_only_where_a_parser_finds_nothing_in_them(hostile: Path) -> None:
    assert _agree(payloads(hostile)) > 500


def _agree(texts: list[str]) -> int:
    """How many are refused; each one that passes is held against a real parser."""
    refused = 0
    for text in texts:
        for html in (text, f'<p title="{text}">x</p>', f'<a href="{text}">x</a>', f"<p>{text}</p>"):
            if not is_harmless(html):
                refused += 1
                continue
            assert findings(html) == set(), html
    return refused
