"""The style sheet and the scripts that come with Forgebook."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from importlib.resources import files as package_files

from forgebook.core.views import SiteFile
from forgebook.rendering.packing import packed

STYLE = "assets/forgebook/forgebook.css"
SCRIPT = "assets/forgebook/forgebook.js"
COMPARE_SCRIPT = "assets/forgebook/forgebook-compare.js"
WHAT_IF_SCRIPT = "assets/forgebook/forgebook-what-if.js"
"""Each loaded by the page that needs it, and by no other."""


def own_assets() -> Iterable[SiteFile]:
    """The style sheet and the scripts, packed."""
    folder = package_files("forgebook") / "assets"
    for address in (STYLE, SCRIPT, COMPARE_SCRIPT, WHAT_IF_SCRIPT):
        yield SiteFile(address, packed(address, (folder / posixpath.basename(address)).read_bytes()))
