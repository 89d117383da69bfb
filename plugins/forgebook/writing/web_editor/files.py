"""The web editor's folder: its page, its configuration, and how it reads and writes records."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from forgebook.core.forms import WEB_EDITOR_FORMAT
from forgebook.writing.files import WriteRefused
from forgebook.writing.generated import Written, put_generated
from forgebook.writing.web_editor.widgets import Shape

FOLDER = "docs/admin"
"""Where the web editor lies: a folder that MkDocs copies as it is."""
MARK = "# Made by `forgebook web-editor`. Run it again after a change to the project file or to Forgebook.\n"
PACKAGES = {
    "sveltia-cms.js": "@sveltia/cms/dist/sveltia-cms.js",
    "yaml": "yaml/browser",
    "fonts/material-symbols-outlined.woff2": (
        "@fontsource-variable/material-symbols-outlined/files/material-symbols-outlined-latin-wght-normal.woff2"
    ),
    "fonts/source-sans-3.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
}
"""What the page loads that is not ours, and where npm puts it. None of it comes with Forgebook."""
INSTALL = (
    "npm install @sveltia/cms yaml @fontsource-variable/material-symbols-outlined @fontsource-variable/source-sans-3"
)
"""The command that brings all of it."""
_FONT = re.compile(r"https://[^()\s\"']+/fontsource/fonts/(?P<name>[a-z0-9-]+)[^()\s\"']*\.woff2")
"""Where Sveltia CMS would have browsers load a font from."""
_PICTURES = {"github": "https://avatars.githubusercontent.com", "gitlab": "https://secure.gravatar.com"}
_OWN_HOSTS = {"github": "https://api.github.com https://github.com", "gitlab": "https://gitlab.com"}
_HERE = Path(__file__).parent


def backend_of(repo_url: str | None, branch: str = "") -> dict[str, str]:
    """Where the web editor finds the repository; empty for a host that it cannot use.

    A host of one's own is named by its address; only GitHub and GitLab can hold drafts as pull requests.
    """
    place = urlsplit(repo_url or "")
    host = (place.hostname or "").removeprefix("www.")
    name = next((known for known in ("github", "gitlab") if known in host), "")
    if not name:
        return {}
    found = {"name": name, "repo": place.path.strip("/").removesuffix(".git")}
    if branch:
        found["branch"] = branch
    if host != f"{name}.com":
        base = f"{place.scheme}://{place.netloc}"
        found |= {"base_url": base, "api_root": f"{base}/api/v{3 if name == 'github' else 4}"}
    return found


def configuration_text(configuration: Mapping[str, Any]) -> str:
    """The configuration as the text of `config.yml`."""
    stream = io.StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.dump(dict(configuration), stream)
    return MARK + stream.getvalue()


def page_text(backend: Mapping[str, str]) -> str:
    """The page. It may ask the host of the repository, and nobody else."""
    page = (_HERE / "index.html").read_text(encoding="utf-8")
    hosts = backend.get("base_url") or _OWN_HOSTS.get(backend["name"], "")
    return page.replace("{pictures}", _PICTURES.get(backend["name"], "")).replace("{hosts}", hosts)


def write_web_editor(folder: Path, configuration: Mapping[str, Any], shapes: Mapping[str, Shape]) -> list[Written]:
    """Write the page, the configuration and the format.

    Raises:
        WriteRefused: a file cannot be written.
    """
    texts = {
        "index.html": page_text(configuration["backend"]),
        "config.yml": configuration_text(configuration),
        WEB_EDITOR_FORMAT: (_HERE / WEB_EDITOR_FORMAT).read_text(encoding="utf-8"),
        "shapes.json": json.dumps(shapes, separators=(",", ":")) + "\n",
    }
    return [put_generated(folder / name, text) for name, text in texts.items()]


def copy_packages(node_modules: Path, folder: Path) -> list[Written]:
    """Copy what the page loads out of a folder in which npm has put it.

    Raises:
        WriteRefused: a package is not there, or a file cannot be written.
    """
    for source in PACKAGES.values():
        if not (node_modules / source).exists():
            raise WriteRefused(f"{node_modules / source} is not there. Run `{INSTALL}` first.")
    return [
        put_generated(folder / name / path.relative_to(node_modules / source), _without_far_fonts(path.read_bytes()))
        for name, source in PACKAGES.items()
        for path in _files_of(node_modules / source)
    ]


def _files_of(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(path for path in place.rglob("*.js") if path.is_file())


def _without_far_fonts(content: bytes) -> bytes:
    """A script whose fonts lie beside the page; anything that is no text as it is."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    return _FONT.sub(lambda match: f"fonts/{match['name']}.woff2", text).encode("utf-8")


def missing_packages(folder: Path) -> list[str]:
    """What the page loads and does not find yet."""
    return [name for name in PACKAGES if not (folder / name).exists()]
