"""What a change holds, inside a release or as a fragment of its own.

A release has the same fields as a list item. Kinds do not import each other, so the shape that both share lives in
`core/change.py`.
"""

from __future__ import annotations

from typing import Annotated

from forgebook.core.change import ChangeShape
from forgebook.core.fields import RefTo
from forgebook.core.model import Fields, no_entries


class Change(ChangeShape, Fields):
    """A change as a record: a fragment in `changes/`, or one that stands inside a release."""

    releases: list[Annotated[str, RefTo(("release",), inverse="fragments")]] = no_entries()
