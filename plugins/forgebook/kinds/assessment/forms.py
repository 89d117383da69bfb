"""What people can fill in about assessments without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask, record_question
from forgebook.kinds.assessment.fields import Assessment

JUDGE = Form(
    id="assessment-criterion",
    title="Judge a criterion of an assessment",
    kind="assessment",
    action="change",
    about="For what an assessment says of one criterion of its ladder. The level is computed anew.",
    record="record",
    entry=("criteria",),
    match=("id",),
    questions=(
        record_question("assessment", "Which assessment?", hint="Its id, its title or the address of its page."),
        ask(
            Assessment, "id", "Which criterion?", inside="criteria", example="data-validation",
            hint="The id that its page shows.",
        ),
        ask(
            Assessment, "status", "Is it met?", inside="criteria",
            words={"met": "Yes, it is met", "partly": "In part", "unmet": "No",
                   "not_applicable": "It does not apply to us"},
        ),
        ask(
            Assessment, "evidence", "What shows it?", inside="criteria",
            hint="A decision, a release, a page. If it does not apply: why not.",
        ),
    ),
)  # fmt: skip

FORMS = (JUDGE,)
