"""A comment that record text cannot get out of, and that always fits."""

from __future__ import annotations

import re

import markdown as python_markdown
import nh3
import pytest

from forgebook.review.as_json import review_json
from forgebook.review.as_markdown import LIMIT, MARKER, markdown
from forgebook.review.as_text import text
from review.conftest import Compared, edited

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details></summary><h1>big</h1>",
    "@everyone and @team/owners",
    "closes #12, GH-3, owner/repo#4",
    "| a | b |",
    "``` \n/merge\n```",
    "`````` code",
    "[link](javascript:alert(1))",
    "![pic](https://evil.example/x.png)",
    "<!-- forgebook-diff -->",
    "**bold** _it_ ~~gone~~",
    "/approve",
    "a\n\n/close\n\n# heading\n",
    "\x1b[31mred\x07",
    "- list\n- list",
    "&lt;b&gt; &#60;b&#62;",
]


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\x1b", "\\e")
    return '"' + escaped.replace("\x07", "\\a") + '"'


@pytest.mark.parametrize("nasty", NASTY)
def test_record_text_brings_no_mark_up(compared: Compared, nasty: str) -> None:
    line = _quoted(" ".join(nasty.split()))
    review = compared(
        {
            **edited("records/decisions/open.yml", "We do this. It will last.", _quoted(f"{nasty} {'x. ' * 60}")),
            "records/decisions/nasty.yml": (
                f"title: {line}\nvisibility: public\nstatus: {line}\ncontext: {_quoted(nasty)}\ntags: [{line}]\n"
            ),
            "records/people/bram.yml": f"title: {line}\npublic_name: {line}\n",
        }
    )
    comment = markdown(review)
    html = python_markdown.markdown(_plain_details(comment), extensions=["fenced_code", "tables", "sane_lists"])
    told = re.findall(r"<(/?[a-z][a-z0-9]*)", html)
    assert set(told) <= {f"{end}{tag}" for tag in ("h3", "h4", "ul", "li", "p", "strong", "code", "pre", "a", "em")
                         for end in ("", "/")}, html  # fmt: skip
    links = re.findall(r'href="([^"]+)"', html)
    assert all(link.startswith("https://book.example/") for link in links)
    outside = re.sub(r"(?s)(`{3,})diff\n.*?\n *\1(?!`)|(`+)(?!`).*?(?<!`)\2(?!`)", "", comment)
    assert not re.search(r"@\w", outside), outside
    assert not re.search(r"(?<!&)#\d", outside)
    assert comment.count("<!--") == 1 or outside.count("<!--") == 1
    assert not re.search(r"(?m)^\s*/", outside)
    assert "\x1b" not in comment


def _plain_details(comment: str) -> str:
    """Without the folding of ours, which must be well formed."""
    tags = re.findall(r"(?m)^ *(</?details>)", comment)
    depth = 0
    for tag in tags:
        depth += 1 if tag == "<details>" else -1
        assert depth in (0, 1)
    assert depth == 0
    without = re.sub(r"(?m)^ *<details><summary>([^<]*)</summary>$", "", comment)
    without = re.sub(r"(?m)^ *</details>$", "", without)
    return "\n".join(line.removeprefix("  ") if line.startswith("  ") else line for line in without.split("\n"))


def test_names_and_titles_show_as_they_are_written(compared: Compared) -> None:
    review = compared({"records/decisions/n.yml": "title: A <b> & *c*\nstatus: draft\n"})
    html = python_markdown.markdown(markdown(review))
    assert "A &lt;b&gt; &amp; *c*" in nh3.clean(html, tags={"p"})


def test_the_verdict_comes_first(compared: Compared) -> None:
    review = compared(edited("records/decisions/shut.yml", "status:", "visibility: public\nstatus:"))
    lines = markdown(review).splitlines()
    assert lines[0] == MARKER
    assert lines[3] == "- **Becomes visible to the public:** 1 record. No new name."


def test_nothing_changes(compared: Compared) -> None:
    assert "Nothing changes" in markdown(compared({}))
    assert list(text(compared({})))[1].startswith("Nothing changes")


@pytest.mark.parametrize("limit", [4_000, 20_000, LIMIT])
def test_it_fits_and_says_what_was_cut(compared: Compared, limit: int) -> None:
    new = {
        f"records/decisions/d{n:03}.yml": f"title: Decision {n} {'`' * 20}\nvisibility: public\nstatus: draft\n"
        f"context: {'Words of it. ' * 200}\n"
        for n in range(400)
    }
    many = edited("records/decisions/open.yml", "We do this.", "Sentence. " * 3000)
    comment = markdown(compared({**new, **many}), limit)
    assert len(comment) < limit
    assert "Not shown: " in comment
    assert comment.count("<details>") == comment.count("</details>")
    assert "Becomes visible to the public:** 400 records" in comment


def test_each_form_is_the_same_twice(compared: Compared) -> None:
    changes = edited("records/decisions/shut.yml", "status:", "visibility: public\nstatus:")
    one, other = compared(changes), compared(changes)
    assert markdown(one) == markdown(other)
    assert list(text(one)) == list(text(other))
    assert review_json(one) == review_json(other)


def test_links_lead_to_the_pages(compared: Compared) -> None:
    comment = markdown(compared(edited("records/decisions/shut.yml", "proposed", "rejected")))
    assert "[`decisions/shut/`](https://book.example/decisions/shut/)" in comment


def test_an_address_that_is_no_web_address_is_no_link(compared: Compared) -> None:
    site = {"mkdocs.yml": "site_name: T\nsite_url: 'javascript:alert(1)//'\n"}
    comment = markdown(compared({**site, **edited("records/decisions/shut.yml", "proposed", "rejected")}))
    assert "javascript" not in comment
