"""Fingerprints of findings."""

from __future__ import annotations

from forgebook.reporters.fingerprints import fingerprints
from forgebook.reporters.places import RepositoryPaths
from forgebook.reporters.sources import SourceLines

FILE = "records/decisions/a.yml"
TEXT = "title: A\nstatus: acepted\nsupersedes: [b, c]\n"


def told(repository, found, text=TEXT):
    (repository / FILE).write_text(text, encoding="utf-8")
    return fingerprints(found, SourceLines(repository), RepositoryPaths(repository))


def test_the_same_finding_keeps_its_name_when_lines_move(make, repository):
    before = told(repository, [make(line=2)])
    moved = told(repository, [make(line=5)], f"# one\n# two\n# three\n{TEXT}")
    indented = told(repository, [make(line=2)], TEXT.replace("status", "  status"))
    assert before == moved == indented


def test_a_message_that_counts_days_makes_no_new_finding(make, repository):
    assert told(repository, [make(message="due 20 days ago")]) == told(repository, [make(message="due 21 days ago")])


def test_other_words_another_code_another_file_are_other_findings(make, repository):
    (repository / "records/decisions/b.yml").write_text(TEXT, encoding="utf-8")
    names = told(repository, [make(line=2), make(line=2, code="FB205"), make("records/decisions/b.yml", line=2)])
    names += told(repository, [make(line=2)], TEXT.replace("acepted", "acceptd"))
    assert len(set(names)) == 4


def test_two_findings_on_one_line_have_two_names(make, repository):
    names = told(repository, [make(line=3, column=14), make(line=3, column=17)])
    assert len(set(names)) == 2
    assert names == told(repository, [make(line=4, column=14), make(line=4, column=17)], f"# a\n{TEXT}")
