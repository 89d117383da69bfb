"""`mkdocs.yml`: a new one, or the plugin added to one that is there, with every comment and tag kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forgebook.pipeline.settings import config_file, plugin_options
from forgebook.starting.answers import Answers
from forgebook.starting.steps import Step, extend, make
from forgebook.starting.texts import edit_setting, site_text
from forgebook.writing.files import WriteRefused
from forgebook.writing.nodes import NotYaml
from forgebook.writing.yaml_text import YamlText

_PASTE = "plugins:\n  - search\n  - forgebook\n"


def write_site_file(folder: Path, answers: Answers) -> Step:
    """Make `mkdocs.yml`, or extend it.

    Raises:
        WriteRefused: it cannot be written.
    """
    path = config_file(folder)
    if path is None:
        return make(folder, "mkdocs.yml", site_text(answers), paste=_PASTE)
    return extend(folder, path.name, lambda text: _extended(text, answers), paste=_PASTE)


def _extended(text: str, answers: Answers) -> tuple[str, str]:
    try:
        yaml = YamlText(text)
        content = yaml.data()
    except NotYaml as error:
        raise WriteRefused(f"it is not YAML that can be edited ({error})") from None
    if not isinstance(content, dict):
        raise WriteRefused("it is no mapping of settings")
    added = [
        said for said in (_plugin(yaml, content), _nav(yaml, content), _repository(yaml, content, answers)) if said
    ]
    return yaml.text, ", ".join(added)


def _plugin(yaml: YamlText, content: dict[str, Any]) -> str:
    plugins = content.get("plugins")
    if plugins is None:
        # MkDocs switches its search on only as long as no plugin is named.
        yaml.set(("plugins",), ["search", "forgebook"])
    elif isinstance(plugins, dict):
        if "forgebook" in plugins:
            return ""
        yaml.set(("plugins", "forgebook"), {})
    elif plugin_options(plugins) or "forgebook" in [_name(entry) for entry in plugins]:
        return ""
    else:
        yaml.append(("plugins",), "forgebook")
    return "the plugin"


def _name(entry: Any) -> str:
    return str(next(iter(entry), "")) if isinstance(entry, dict) else str(entry)


def _nav(yaml: YamlText, content: dict[str, Any]) -> str:
    nav = content.get("nav")
    if not isinstance(nav, list) or any(entry == "forgebook" for entry in nav):
        return ""
    yaml.append(("nav",), "forgebook")
    return "its place in the navigation"


def _repository(yaml: YamlText, content: dict[str, Any], answers: Answers) -> str:
    if content.get("repo_url") or not answers.repo_url:
        return ""
    yaml.set(("repo_url",), answers.repo_url)
    if not content.get("edit_uri") and not content.get("edit_uri_template"):
        key, value = edit_setting(answers)
        yaml.set((key,), value)
    return "the repository's address"
