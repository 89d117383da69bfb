"""What loses its cover when people are away: what `forgebook cover --away` says too, where git alone tells."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main
from forgebook.core.cover import Cover, Stand
from forgebook.core.settings import SiteSettings
from forgebook.covering.absence import Left, absence, choices, resting
from forgebook.pipeline import load_project
from support.absences import graph_of
from support.repositories import GitRepository
from support.sites import write

PEOPLE = ("person/ada", "person/ben", "person/cyd", "person/eve")


def told(lefts: Iterable[Left]) -> dict[str, list[str]]:
    return {left.subject: [stand.name for stand in left.by] for left in lefts}


def test_each_absence_and_both_by_hand(tmp_path: Path) -> None:
    covers = graph_of(tmp_path).ladder.covers
    assert told(absence(covers, {"person/cyd"}).none) == {"runbook/stop": []}
    both = {"area/engine": ["Ada Lind"], "runbook/start": ["Ada Lind"]}
    assert told(absence(covers, {"person/cyd"}).one) == both
    assert told(absence(covers, {"person/ada"}).one) == {subject: ["Cyd Oz"] for subject in both}
    assert absence(covers, {"person/ada"}).none == ()
    for nobody in ("person/ben", "person/eve", "person/dot", "name:Nobody"):
        assert not absence(covers, {nobody}).changes
    two = absence(covers, {"person/ada", "person/cyd"})
    assert set(told(two.none)) == {"area/engine", "runbook/start", "runbook/stop"}
    assert two.one == ()


def test_who_is_declared_is_said_beside_and_covers_nothing(tmp_path: Path) -> None:
    covers = graph_of(tmp_path).ladder.covers
    engine = next(left for left in absence(covers, PEOPLE[:1] + PEOPLE[2:]).none if left.subject == "area/engine")
    assert [stand.name for stand in engine.declared] == ["Ben Moe"]
    engine = next(left for left in absence(covers, PEOPLE).none if left.subject == "area/engine")
    assert engine.declared == ()


def test_what_rests_on_nobody_or_one_with_everybody_there(tmp_path: Path) -> None:
    ladder = graph_of(tmp_path).ladder
    today, after = resting(ladder.covers), resting(ladder.after)
    assert set(told(today.none)) == {"area/charts", "runbook/draw"}
    assert told(today.one) == {"runbook/stop": ["Cyd Oz"]}
    assert set(told(after.none)) == {"area/charts", "runbook/draw", "runbook/stop"}
    assert told(after.one) == {"area/engine": ["Ada Lind"], "runbook/start": ["Ada Lind"]}
    assert set(told(absence(ladder.after, {"person/ada"}).none)) == {"area/engine", "runbook/start"}


def test_one_can_think_of_everybody_in_the_team_and_of_nobody_who_only_wrote_once(tmp_path: Path) -> None:
    ladder = graph_of(tmp_path).ladder
    assert list(choices(ladder, PEOPLE)) == ["person/ada", "person/ben", "person/cyd", "person/eve"]
    covers = {"area/x": Cover("area/x", (Stand("name:Old", "Old", "historic"), Stand("name:New", "New", "active")))}
    facts = type(ladder)(ladder.day, {"name:Old": "Old", "name:New": "New"}, covers)
    assert choices(facts, ()) == {"name:New": "New"}


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Ada and Ben work on the engine, Cyd alone on the charts; three tools are too few to tell."""
    repository = GitRepository(tmp_path / "team")
    write(tmp_path / "team", {
        "records/project.yml": "name: Harbour\nrepositories: [{id: code, path: .}]\n",
        "records/people/ada.yml": "title: Ada Lind\nemails: [ada@example.org]\n",
        "records/people/ben.yml": "title: Ben Moe\nemails: [ben@example.org]\n",
        "records/people/cyd.yml": "title: Cyd Oz\nemails: [cyd@example.org]\n",
        **{f"records/areas/{name}.yml": f"title: {name}\npaths: [{{repository: code, globs: [{name}/]}}]\n"
           for name in ("engine", "charts", "tools")},
    })  # fmt: skip
    work = [("engine", "Ada Lind", "ada", 6), ("engine", "Ben Moe", "ben", 6), ("charts", "Cyd Oz", "cyd", 6),
            ("tools", "Cyd Oz", "cyd", 3)]  # fmt: skip
    for folder, name, mail, files in work:
        repository.write({f"{folder}/{mail}{n}.py": "x = 1\n" * 20 for n in range(files)})
        repository.git("add", "-A")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GIT_COMMITTER_DATE", "2025-11-01T12:00:00Z")
            author = f"--author={name} <{mail}@example.org>"
            repository.git("commit", "-q", "-m", "work", author, "--date=2025-11-01T12:00:00Z")
    return tmp_path / "team"


def test_the_command_says_the_same(team: Path) -> None:
    """Areas without a record that proves anything: there the page and `forgebook cover --away` both tell from git."""
    graph = load_project(SiteSettings(team, team / "records", date(2025, 11, 20)), git=False, cover=True).graph
    people = ("ada", "ben", "cyd")
    lost = set()
    for away in [*combinations(people, 1), *combinations(people, 2), people]:
        asked = [word for person in away for word in ("--away", person)]
        result = CliRunner().invoke(main, ["cover", "-C", str(team), "--on", "2025-11-20", "--as-of", "2025-11-20",
                                           "--format", "json", *asked])  # fmt: skip
        assert result.exit_code == 0, result.output
        rows = json.loads(result.output)["rows"]
        before = {f"area/{row['id']}": row["current"]["holders"] or [] for row in rows if row["enough_evidence"]}
        after = {f"area/{row['id']}": row["when_away"]["holders"] for row in rows if row["enough_evidence"]}
        page = absence(graph.ladder.covers, {f"person/{person}" for person in away})
        assert {left.subject for left in page.none} == {ref for ref in after if before[ref] and not after[ref]}
        assert {left.subject for left in page.one} == {
            ref for ref in after if len(before[ref]) > 1 and len(after[ref]) == 1
        }
        lost |= {left.subject for left in page.none}
    assert lost == {"area/engine", "area/charts"}
