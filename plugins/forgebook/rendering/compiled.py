"""Templates that were compiled once in this process: to compile those of a site takes longer than to make a small one.

They are kept in memory alone. A file of compiled code in a project's folder of caches could run what others put there.
"""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_COMPILED: dict[tuple[str, str], CodeType] = {}
"""By a template's key and the hash of its source."""


class CompiledTemplates(BytecodeCache):
    """What Jinja asks before it compiles a template. To be shared only among environments of the same options."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of a template with this name, file and source, where there is one."""
        bucket.code = _COMPILED.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        if bucket.code is not None:
            _COMPILED[bucket.key, bucket.checksum] = bucket.code
