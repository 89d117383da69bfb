"""Runbooks: the parts of a step, what a rehearsal proves, and the pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.covering.rehearsals import freshness, proofs
from forgebook.kinds.runbook.steps import Part, Step, parts_of
from support.loading import load
from support.properties import examples
from support.sites import records, site_of, write

PEOPLE: dict[str, Any] = {
    "people/nadia.yml": {"title": "Nadia Rahimi"},
    "people/tom.yml": {"title": "Tom Fielding"},
    "people/ole.yml": {"title": "Ole Dahl", "left": "2025-10-31"},
    "roles/lead.yml": {
        "title": "Lead",
        "holders": [{"person": "tom", "to": "2025-06-30"}, {"person": "nadia", "from": "2025-07-01"}],
    },
    "teams/crew.yml": {"title": "Crew", "members": ["nadia", "tom"]},
}
PROJECT = "name: P\npolicies: {rehearse_after_months: 6}\n"


def rehearsal(day: str, by: str, outcome: str = "worked") -> dict[str, str]:
    return {"date": day, "by": by, "outcome": outcome}


def state(root: Path, *rehearsals: dict[str, str], owner: str | None = "role/lead", project: str = PROJECT) -> str:
    values = {"title": "Stop", **({"owner": owner} if owner else {}), "rehearsals": list(rehearsals)}
    files = {"records/project.yml": project, **records({**PEOPLE, "runbooks/stop.yml": values})}
    graph = load(root, files).graph
    return freshness(graph.records["runbook/stop"], graph).state


@pytest.mark.parametrize(
    ("rehearsals", "expected"),
    [
        ([], "never"),
        ([("2025-11-01", "nadia")], "owner_only"),
        ([("2025-11-01", "tom", "failed")], "failed"),
        ([("2025-11-01", "tom")], "fresh"),
        ([("2025-11-01", "tom", "worked_with_help")], "fresh"),
        ([("2025-11-01", "crew")], "fresh"),
        ([("2025-05-20", "tom")], "owner_only"),  # he held the role on that day
        ([("2025-07-20", "tom")], "fresh"),
        ([("2025-05-19", "ole")], "due"),
        ([("2025-05-20", "ole")], "fresh"),  # six months later is today
        ([("2025-11-01", "tom"), ("2025-11-10", "tom", "failed")], "failed"),
        ([("2025-11-10", "tom"), ("2025-11-01", "tom", "failed")], "fresh"),
        ([("2025-11-10", "tom", "failed"), ("2025-11-10", "tom")], "fresh"),  # of one day the last one written
        ([("2025-12-01", "tom")], "never"),  # not yet
        ([("2025-11-01", "role/lead")], "owner_only"),
    ],
)
def test_what_a_rehearsal_proves(rehearsals: list[tuple[str, ...]], expected: str, tmp_path: Path) -> None:
    assert state(tmp_path, *(rehearsal(*one) for one in rehearsals)) == expected


def test_without_an_owner_anybody_proves_it(tmp_path: Path) -> None:
    assert state(tmp_path, rehearsal("2025-11-01", "nadia"), owner=None) == "fresh"


def test_without_a_policy_nothing_is_due(tmp_path: Path) -> None:
    assert state(tmp_path, rehearsal("2019-11-01", "ole"), project="name: P\n") == "fresh"


@examples(60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2025-03-01", "2025-08-01", "2025-11-01"]),
            st.sampled_from(["nadia", "tom", "ole", "crew", "role/lead"]),
            st.sampled_from(["worked", "worked_with_help", "failed"]),
        ),
        max_size=5,
    )
)
def test_neither_failures_nor_the_owner_prove_anything(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, str, str]]
) -> None:
    files = {"title": "Stop", "owner": "nadia", "rehearsals": [rehearsal(*one) for one in told]}
    root = tmp_path_factory.mktemp("proof")
    graph = load(root, {"records/project.yml": PROJECT, **records({**PEOPLE, "runbooks/stop.yml": files})}).graph
    found = proofs(graph.records["runbook/stop"], graph)
    assert all(one.outcome != "failed" and one.by != "person/nadia" for one in found)
    assert [one.date for one in found] == sorted((one.date for one in found), reverse=True)


def steps(text: str) -> list[tuple[str, str, str]]:
    return [(step.do, step.expect, step.if_not) for part in parts_of(text) for step in part.steps]


@pytest.mark.parametrize(
    "text",
    [
        "1. Stop it.\n   Expect: silence.\n   If not: pull the plug.\n",
        "1. Stop it.\n\n   Expect: silence.\n\n   If not: pull the plug.\n",
        "1) Stop it.\n   - **Expect:** silence.\n   - **If not:** pull the plug.\n",
        "1. **Do** Stop it.\n\n   **Expect** silence.\n\n   **If not**: pull the plug.\n",
        "1. Do: Stop it.\n   EXPECTED: silence.\n   if not: pull the plug.\n",
        "1. Stop it.\n  Expect: silence.\n  If not: pull the plug.\n",
        "10. Stop it.\n\n    __Expect:__ silence.\n\n    __If not:__ pull the plug.\n",
    ],
)
def test_ways_to_write_a_step(text: str) -> None:
    assert steps(text) == [("Stop it.", "silence.", "pull the plug.")]


def test_steps_under_headings() -> None:
    text = "### Step 1: Stop it\n\nPress.\n\nExpect: silence.\n\n### Other words\n\nNothing to do.\n"
    assert parts_of(text) == [
        Part(steps=(Step("Press.", "silence.", "", "Stop it"),)),
        Part("### Other words\n\nNothing to do."),
    ]


def test_texts_between_steps_stay_and_numbers_go_on() -> None:
    parts = parts_of("Before.\n\n1. One.\n2. Two.\n\nThen wait.\n\n3. Three.\n")
    assert [(part.text, len(part.steps), part.first) for part in parts] == [
        ("Before.", 0, 1), ("", 2, 1), ("Then wait.", 0, 1), ("", 1, 3),
    ]  # fmt: skip


def test_code_is_no_step() -> None:
    text = "1. Run:\n\n   ```sh\n   1. no\n   Expect: no\n   ```\n\n   Expect: yes\n\n```\n2. no\n```\n"
    assert steps(text) == [("Run:\n\n```sh\n1. no\nExpect: no\n```", "yes", "")]
    assert parts_of(text)[-1].text == "```\n2. no\n```"


def test_links_by_reference_find_their_addresses() -> None:
    [step] = [
        step for part in parts_of("1. See [us][a].\n   Expect: b.\n\n[a]: https://e.example\n") for step in part.steps
    ]
    assert step.do.endswith("[a]: https://e.example")
    assert step.expect == "b."


@examples(300)
@given(st.text(alphabet=st.sampled_from("1. \n-*:`#ExpectDoIfnot[]\t"), max_size=80))
def test_no_word_is_lost(text: str) -> None:
    def words(value: str) -> str:
        return re.sub(r"[\W\d_]|(?i:do|expect(ed)?|if not|ifnot)", "", value)

    shown = " ".join(
        [part.text + " ".join(f"{s.title} {s.do} {s.expect} {s.if_not}" for s in part.steps) for part in parts_of(text)]
    )
    assert len(words(shown)) >= len(words(text)) - 8 * text.lower().count("if")


def page(root: Path, address: str, files: dict[str, Any], visibility: str = "team") -> str:
    written = write(root, {"records/project.yml": PROJECT, **records({**PEOPLE, **files})})
    site = site_of(written, visibility=visibility)
    return next(site.body(view).html for view in site.views() if view.address == address)


def test_the_index_puts_first_what_nobody_has_rehearsed(tmp_path: Path) -> None:
    files = {
        "runbooks/a-fresh.yml": {"title": "Fresh", "owner": "nadia", "rehearsals": [rehearsal("2025-11-01", "tom")]},
        "runbooks/b-due.yml": {"title": "Due", "owner": "nadia", "rehearsals": [rehearsal("2025-01-01", "tom")]},
        "runbooks/c-own.yml": {"title": "Own", "owner": "nadia", "rehearsals": [rehearsal("2025-11-01", "nadia")]},
        "runbooks/d-never.yml": {"title": "Never"},
    }
    html = page(tmp_path, "runbooks/", files)
    assert re.findall(r'<th scope="row"><a href="([\w-]+)/"', html) == ["d-never", "c-own", "b-due", "a-fresh"]


def test_the_page_shows_steps_as_a_list_that_needs_no_script(tmp_path: Path) -> None:
    values = {"title": "Stop", "steps": "1. Press **it**.\n\n   Expect: [[stop|silence]].\n", "verify": "Listen."}
    html = page(tmp_path, "runbooks/stop/", {"runbooks/stop.yml": values})
    assert '<ol start="1" data-fb-steps>' in html
    assert "Press <strong>it</strong>." in html
    assert '<span class="fb-pill fb-holds">Expect</span>' in html
    assert "Nobody but its writer knows whether this works." in html


def test_a_filtered_site_tells_when_and_not_who(tmp_path: Path) -> None:
    values = {
        "title": "Stop", "visibility": "public", "owner": "nadia",
        "rehearsals": [rehearsal("2025-10-01", "tom"), rehearsal("2025-11-01", "ole", "failed")],
    }  # fmt: skip
    html = page(tmp_path, "runbooks/stop/", {"runbooks/stop.yml": values}, "public")
    assert "2025-10-01" in html
    assert "2025-11-01" not in html
    for word in ("failed", "Tom", "Fielding", "Ole", "Nadia", "nobody"):
        assert word not in html
    index = page(tmp_path, "runbooks/", {"runbooks/stop.yml": values}, "public")
    assert "2025-10-01" in index
    assert "never" not in index
