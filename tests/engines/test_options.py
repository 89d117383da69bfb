"""Options of the plugin, and which of them holds."""

from __future__ import annotations

import pytest

from support.building import BuildFailed, Project

TOLD = "Told as of"


def test_the_environment_goes_before_the_file(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'datetime="2025-11-20"' in project.build().body("").partition(TOLD)[2]
    monkeypatch.setenv("FORGEBOOK_AS_OF", "2025-12-24")
    assert 'datetime="2025-12-24"' in project.build().body("").partition(TOLD)[2]


def test_the_file_goes_before_the_source_date(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert 'datetime="2025-11-20"' in project.build().body("").partition(TOLD)[2]
    project.configure({"as_of": None})
    assert 'datetime="2001-09-09"' in project.build().body("").partition(TOLD)[2]


def test_another_records_folder(project: Project) -> None:
    project.write({"log/project.yml": "name: Other\n", "log/decisions/a.yml": "title: A\nstatus: draft\n"})
    site = project.configure({"records": "log"}).build()
    assert site.has("decisions/a/")
    assert not site.has("decisions/one-queue/")


def test_visibility_of_the_environment(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORGEBOOK_VISIBILITY", "public")
    assert not project.build().has("decisions/one-queue/")


def test_an_unknown_visibility_in_the_file(project: Project) -> None:
    done = project.configure({"visibility": "publik"}).run("build")
    assert done.returncode == 1
    assert "visibility" in done.stderr
    assert "publik" in done.stderr
    assert "public" in done.stderr.replace("publik", "")
    assert "Traceback" not in done.stderr


def test_an_unknown_visibility_in_the_environment(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORGEBOOK_VISIBILITY", "publik")
    with pytest.raises(BuildFailed, match='environment variable FORGEBOOK_VISIBILITY: unknown visibility "publik"'):
        project.build()


@pytest.mark.parametrize("written", ["20.11.2025", "2025-02-30", 7])
def test_a_day_that_is_none(project: Project, written: object) -> None:
    with pytest.raises(BuildFailed, match="as_of"):
        project.configure({"as_of": written}).build()
