"""Which records a listing means, and what is said of one that means none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.listing import directives
from forgebook.core.selection import Selection
from forgebook.pipeline import Site
from forgebook.pipeline.handwritten import problems_of
from support.properties import examples
from support.sites import site_of, write

RECORDS = {
    "areas/hull.yml": {"title": "Hull"},
    "areas/sail.yml": {"title": "Sail"},
    "decisions/a1.yml": {"title": "A one", "status": "accepted", "decided": "2024-03-01", "area": ["hull"],
                         "number": 2},
    "decisions/a2.yml": {"title": "A two", "status": "accepted", "decided": "2025-03-01", "area": ["hull", "sail"],
                         "number": 10, "tags": ["big one"], "review_by": "2025-06-01"},
    "decisions/a3.yml": {"title": "A three", "status": "rejected", "decided": "2025-04-01", "supersedes": []},
    "decisions/a4.yml": {"title": "A four", "status": "accepted", "decided": "2025-05-01", "supersedes": ["a1"],
                         "review_by": "2026-06-01"},
    "people/pat.yml": {"title": "Pat", "status": "emeritus"},
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = write(tmp_path_factory.mktemp("listed"), {f"records/{name}": content for name, content in RECORDS.items()})
    return site_of(root)


def listed(text: str, site: Site) -> list[str]:
    (directive,) = directives(f"<!-- forgebook: {text} -->", site.graph.kinds)
    assert directive.listing is not None, directive.problems
    assert problems_of(directive, site.graph) == []
    return [record.id for record in Selection(directive.listing, site.graph).records()]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("decisions", ["a4", "a3", "a2", "a1"]),
        ("decision", ["a4", "a3", "a2", "a1"]),
        ("decisions sort=decided", ["a1", "a2", "a3", "a4"]),
        ("decisions sort=-number", ["a2", "a1", "a3", "a4"]),
        ("decisions sort=number", ["a1", "a2", "a3", "a4"]),
        ("decisions limit=2", ["a4", "a3"]),
        ("decisions status=accepted", ["a4", "a2"]),  # a1 is superseded by a4
        ("decisions status=superseded", ["a1"]),
        ("decisions status=declined", ["a3"]),  # the word that readers see
        ("decisions status!=accepted sort=id", ["a1", "a3"]),
        ("decisions area=hull", ["a2", "a1"]),
        ("decisions area=area/sail", ["a2"]),
        ("decisions area=hull,sail", ["a2", "a1"]),
        ("decisions area=none", ["a4", "a3"]),
        ("decisions area!=none sort=id", ["a1", "a2"]),
        ("decisions year=2025", ["a4", "a3", "a2"]),
        ("decisions decided=2025-03", ["a2"]),
        ("decisions decided>2024", ["a4", "a3", "a2"]),
        ("decisions decided>=2025-04", ["a4", "a3"]),
        ("decisions decided<2025", ["a1"]),
        ("decisions number>2", ["a2"]),
        ("decisions number<=2", ["a1"]),
        ("decisions review_by<today", ["a2"]),
        ("decisions review_by>today", ["a4"]),
        ('decisions tags="big one"', ["a2"]),
        ("decisions supersedes=a1", ["a4"]),
        ("decisions\n  status=accepted\n  limit=1", ["a4"]),
        ("people status=emeritus", ["pat"]),
        ("teams", []),
    ],
)
def test_a_listing_means(text: str, ids: list[str], site: Site) -> None:
    assert listed(text, site) == ids


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("", 15, "names no kind"),
        ("decsions", 16, 'did you mean "decisions"?'),
        ("decisions statu=x", 26, 'did you mean "status"?'),
        ("decisions status=acepted", 26, 'did you mean "accepted"?'),
        ("decisions area=hul", 26, 'did you mean "hull"?'),
        ("decisions area=hull foo", 36, '"foo" is no condition'),
        ("decisions sort=-decidd", 26, 'did you mean "decided"?'),
        ("decisions columns=titel", 26, 'did you mean "title"?'),
        ("decisions limit=x", 26, "no number"),
        ("decisions limit=0", 26, "no number"),
        ("decisions limit=٣", 26, "no number"),
        ("decisions limit=1 limit=2", 34, "twice"),
        ("decisions look=tabel", 26, 'did you mean "table"?'),
        ("releases columns=components", 25, "no field that a listing can show"),
        ('decisions tags="a b', 26, "is no condition"),
    ],
)
def test_a_faulty_listing_is_told_at_its_place(text: str, at: int, message: str, site: Site) -> None:
    (directive,) = directives(f"<!-- forgebook: {text} -->", site.graph.kinds)
    (problem,) = problems_of(directive, site.graph)
    assert message in problem.message
    assert problem.start == at


def test_a_listing_in_a_sentence_is_told() -> None:
    site = site_of(Path(__file__).parent)
    (directive,) = directives("See <!-- forgebook: decisions --> there", site.graph.kinds)
    assert directive.listing is None
    assert "line of its own" in directive.problems[0].message


def test_code_is_no_listing(site: Site) -> None:
    text = "`<!-- forgebook: decisions -->`\n\n```\n<!-- forgebook: decisions -->\n```\n"
    assert list(directives(text, site.graph.kinds)) == []


@given(st.text(alphabet="abc =<>!\"',-\n\\{}[]é", max_size=60))
@examples(300)
def test_whatever_stands_there_is_read_or_told(text: str) -> None:
    site = site_of(Path(__file__).parent)
    for directive in directives(f"<!-- forgebook: decisions {text} -->", site.graph.kinds):
        problems = problems_of(directive, site.graph)
        assert directive.listing is not None or problems
        if directive.listing is not None and not problems:
            assert Selection(directive.listing, site.graph).records() == []
