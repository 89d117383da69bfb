"""The frame of the theme that pages share, and the search entries cut from our own HTML."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from material.plugins.search.plugin import Parser

from forgebook.engines.mkdocs import frame
from forgebook.rendering import sections as search

EXAMPLE = Path(__file__).parents[2] / "examples" / "demand-model"
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1763596800"}
WITHOUT = """
import sys
from forgebook.engines.mkdocs import frame
frame.install = lambda environment, config: None
from mkdocs.__main__ import cli
cli(sys.argv[1:])
"""


def build(source: Path, target: Path, *start: str) -> Path:
    command = [sys.executable, *start, "build", "--quiet", "--site-dir", str(target)]
    subprocess.run(command, cwd=source, check=True, env={**os.environ, **QUIET})
    return target


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The example built with the frame and without."""
    folder = tmp_path_factory.mktemp("frame")
    source = folder / "example"
    shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("site", ".cache"))
    return build(source, folder / "with", "-m", "mkdocs"), build(source, folder / "without", "-c", WITHOUT)


def test_the_frame_changes_no_byte(both: tuple[Path, Path]) -> None:
    with_frame, without = both
    pages = sorted(path.relative_to(without) for path in without.rglob("*.html"))
    assert len(pages) > 100
    assert [page for page in pages if (with_frame / page).read_bytes() != (without / page).read_bytes()] == []
    assert sorted(path.relative_to(with_frame) for path in with_frame.rglob("*.html")) == pages


class Page:
    """As much of a page as the frame asks for."""

    def __init__(self, number: int, *, title: str = "A page", template: str = "decision/record.html") -> None:
        self.url = f"decisions/p{number}/"
        self.view = type("View", (), {"template": template})()
        self.parent = None
        self.toc: list[object] = []
        self.title, self.content = title, f"<h1>{number}</h1>"
        self.canonical_url, self.edit_url = f"https://example.org/{number}/", None
        self.meta = {"title": title, "description": f"About {number}"}


class Theme:
    """An environment whose one template counts how often it is rendered."""

    def __init__(self, text: str) -> None:
        from jinja2 import Environment

        self.template = Environment(autoescape=False).from_string(text)
        self.rendered = 0

    def get_template(self, name: str) -> Theme:
        return self

    def render(self, context: dict[str, object]) -> str:
        self.rendered += 1
        return self.template.render(context)


def outputs(theme: Theme, pages: list[Page]) -> list[str]:
    made = frame.Frame(theme)  # type: ignore[arg-type]
    return [made.render(page, {}) for page in pages]  # type: ignore[arg-type]


def test_a_plain_theme_is_rendered_a_few_times_only() -> None:
    theme = Theme("<title>{{ page.meta.title }}</title>{{ page.content }}|{{ page.canonical_url }}")
    pages = [Page(number, title=f"T{number}") for number in range(20)]
    made = outputs(theme, pages)
    assert made == [theme.template.render(page=page) for page in pages]
    assert theme.rendered < 10


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.title | urlencode }}{{ page.content }}",
        "{{ page.title | upper }}{{ page.content }}",
        "{{ page.meta.description | length }}{{ page.content }}",
        "{{ page.url }}{{ page.content }}",
    ],
    ids=["encoded", "upper case", "counted", "address"],
)
def test_a_theme_that_does_more_is_rendered_page_by_page(text: str) -> None:
    theme = Theme(text)
    pages = [Page(number, title="A title: with / and é") for number in range(12)]
    made = outputs(theme, pages)
    assert made == [theme.template.render(page=page) for page in pages]


def test_pages_of_another_shape_do_not_share() -> None:
    theme = Theme("{% if page.meta.tags %}{{ page.meta.tags }}{% endif %}{{ page.content }}")
    pages = [Page(number) for number in range(12)]
    for page in pages[6:]:
        page.meta["tags"] = ["one"]  # type: ignore[assignment]
    made = outputs(theme, pages)
    assert made == [theme.template.render(page=page) for page in pages]


def letters(text: str) -> str:
    """What stands there without tags and spaces: the theme's parser runs the words of neighbours together."""
    plain = text.replace("<", " <").replace(">", "> ")
    return "".join(word for word in plain.split() if not word.startswith("<") and not word.endswith(">"))


def test_search_finds_what_the_theme_would_find(both: tuple[Path, Path]) -> None:
    html = (both[0] / "decisions/directly-standardise-rates/index.html").read_text(encoding="utf-8")
    body = html.partition('<article class="md-content__inner md-typeset">')[2].partition("</article>")[0]
    body = body.partition('<div class="fb-foot">')[0]
    parser = Parser()
    parser.feed(body)
    theirs = {section.id: "".join(section.text) for section in parser.data}
    ours = {section.id: section.text[0] for section in search.sections(body)}
    assert list(ours) == list(theirs)
    for id_ in list(ours)[1:]:
        assert letters(ours[id_]) == letters(theirs[id_])


def test_search_entries_stay_escaped() -> None:
    found = search.sections('<p>a &lt;script&gt; &#34;b&#34;</p><h2 id="x">T &lt;b&gt; <em>i</em></h2><p>c</p>')
    assert [section.text for section in found] == [['<p>a &lt;script&gt; "b"</p>'], ["<p>c</p>"]]
    assert found[1].title == ["T &lt;b&gt; i"]


def test_each_record_page_is_in_the_index(both: tuple[Path, Path]) -> None:
    index = json.loads((both[0] / "search/search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"] for entry in index["docs"]}
    pages = {f"decisions/{path.parent.name}/" for path in both[0].glob("decisions/*/index.html")}
    assert len(pages) > 20
    assert pages <= places
