"""What was walked of a history as JSON, kept by commit. It holds names and hashes of addresses, never addresses."""

from __future__ import annotations

import os
from typing import Any

from forgebook.evidence.identities import Signature
from forgebook.evidence.ledger import Ledger, Part
from forgebook.evidence.log import Walked


def as_json(walked: Walked) -> dict[str, Any]:
    """A walk as JSON values. A path stands byte by byte, since it need not be text."""
    ledger = walked.ledger
    number = {signature: index for index, signature in enumerate(ledger.used)}
    return {
        "renames": walked.renames,
        "counts": [ledger.commits, ledger.bots, ledger.future],
        "people": [[signature.name, signature.key, used] for signature, used in ledger.used.items()],
        "files": {
            _told(path): [ledger.last[path], *([number[s], p.changes, p.first, p.recent] for s, p in parts.items())]
            for path, parts in ledger.files.items()
        },
    }


def from_json(entry: Any, live: frozenset[str], until: int, half_life: float) -> Walked | None:
    """The walk that was kept; None where there is none, or it is not as we write it."""
    try:
        people = [(Signature(str(name), str(key)), int(used)) for name, key, used in entry["people"]]
        ledger = Ledger(live, until, half_life, used=dict(people))
        ledger.commits, ledger.bots, ledger.future = map(int, entry["counts"])
        for told, (last, *parts) in entry["files"].items():
            path = os.fsdecode(told.encode("latin-1"))
            ledger.last[path] = int(last)
            ledger.files[path] = {people[n][0]: Part(int(c), bool(first), float(w)) for n, c, first, w in parts}
        return Walked(ledger, bool(entry["renames"]))
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return None


def _told(path: str) -> str:
    return os.fsencode(path).decode("latin-1")
