"""Codes of findings about references, ids and what every record has. Kinds declare their own."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

UNKNOWN_CHOICE = Code(
    "FB204",
    Severity.ERROR,
    "An unknown word",
    "The field takes one of a few words, and this is none of them.",
    "Pages sort, filter and colour by these words; we do not guess.",
    "Use one of the words that the message lists. For the statuses of decisions a house vocabulary can be mapped in "
    "`records/project.yml`: `decisions: {statuses: {active: accepted}}`.",
)
TWO_FILES_ONE_ID = Code(
    "FB210",
    Severity.ERROR,
    "Two records with one id",
    "Two records of a kind have the same id once letter case, underscores and spaces are made alike.",
    "A link to that id could mean either, and their pages would stand at the same address.",
    "Rename one of the files, or change the `id` of one entry. The first in alphabetical order is shown meanwhile.",
)
ALIAS_TAKEN = Code(
    "FB211",
    Severity.ERROR,
    "An alias that is already an id",
    "A record names a former id that is the id, or the alias, of another record.",
    "Old links would lead to the wrong record.",
    "Remove the alias from one of the two records.",
)
FAULTY_LISTING = Code(
    "FB220",
    Severity.ERROR,
    "A listing that cannot be read",
    "A hand-written page asks for records by `<!-- forgebook: … -->` in words that we cannot follow.",
    "The page would show nothing there, or something else than its author meant.",
    "Write the kind first, then conditions and options: "
    "`<!-- forgebook: decisions status=accepted area=pipeline limit=5 sort=-decided -->`. The message names what it "
    "stumbled over.",
)
UNKNOWN_PROJECT_ID = Code(
    "FB310",
    Severity.ERROR,
    "An id that the project file does not know",
    "The field names an audience, gate, repository, environment or maintenance line that `records/project.yml` does "
    "not list.",
    "Pages group and label by these ids; an unknown one would show up nowhere.",
    "Correct the id, or add it to the list in `records/project.yml`.",
)
DEAD_REFERENCE = Code(
    "FB301",
    Severity.ERROR,
    "A reference to a record that does not exist",
    "A field names a record that is not there.",
    "The relation is lost: neither page shows it.",
    "Correct the id; `forgebook list KIND` prints those that exist. If the record was renamed, add its former id to "
    "`aliases` of the new one.",
)
AMBIGUOUS_REFERENCE = Code(
    "FB302",
    Severity.ERROR,
    "A reference that could mean several records",
    "An id without its kind fits more than one record.",
    "We do not guess: a link to the wrong record is worse than none.",
    "Write `kind/id` instead of `id`; the message lists the candidates.",
)
WRONG_KIND = Code(
    "FB303",
    Severity.ERROR,
    "A reference to a record of another kind",
    "The field takes records of certain kinds, and this one is of another kind.",
    "Pages would show it in the wrong role.",
    "Name a record of a kind that the field takes; the message says which.",
)
SIDES_DISAGREE = Code(
    "FB304",
    Severity.ERROR,
    "Two sides of a relation that disagree",
    "A relation may be written on either side. Here both sides write it, and one leaves the other out.",
    "A reader would see one story on one page and another on the other.",
    "Add the missing entry on the side that the message names, or remove the field there: one side is enough.",
)
CIRCLE = Code(
    "FB305",
    Severity.ERROR,
    "A circle",
    "Following a relation from record to record leads back to the start.",
    "A decision cannot supersede itself by way of others, nor a release follow itself.",
    "Remove one of the references; the message names all records of the circle.",
)
DEAD_WIKI_LINK = Code(
    "FB306",
    Severity.ERROR,
    "A link in a text to a record that does not exist",
    "`[[…]]` in a Markdown text names a record that is not there. In files of other styles, where it may mean "
    "something else, this is advice.",
    "The page shows the words without a link.",
    "Correct the id. If the double brackets are meant as text, put them in backticks.",
)
DEAD_FILE_LINK = Code(
    "FB307",
    Severity.ERROR,
    "A link to a file that is not there",
    "A Markdown link or image leads to a file that does not exist.",
    "The page shows the words without a link, or no picture.",
    "Correct the path: it is told from the folder of the record's own file.",
)
NAME_UNKNOWN = Code(
    "FB308",
    Severity.ADVICE,
    "A name that matches nobody",
    "A decision file in another style names somebody who is not among people, roles or teams.",
    "The name stays as plain text and links to nothing. A filtered site leaves it out. Each name is told once.",
    "Add a record in `records/people/` with this name as its title or handle, or leave it.",
)
NO_ITEM_ID = Code(
    "FB212",
    Severity.ERROR,
    "An id used twice inside a record",
    "Two items of a record have the same `id`.",
    "A link to `record#id` could mean either.",
    "Give one of them another id.",
)
USELESS_WAIVER = Code(
    "FB213",
    Severity.WARNING,
    "A waiver that waives nothing",
    "A waiver names a code that there is not, or one that cannot be waived.",
    "Somebody thinks that a finding is settled, and it counts all the same.",
    "Correct the code; or take the waiver out and mend what was found. Only the families FB4 to FB8 can be waived: "
    "files, fields and references are right or wrong.",
)

CORE_CODES = (
    TWO_FILES_ONE_ID, ALIAS_TAKEN, NO_ITEM_ID, DEAD_REFERENCE, AMBIGUOUS_REFERENCE, WRONG_KIND, SIDES_DISAGREE, CIRCLE,
    DEAD_WIKI_LINK, DEAD_FILE_LINK, NAME_UNKNOWN, UNKNOWN_PROJECT_ID, FAULTY_LISTING, USELESS_WAIVER,
)  # fmt: skip
