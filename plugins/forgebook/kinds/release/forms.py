"""What people can fill in about releases without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask, record_question
from forgebook.kinds.release.fields import Release

_WHO = "A person, role or team: its id, or the name as it stands on the site."
_WHICH = "Its id, its version or the address of its page."

NEW_RELEASE = Form(
    id="release",
    title="Plan a release",
    kind="release",
    action="new",
    about="For a release that is planned. What it is made of is filled in later, in its file.",
    questions=(
        ask(Release, "version", "Which version will it be?", example="4.3.0"),
        ask(
            Release, "status", "How far is the release?", only=("planned", "candidate"),
            words={"planned": "Planned", "candidate": "A candidate is being tried"},
        ),
        ask(Release, "planned_on", "For which day is it planned?"),
        ask(Release, "maintenance_line", "Which maintenance line does it belong to?"),
        ask(Release, "previous", "Which release does it follow?", hint=_WHICH),
        ask(Release, "owner", "Who answers for the release?", hint=_WHO),
        ask(Release, "highlights", "What matters most in it?"),
    ),
)  # fmt: skip

KNOWN_ISSUE = Form(
    id="known-issue",
    title="Report a known issue of a release",
    kind="release",
    action="change",
    about="For something that is wrong in a release and that its users should know. It is never deleted.",
    record="record",
    entry=("known_issues",),
    questions=(
        record_question("release", "Which release has the issue?", hint=_WHICH),
        ask(Release, "summary", "What is wrong?", inside="known_issues", hint="One sentence, as a user meets it."),
        ask(Release, "workaround", "What can users do meanwhile?", inside="known_issues"),
    ),
)

GATE = Form(
    id="release-gate",
    title="Sign off a gate of a release",
    kind="release",
    action="change",
    about="For what one of the project's checks said of a release.",
    record="record",
    entry=("gates",),
    match=("id",),
    questions=(
        record_question("release", "Which release was checked?", hint=_WHICH),
        ask(Release, "id", "Which gate?", inside="gates"),
        ask(
            Release, "result", "What did the gate say?", inside="gates",
            words={"pass": "Passed", "pass_with_caveat": "Passed, with a caveat", "fail": "Failed",
                   "waived": "Waived: we go on without it", "not_run": "Not run"},
        ),
        ask(Release, "evidence", "What does the result rest on?", inside="gates"),
        ask(Release, "checked_by", "Who checked?", inside="gates", hint=_WHO),
        ask(Release, "work_by", "Who did the work that was checked?", inside="gates", hint=_WHO),
        ask(Release, "signed_off_on", "On which day was it signed off?", inside="gates"),
        ask(
            Release, "reason", "Why was the gate waived or not run?", inside="gates",
            hint="Leave it empty if it ran.",
        ),
    ),
)  # fmt: skip

FORMS = (NEW_RELEASE, KNOWN_ISSUE, GATE)
