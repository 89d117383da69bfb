"""What people can fill in about decisions without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask, record_question
from forgebook.kinds.decision.fields import Decision

_PEOPLE = "People, roles or teams, one a line: their id, or their name as it stands on the site."

NEW_DECISION = Form(
    id="decision",
    title="Write down a decision",
    kind="decision",
    action="new",
    about="For something that was decided, or that you propose to decide.",
    questions=(
        ask(
            Decision, "title", "What is the decision about?", required=True,
            hint="A short sentence. It becomes the title.", example="Sprints take five weeks",
        ),
        ask(
            Decision, "status", "Is it decided?", only=("draft", "proposed", "accepted", "rejected"),
            words={"draft": "No, I am still writing", "proposed": "No, I propose it", "accepted": "Yes, we do it",
                   "rejected": "Yes, we do not do it"},
        ),
        ask(Decision, "decided", "When was it decided?", hint="Leave it empty if it is not decided yet."),
        ask(Decision, "deciders", "Who decided, or will decide?", hint=_PEOPLE),
        ask(Decision, "context", "Why is a decision needed?", hint="What is the situation, and what is the trouble?"),
        ask(
            Decision, "options", "Which options were considered?", key="title", example="- Five weeks\n- Three weeks",
            hint="One a line, also those that were not taken.",
        ),
        ask(
            Decision, "chosen", "Which option was taken?", example="Five weeks",
            hint="Copy the line from above. Leave it empty if none was taken yet.",
        ),
        ask(Decision, "outcome", "What was decided, and why?"),
        ask(Decision, "consequences", "What follows from it?", hint="What gets better, what gets worse."),
    ),
)  # fmt: skip

DECIDE = Form(
    id="decision-outcome",
    title="Say how a proposal was decided",
    kind="decision",
    action="change",
    about="For a decision that stands on the site as a draft or as proposed.",
    record="record",
    questions=(
        record_question("decision", "Which proposal?", hint="Its id, its title or the address of its page."),
        ask(
            Decision, "status", "How was the proposal decided?", only=("accepted", "rejected", "withdrawn", "deferred"),
            words={"accepted": "Accepted: we do it", "rejected": "Rejected: we do not do it",
                   "withdrawn": "Withdrawn: whoever proposed it took it back", "deferred": "Deferred: not now"},
        ),
        ask(Decision, "decided", "On which day was it decided?", required=True),
        ask(Decision, "deciders", "Who decided?", hint=_PEOPLE),
        ask(Decision, "chosen", "Which of its options was taken?", hint="As it stands on the page of the proposal."),
        ask(Decision, "outcome", "What exactly was decided, and why?"),
    ),
)  # fmt: skip

FORMS = (NEW_DECISION, DECIDE)
