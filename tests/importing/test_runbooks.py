"""Runbooks from Markdown: the text as it is, links as links to records, and a second run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.loading import load
from support.sites import write


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", {"records/project.yml": "name: P\n"})


def run(book: Path, files: dict[str, str | bytes], *options: str) -> Result:
    source = write(book.parent / "source", files)
    return CliRunner().invoke(main, ["import", "runbooks", str(source), "-C", str(book), *options])


def written(book: Path, id_: str) -> str:
    return (book / "records" / "runbooks" / f"{id_}.md").read_text(encoding="utf-8")


FRONT = "---\ntitle: Stop the pump\nowner: Nadia\nweight: 3\n---\n"
PUMP = f"{FRONT}# Stop the pump\n\nFirst.\n\n## Steps\n\n1. Stop it.\n\n## Spares\n\nNone.\n"


def test_the_text_stays_as_it_is_and_all_of_the_front_matter_is_told(book: Path) -> None:
    result = run(book, {"water/stop_pump.md": PUMP})
    text = written(book, "water/stop-pump")
    assert text.endswith(PUMP.partition("---\n# ")[2] + "\n## From the source\n\n- owner: Nadia\n")
    for words in ("1 × weight", "section Spares (1 entry)", "text below the title (1 entry)", "owner (1 entry)"):
        assert words in result.output
    record = load(book).graph.records["runbook/water/stop-pump"]
    assert record.f.steps == "1. Stop it."
    assert [s.title for s in record.fields.sections] == ["", "Spares", "From the source"]
    assert record.fields.tags == ["water"]


def test_links_between_files_become_links_to_records(book: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/one.md": "# One\n\nSee [two](../b/two.md#steps) and [three](three.md), [out](https://e.example/x.md).\n",
        "b/two.md": "# Two\n",
    }
    result = run(book, files)
    text = written(book, "a/one")
    assert "See [[runbook/b/two|two]] and [three](three.md), [out](https://e.example/x.md)." in text
    assert 'the link to "three.md" leads to no file of the source' in result.output


def test_a_name_of_an_alarm_is_when_to_use_it(book: Path) -> None:
    run(book, {"QueueFull.md": "---\ntitle: Queue full\n---\n# QueueFull\n", "plain.md": "# Plain words\n"})
    records = load(book).graph.records
    assert records["runbook/queue-full"].f.trigger == "QueueFull"
    assert records["runbook/plain"].f.trigger is None
    assert records["runbook/plain"].title == "Plain words"


def test_what_is_no_runbook_is_told(book: Path) -> None:
    files: dict[str, str | bytes] = {
        "_index.md": "---\ntitle: All\n---\n", "a.md": "# A\n", "NoEnding": "---\ntitle: x\n---\n", "b.png": b"\x89PNG",
        "bad.md": "# \xe9".encode("latin-1"),
    }  # fmt: skip
    result = run(book, files)
    assert result.exit_code == 1
    assert "NoEnding:1 could not be read: it begins like a runbook, and its name has no ending" in result.output
    assert "bad.md:1 could not be read" in result.output
    assert "1 × section index" in result.output
    assert "1 × other file" in result.output
    assert [p.name for p in (book / "records/runbooks").iterdir()] == ["a.md"]


def test_a_record_follows_its_source_until_somebody_edits_it(book: Path) -> None:
    run(book, {"a.md": "# A\n\n## Steps\n\n1. One.\n", "b.md": "# B\n"})
    path = book / "records/runbooks/a.md"
    path.write_text(path.read_text("utf-8").replace("---\n", "---\n# keep me\n", 1), encoding="utf-8")
    result = run(book, {"a.md": "# A\n\n## Steps\n\n1. One.\n2. Two.\n"})
    assert "Wrote 1 updated record; 1 unchanged" in result.output
    text = written(book, "a")
    assert "# keep me\n" in text
    assert text.endswith("---\n\n# A\n\n## Steps\n\n1. One.\n2. Two.\n")
    path.write_text(text + "3. Three, by hand.\n", encoding="utf-8")
    again = run(book, {"a.md": "# A\n\n## Steps\n\n1. Another.\n"})
    assert "Edited since they were imported, and left alone:" in again.output
    assert written(book, "a") == text + "3. Three, by hand.\n"


def test_dry_run_writes_nothing(book: Path) -> None:
    result = run(book, {"a.md": "# A\n"}, "--dry-run")
    assert "Would write 1 new record" in result.output
    assert not (book / "records/runbooks").exists()


def test_a_folder_without_markdown(book: Path) -> None:
    result = run(book, {"a.txt": "A"})
    assert result.exit_code == 2
    assert "there is no Markdown file in" in result.output
