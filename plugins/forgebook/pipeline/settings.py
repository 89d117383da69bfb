"""Site settings from the command line, the environment and `mkdocs.yml`, in this order of precedence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import closest, did_you_mean
from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.mkdocs_yaml import SettingsError, config_file, read_mkdocs

__all__ = ["OPTIONS", "SettingsError", "config_file", "resolve_settings", "settings_from_mkdocs"]

PLUGIN = "forgebook"
FEEDS = "forgebook/feeds"
"""The plugin that makes feeds: pages lead to them where a site has it."""
OPTIONS = ("records", "visibility", "as_of", "templates")
"""Options of the plugin, each with an environment variable `FORGEBOOK_…`."""

BUILTIN_EXTENSIONS = ("toc", "tables", "fenced_code")
"""Markdown extensions that MkDocs switches on for every site."""

_SITE_KEYS = (
    "site_name", "site_url", "repo_url", "edit_uri", "edit_uri_template", "docs_dir", "use_directory_urls",
)  # fmt: skip

Found = tuple[Any, str]
"""A value and the name of the place that it comes from."""


def settings_from_mkdocs(
    directory: Path,
    *,
    visibility: str | None = None,
    as_of: date | None = None,
    environ: Mapping[str, str] = os.environ,
) -> SiteSettings:
    """The settings of the site in a folder, which may have no `mkdocs.yml`.

    Args:
        directory: the folder that holds `mkdocs.yml`, or else `records/`.
        visibility: `--visibility` of the command line.
        as_of: `--as-of` of the command line.
        environ: the environment.

    Raises:
        SettingsError: a setting cannot be used.
    """
    if not directory.is_dir():
        raise SettingsError(f"{directory}: no such folder. Name the one that holds mkdocs.yml or records/.")
    path = config_file(directory)
    config = read_mkdocs(path, environ) if path else {}
    site = {key: config[key] for key in _SITE_KEYS if key in config}
    listed, configs = _extensions(config.get("markdown_extensions"))
    site["markdown_extensions"] = list(dict.fromkeys([*BUILTIN_EXTENSIONS, *listed]))
    site["mdx_configs"] = configs
    site["feeds"] = any(str(name).removeprefix("/") == FEEDS for name, _ in pairs(config.get("plugins")))
    return resolve_settings(
        base=directory,
        options=plugin_options(config.get("plugins")),
        site=site,
        overrides={"visibility": visibility, "as_of": as_of},
        environ=environ,
    )


def plugin_options(plugins: Any) -> dict[str, Any]:
    """What `plugins:` says below `forgebook`, in a list or a mapping."""
    for name, options in pairs(plugins):
        if str(name).removeprefix("/") in (PLUGIN, f"{PLUGIN}/{PLUGIN}"):
            return dict(options) if isinstance(options, Mapping) else {}
    return {}


def resolve_settings(
    *,
    base: Path,
    options: Mapping[str, Any],
    site: Mapping[str, Any],
    overrides: Mapping[str, Any],
    environ: Mapping[str, str],
    serving: bool = False,
) -> SiteSettings:
    """Site settings, each from the first place that gives it. The plugin and the command line share this.

    Args:
        base: the folder that relative paths are told from.
        options: the plugin's options, from `mkdocs.yml`; those not set may be absent, None or empty.
        site: keys of `mkdocs.yml`; `markdown_extensions` as written there, or as names beside `mdx_configs`.
        overrides: options of the command line by the plugin's names.
        environ: the environment.
        serving: whether the site is built for `serve`.

    Raises:
        SettingsError: a setting cannot be used.
    """
    found = _first_given(options, overrides, environ)
    as_of, fixed = _as_of(found.get("as_of"), environ)
    records = _folder(base, *found.get("records", ("records", "")))
    root = records.parent
    extensions, configs = _extensions(site.get("markdown_extensions"))
    return SiteSettings(
        root=root,
        records=records,
        as_of=as_of,
        as_of_fixed=fixed,
        visibility=_visibility(*found.get("visibility", ("team", ""))),
        templates=_templates(base, found.get("templates")),
        docs=_folder(base, site.get("docs_dir") or "docs", "docs_dir"),
        site_name=str(site.get("site_name") or ""),
        site_url=_text(site.get("site_url")),
        repo_url=_text(site.get("repo_url")),
        edit_uri=None if site.get("edit_uri") is None else str(site["edit_uri"]),
        edit_uri_template=_text(site.get("edit_uri_template")),
        markdown_extensions=extensions,
        extension_configs={**configs, **(site.get("mdx_configs") or {})},
        directory_urls=site.get("use_directory_urls") not in (False, "false"),
        cache=root / ".cache" / "forgebook",
        feeds=bool(site.get("feeds")),
        serving=serving,
    )


def _first_given(
    options: Mapping[str, Any], overrides: Mapping[str, Any], environ: Mapping[str, str]
) -> dict[str, Found]:
    """Each option that is set somewhere, with the name of the place for messages."""
    found: dict[str, Found] = {}
    for name in OPTIONS:
        variable = f"FORGEBOOK_{name.upper()}"
        places: tuple[Found, ...] = (
            (overrides.get(name), f"--{name.replace('_', '-')}"),
            (environ.get(variable), f"environment variable {variable}"),
            (options.get(name), f"mkdocs.yml: plugins: {PLUGIN}: {name}"),
        )
        given = next((place for place in places if place[0] not in (None, "")), None)
        if given is not None:
            found[name] = given
    return found


def _visibility(value: Any, where: str) -> str:
    if isinstance(value, str) and value in VISIBILITY_ORDER:
        return value
    guess = did_you_mean(closest(str(value), VISIBILITY_ORDER)) or "."
    known = ", ".join(VISIBILITY_ORDER)
    raise SettingsError(f'{where}: unknown visibility "{value}"{guess} Use one of {known}.')


def _as_of(found: Found | None, environ: Mapping[str, str]) -> tuple[date, bool]:
    """The day that "today" means, and whether it was given."""
    if found is not None:
        return parse_day(*found), True
    epoch = environ.get("SOURCE_DATE_EPOCH", "").strip()
    return (_epoch_day(epoch), True) if epoch else (date.today(), False)


def parse_day(value: Any, where: str = "") -> date:
    """A day as `2025-10-07`.

    Raises:
        SettingsError: it is none; the message begins with `where`, if that is given.
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = str(value).strip()
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass  # told below, as for any other text
    head = f"{where}: " if where else ""
    raise SettingsError(f'{head}"{text}" is not a day. Write year, month and day, like 2025-10-07.')


