"""The runbooks of Prometheus' operator, held against counts that other means give."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from forgebook.core.settings import SiteSettings
from forgebook.importing.contract import Found, Reading, read_all
from forgebook.importing.sources.runbooks import IMPORTER
from forgebook.pipeline import load_project, make_site
from forgebook.pipeline.project import Project
from support.sites import AS_OF, write

pytestmark = pytest.mark.corpora

SECTIONS = {"Meaning": 104, "Impact": 105, "Diagnosis": 104, "Mitigation": 104}
"""How many of the files have a line that is this heading (`grep -lx`), counted by hand."""
IN_CODE = {"Mitigation": 1}
"""Headings that stand in a block of code which is never closed: PrometheusOperatorNodeLookupErrors.md."""
EMPTY = {"Impact": 1, "Diagnosis": 4, "Mitigation": 4}
"""Headings with nothing below them."""
FOLDERS = {
    "alertmanager": 7, "etcd": 7, "general": 4, "kube-state-metrics": 4, "kubernetes": 47, "node": 13,
    "prometheus": 18, "prometheus-operator": 8,
}  # fmt: skip


@pytest.fixture(scope="session")
def prometheus(corpora: Path) -> Path:
    return corpora / "runbooks" / "prometheus-operator"


@pytest.fixture(scope="module")
def reading(prometheus: Path) -> Reading:
    return read_all(IMPORTER, prometheus)


@pytest.fixture(scope="module")
def imported(prometheus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result, Project]:
    root = write(tmp_path_factory.mktemp("runbooks"), {"records/project.yml": "name: Cluster\n"})
    result = run(root, prometheus)
    return root, result, load_project(SiteSettings(root, root / "records", AS_OF), git=False)


def run(root: Path, source: Path) -> Result:
    return CliRunner().invoke(main, ["import", "runbooks", str(source), "-C", str(root)])


def left_of(heading: str) -> int:
    """How many of the files with a heading have no text for it."""
    return IN_CODE.get(heading, 0) + EMPTY.get(heading, 0)


def body_of(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S).strip("\n")


def test_every_file_is_a_runbook_or_is_named(reading: Reading, prometheus: Path) -> None:
    assert reading.files == 117
    assert Counter(entry.source.split("/")[-2] for entry in reading.found) == FOLDERS
    assert sum(FOLDERS.values()) == 108
    left = Counter(one.what for one in reading.left_out)
    weights = sum(len(re.findall(r"^weight:", p.read_text("utf-8"), re.M)) for p in prometheus.rglob("[!_]*.md"))
    assert left == {"1 × section index": 9, "1 × weight": weights, "1 × other file": 1}
    assert [one.source.rpartition("/")[2] for one in reading.unread] == ["PrometheusOperatorSyncFailed"]
    told = {entry.source for entry in [*reading.found, *reading.left_out, *reading.unread]}
    assert told == {p.relative_to(prometheus).as_posix() for p in prometheus.rglob("*") if p.is_file()}


@pytest.mark.parametrize(("heading", "number"), SECTIONS.items())
def test_sections(heading: str, number: int, reading: Reading, prometheus: Path) -> None:
    files = [p for p in prometheus.rglob("*.md") if f"## {heading}" in p.read_text("utf-8").split("\n")]
    assert len(files) == number
    mapped = [entry for entry in reading.found if (f"section {heading}", heading.lower()) in entry.mapped]
    assert len(mapped) == number - left_of(heading)


def test_the_heading_that_a_block_of_code_swallows_is_told(reading: Reading) -> None:
    [entry] = [entry for entry in reading.found if any("never closed" in note for note in entry.notes)]
    assert entry.source.endswith("PrometheusOperatorNodeLookupErrors.md")


def test_what_waits_to_be_written_is_told(reading: Reading, prometheus: Path) -> None:
    texts = [p.read_text("utf-8") for p in prometheus.rglob("*.md")]
    waiting = [one for text in texts for one in re.findall(r"^## \w+\n\nTODO\n?(?=\n## |\Z)", text, re.M)]
    said = [note for entry in reading.found for note in entry.notes if "TODO" in note]
    assert len(said) == len(waiting) - sum(IN_CODE.values()) == 16
    assert (
        Counter(note.split()[0].title() for e in reading.found for note in e.notes if "says nothing" in note) == EMPTY
    )


def test_nothing_of_a_text_is_lost(imported: tuple[Path, Result, Project], prometheus: Path, reading: Reading) -> None:
    """Each body stands in its record as it was; links to other files, which are counted, lead to their records."""
    root, _, project = imported
    by_origin = {
        record.fields.imported.from_: record for record in project.graph.of("runbook") if record.fields.imported
    }
    links = 0
    for entry in reading.found:
        was = body_of((prometheus / entry.source).read_text("utf-8"))
        now = body_of((root / by_origin[entry.source].source.path).read_text("utf-8"))
        expected, number = re.subn(r"\[([^\]]+)\]\(\{\{< ref \"[^\"]+/(\w+)\.md\" >\}\}\)", r"\1", was)
        assert re.sub(r"\[\[runbook/[\w/-]+\|([^\]]+)\]\]", r"\1", now) == expected
        links += number
    assert links == 7


def test_the_records_are_read_back_with_all_their_sections(imported: tuple[Path, Result, Project]) -> None:
    _, result, project = imported
    assert result.exit_code == 1, result.output
    runbooks = project.graph.of("runbook")
    assert len(runbooks) == 108
    for name, number in SECTIONS.items():
        assert sum(bool(getattr(r.fields, name.lower())) for r in runbooks) == number - left_of(name)
    assert Counter(d.code.id for d in project.diagnostics) == {"FB560": 108, "FB561": 108}
    budget = next(r for r in runbooks if r.id == "kubernetes/kube-api-error-budget-burn")
    assert [section.title for section in budget.fields.sections] == ["Critical", "Warning", "Runbook"]
    assert budget.fields.title == "Kube API Error Budget Burn"
    assert budget.f.trigger == "KubeAPIErrorBudgetBurn"


def test_former_addresses_lead_to_the_new_ones(imported: tuple[Path, Result, Project]) -> None:
    root, _, project = imported
    settings = SiteSettings(root, root / "records", AS_OF)
    redirects = {file.address for file in make_site(project, settings).redirects()}
    assert {"runbooks/kubememovercommit/index.html", "runbooks/kubememquotaovercommit/index.html"} <= redirects


def test_every_page_can_be_made(imported: tuple[Path, Result, Project]) -> None:
    root, _, project = imported
    site = make_site(project, SiteSettings(root, root / "records", AS_OF))
    bodies = {view.address: site.body(view).html for view in site.views()}
    assert sum(address.startswith("runbooks/") and address.count("/") == 3 for address in bodies) == 108
    assert bodies["runbooks/"].count("data-fb-item") == 108


def test_a_second_run_changes_nothing(imported: tuple[Path, Result, Project], prometheus: Path) -> None:
    root, _, _ = imported
    before = {p: p.read_bytes() for p in (root / "records").rglob("*") if p.is_file()}
    again = run(root, prometheus / "content" / "runbooks")
    assert {p: p.read_bytes() for p in (root / "records").rglob("*") if p.is_file()} == before
    assert "Nothing had to be written: 108 unchanged." in again.output


def test_ids_are_words(reading: Reading) -> None:
    ids = {Path(entry.source).stem: entry.id for entry in reading.found}
    assert ids["etcdGRPCRequestsSlow"] == "etcd/etcd-grpc-requests-slow"
    assert ids["KubeAPIDown"] == "kubernetes/kube-api-down"
    assert ids["NodeRAIDDegraded"] == "node/node-raid-degraded"
    assert ids["CPUThrottlingHigh"] == "kubernetes/cpu-throttling-high"
    assert len(set(ids.values())) == 108


def found_named(reading: Reading, name: str) -> Found:
    return next(entry for entry in reading.found if Path(entry.source).stem == name)


def test_a_slip_in_the_source_is_told(reading: Reading) -> None:
    [note] = found_named(reading, "PrometheusRemoteWriteBehind").notes
    assert note == (
        'the first heading is "PrometheusRemoteStorageFailures", the file is named "PrometheusRemoteWriteBehind"'
    )
