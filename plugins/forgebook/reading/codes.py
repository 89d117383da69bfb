"""Codes of findings about files and fields (FB1xx and FB2xx)."""

from __future__ import annotations

from forgebook.core.codes import UNKNOWN_CHOICE
from forgebook.core.diagnostics import Code, Severity

NOT_UTF8 = Code(
    "FB101",
    Severity.ERROR,
    "Not UTF-8",
    "The file holds bytes that are not UTF-8, or is written in UTF-16 or UTF-32.",
    "Guessing an encoding turns names into rubbish, and nobody notices.",
    "Save the file as UTF-8 in your editor.",
)
CONTROL_CHARACTER = Code(
    "FB102",
    Severity.ERROR,
    "A control character",
    "The file holds a NUL or another character that cannot be seen and that YAML does not allow.",
    "Such characters come from broken copies; browsers and parsers treat them differently.",
    "Delete the character at the place that the message names.",
)
TOO_LARGE = Code(
    "FB103",
    Severity.ERROR,
    "File too large",
    "The file is larger than 1 MiB.",
    "A record is a page that a person reads. A file of this size is data, or a mistake.",
    "Split the file, or keep the data elsewhere and link to it.",
)
TOO_DEEP = Code(
    "FB104",
    Severity.ERROR,
    "Nested too deeply",
    "Lists and mappings stand inside each other more than 32 levels deep.",
    "No field of ours is nested so deeply, and such input can exhaust a parser.",
    "Look for an unclosed bracket, or for indentation that grew by mistake.",
)
TOO_MANY_NODES = Code(
    "FB105",
    Severity.ERROR,
    "Too many values",
    "The file holds more than 50,000 values.",
    "Such a file is data rather than a record, and makes every build slow.",
    "Split the file, or keep the data elsewhere and link to it.",
)
SYNTAX = Code(
    "FB106",
    Severity.ERROR,
    "Not valid YAML",
    "The file, or its front matter, cannot be read as YAML.",
    "Nothing of it can be shown until it can be read.",
    "Look at the place that the message names, and just before it: a missing quote, colon or bracket, or a tab where "
    "spaces belong. A text with `: ` or ` #` in it must stand in quotes.",
)
DUPLICATE_KEY = Code(
    "FB107",
    Severity.ERROR,
    "A key twice",
    "A mapping has the same key twice.",
    "One of the two values would be lost without a word.",
    "Keep one of them, or join the two.",
)
ALIAS = Code(
    "FB108",
    Severity.ERROR,
    "An anchor or alias",
    "The file uses YAML's `&anchor` or `*alias`.",
    "Records are read by people who should not have to follow jumps, and aliases can blow up a small file.",
    "Write the value out. If `&` or `*` is part of a text, put the text in quotes.",
)
TAG = Code(
    "FB109",
    Severity.ERROR,
    "A tag",
    "The file uses a YAML tag such as `!!python/object` or `!include`.",
    "The type of a field is told by its name. Tags can make a parser run code.",
    "Remove the tag. If `!` begins a text, put the text in quotes.",
)
SEVERAL_DOCUMENTS = Code(
    "FB110",
    Severity.ERROR,
    "Several documents in a file",
    "The file holds more than one YAML document, separated by `---`.",
    "Only one document makes a record; the others would be lost.",
    "Make a file of each, or a list of records in one document.",
)
EMPTY = Code(
    "FB111",
    Severity.ERROR,
    "An empty file",
    "The file holds no values.",
    "It may have been saved by accident, or lost its content.",
    "Fill it in, or delete it. `forgebook explain` and the page of the kind show an example.",
)
WRONG_SHAPE = Code(
    "FB112",
    Severity.ERROR,
    "Not a mapping",
    "A record is a mapping of field names to values, or a list of such mappings. The file holds something else.",
    "Without field names nobody can tell what the values mean.",
    "Write `field: value` lines; the page of the kind shows an example.",
)
LEADS_OUT = Code(
    "FB113",
    Severity.ERROR,
    "A link out of the folder",
    "A symbolic link leads out of the records folder (or the source folder).",
    "A site must not publish files from elsewhere on the machine that builds it.",
    "Move the file into the folder, or name its folder under `sources` in `records/project.yml`.",
)
ODD_KEY = Code(
    "FB114",
    Severity.ERROR,
    "A key that is no word",
    "A key of a mapping is itself a list, a mapping or empty.",
    "Field names are words.",
    "Put the key in quotes if it is meant as text; else look for a stray `?`, `[` or `{`.",
)
UNKNOWN_FOLDER = Code(
    "FB115",
    Severity.WARNING,
    "A folder of no known kind",
    "Files stand in a folder of `records/` that belongs to no kind.",
    "They become no page.",
    "Rename the folder, or install the package that brings the kind. Folders whose name begins with a dot or an "
    "underscore are passed over in silence.",
)
UNREADABLE = Code(
    "FB116",
    Severity.ERROR,
    "A file that cannot be opened",
    "The operating system would not let the file be read.",
    "Its record is missing from the site.",
    "Look at the file's permissions, and whether it is a broken link.",
)
NOT_A_RECORD = Code(
    "FB117",
    Severity.ADVICE,
    "A file that is no record",
    "A file in a folder of records is an index, a template, or of a type that we do not read.",
    "It becomes no page. This is said so that nothing goes missing in silence.",
    "Nothing, if that is meant. Records end in `.yml`, `.yaml` or, where the kind allows, `.md`.",
)
OPEN_FRONT_MATTER = Code(
    "FB118",
    Severity.ERROR,
    "Front matter without an end",
    "The file begins with `---`, and no second `---` closes the front matter.",
    "All of the text would be read as YAML.",
    "Add a line `---` after the last field.",
)
NO_RECORDS = Code(
    "FB119",
    Severity.ADVICE,
    "No records yet",
    "There is no records folder, or it is empty.",
    "The site shows what would stand there.",
    "Make a first record, for example `records/decisions/our-first-decision.yml`.",
)
NO_PROJECT_FILE = Code(
    "FB120",
    Severity.ADVICE,
    "No project file",
    "There is no `records/project.yml`.",
    "The site is named after its folder, and nothing tells what the project is for.",
    "Write one with at least `name:` and `purpose:`.",
)
PAGE_COLLIDES = Code(
    "FB121",
    Severity.ADVICE,
    "A hand-written page at our address",
    "A page in `docs/` stands where Forgebook would put one of its own.",
    "The hand-written page wins and ours is left out.",
    "Rename one of the two if you want both.",
)
NO_NAV_ENTRY = Code(
    "FB122",
    Severity.ADVICE,
    "Navigation without our place",
    "`mkdocs.yml` has a `nav` without an entry `forgebook`.",
    "Our sections go to the end.",
    "Add `- forgebook` to `nav` where they should stand.",
)
SOURCE_FOLDER_MISSING = Code(
    "FB123",
    Severity.ERROR,
    "A source folder that is not there",
    "`sources` in `records/project.yml` names a folder that does not exist, or a kind that does not.",
    "The records in it are missing from the site.",
    "Correct the path: it is told from the folder that holds `records/`.",
)
UNKNOWN_FIELD = Code(
    "FB201",
    Severity.ERROR,
    "An unknown field",
    "The mapping has a key that its kind does not know.",
    "A misspelt field would be lost without a word.",
    "Correct the name; the message suggests one where it can. In braces, a text with a comma must stand in quotes.",
)
MISSING_FIELD = Code(
    "FB202",
    Severity.ERROR,
    "A required field is missing",
    "A field that the kind cannot do without is not there, or nothing stands behind its colon.",
    "The page would have a hole where readers look first.",
    "Add the field, or write its value behind the colon.",
)
WRONG_TYPE = Code(
    "FB203",
    Severity.ERROR,
    "A value of the wrong type",
    "The field takes another type of value: a text, a list, a mapping, a number, yes or no.",
    "The value cannot be shown as what it is meant to be.",
    "Write the value in the form that the message names.",
)
BAD_DATE = Code(
    "FB205",
    Severity.ERROR,
    "Not a date",
    "The field takes a date as `2025-10-07`, or a time as `2025-10-07T14:30+01:00`, and this is none, or a day that "
    "does not exist.",
    "Dates make the history; a guess would put the event on the wrong day.",
    "Write year, month and day with hyphens; a time of day with its zone (`Z` is UTC). `~` before a time says that it "
    "is approximate.",
)
SEVERAL_LINES = Code(
    "FB206",
    Severity.ERROR,
    "Several lines where one belongs",
    "The field takes one line.",
    "It is shown in lists and headings, where a second line would be cut off.",
    "Shorten it to one line, and put the rest in a text field.",
)
OUT_OF_RANGE = Code(
    "FB207",
    Severity.ERROR,
    "A number out of range",
    "The number is smaller or larger than makes sense for the field.",
    "Most likely it is a slip.",
    "Correct the number; the message names the limit.",
)
ID_MISSING = Code(
    "FB208",
    Severity.ERROR,
    "An entry without an id",
    "An entry of a list file has no `id`, and none can be derived from its fields.",
    "Without an id it has no address.",
    "Add `id:` with a short name of its own.",
)

READING_CODES = (
    NOT_UTF8, CONTROL_CHARACTER, TOO_LARGE, TOO_DEEP, TOO_MANY_NODES, SYNTAX, DUPLICATE_KEY, ALIAS, TAG,
    SEVERAL_DOCUMENTS, EMPTY, WRONG_SHAPE, LEADS_OUT, ODD_KEY, UNKNOWN_FOLDER, UNREADABLE, NOT_A_RECORD,
    OPEN_FRONT_MATTER, NO_RECORDS, NO_PROJECT_FILE, PAGE_COLLIDES, NO_NAV_ENTRY, SOURCE_FOLDER_MISSING,
    UNKNOWN_FIELD, MISSING_FIELD, WRONG_TYPE, UNKNOWN_CHOICE, BAD_DATE, SEVERAL_LINES, OUT_OF_RANGE, ID_MISSING,
)  # fmt: skip
