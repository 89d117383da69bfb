"""Codes of what `forgebook release verify` finds."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NO_TAG = Code(
    "FB725", Severity.ERROR, "A version without a tag",
    "A release is out, and the clone of a repository has no tag of the version that it names.",
    "What is not tagged cannot be found again by its version.",
    "Run `git fetch --tags` in the clone. If there is no such tag anywhere, correct `version` (the message says what "
    "comes near), or set the tag. `tag_pattern` in `records/project.yml` says how tags are named: `model-*`.",
)  # fmt: skip
TAG_MOVED = Code(
    "FB726", Severity.ERROR, "A tag that points elsewhere",
    "The tag of a version leads to another commit than the record names.",
    "One of the two is not what was released: the tag was moved, or the record has a slip.",
    "Find out which commit was released. Correct `commit`, or move the tag back.",
)  # fmt: skip
UNKNOWN_COMMIT = Code(
    "FB727", Severity.ERROR, "A commit that the repository does not have",
    "The record names a commit that is not in the clone, whose history is whole.",
    "Nobody can run the release again from a commit that is not there.",
    "Run `git fetch` in the clone. If it is still not there, correct `commit`: it may be one of another repository.",
)  # fmt: skip
ON_NO_BRANCH = Code(
    "FB728", Severity.WARNING, "A commit on no branch",
    "A release was made from a commit that no branch of the clone leads to.",
    "Such commits are lost when the tag is: git cleans them away.",
    "Keep a branch for it (`git branch release/v4.2 COMMIT`), or fetch the branch that it is on.",
)  # fmt: skip
DAYS_APART = Code(
    "FB729", Severity.WARNING, "The release's date and the tag's are apart",
    "The day in `released_on` and the day of the tags differ by more than `policies.date_slack_days` "
    "of the project file (one day where it says nothing).",
    "One of the two is a slip, or something was tagged after it was released.",
    "Correct `released_on`, or raise `date_slack_days` if that is how you work.",
)  # fmt: skip
STRAY_TAGS = Code(
    "FB730", Severity.ADVICE, "Tags that stand in no release",
    "A clone has tags that look like releases, and no release record names their versions.",
    "Somebody may use a version that nobody has told of.",
    "Write a record for each (`forgebook release draft`), or list what is no release under `ignore_tags` of the "
    "repository: `ignore_tags: [v0.*]`.",
)  # fmt: skip
NO_REPOSITORY = Code(
    "FB731", Severity.ERROR, "A path that is no repository",
    "The `path` of a repository leads to something that is no git repository.",
    "What is released from it can neither be drafted nor verified.",
    "Correct `path` in `records/project.yml` (it is told from the folder that holds `records/`), or clone the "
    "repository there.",
)  # fmt: skip
UNREADABLE = Code(
    "FB732", Severity.ERROR, "A clone that git cannot read",
    "Git failed while it was asked about a clone; what it had said so far is no answer, and was dropped.",
    "A damaged clone hides tags and commits.",
    "Run `git fsck` in the clone, and clone it anew if something is lost.",
)  # fmt: skip

VERIFICATION_CODES = (
    NO_TAG, TAG_MOVED, UNKNOWN_COMMIT, ON_NO_BRANCH, DAYS_APART, STRAY_TAGS, NO_REPOSITORY, UNREADABLE,
)  # fmt: skip
