"""Records that are nothing but payload."""

# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forgebook.core.kind import RecordKind
from forgebook.kinds.register import installed
from support.filling import Filler
from support.sites import PROJECT, WORLD, records, with_public, world_ref, write

KINDS: list[RecordKind] = [kind for kind in installed().values() if kind.folder]
OWN = (
    "</title><script>alert(1)</script>", '"><script>alert(1)</script>', "<img src=x onerror=alert(1)>",
    "<video><source onerror=alert(1)>", "{{ 7*7 }}{% raw %}", "<<<[x](javascript:alert(1))>>>", "[[decision/anchor|<b>x</b>]]",
    "[[decision/anchor|\" onmouseover=alert(1) x=\"]]", "![a](x\"onerror=alert(1)//)", "[a](https://x/\"onclick=alert(1)//)",
    "x{: onclick=alert(1) style=background:url(//x) }", "## h {#\"><img/src=x onerror=alert(1)>}", "`{.x onclick=alert(1)}`",
    "![<script>alert(1)</script>](https://x/y.png)", "*[x]: \" onclick=alert(1)", "$$ \\href{javascript:alert(1)}{x} $$",
    "<svg><style><img src=x onerror=alert(1)></style></svg>", "<math><mtext><style><img src onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;img src=x onerror=alert(1)&amp;gt;", "--8<-- \"mkdocs.yml\"",
    "<a href=\"java\tscript:alert(1)\">x</a>", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x]: vbscript:msgbox(1)\n[x]",
    "data-empty=\"x\">", "<a href=\"fb-wiki:decision/anchor\" data-empty='\"><script>alert(1)</script>'>", "../../../../escaped",
    "a\x00b\x08\x1b[31m\x7f\ufeff\u202e", "\u2028</script>\u2029", "-->", "<!--", "]]>", "<![CDATA[", "'", '"', "<", "&", "\\",
    "```html\n<script>alert(1)</script>\n```", "<div markdown=1 onclick=alert(1)>*x*</div>", "++\"><img src=x onerror=alert(1)>++",
    ":smile: :\"><script>:", "=== \"<script>alert(1)</script>\"\n    x", "!!! note \"<script>alert(1)</script>\"\n    x",
    "??? x \"\"><img src=x onerror=alert(1)>\"\n    x", "[^1]\n\n[^1]: <script>alert(1)</script>", "- [ ] <script>alert(1)</script>",
    "<form action=javascript:alert(1)><button>x", "<input type=image src=x onerror=alert(1)>", "<isindex formaction=javascript:alert(1)>",
    "|a|b|\n|-|-|\n|<img src=x onerror=alert(1)>|x|", "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//x>",
)  # fmt: skip
"""What a site of ours in particular could stumble over."""


def payloads(hostile: Path) -> list[str]:
    """All payloads, each once."""
    found = list(OWN)
    for file in sorted((hostile / "xss").glob("*.txt")):
        found += file.read_text(encoding="utf-8", errors="replace").split("\n")
    found += json.loads((hostile / "naughty-strings" / "blns.json").read_text(encoding="utf-8"))
    return [text for text in dict.fromkeys(found) if text.strip()]


def payload_records(kind: RecordKind, texts: Sequence[str], *, first: int = 0) -> dict[str, Any]:
    """A record of a kind for each payload, which stands in all its text fields at once."""
    return {
        f"{kind.folder}/h{first + i:04d}.yml": payload_record(kind, text, first + i) for i, text in enumerate(texts)
    }


def payload_record(kind: RecordKind, payload: str, turn: int) -> dict[str, Any]:
    """A record with a payload in all its text fields."""
    one_line = " ".join(payload.split("\n")).strip() or "x"

    def text(path: tuple[str | int, ...], long: bool) -> str:
        if kind.name == "retro" and path == ("improvement", "id"):
            return f"{one_line}{turn}"
        return payload if long else one_line

    return {**Filler(text, world_ref, turn=turn).mapping(kind.model), "visibility": "public"}


def payload_files(texts: Sequence[str], folder: str = "records/decisions") -> dict[str, str]:
    """A decision file in another tool's style for each payload, which stands wherever such files have words."""
    styles = (_nygard, _madr, _table)
    return {f"{folder}/{i:04d}-h.md": styles[i % len(styles)](text) for i, text in enumerate(texts)}


def _nygard(payload: str) -> str:
    line = _one_line(payload)
    return (
        f"# {line}\n\nDate: {line}\n\n## Status\n\n{line}\n\nSuperseded by [{line}]({line})\n\n## Context\n\n{payload}\n\n"
        f"## Decision\n\n{payload}\n\n## {line}\n\n{payload}\n\n![{line}]({line})\n\n## Consequences\n\n{payload}\n"
    )


def _madr(payload: str) -> str:
    line, quoted = _one_line(payload), json.dumps(_one_line(payload), ensure_ascii=True)
    return (
        f"---\nstatus: {quoted}\ndate: {quoted}\ndeciders: [{quoted}]\nconsulted: {quoted}\ntags: [{quoted}]\n"
        f"visibility: public\n{quoted}: {quoted}\nowner: {quoted}\n---\n# X {line}\n\n{payload}\n\n"
        f'## Considered Options\n\n* {line}\n* Other\n\n## Decision Outcome\n\nChosen option: "{line}", because {line}.\n\n'
        f"### Positive Consequences\n\n* {line}\n\n## Pros and Cons of the Options\n\n### {line}\n\n{payload}\n\n"
        f"* Good, because {line}\n* Bad, because {line}\n\n## Links\n\n* Supersedes [{line}]({line})\n"
    )


def _table(payload: str) -> str:
    line = _one_line(payload)
    return (
        f"# ADR-12: {line}\n\n| Status | {line} |\n|---|---|\n| Date | {line} |\n| {line} | {line} |\n\n"
        f"> Superseded by [{line}]({line})\n\n- Deciders: {line}\n- Tags: {line}\n\n## Status: {line}\n\n{payload}\n\n"
        f"## Metadata\n\n- {line}: {line}\n\n## More Information\n\nThis decision amends [{line}]({line}).\n\n[{line}]: {line}\n"
    )


def _one_line(payload: str) -> str:
    return " ".join(payload.split()) or "x"


def world(root: Path, more: dict[str, Any]) -> Path:
    """A project with one plain record of each kind and some more."""
    return write(root, {"records/project.yml": PROJECT, **records(with_public(WORLD)), **records(more)})
