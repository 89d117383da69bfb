"""Site a: generated decision records, and the same content as Markdown for MkDocs with Material alone.

The same number and seed give the same bytes. How often a paragraph holds code, a link, emphasis or a number follows
what was counted in the paragraphs of six public folders of decision records, a little denser, since ours are longer.

    python benchmarks/site_a.py FOLDER [--records 3000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from textwrap import fill, indent

START = date(2016, 1, 4)
AS_OF = date(2025, 11, 20)

AREAS = {
    "ingest": "Ingest", "storage": "Storage", "search": "Search", "billing": "Billing", "accounts": "Accounts",
    "reporting": "Reporting", "deployment": "Deployment", "monitoring": "Monitoring", "mobile": "Mobile app",
    "partners": "Partner interface", "quality": "Quality assurance", "data-model": "Data model",
}  # fmt: skip
PEOPLE = (
    "Ada Lindqvist", "Bram Okafor", "Chidi Varga", "Dalia Rahimi", "Emre Castellanos", "Freya Watanabe",
    "Goran Pugh", "Hana Nwosu", "Ivo Echeverria", "Jana Karimova", "Kofi Adeyemi", "Lena Stoica",
)  # fmt: skip
THINGS = (
    "message queue", "nightly export", "customer table", "search index", "session store", "invoice service",
    "import job", "audit log", "configuration file", "deployment script", "feature flag", "report builder",
    "access token", "event stream", "backup", "load balancer", "test suite", "schema migration", "retry policy",
    "rate limit", "image cache", "address lookup", "mail gateway", "price list", "status page",
)  # fmt: skip
ACTS = (
    "Keep", "Split", "Replace", "Version", "Cache", "Publish", "Retire", "Test", "Encrypt", "Document", "Batch",
    "Rename", "Move", "Share", "Rebuild", "Measure", "Limit", "Archive", "Review", "Automate",
)  # fmt: skip
MANNERS = (
    "behind one interface", "once a night", "in its own repository", "for each customer", "before every release",
    "with the other services", "at the edge", "by convention", "per environment", "without a shared database",
    "under one owner", "in small steps", "on every merge", "in plain text", "with a dead letter store",
)  # fmt: skip
PLAIN = (
    "The {thing} was built for a handful of users, and nobody expected that every team would come to depend on it.",
    "When the {thing} fails, the {other} fails with it, and people find out by telephone.",
    "Most of the work that we planned for the {thing} last year was put off because the {other} came first.",
    "We cannot tell from the outside whether the {thing} is slow or the {other} is waiting for something else.",
    "Two people know how the {thing} works, and one of them is about to move to another team.",
    "Nothing about this is urgent, but every month that we wait adds another copy of the {other}.",
    "The people who run the {other} would rather have fewer features and one {thing} that they understand.",
    "A newcomer needs about a week to see how the {thing} and the {other} fit together.",
)
NUMBERED = (
    "The {thing} takes {n} minutes on a good day, and {m} of them are spent waiting for the {other}.",
    "In {year} we changed the {thing} {n} times; {m} of those changes were undone within a week.",
    "About {n}% of all requests touch the {thing}, but it causes {m}0% of the incidents that we are called for.",
)
CODED = (
    "Today `{code}` decides this at start-up, so that a change to the {thing} needs a restart of the {other}.",
    "We call `{code}` from the {thing} and read the answer in the {other}, which nobody else does.",
    "Setting `{key}` to `{n}` made it better for a while, until the {other} grew.",
)
LINKED = (
    "The [guide for the {thing}](https://docs.example.org/{slug}) recommends what the {other} does already.",
    "We compared it with [the approach of others](https://example.org/reports/{slug}-{year}) and found no surprise.",
    "This was asked for in [issue {n}{m}](https://git.example.org/team/{slug}/issues/{n}{m}), with the reasons.",
)
STRESSED = (
    "What matters is that the {thing} *can be rebuilt* from the {other}, not that it never fails.",
    "The {thing} must **never** write to the {other} directly.",
)
CODE = ("load_settings()", "retry.after(3)", "Session.commit", "make release", "export --since", "queue.drain()")
KEYS = ("max_workers", "POOL_SIZE", "cache.ttl", "batch_rows", "timeout_ms")
RATES = ((CODED, 0.17), (LINKED, 0.09), (NUMBERED, 0.13), (STRESSED, 0.04))
"""How many of a paragraph's sentences are of which sort; the rest are plain."""


