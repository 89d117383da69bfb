"""What people can fill in about retros and improvements without opening a file."""

from __future__ import annotations

from forgebook.core.forms import Form, ask, record_question
from forgebook.kinds.retro.fields import Retro

_ONE_A_LINE = "One thing a line. Nobody's name stands behind it."
_WHO = "A person, role or team: its id, or the name as it stands on the site."

NEW_RETRO = Form(
    id="retro",
    title="Write down a retro",
    kind="retro",
    action="new",
    about="For what the team said at a retro, and the one improvement that it agreed.",
    questions=(
        ask(
            Retro, "sprint", "Which sprint does the retro look back on?",
            hint="Its id, its title or the address of its page.",
        ),
        ask(Retro, "date", "When was the retro held?"),
        ask(Retro, "facilitator", "Who led the retro?", hint=_WHO),
        ask(Retro, "went_well", "What went well?", hint=_ONE_A_LINE),
        ask(Retro, "could_be_better", "What could be better?", hint="One thing a line. Processes, never people."),
        ask(Retro, "ideas", "Which ideas came up?", hint=_ONE_A_LINE),
        ask(
            Retro, "improvement.statement", "Which one improvement did the team agree on?",
            hint="One, not a list: the next retro asks what became of it.",
            example="Each open pull request gets an answer within a day",
        ),
        ask(Retro, "improvement.owner", "Who looks after the improvement?", hint=_WHO),
        ask(Retro, "improvement.success_looks_like", "How can the next retro tell whether the improvement worked?"),
    ),
)  # fmt: skip

VERDICT = Form(
    id="improvement-verdict",
    title="Judge an improvement",
    kind="retro",
    action="change",
    about="For what became of an improvement that an earlier retro agreed on.",
    record="record",
    entry=("reviewed",),
    match=("improvement",),
    questions=(
        record_question(
            "retro", "At which retro was it judged?", hint="The later retro: its id or the address of its page."
        ),
        ask(
            Retro, "improvement", "Which improvement?", inside="reviewed",
            hint="Its id or its words, as they stand on the page of improvements.",
        ),
        ask(
            Retro, "verdict", "What became of the improvement?", inside="reviewed",
            words={"kept": "We did it, and it helped", "partly": "We did it in part", "not_tried": "We did not try it",
                   "did_not_help": "We did it, and it did not help", "dropped": "We dropped it",
                   "obsolete": "It is no longer needed"},
        ),
        ask(Retro, "evidence", "What does that rest on?", inside="reviewed", hint="What you saw, counted or heard."),
        ask(
            Retro, "next", "What happens to the improvement now?", inside="reviewed",
            words={"keep": "It becomes how we work", "retry": "We try it again",
                   "redefine": "Another improvement takes its place", "stop": "We leave it"},
        ),
        ask(
            Retro, "replaced_by", "Which improvement takes its place?", inside="reviewed",
            hint="Only if another one takes its place.",
        ),
    ),
)  # fmt: skip

FORMS = (NEW_RETRO, VERDICT)
