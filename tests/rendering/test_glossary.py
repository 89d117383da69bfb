"""Terms of the glossary on pages: found where they stand in prose, once, and never where HTML could break."""

# ruff: noqa: E501

from __future__ import annotations

import html as entities
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.rendering.glossary import LONGEST, Glossary
from support.properties import examples
from support.sites import AS_OF, build, mkdocs_yml, records, site_of, write

SETTINGS = SiteSettings(Path("/p"), Path("/p/records"), AS_OF)
LINK = re.compile(r'<abbr title="([^"]*)"><a class="fb-term" href="([^"]*)">([^<]*)</a></abbr>')


def glossary(**terms: Any) -> Glossary:
    """A glossary of terms: the id, and the word, its meaning or (word, meaning, others)."""
    found = []
    for id_, told in terms.items():
        word, meaning, also = told if isinstance(told, tuple) else (told, f"Meaning of {told}", [])
        fields = SimpleNamespace(meaning=meaning, also=also)
        found.append(SimpleNamespace(ref=f"term/{id_}", title=word, address=f"glossary/#{id_}", f=fields))
    return Glossary(cast("ProjectGraph", SimpleNamespace(of=lambda kind: found)), SETTINGS)


def explained(text: str, **terms: Any) -> list[str]:
    return [words for _, _, words in LINK.findall(glossary(**terms).explained(text, "decisions/a/"))]


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("catchment", "<p>The catchment is wide.</p>", ["catchment"]),
        ("catchment", "<p>Catchment first.</p>", ["Catchment"]),
        ("Catchment", "<p>the catchments grow</p>", ["catchments"]),
        ("bus", "<p>Two buses</p>", ["buses"]),
        ("catchment", "<p>CATCHMENT</p>", []),
        ("QA", "<p>qa Qa QA</p>", ["QA"]),
        ("QA", "<p>two QAs</p>", ["QAs"]),
        ("recovery week", "<p>a Recovery\n  weeks end</p>", ["Recovery\n  weeks"]),
        ("Recovery Week", "<p>a recovery week</p>", ["recovery week"]),
        ("R&D", "<p>our R&amp;D</p>", ["R&amp;D"]),
        ("C++", "<p>in C++, and C</p>", ["C++"]),
        ("amp", "<p>this &amp; that</p>", []),
        ("catchment", "<p>pre-catchment catchment-based catchments.io /catchment a@catchment</p>", []),
        ("catchment", "<p>“catchment” (catchment), catchment.</p>", ["catchment"]),
        ("été", "<p>cet Été</p>", ["Été"]),
        ("it", "<p>its unit</p>", []),
    ],
)
def test_whole_words_are_found(word: str, text: str, found: list[str]) -> None:
    assert explained(text, t=word) == found


@pytest.mark.parametrize(
    "text",
    [
        "<h1>tide</h1><h2 id='x'>A tide</h2><h6>tide</h6>", '<a href="x">tide</a>', "<code>tide</code>",
        "<pre><span>tide</span></pre>", "<button>tide</button><label>tide <i>tide</i></label>", '<abbr title="x">tide</abbr>',
        "<svg><text>tide</text></svg>", "<script>tide</script>", "<style>tide {}</style>", "<!-- tide -->",
        '<p title="tide" class="tide">x</p>', '<img alt="a > tide">', "<textarea>tide</textarea>", "<summary>tide</summary>",
        '<span class="fb-pill fb-open">tide</span>', '<div class="fb-foot"><p>tide</p></div>', "<th>tide</th><dt>tide</dt>",
        "<a href='x'><b>deep</b> <i>tide</i></a>", "<select><option>tide</option></select>",
    ],
)  # fmt: skip
def test_what_is_no_prose_is_left_alone(text: str) -> None:
    assert glossary(t="tide").explained(text, "a/") == text
    after = glossary(t="tide").explained(f"{text}<p>tide</p>", "a/")
    assert after.startswith(text), "and what comes after it is not"
    assert len(LINK.findall(after)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<p a="x>tide</p>', "<p a=x'y>tide</p>", "<script>tide", "<!--> tide -->", "<!-- a <!-- b --> tide", "<p tide",
        "<!doctype html><p>tide</p>", "a < b tide", "<a b' c=\"x'>tide\">", "<plaintext>tide", "<p><![CDATA[tide]]></p>",
        "<?tide?>",
    ],
)  # fmt: skip
def test_html_that_one_could_misread_stays_as_it_is(text: str) -> None:
    assert glossary(t="tide").explained(text, "a/") == text


def test_the_first_of_a_page_alone_is_explained() -> None:
    text = "<p>tide</p><p>tides <b>tide</b></p>"
    assert explained(text, t="tide") == ["tide"]


def test_the_longest_word_holds() -> None:
    terms = {"a": "tide", "b": ("tide table", "A table", ["table of tides"])}
    assert explained("<p>the table of tides, the tide table, a tide</p>", **terms) == ["table of tides", "tide"]