@dataclass
class Decision:
    """One generated decision."""

    number: int
    id: str
    title: str
    summary: str
    decided: date
    area: str
    decider: str
    context: str
    outcome: str
    drivers: list[str]
    options: list[tuple[str, list[str], list[str]]]
    good: list[str]
    bad: list[str]
    older: Decision | None = None
    newer: list[Decision] = field(default_factory=list)

    @property
    def status(self) -> str:
        return "superseded" if self.newer else "accepted"


def decisions(number: int, seed: int = 1) -> list[Decision]:
    """The decisions of a site, oldest first."""
    random_ = random.Random(seed)
    made: list[Decision] = []
    for index in range(number):
        decision = _decision(random_, index, number)
        candidates = made[-60:]
        if candidates and random_.random() < 0.12:
            older = random_.choice(candidates)
            if not older.newer:
                decision.older, decision.area = older, older.area
                older.newer.append(decision)
        made.append(decision)
    return made


def _decision(random_: random.Random, index: int, number: int) -> Decision:
    title = f"{random_.choice(ACTS)} the {random_.choice(THINGS)} {random_.choice(MANNERS)}"
    names = random_.sample(THINGS, 3)
    return Decision(
        number=index + 1,
        id=f"{index + 1:05d}-{_slug(title)}",
        title=title,
        summary=f"The {names[0]} first, then the {names[1]}; the {names[2]} stays as it is.",
        decided=START + timedelta(days=index * (AS_OF - START).days // max(number, 1)),
        area=random_.choice(list(AREAS)),
        decider=random_.choice(PEOPLE),
        context=_paragraph(random_),
        outcome=_paragraph(random_),
        drivers=[_line(random_) for _ in range(3)],
        options=[_option(random_, name) for name in names],
        good=[_line(random_) for _ in range(2)],
        bad=[_line(random_)],
    )


def _paragraph(random_: random.Random) -> str:
    return " ".join(_sentence(random_) for _ in range(random_.choice((3, 4))))


def _sentence(random_: random.Random) -> str:
    draw = random_.random()
    sort = PLAIN
    for candidates, rate in RATES:
        if draw < rate:
            sort = candidates
            break
        draw -= rate
    thing, other = random_.sample(THINGS, 2)
    return random_.choice(sort).format(
        thing=thing, other=other, slug=_slug(thing), n=random_.randint(3, 90), m=random_.randint(1, 9),
        year=random_.randint(2016, 2025), code=random_.choice(CODE), key=random_.choice(KEYS),
    )  # fmt: skip


def _line(random_: random.Random) -> str:
    thing, other = random_.sample(THINGS, 2)
    shape = random_.choice(
        (
            "The {thing} must go on working while the {other} is down",
            "Nobody has to know the {other} to change the {thing}",
            "It costs less than {n} hours a month to run",
            "The {thing} can be tested without the {other}",
            "`{key}` of the {thing} stays as it is",
        )
    )
    return shape.format(thing=thing, other=other, n=random_.randint(2, 40), key=random_.choice(KEYS))


def _option(random_: random.Random, name: str) -> tuple[str, list[str], list[str]]:
    title = f"{random_.choice(ACTS)} the {name} {random_.choice(MANNERS)}"
    return title, [_line(random_)], [_line(random_)]


def _slug(text: str) -> str:
    return text.lower().replace(" ", "-")


def write_records(folder: Path, made: list[Decision]) -> None:
    """The site for Forgebook: records, and an `mkdocs.yml` that names the plugin."""
    records = folder / "records"
    _write(folder / "docs" / "about.md", "# About\n\nA generated site.\n")
    _write(records / "project.yml", "name: Site a\nschema: 1\npurpose: A generated site.\n")
    for id_, title in AREAS.items():
        _write(records / "areas" / f"{id_}.yml", f"title: {title}\n")
    for name in PEOPLE:
        _write(records / "people" / f"{_slug(name)}.yml", f"title: {name}\n")
    for decision in made:
        _write(records / "decisions" / f"{decision.id}.yml", as_record(decision))
    _write(folder / "mkdocs.yml", configuration("Site a", f'  - forgebook:\n      as_of: "{AS_OF}"\n'))


def as_record(decision: Decision) -> str:
    """The decision as a YAML record."""
    lines = [
        f"title: {decision.title}",
        f"summary: {decision.summary}",
        f"status: {decision.status}",
        f"number: {decision.number}",
        f"decided: {decision.decided}",
        f"area: {decision.area}",
        f"deciders: [person/{_slug(decision.decider)}]",
    ]
    if decision.older:
        lines.append(f"supersedes: [{decision.older.id}]")
    lines += ["context: |", _folded(decision.context), "drivers:", *_items(decision.drivers, 2), "options:"]
    for number, (title, pros, cons) in enumerate(decision.options, 1):
        lines += [f"  - id: option-{number}", f"    title: {title}", "    pros:", *_items(pros, 6)]
        lines += ["    cons:", *_items(cons, 6)]
    lines += ["chosen: option-1", "outcome: |", _folded(decision.outcome), "consequences:"]
    lines += ["  good:", *_items(decision.good, 4), "  bad:", *_items(decision.bad, 4)]
    return "\n".join(lines) + "\n"


def _items(lines: list[str], spaces: int) -> list[str]:
    return [f"{' ' * spaces}- {_quoted(line)}" for line in lines]


def _quoted(line: str) -> str:
    return f"'{line}'" if line.startswith("`") else line


def _folded(text: str) -> str:
    return indent(fill(text, 110, break_long_words=False, break_on_hyphens=False), "  ")


def write_peer(folder: Path, made: list[Decision]) -> None:
    """The same content for MkDocs alone: a Markdown file a decision, outside of the navigation, and an index."""
    docs = folder / "docs"
    index = ["# Decisions", ""]
    for decision in made:
        _write(docs / "decisions" / f"{decision.id}.md", as_markdown(decision))
        index.append(f"- {decision.decided} [{decision.title}](decisions/{decision.id}.md), {decision.summary}")
    _write(docs / "index.md", "\n".join(index) + "\n")
    for id_, title in AREAS.items():
        _write(docs / "areas" / f"{id_}.md", _listing(title, [d for d in made if d.area == id_]))
    for name in PEOPLE:
        _write(docs / "people" / f"{_slug(name)}.md", _listing(name, [d for d in made if d.decider == name]))
    nav = "nav:\n  - index.md\nnot_in_nav: |\n  /decisions/\n  /areas/\n  /people/\n"
    _write(folder / "mkdocs.yml", configuration("Site a", "") + nav)


def _listing(title: str, made: list[Decision]) -> str:
    return f"# {title}\n\n" + "".join(f"- [{d.title}](../decisions/{d.id}.md)\n" for d in made)


def as_markdown(decision: Decision) -> str:
    """The decision as a Markdown page with the same headings, lists and facts."""
    area, person = AREAS[decision.area], decision.decider
    lines = [f"# {decision.title}", "", decision.summary, ""]
    lines += [f"- Status: {'in force' if decision.status == 'accepted' else 'superseded'}"]
    lines += [f"- No. {decision.number}", f"- Decided: {decision.decided}"]
    lines += [f"- Area: [{area}](../areas/{decision.area}.md)"]
    lines += [f"- Decided by: [{person}](../people/{_slug(person)}.md)", ""]
    lines += ["## Context", "", fill(decision.context, 110, break_long_words=False, break_on_hyphens=False), ""]
    lines += ["## What mattered", "", *[f"- {line}" for line in decision.drivers], ""]
    lines += ["## Decision", "", fill(decision.outcome, 110, break_long_words=False, break_on_hyphens=False), ""]
    lines += ["## Options", ""]
    for number, (title, pros, cons) in enumerate(decision.options):
        lines += [f"### {title}", "", *(["chosen", ""] if number == 0 else [])]
        lines += ["**For**", "", *[f"- {line}" for line in pros], ""]
        lines += ["**Against**", "", *[f"- {line}" for line in cons], ""]
    lines += ["## Consequences", "", "**Good**", "", *[f"- {line}" for line in decision.good], ""]
    lines += ["**Bad**", "", *[f"- {line}" for line in decision.bad], ""]
    related = [("Supersedes", d) for d in ([decision.older] if decision.older else [])]
    related += [("Superseded by", d) for d in decision.newer]
    if related:
        lines += ["## Links", "", *[f"- {word}: [{d.title}]({d.id}.md)" for word, d in related], ""]
    return "\n".join(lines)


def configuration(name: str, plugin: str) -> str:
    """An `mkdocs.yml`, with a further plugin or without one."""
    return f"""\
site_name: {name}
theme:
  name: material
  font: false
plugins:
  - search
{plugin}markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - toc
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed
  - pymdownx.tasklist
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write site a and its peer.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    made = decisions(arguments.records, arguments.seed)
    write_records(arguments.folder / "forgebook", made)
    write_peer(arguments.folder / "peer", made)
    sizes = [len(as_record(decision).encode()) for decision in made]
    print(f"{len(made)} records, {sum(sizes) / len(sizes):.0f} bytes each, in {arguments.folder}")


if __name__ == "__main__":
    main()
