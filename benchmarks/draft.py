"""The draft of a release against the `git log` that it rests on, on a generated repository.

    python benchmarks/draft.py [--commits 10000] [--repeat 7]

All of a draft is measured: opening the clone, its tags, its commits, sorting them, and the text of the record. Pull
requests, merges, conventional types and commits of their own are mixed. The start of git (`git --version`) is
subtracted from both, as often as each starts it. Ratios are of the minima of CPU time, ours with that of the git
processes it starts.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from unittest import mock

from measure import child_seconds, own_seconds, tell, verdict, versions

from forgebook.core.drafting import Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.pipeline import load_project
from forgebook.writing.drafts.from_clones import Asked, draft_parts, newest_of_train
from forgebook.writing.drafts.release_draft import drafted

LOG = ["git", "log", "-z", "--no-notes", "--no-patch", "--format=%H%x01%P%x01%an%x01%B", "v2.0.0", "^v1.0.0", "--"]
TYPES = ("feat", "fix", "fix(engine)", "docs", "refactor!", "chore", "perf")
WORDS = ("berths", "tides", "cranes", "are", "now", "counted", "by", "the", "hour", "and", "not", "where", "day")


def history(commits: int, seed: int = 1) -> bytes:
    """A stream for `git fast-import`: a line of commits, a third of them in branches that pull requests merge."""
    random_ = random.Random(seed)
    out: list[bytes] = []
    tip, mark = 0, 0
    while mark < commits:
        if random_.random() < 0.1:
            branch = tip
            for _ in range(random_.randint(1, 4)):
                mark = _commit(out, mark, _subject(random_), (branch,))
                branch = mark
            title = f"Merge pull request #{mark} from somebody/branch\n\n{_subject(random_)}"
            mark = _commit(out, mark, title, (tip, branch))
        else:
            mark = _commit(out, mark, _message(random_, mark), (tip,))
        tip = mark
    out.append(
        b"reset refs/heads/main\nfrom :%d\nreset refs/tags/v1.0.0\nfrom :1\nreset refs/tags/v2.0.0\nfrom :%d\n"
        % (tip, tip)
    )
    return b"".join(out) + b"\ndone\n"


def _commit(out: list[bytes], last: int, message: str, parents: tuple[int, ...]) -> int:
    mark = last + 1
    out.append(b"commit refs/heads/work\nmark :%d\n" % mark)
    out.append(b"committer Someone <someone@example.org> %d +0000\n" % (1_400_000_000 + mark * 3600))
    data = message.encode()
    out.append(b"data %d\n%s\n" % (len(data), data))
    if parents[0]:
        out.append(b"from :%d\n" % parents[0])
    out += [b"merge :%d\n" % parent for parent in parents[1:]]
    out.append(b"M 100644 inline file-%d.txt\ndata 3\n%03d\n" % (mark % 50, mark % 1000))
    return mark


def _subject(random_: random.Random) -> str:
    words = " ".join(random_.sample(WORDS, 7))
    return f"{random_.choice(TYPES)}: {words}" if random_.random() < 0.7 else words.capitalize()


def _message(random_: random.Random, mark: int) -> str:
    squashed = f" (#{mark})" if random_.random() < 0.3 else ""
    body = "\n\n" + " ".join(random_.choices(WORDS, k=30)) if random_.random() < 0.5 else ""
    return f"{_subject(random_)}{squashed}{body}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commits", type=int, default=10000)
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{date.today()}; {versions()}, {git}")
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name, "clone")
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(clone)], check=True)
        stream = history(arguments.commits)
        subprocess.run(["git", "fast-import", "--quiet", "--done"], cwd=clone, input=stream, check=True)
        subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=clone, check=True)
        measure(clone, project(Path(name, "book"), clone), arguments.repeat)


def project(root: Path, clone: Path) -> SiteSettings:
    """A project with the release that the draft follows."""
    records = root / "records"
    (records / "releases").mkdir(parents=True)
    listed = "repositories:\n  - {id: model, path: ../clone, tag_pattern: v*}\n"
    (records / "project.yml").write_text(f"name: Draft\n{listed}", encoding="utf-8")
    commit = subprocess.run(
        ["git", "rev-parse", "v1.0.0"], cwd=clone, capture_output=True, text=True, check=True
    ).stdout
    (records / "releases" / "v1.0.0.yml").write_text(
        "version: v1.0.0\ntrain: suite\nstatus: candidate\n"
        f"components:\n  - {{repository: model, version: v1.0.0, commit: {commit.strip()}}}\n",
        encoding="utf-8",
    )
    return SiteSettings(root, records, date(2026, 1, 1))


def measure(clone: Path, settings: SiteSettings, repeat: int) -> None:
    graph = load_project(settings, git=False).graph
    starts = gits_started(lambda: draft(graph, settings))
    start, log, ours = [], [], []
    for _ in range(repeat):
        start.append(child_seconds(["git", "--version"], clone))
        log.append(child_seconds(LOG, clone))
        ours.append(own_seconds(lambda: draft(graph, settings)))
    commits = int(
        subprocess.run(
            ["git", "rev-list", "--count", "v1.0.0..v2.0.0"], cwd=clone, capture_output=True, check=True
        ).stdout
    )
    print(f"{commits} commits, {starts} starts of git in a draft, {repeat} repetitions")
    for what, seconds in (("start of git", start), ("git log", log), ("draft", ours)):
        tell(what, seconds, 1000, "ms")
    begin = min(start)
    verdict("draft : git log", (min(ours) - starts * begin) / (min(log) - begin), 2)


def draft(graph: ProjectGraph, settings: SiteSettings) -> str:
    """The text of the draft."""
    before = newest_of_train("suite", "v2.0.0", "", graph)
    parts = list(draft_parts("v2.0.0", before, graph, settings.root, Asked(), lambda _: None))
    wish = Wish(values={"train": "suite", "version": "v2.0.0"})
    record = drafted(wish, before, parts, [], graph, settings)
    assert parts[0].version == "v2.0.0", parts[0].notes
    return record.text


def gits_started(work: object) -> int:
    """How often git is started."""
    real, count = subprocess.Popen, 0

    def counted(*arguments: object, **options: object) -> object:
        nonlocal count
        count += 1
        return real(*arguments, **options)  # type: ignore[call-overload]

    with mock.patch.object(subprocess, "Popen", counted):
        work()  # type: ignore[operator]
    return count


if __name__ == "__main__":
    main()
