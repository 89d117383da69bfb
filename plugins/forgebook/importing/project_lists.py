"""What an import adds to the lists of the project file: the repositories, for one, that its records name."""

from __future__ import annotations

from collections.abc import Iterable

from forgebook.core.settings import SiteSettings
from forgebook.importing.contract import Listed
from forgebook.reading.discover import PROJECT_FILE
from forgebook.writing.batch import Change
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused


def add_to_project(wanted: Iterable[Listed], settings: SiteSettings) -> tuple[Change | None, list[Listed]]:
    """The change of the project file, if it lacks something, and the entries that it gets.

    What is listed already stays as it is, whatever it says.

    Raises:
        WriteRefused: there is no project file, or it cannot be edited safely.
    """
    first = {(entry.section, entry.id): entry for entry in reversed(list(wanted))}
    if not first:
        return None, []
    path = settings.records / PROJECT_FILE
    if not path.is_file():
        raise WriteRefused(
            f"{path}: there is no project file, and repositories have to be listed in it. Run `forgebook init` first."
        )
    file = EditedFile.open(path)
    added = []
    for section in sorted({section for section, _ in first}):
        present = file.get((section,)) or []
        known = {str(entry.get("id")) for entry in present if isinstance(entry, dict)}
        missing = sorted((e for e in first.values() if e.section == section and e.id not in known), key=lambda e: e.id)
        _add(file, section, missing, empty=not present)
        added += missing
    return (Change(path, file.before, file.after) if file.changed else None), added


def _add(file: EditedFile, section: str, missing: list[Listed], *, empty: bool) -> None:
    """All at once where the list is made new; else one by one, so that what stands there stays as it is."""
    if missing and empty:
        file.set((section,), [dict(entry.values) for entry in missing])
    else:
        for entry in missing:
            file.append((section,), dict(entry.values))
