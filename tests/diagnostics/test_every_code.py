"""Every code has words, and a case that gives it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forgebook.core.codes import CORE_CODES
from forgebook.core.diagnostics import Code, Severity
from forgebook.core.settings import SiteSettings
from forgebook.kinds.register import BUILT_IN
from forgebook.pipeline import load_project
from forgebook.pipeline.catalogue import all_codes
from forgebook.reading.codes import READING_CODES
from forgebook.releasing.verification_codes import VERIFICATION_CODES
from support.loading import BARE, load
from support.sites import AS_OF, build, mkdocs_yml, write

sys.path.insert(0, str(Path(__file__).parents[1]))
from test_cases import cases, expected

DECISION = "title: A\nstatus: draft\n"


def linked_out(root: Path) -> None:
    write(root, {"elsewhere.yml": DECISION, "records/decisions/a.yml": DECISION})
    (root / "records/decisions/out.yml").symlink_to(root / "elsewhere.yml")


def dangling(root: Path) -> None:
    write(root, {"records/decisions/a.yml": DECISION})
    (root / "records/decisions/gone.yml").symlink_to(root / "records/decisions/nothing.yml")


def file(name: str, content: str | bytes) -> Callable[[Path], None]:
    return lambda root: write(root, {f"records/{name}": content}) and None


def in_the_open(root: Path) -> None:
    write(root, {"records/project.yml": f"{BARE}repositories: [{{id: own, path: ., public: yes}}]\n"})
    write(root, {"records/decisions/a.yml": DECISION})


FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "FB101": (file("decisions/a.yml", "title: Fähre\n".encode("latin-1")), "decisions/a.yml:1:9"),
    "FB102": (file("decisions/a.yml", "title: A\nstatus: dr\0aft\n"), "decisions/a.yml:2:11"),
    "FB103": (file("decisions/a.yml", "#" * (1 << 20) + "\n"), "decisions/a.yml:1:1"),
    "FB104": (file("decisions/a.yml", "title: " + "[" * 40 + "]" * 40), "decisions/a.yml:1:39"),
    "FB105": (file("decisions/a.yml", "tags: [" + "a," * 60_000 + "]"), "decisions/a.yml:1:"),
    "FB106": (file("decisions/a.yml", "title: A: B\n"), "decisions/a.yml:1:9"),
    "FB107": (file("decisions/a.yml", "title: A\ntitle: B\n"), "decisions/a.yml:2:1"),
    "FB108": (file("decisions/a.yml", "title: *a\n"), "decisions/a.yml:1:8"),
    "FB109": (file("decisions/a.yml", "title: !!str A\n"), "decisions/a.yml:1:8"),
    "FB110": (file("decisions/a.yml", f"{DECISION}---\n{DECISION}"), "decisions/a.yml:3:1"),
    "FB111": (file("decisions/a.yml", " \n\n"), "decisions/a.yml:1:1"),
    "FB112": (file("decisions/a.yml", "Just words\n"), "decisions/a.yml:1:1"),
    "FB113": (linked_out, "decisions/out.yml"),
    "FB114": (file("decisions/a.yml", "[a]: b\n"), "decisions/a.yml:1:1"),
    "FB115": (file("decision/a.yml", DECISION), "decision"),
    "FB116": (dangling, "decisions/gone.yml"),
    "FB117": (file("decisions/notes.txt", "Notes\n"), "decisions/notes.txt"),
    "FB118": (file("decisions/a.md", "---\ntitle: A\n"), "decisions/a.md:1:1"),
    "FB119": (file("project.yml", BARE), ""),
    "FB614": (in_the_open, "project.yml:2:43"),
    "FB123": (file("project.yml", f"{BARE}sources: [{{kind: decision, path: adr}}]\n"), "project.yml"),
}
"""What is told of files as they lie, by the code that tells it, and where it is told."""

ELSEWHERE = {"FB120", "FB121", "FB122", "FB220", *(code.id for code in VERIFICATION_CODES), "FB755",
             "FB541", "FB577", "FB578", "FB579"}  # fmt: skip
"""Codes with a test of their own: below, for listings in `tests/listings`, for clones in `tests/releasing` and
`tests/covering`."""


def words_of(text: str) -> int:
    return len(re.findall(r"\w+", text))


@pytest.mark.parametrize("id_", sorted(FILES))
def test_a_file_as_it_lies(id_: str, tmp_path: Path) -> None:
    make, place = FILES[id_]
    make(tmp_path)
    found = [d for d in load(tmp_path).diagnostics if d.code.id == id_]
    assert [str(d.place).removeprefix("records").removeprefix("/").startswith(place) for d in found] == [True]


def test_no_project_file(tmp_path: Path) -> None:
    write(tmp_path, {"records/decisions/a.yml": DECISION})
    project = load_project(SiteSettings(tmp_path, tmp_path / "records", AS_OF), git=False)
    assert [d.code.id for d in project.diagnostics] == ["FB120"]


@pytest.mark.parametrize(
    ("id_", "files", "config"),
    [
        ("FB121", {"docs/index.md": "# Home\n", "docs/decisions/index.md": "# Ours\n"}, {}),
        ("FB122", {"docs/index.md": "# Home\n"}, {"nav": [{"Home": "index.md"}]}),
    ],
)
def test_what_an_engine_tells(id_: str, files: dict[str, str], config: dict[str, object], tmp_path: Path) -> None:
    records = {"records/decisions/a.yml": DECISION, "records/project.yml": BARE, "docs/index.md": "# Home\n"}
    write(tmp_path, {**records, **files, "mkdocs.yml": mkdocs_yml(**config)})
    build(tmp_path)
    assert f" {id_} " in (tmp_path / "site.log").read_text(encoding="utf-8")


def test_every_code_has_a_case() -> None:
    from_cases = {code for path in cases("invalid") for _, code, _ in expected(path)}
    assert set(all_codes()) - from_cases - set(FILES) - ELSEWHERE == set()


def test_no_case_names_a_code_that_is_gone() -> None:
    from_cases = {code for path in cases("invalid") for _, code, _ in expected(path)}
    assert (from_cases | set(FILES) | ELSEWHERE) - set(all_codes()) == set()


@pytest.mark.parametrize("code", all_codes().values(), ids=lambda code: code.id)
def test_words(code: Code) -> None:
    assert re.fullmatch(r"FB[1-8]\d\d", code.id)
    assert isinstance(code.severity, Severity)
    assert 1 <= words_of(code.title) <= 12
    assert not code.title.endswith(".")
    assert "\n" not in code.title
    for words in (code.what, code.why, code.fix):
        assert words_of(words) >= 2, words
        assert words[0].isupper() or words[0] in "`[", words
        assert words.endswith((".", "?")), words


def test_titles_are_unique() -> None:
    titles = [code.title for code in all_codes().values()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize(
    ("family", "waivable"), [*((family, False) for family in "123"), *((family, True) for family in "45678")]
)
def test_families_4_to_8_can_be_waived(family: str, waivable: bool) -> None:
    for code in all_codes().values():
        if code.id[2] == family:
            assert code.waivable is waivable


def test_where_the_codes_are_declared_tells_their_family() -> None:
    assert {code.id[2] for code in READING_CODES} <= {"1", "2"}
    assert {code.id[2] for code in CORE_CODES} <= {"2", "3"}
    assert {code.id[2] for kind in BUILT_IN for code in kind.codes} <= set("45678")
