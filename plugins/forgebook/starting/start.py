"""The whole start: every file in its turn, nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from forgebook.core.forms import forms_of
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile, SourceFolder
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.project import load_project
from forgebook.starting.answers import Answers
from forgebook.starting.steps import Step, extend, make
from forgebook.starting.texts import filled, record_texts, sources_text, workflow_texts
from forgebook.writing import editor_settings, jsonc
from forgebook.writing.files import WriteRefused
from forgebook.writing.issue_forms import FOLDER as FORMS
from forgebook.writing.issue_forms import write_forms
from forgebook.writing.nodes import NotYaml
from forgebook.writing.schema.files import FOLDER, schemas, write_schemas
from forgebook.writing.yaml_text import YamlText

IGNORED = (".cache/", "site/", ".venv/")
_PAGES = (".md", ".markdown", ".html")


def write_beside(
    folder: Path, top: Path, answers: Answers, settings: SiteSettings, kinds: Mapping[str, RecordKind]
) -> Iterator[Step]:
    """All files beside `mkdocs.yml`, which comes first: it tells where records and pages stand.

    Args:
        folder: the folder that holds `mkdocs.yml`.
        top: the top of the repository, where hosts and hooks look for their files.
        answers: what they are written with.
        settings: the site's settings.
        kinds: the kinds to make schemas for.

    Raises:
        WriteRefused: a file cannot be written.
    """
    yield from _first_page(folder, settings)
    yield from _records(settings, answers)
    yield from _editor(folder, settings, answers, kinds)
    yield _hook(top, answers)
    yield make(
        top, "requirements-forgebook.txt", filled("requirements-forgebook.txt", {"install": answers.install or ""})
    )
    yield from _workflows(top, answers, settings)
    if "github" in answers.hosts:
        yield _forms(top, settings, kinds)
    yield _ignored(folder)


def _first_page(folder: Path, settings: SiteSettings) -> Iterator[Step]:
    """MkDocs wants a folder of pages. One that has any is somebody's own."""
    docs = settings.docs or folder / "docs"
    if not any(path.suffix.lower() in _PAGES for path in docs.rglob("*")):
        name = f"{_below(docs, folder)}/keeping-records.md"
        yield make(folder, name, filled("docs/keeping-records.md", {}))


def _records(settings: SiteSettings, answers: Answers) -> Iterator[Step]:
    """First records, where there are none. A folder that holds some gets the project file alone."""
    records = settings.records
    texts = record_texts(answers)
    has_some = records.is_dir() and any(path.is_file() and path.name != "project.yml" for path in records.rglob("*.*"))
    for name, text in texts.items():
        if name == "project.yml":
            yield make(records.parent, f"{records.name}/{name}", text, paste=sources_text(answers.sources))
        elif not has_some:
            yield make(records.parent, f"{records.name}/{name}", text)
    if has_some:
        yield Step(f"{records.name}/", "left", "there are records already, so no first ones were added")


def _editor(folder: Path, settings: SiteSettings, answers: Answers, kinds: Mapping[str, RecordKind]) -> Iterator[Step]:
    project = ProjectFile(name=answers.name, sources=[SourceFolder(kind="decision", path=p) for p in answers.sources])
    if (folder / FOLDER).exists():
        yield Step(f"{FOLDER}/", "left", "`forgebook schema` brings it up to date")
    else:
        write_schemas(folder / FOLDER, schemas(kinds, project))
        yield Step(f"{FOLDER}/", "made", "JSON Schemas for editors")
    records = settings.records.relative_to(folder).as_posix() if settings.records.is_relative_to(folder) else "records"
    wanted = {
        editor_settings.SETTINGS: editor_settings.settings(kinds.values(), project, records=records),
        editor_settings.EXTENSIONS: editor_settings.extensions(),
    }
    for name, values in wanted.items():
        text = jsonc.merged("{}\n", values)
        if (folder / name).exists():
            yield extend(folder, name, partial(_merged, values=values), paste=text)
        else:
            yield make(folder, name, text)


def _merged(text: str, values: dict[str, Any]) -> tuple[str, str]:
    try:
        return jsonc.merged(text, values), "what was missing"
    except jsonc.NotJson as error:
        raise WriteRefused(f"it is not JSON that can be edited ({error})") from None


def _hook(top: Path, answers: Answers) -> Step:
    name = ".pre-commit-config.yaml"
    text = filled("pre-commit-config.yaml", {"at": f" -C {answers.prefix}" if answers.prefix else ""})
    if not (top / name).exists():
        return make(top, name, text)
    return extend(top, name, lambda old: _with_hook(old, text), paste=text)


def _with_hook(text: str, ours: str) -> tuple[str, str]:
    if "forgebook-check" in text:
        return text, ""
    try:
        yaml, wanted = YamlText(text), YamlText(ours).data()
    except NotYaml as error:
        raise WriteRefused(f"it is not YAML that can be edited ({error})") from None
    yaml.append(("repos",), wanted["repos"][0])
    return yaml.text, "a hook that checks the records"


def _workflows(top: Path, answers: Answers, settings: SiteSettings) -> Iterator[Step]:
    for name, text in workflow_texts(answers, settings.records.name).items():
        paste = text if name == ".gitlab-ci.yml" else ""
        yield make(top, name, text, paste=paste)


def _forms(top: Path, settings: SiteSettings, kinds: Mapping[str, RecordKind]) -> Step:
    """Issue forms, for which one of the workflows waits. They are told from the project file, which stands by now."""
    folder = top / FORMS
    if any(folder.glob("forgebook-*.yml")):
        return Step(f"{FORMS}/", "left", "`forgebook forms` brings them up to date")
    project = load_project(settings, kinds=kinds, git=False).graph.project
    written = write_forms(folder, forms_of(kinds.values(), project))
    return Step(f"{FORMS}/", "made", f"{len(written)} forms for people who do not use git")


def _ignored(folder: Path) -> Step:
    name = ".gitignore"
    if not (folder / name).exists():
        return make(folder, name, "".join(f"{line}\n" for line in IGNORED))
    return extend(folder, name, _with_ignored, paste="\n".join(IGNORED))


def _with_ignored(text: str) -> tuple[str, str]:
    there = {line.strip().strip("/") for line in text.splitlines()}
    missing = [line for line in IGNORED if line.strip("/") not in there]
    if not missing:
        return text, ""
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else newline
    return text + gap + "".join(f"{line}{newline}" for line in missing), ", ".join(missing)


def _below(path: Path, top: Path) -> str:
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name
