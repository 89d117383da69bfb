"""Short content hashes for caches and file names."""

from __future__ import annotations

from hashlib import blake2b


def digest(*parts: str) -> str:
    """A hash of several texts; where one ends counts."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
