"""The register of what can be run again: which releases, when that was last shown, what no longer, and why."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.graph import ProjectGraph
from forgebook.core.views import NavEntry, PageView
from forgebook.releasing.rerun import Standing, register

ADDRESS = "run-again/"

_SECTIONS: tuple[tuple[Standing, str, str], ...] = (
    ("differs", "Ran, but the results differ", "Whoever needs these numbers must know by how much."),
    (
        "works",
        "Ran again, with the same results",
        "The same to the last digit, or within the tolerance of the release.",
    ),
    ("untried", "Never tried", "What is needed is recorded. Nobody has shown yet that it is enough."),
    ("gone", "No longer", "What was tried and failed, or lost what it needs."),
    ("unrecorded", "Not recorded", "Nothing says how to run these again."),
)


def rerun_views(graph: ProjectGraph) -> Iterator[PageView]:
    """The page. Before the first release the team's teaches, and stands in no navigation; another reader has none."""
    rows = register(graph)
    if not rows and graph.visibility != "team":
        return
    sections = [(word, title, about, [row for row in rows if row[1].word == word]) for word, title, about in _SECTIONS]
    works = [again.last.date for _, again in rows if again.word == "works" and again.last is not None]
    yield PageView(
        address=ADDRESS,
        title="Run again",
        template="rerun.html",
        context={
            "total": len(rows),
            "sections": [section for section in sections if section[3]],
            "numbers": {word: len(found) for word, _, _, found in sections},
            "latest": max(works, default=None),
            "attempts": sum(len(again.attempts) for _, again in rows),
        },
        description="Which releases can be run again, which no longer, and why.",
        nav=NavEntry("Releases", "Run again", 26) if any(row[1].word != "unrecorded" for row in rows) else None,
        hide=("toc", "navigation"),
    )