def _epoch_day(text: str) -> date:
    try:
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SettingsError(
            f'environment variable SOURCE_DATE_EPOCH: "{text}" is not a number of seconds since 1970. '
            "Correct it, or unset it."
        ) from None


def _folder(base: Path, value: Any, where: str) -> Path:
    """A folder told from `base`, without `..` in it; links are left as they are."""
    if not isinstance(value, str | os.PathLike):
        raise SettingsError(f"{where}: {value!r} is not a path. Write the name of a folder.")
    return Path(os.path.abspath(base / value))  # noqa: PTH100 (resolve() would follow links)


def _templates(base: Path, found: Found | None) -> Path | None:
    if found is None:
        return None
    folder = _folder(base, *found)
    if not folder.is_dir():
        raise SettingsError(f"{found[1]}: there is no folder {folder}. Make it, or correct the path.")
    return folder


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


def _extensions(listed: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The extensions in their order, each once, and the configuration of those that have any."""
    names: list[Any] = []
    configs: dict[str, Any] = {}
    for name, config in pairs(listed):
        names.append(name)
        if isinstance(config, Mapping) and config:
            configs[name] = dict(config)
    return tuple(dict.fromkeys(names)), configs


def pairs(value: Any) -> Iterable[tuple[Any, Any]]:
    """Names with what stands below them, from `- name`, `- name: {…}` or `name: {…}`."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list | tuple):
        for entry in value:
            if isinstance(entry, Mapping):
                yield from entry.items()
            else:
                yield entry, None
