"""What an e-mail address stands for when people are told apart: never the address itself, so that none is kept."""

from __future__ import annotations

import re
from hashlib import blake2b

_NO_REPLY = re.compile(r"(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com\Z")
_NOBODYS = re.compile(
    r"\A(?:none|unknown|nobody|noreply|no-reply|you|root|email|user|your_email|your\.email)?@"
    r"|\A[^@]*\Z|@(?:localhost|localhost\.localdomain|none|unknown|\(none\)|[^@]*\.\(none\)|[^@]*\.local)\Z"
)


def address_key(email: str) -> str:
    """What an address stands for: a GitHub account, or the address as a whole, as a short hash. Empty for nobody's.

    Letter case counts for nothing. Addresses that many machines make up alike, such as `root@localhost`, are nobody's.
    """
    plain = email.strip().strip("<>").casefold()
    if account := _NO_REPLY.match(plain):
        return _hash(f"github:{account[1]}")
    return "" if _NOBODYS.search(plain) else _hash(plain)


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
