"""What people can fill in about changes without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask
from forgebook.kinds.change.fields import Change

NEW_CHANGE = Form(
    id="change",
    title="Note a change for the release notes",
    kind="change",
    action="new",
    about="For one thing that the next release adds, changes, mends or takes away.",
    questions=(
        ask(
            Change, "summary", "What changes?", hint="One sentence, in the words of those it concerns.",
            example="Zones can be drawn on the map",
        ),
        ask(
            Change, "kind", "What sort of change is it?",
            words={"added": "Added: something new", "changed": "Changed: it works differently",
                   "fixed": "Fixed: it was wrong", "removed": "Removed: it is gone",
                   "deprecated": "Deprecated: it will go", "security": "Security: it was unsafe",
                   "data": "Data: new or corrected data"},
        ),
        ask(Change, "audience", "Whom does the change concern?", hint="Leave it empty if it concerns everyone."),
        ask(Change, "breaking", "Does something stop working unless people act?"),
        ask(Change, "action", "What must people do?", widget="line", hint="Leave it empty if nothing."),
        ask(Change, "act_by", "By which day must people do it?"),
        ask(Change, "detail", "What else should they know about the change?"),
        ask(
            Change, "releases", "Which release does the change go into?",
            hint="Leave it empty while that is open. Several stand one a line.",
        ),
    ),
)  # fmt: skip

FORMS = (NEW_CHANGE,)