def test_links_are_told_from_the_page() -> None:
    one = glossary(t="tide")
    assert 'href="../../glossary/#t"' in one.explained("<p>tide</p>", "decisions/a/")
    assert 'href="glossary/#t"' in one.explained("<p>tide</p>", "")
    assert 'href="glossary/#t"' in one.explained("<p>tide</p>", "about.html")
    assert one.explained("<p>tide</p>", "glossary/") == "<p>tide</p>"


def test_a_tooltip_is_plain_and_short() -> None:
    meaning = 'How **high** [[decision/x|the water]] is, "said" <b> & [[decision/the-sea]].\n\nMore of it.'
    title = LINK.findall(glossary(t=("tide", meaning, [])).explained("<p>tide</p>", "a/"))[0][0]
    assert entities.unescape(title) == 'How high the water is, "said" <b> & the sea.'
    title = LINK.findall(glossary(t=("tide", "water " * 200, [])).explained("<p>tide</p>", "a/"))[0][0]
    assert len(title) <= LONGEST + 2
    assert title.endswith("water …")


def test_without_a_glossary_nothing_is_done() -> None:
    text = "<p>tide"
    assert glossary().explained(text, "a/") is text


class _Tags(HTMLParser):
    """What a browser would run: elements and attributes, those of ours apart."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "fb-term") not in attrs and not (tag == "abbr" and dict(attrs).get("title") == MEANING):
            self.found.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


MEANING = "\"' onmouseover=alert(1) ><script>alert(1)</script>"
PIECES = st.sampled_from([
    "tide", " ", "<p>", "</p>", "<b>", "</b>", '<a href="tide">', "</a>", "<code>", "</code>", "<i title='tide'>", "</i>",
    "<br>", "<img alt=tide>", "&amp;", "&lt;tide", "<", ">", '"', "'", "=", "<!--", "-->", "<script>", "</script>", "/",
    "<h2>", "</h2>", "Tides", "x", "\n", "<svg/>", "<tide>", "<p tide='", "<p x=tide>", "<textarea>",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@examples(1500)
def test_no_markup_changes_its_meaning(text: str) -> None:
    """Elements, attributes and words are what they were, whatever the HTML and whatever the meaning says."""
    after = glossary(t=("tide", MEANING, [])).explained(text, "a/")
    one, other = _Tags(), _Tags()
    one.feed(text)
    other.feed(after)
    assert other.found == one.found
    assert other.text == one.text
    assert nh3.clean(after, tags={"b"}) == nh3.clean(text, tags={"b"})


FILES = {
    "records/project.yml": {"name": "P", "default_visibility": "team"},
    "records/glossary.yml": [
        {"title": "tide", "meaning": "How high the water stands.", "visibility": "public"},
        {"title": "keel", "meaning": "Secretly deep."},
    ],
    "records/decisions/a.yml": {
        "title": "On tide", "status": "accepted", "decided": "2025-01-01", "visibility": "public",
        "context": "The tide and the keel, see [[term/tide]].", "summary": "A tide comes",
    },
    "docs/index.md": "---\nvisibility: public\n---\n\n# On tide\n\nThe tide and `tide` and the keel.\n",
    "mkdocs.yml": mkdocs_yml(["tags"]),
}  # fmt: skip


@pytest.mark.parametrize("visibility", ["team", "public"])
def test_terms_on_a_built_site(visibility: str, tmp_path: Path) -> None:
    site = build(write(tmp_path, FILES), visibility=visibility)
    written = (site / "index.html").read_text("utf-8")
    assert 'title="How high the water stands."><a class="fb-term" href="glossary/#tide">tide</a>' in written
    record = (site / "decisions/a/index.html").read_text("utf-8")
    assert record.count('class="fb-term" href="../../glossary/#tide"') == 1
    assert "<h1>On tide</h1>" in record
    assert '<a href="../../glossary/#tide">tide</a>' in record
    everything = "".join(p.read_text("utf-8", "replace") for p in site.rglob("*") if p.suffix in (".html", ".json"))
    assert ("Secretly deep" in everything) is (visibility == "team")
    assert 'id="tide"' in (site / "glossary/index.html").read_text("utf-8")


def test_a_kept_page_knows_of_a_new_term(tmp_path: Path) -> None:
    """Pages that are kept between builds ask for the glossary."""

    def body() -> str:
        site = site_of(write(tmp_path, {}))
        found = {view.address: site.body(view).html for view in site.views()}
        site.save_cache()
        return found["decisions/a/"]

    write(tmp_path, {name: text for name, text in FILES.items() if "glossary" not in name})
    assert "fb-term" not in body()
    write(tmp_path, records({"glossary.yml": FILES["records/glossary.yml"]}))
    assert body().count("fb-term") == 2
    write(tmp_path, records({"glossary.yml": [{"title": "keel", "meaning": "Deeper"}]}))
    assert 'title="Deeper"' in body()
