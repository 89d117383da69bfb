"""What the guides say of fields, checks and codes, made from the code itself, so that it cannot go stale.

In a hand-written page a line `<!-- generated: fields decision -->` is replaced by what the code tells. Pages of
diagnostics and of the API are written whole. A field without a meaning in `meanings.yml` of its room fails the build,
and so does a meaning whose field is gone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import mkdocs_gen_files
from mkdocs.exceptions import PluginError

sys.path.insert(0, str(Path(__file__).parent))

import codes
import fields
import modules

from forgebook.core import meanings
from forgebook.core.model import Fields, LineItem, ScopedRef
from forgebook.core.project import ProjectFile
from forgebook.kinds.register import BUILT_IN

_MARK = re.compile(r"^<!-- generated: (?P<what>\w+)(?: (?P<name>[\w-]+))? -->$", re.M)
_DOCS = Path(__file__).parent.parent
_KINDS = {kind.name: kind for kind in BUILT_IN}


def _example(name: str) -> str:
    kind = _KINDS[name]
    first, _, rest = kind.example.partition("\n")
    if not rest:
        raise PluginError(f"the kind {name} has no example: write kinds/{name}/example.yml")
    title = f"records/{kind.folder}/{kind.example_name}"
    text = rest.strip("\n") if first.startswith("#") else kind.example.strip("\n")
    return f'```yaml title="{title}"\n{text}\n```'


def _checks(name: str) -> str:
    held = [kind for kind in _KINDS.values() if kind.name == name or name in kind.derived_from]
    return codes.listing([code for kind in held for code in kind.codes], "../diagnostics/")


def _forms(_: str) -> str:
    """Every form: what one does with it, and what becomes of it."""
    rows = []
    for kind in _KINDS.values():
        for form in kind.forms:
            outcome = f"a new {kind.label.lower()}" if form.action == "new" else f"a change to a {kind.label.lower()}"
            rows.append(f"| {form.title} | {form.about} | {outcome} |")
    return "\n".join(["| form | for what | becomes |", "|---|---|---|", *rows])


_MAKERS: dict[str, Callable[[str], str]] = {
    "example": _example,
    "checks": _checks,
    "fields": lambda name: fields.tables(_KINDS[name].model, leave_out=Fields),
    "common": lambda _: fields.tables(Fields),
    "project": lambda _: fields.tables(ProjectFile),
    "codes": lambda _: codes.families(),
    "forms": _forms,
    "modules": lambda _: modules.listing(),
}


def _pages() -> Iterator[tuple[str, str]]:
    """The hand-written pages that have a place for what is generated."""
    for path in sorted(_DOCS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if _MARK.search(text):
            yield path.relative_to(_DOCS).as_posix(), text


def main() -> None:
    meanings.forget()
    if faults := fields.faults([ProjectFile, LineItem, ScopedRef, *(kind.model for kind in BUILT_IN)]):
        raise PluginError("meanings.yml: " + "; ".join(faults))
    written = [*codes.pages(), *modules.pages()]
    for name, text in _pages():
        written.append((name, _MARK.sub(lambda m: _MAKERS[m["what"]](m["name"] or ""), text)))
    for name, text in written:
        with mkdocs_gen_files.open(name, "w") as page:
            page.write(text)


main()
