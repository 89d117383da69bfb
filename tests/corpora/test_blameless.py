"""The blameless check over real reviews and decisions, with a roster of names that are common.

The texts are held to it whole, which is more than the check asks for, so that there is something to be wrong about.
What remains was read by hand; `blame_expected.yml` has a verdict for each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from forgebook.blameless.names import Roster
from forgebook.blameless.phrases import phrases_in
from forgebook.cli.main import main
from forgebook.core.settings import SiteSettings
from forgebook.pipeline import load_project
from forgebook.pipeline.project import Project
from support.sites import AS_OF, write

pytestmark = pytest.mark.corpora

HERE = Path(__file__).parent
NAMES: dict[str, Any] = YAML(typ="safe").load(HERE / "roster.yml")
EXPECTED: dict[str, Any] = YAML(typ="safe").load(HERE / "blame_expected.yml")


def people() -> dict[str, str]:
    """200 people whose handle is their first name, and 50 whose full name alone is known."""
    first = NAMES["first_names"].split()
    assert (len(set(first)), len(set(NAMES["full_names"]))) == (200, 50)
    short = {f"f-{name.lower()}": f"title: {name} {NAMES['surname']}\nhandle: {name.lower()}\n" for name in first}
    return short | {f"n-{number}": f"title: {name}\n" for number, name in enumerate(NAMES["full_names"])}


@pytest.fixture(scope="module")
def project(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The reviews, imported, beside the roster."""
    files = {f"records/people/{id_}.yml": text for id_, text in people().items()}
    root = write(tmp_path_factory.mktemp("reviews"), {"records/project.yml": "name: Reviews\n", **files})
    CliRunner().invoke(main, ["import", "postmortems", str(corpora / "postmortems" / "dfds"), "-C", str(root)])
    return load_project(SiteSettings(root, root / "records", AS_OF), git=False)


def texts(corpora: Path) -> Iterator[tuple[str, str]]:
    """Each paragraph, entry, row and heading of all texts, with its file. Front matter is no text."""
    for folder in ("postmortems/dfds", "adr"):
        for path in sorted((corpora / folder).rglob("*")):
            if path.is_file() and path.suffix in (".md", "") and path.name != "LICENSE":
                text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
                yield from ((path.name, part) for part in re.split(r"\n(?=\s*(?:[-*|#]|\n))", text))


def listed(name: str, part: str, words: str) -> str:
    """What the list calls a place: a line of deciders, a review by its number, or a file by its name."""
    if part.strip().startswith(("- Deciders:", "* Deciders:")) and words in str(
        [entry.get("deciders") for entry in EXPECTED["names"]]
    ):
        return f"deciders {words}"
    return f"{name[:10] if name.startswith('PM2') else name} {words}"


def test_every_name_in_the_texts_was_read(project: Project, corpora: Path) -> None:
    roster = Roster.of(project.graph)
    found = Counter(
        listed(name, part, " ".join(named.words.split()))
        for name, part in texts(corpora)
        for named in roster.in_text(part)
    )
    wanted = {
        f"{entry['file']} {entry['words']}" if "file" in entry else f"deciders {entry['deciders']}": entry["times"]
        for entry in EXPECTED["names"]
    }
    assert found == wanted


def test_every_phrase_in_the_texts_was_read(corpora: Path) -> None:
    found = sorted((name[:10], words) for name, part in texts(corpora) for words, _ in phrases_in(part))
    assert found == sorted((entry["file"], entry["words"]) for entry in EXPECTED["phrases"])


def test_no_error_while_first_names_are_off(project: Project) -> None:
    """The fields that must not blame name nobody of the roster; four phrases are advice."""
    told = [d for d in project.diagnostics if d.code.id in ("FB620", "FB621")]
    assert [d for d in told if d.code.id == "FB620"] == []
    wanted = [entry for entry in EXPECTED["phrases"] if entry["told"]]
    said = [(Path(d.place.path).name[:10].upper(), d.message.split('"')[1]) for d in told]
    assert sorted(said) == [(entry["file"], entry["words"]) for entry in wanted]


def test_first_names_are_there_to_be_found(project: Project, corpora: Path) -> None:
    """With first names on, the same texts give more: the check above is quiet because they are off."""
    roster = Roster(project.graph.of("person"), first_names=True)
    reviews = [(name, part) for name, part in texts(corpora) if name.startswith("PM2022-005")]
    found = Counter(named.words for _, part in reviews for named in roster.in_text(part))
    assert found == {"Emil": 2, "Audun": 3, "John": 2, "Ross": 2}
    headings = ["### Mark Broad Packages as Null-Marked Immediately", "### Mark default value with `%`"]
    assert [roster.in_text(heading) for heading in headings] == [[], []]


def test_each_verdict_has_its_reason() -> None:
    entries = [*EXPECTED["names"], *EXPECTED["phrases"]]
    assert all(entry["verdict"] in ("right", "wrong") and len(entry["why"]) > 8 for entry in entries)
