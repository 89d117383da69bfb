"""Links from hand-written pages to records."""

from __future__ import annotations

import pytest

from support.building import BuildFailed, Project


def body(project: Project, text: str) -> str:
    return project.write({"docs/guide/notes.md": f"# Notes\n\n{text}\n"}).build(strict=True).body("guide/notes/")


def test_with_title_or_words(project: Project) -> None:
    html = body(project, "[[decision/one-queue]] and [[berth-by-tide|the tide]]")
    assert '<a href="../../decisions/one-queue/">One queue</a>' in html
    assert '<a href="../../decisions/berth-by-tide/">the tide</a>' in html


def test_what_stands_in_code_stays_even_where_it_stands_outside_too(project: Project) -> None:
    html = body(project, "Write `[[decision/one-queue]]` for [[decision/one-queue]].\n\n```\n[[one-queue]]\n```")
    assert "<code>[[decision/one-queue]]</code>" in html
    assert "[[one-queue]]" in html
    assert html.count(">One queue</a>") == 1


def test_a_dead_link_is_our_error(project: Project) -> None:
    project.write({"docs/notes.md": "# Notes\n\n[[decision/nowhere]]\n"})
    assert 'ERROR forgebook: docs/notes.md FB306 no record "decision/nowhere"' in project.build().log
    with pytest.raises(BuildFailed):
        project.build(strict=True)


def test_brackets_of_others_are_left_alone(project: Project) -> None:
    assert "[[bin]]" in body(project, "[[bin]]")
