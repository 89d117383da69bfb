"""The importers that there are: every module below `importing/sources/` brings one."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from forgebook.importing import sources
from forgebook.importing.contract import Importer


@cache
def importers() -> dict[str, Importer]:
    """All importers by name, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(sources.__path__))
    found: list[Importer] = [import_module(f"{sources.__name__}.{name}").IMPORTER for name in names]
    return {importer.name: importer for importer in found}
