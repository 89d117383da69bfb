"""Forms as GitHub issue forms.

What GitHub asks of such a file: a name and a description; a body of typed elements, of which at least one is a
question; ids and labels unique in the form; options that are texts, each once, none of them "None".
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from forgebook.core.forms import Form, Question
from forgebook.writing.files import remove
from forgebook.writing.generated import Written, put_generated, state_of

FOLDER = ".github/ISSUE_TEMPLATE"
"""Where GitHub looks for forms, told from the top of the repository."""
MARK = "# Made by `forgebook forms`. Run it again instead of editing this file: answers are read by their questions.\n"
AFTERWARDS = (
    "What you write here becomes a proposal that the team reads before anything changes. Questions without a star may "
    "stay empty. Pick names as they stand on the site; you need not know any ids."
)
_HINTS = {
    "date": "As 2025-10-07.",
    "lines": "One a line.",
    "reference": "Its id, its title or the address of its page.",
    "references": "One a line: the id, the title or the address of the page.",
}
_ELEMENTS = {"text": "textarea", "lines": "textarea", "references": "textarea", "flag": "checkboxes"}
_ELEMENTS |= dict.fromkeys(("choice", "choices"), "dropdown")


def label_of(form: Form) -> str:
    """The label that GitHub puts on an issue filled from this form, where the repository has such a label."""
    return f"forgebook-{form.id}"


def file_name(form: Form) -> str:
    """The name of a form's file."""
    return f"{label_of(form)}.yml"


def issue_form(form: Form) -> dict[str, Any]:
    """A form as GitHub takes it."""
    about = " ".join(filter(None, (form.about, AFTERWARDS)))
    return {
        "name": form.title,
        "description": form.about or form.title,
        "title": f"{form.title}: ",
        "labels": [label_of(form)],
        "body": [{"type": "markdown", "attributes": {"value": about}}, *map(_element, form.questions)],
    }


def _element(question: Question) -> dict[str, Any]:
    kind = _ELEMENTS.get(question.widget, "input")
    hint = question.help or _HINTS.get(question.widget, "")
    attributes: dict[str, Any] = {"label": question.label}
    if hint:
        attributes["description"] = hint
    if kind == "dropdown":
        attributes["multiple"] = question.widget == "choices"
        attributes["options"] = [option.label for option in question.options]
    elif kind == "checkboxes":
        attributes["options"] = [{"label": "Yes"}]
    elif example := question.example or ("2025-10-07" if question.widget == "date" else ""):
        attributes["placeholder"] = example
    element: dict[str, Any] = {"type": kind, "id": question.id, "attributes": attributes}
    if question.required and kind != "checkboxes":
        element["validations"] = {"required": True}
    return element


def issue_form_text(form: Form) -> str:
    """A form as the text of its file. All texts are quoted, so that no parser takes a `No` for something else."""
    stream = io.StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(_quoted(issue_form(form)), stream)
    return MARK + stream.getvalue()


def _quoted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: entry if key in ("type", "id") else _quoted(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_quoted(entry) for entry in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value


def left_over(folder: Path, forms: Iterable[Form]) -> Iterator[Path]:
    """Files of ours in a folder whose form is no longer there."""
    wanted = {file_name(form) for form in forms}
    for path in sorted(folder.glob("forgebook-*.yml")) if folder.is_dir() else ():
        if path.name not in wanted and path.read_text(encoding="utf-8", errors="replace").startswith(MARK):
            yield path


def compare_forms(folder: Path, forms: Iterable[Form]) -> list[Written]:
    """What would become of the file of each form."""
    return [state_of(folder / file_name(form), issue_form_text(form)) for form in forms]


def write_forms(folder: Path, forms: Iterable[Form]) -> list[Written]:
    """Write forms into a folder, and take away files of ours whose form is gone.

    Raises:
        WriteRefused: a file cannot be written.
    """
    known = list(forms)
    written = [put_generated(folder / file_name(form), issue_form_text(form)) for form in known]
    for path in left_over(folder, known):
        remove(path, path.read_bytes())
        written.append(Written(path, "removed"))
    return written
