"""Settings from the command line, the environment and `mkdocs.yml`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forgebook.pipeline.settings import (
    SettingsError,
    plugin_options,
    resolve_settings,
    settings_from_mkdocs,
)


def site(folder: Path, text: str, name: str = "mkdocs.yml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def settings(folder: Path, environ: dict[str, str] | None = None, **more: Any):
    return settings_from_mkdocs(folder, environ=environ or {}, **more)


def test_a_folder_without_mkdocs_yml_gets_the_defaults(tmp_path):
    found = settings(tmp_path)
    assert found.root == tmp_path
    assert found.records == tmp_path / "records"
    assert found.docs == tmp_path / "docs"
    assert found.cache == tmp_path / ".cache" / "forgebook"
    assert found.visibility == "team"
    assert found.templates is None
    assert found.directory_urls is True
    assert (found.as_of, found.as_of_fixed) == (date.today(), False)


def test_options_of_the_plugin_and_of_the_site_are_read(tmp_path):
    (tmp_path / "overrides").mkdir()
    site(
        tmp_path,
        """
site_name: Ours
site_url: https://example.org/x/
repo_url: https://example.org/code
edit_uri: blob/main/docs/
docs_dir: pages
use_directory_urls: no
plugins:
  - search
  - forgebook:
      records: team/records
      visibility: partner
      as_of: 2025-11-20
      templates: overrides
""",
    )
    found = settings(tmp_path)
    assert found.records == tmp_path / "team" / "records"
    assert found.root == tmp_path / "team"
    assert found.cache == tmp_path / "team" / ".cache" / "forgebook"
    assert found.visibility == "partner"
    assert (found.as_of, found.as_of_fixed) == (date(2025, 11, 20), True)
    assert found.templates == tmp_path / "overrides"
    assert found.docs == tmp_path / "pages"
    assert found.site_name == "Ours"
    assert found.site_url == "https://example.org/x/"
    assert found.repo_url == "https://example.org/code"
    assert found.edit_uri == "blob/main/docs/"
    assert found.directory_urls is False


@pytest.mark.parametrize(
    ("plugins", "options"),
    [
        (["search", {"forgebook": {"visibility": "public"}}], {"visibility": "public"}),
        ({"search": {}, "forgebook": {"visibility": "public"}}, {"visibility": "public"}),
        ([{"/forgebook": {"visibility": "public"}}], {"visibility": "public"}),
        ([{"forgebook/feeds": {"visibility": "public"}}, "forgebook"], {}),
        (["forgebook"], {}),
        ({"forgebook": None}, {}),
        (None, {}),
    ],
)
def test_both_forms_of_plugins_and_no_satellite(plugins, options):
    assert plugin_options(plugins) == options


@pytest.mark.parametrize(
    ("given", "environ", "expected"),
    [
        ("public", {"FORGEBOOK_VISIBILITY": "partner"}, "public"),
        (None, {"FORGEBOOK_VISIBILITY": "public"}, "public"),
        (None, {"FORGEBOOK_VISIBILITY": ""}, "partner"),
        (None, {}, "partner"),
    ],
)
def test_precedence_of_visibility(tmp_path, given, environ, expected):
    site(tmp_path, "plugins: [{forgebook: {visibility: partner}}]")
    assert settings(tmp_path, environ, visibility=given).visibility == expected


@pytest.mark.parametrize(
    ("given", "environ", "expected"),
    [
        (date(2025, 1, 1), {"FORGEBOOK_AS_OF": "2025-02-02"}, date(2025, 1, 1)),
        (None, {"FORGEBOOK_AS_OF": "2025-02-02", "SOURCE_DATE_EPOCH": "0"}, date(2025, 2, 2)),
        (None, {"SOURCE_DATE_EPOCH": "0"}, date(2025, 3, 3)),
    ],
)
def test_precedence_of_as_of(tmp_path, given, environ, expected):
    site(tmp_path, 'plugins: [{forgebook: {as_of: "2025-03-03"}}]')
    found = settings(tmp_path, environ, as_of=given)
    assert (found.as_of, found.as_of_fixed) == (expected, True)


def test_source_date_epoch_is_a_day_in_utc(tmp_path):
    found = settings(tmp_path, {"SOURCE_DATE_EPOCH": "1735689599"})
    assert (found.as_of, found.as_of_fixed) == (date(2024, 12, 31), True)


def test_records_and_templates_from_the_environment(tmp_path):
    site(tmp_path / "site", "plugins: [{forgebook: {records: a, templates: b}}]")
    (tmp_path / "t").mkdir()
    found = settings(tmp_path / "site", {"FORGEBOOK_RECORDS": "../records", "FORGEBOOK_TEMPLATES": "../t"})
    assert found.records == tmp_path / "records"
    assert found.root == tmp_path
    assert found.templates == tmp_path / "t"


def test_tags_of_others_run_nothing_and_are_left_out(tmp_path):
    canary = tmp_path / "canary"
    site(
        tmp_path,
        f"""
site_name: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ["{canary}"]]
site_url: !ENV [NOT_SET, ALSO_NOT, "https://default.example/"]
repo_url: !ENV REPO
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      options: {{a: 1}}
  - !relative $docs_dir
  - admonition
""",
    )
    found = settings(tmp_path, {"REPO": "https://repo.example/"})
    assert not canary.exists()
    assert found.site_name == ""
    assert found.site_url == "https://default.example/"
    assert found.repo_url == "https://repo.example/"
    assert found.markdown_extensions[3:] == ("pymdownx.emoji", "admonition")
    assert found.extension_configs == {"pymdownx.emoji": {"options": {"a": 1}}}


def test_inherit_joins_mappings_and_the_child_wins(tmp_path):
    site(tmp_path, "site_name: Base\nplugins: {forgebook: {visibility: partner, as_of: 2025-01-01}}", "base.yml")
    site(tmp_path, "INHERIT: base.yml\nplugins: {forgebook: {visibility: public}}")
    found = settings(tmp_path)
    assert (found.site_name, found.visibility, found.as_of) == ("Base", "public", date(2025, 1, 1))


def test_extensions_are_those_that_mkdocs_loads(tmp_path):
    site(
        tmp_path,
        """
site_name: x
plugins: []
markdown_extensions:
  - admonition
  - toc: {permalink: true}
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
""",
    )
    mkdocs = pytest.importorskip("mkdocs.config")
    (tmp_path / "docs").mkdir()
    theirs = mkdocs.load_config(str(tmp_path / "mkdocs.yml"))
    ours = settings(tmp_path)
    assert list(ours.markdown_extensions) == theirs["markdown_extensions"]
    assert ours.extension_configs == {name: value for name, value in theirs["mdx_configs"].items() if value}


def test_the_plugin_gives_names_beside_their_configuration(tmp_path):
    found = resolve_settings(
        base=tmp_path,
        options={"records": "records", "visibility": None, "as_of": None, "templates": ""},
        site={
            "site_name": "X",
            "docs_dir": str(tmp_path / "docs"),
            "markdown_extensions": ["toc", "admonition"],
            "mdx_configs": {"toc": {"permalink": True}},
            "use_directory_urls": False,
        },
        overrides={},
        environ={"FORGEBOOK_VISIBILITY": "public", "SOURCE_DATE_EPOCH": "86400"},
        serving=True,
    )
    assert found.markdown_extensions == ("toc", "admonition")
    assert found.extension_configs == {"toc": {"permalink": True}}
    assert found.docs == tmp_path / "docs"
    assert found.visibility == "public"
    assert found.as_of == date(1970, 1, 2)
    assert found.serving is True
    assert found.directory_urls is False


@pytest.mark.parametrize(
    ("text", "environ", "said"),
    [
        (
            "plugins: [{forgebook: {visibility: pubic}}]",
            {},
            'visibility: unknown visibility "pubic": did you mean "public"? Use one of team, partner, public.',
        ),
        (
            "",
            {"FORGEBOOK_VISIBILITY": "x"},
            'environment variable FORGEBOOK_VISIBILITY: unknown visibility "x". Use one of team, partner, public.',
        ),
        (
            "plugins: [{forgebook: {as_of: yesterday}}]",
            {},
            'mkdocs.yml: plugins: forgebook: as_of: "yesterday" is not a day. Write year, month and day, like 2025',
        ),
        ("", {"FORGEBOOK_AS_OF": "2025-02-30"}, '"2025-02-30" is not a day'),
        ("", {"FORGEBOOK_AS_OF": "20250228"}, '"20250228" is not a day'),
        ("", {"SOURCE_DATE_EPOCH": "soon"}, 'SOURCE_DATE_EPOCH: "soon" is not a number of seconds'),
        ("", {"SOURCE_DATE_EPOCH": "9" * 40}, "is not a number of seconds"),
        ("plugins: [{forgebook: {templates: none}}]", {}, "there is no folder"),
        ("plugins: [{forgebook: {records: [a]}}]", {}, "is not a path"),
        ("a: [1\nb: 2", {}, "mkdocs.yml:2:2: not valid YAML"),
        ("- a list", {}, "not a mapping"),
        ("[" * 100_000, {}, "not valid YAML"),
        ("INHERIT: mkdocs.yml", {}, "INHERIT goes round in a circle"),
        ("INHERIT: nowhere.yml", {}, "nowhere.yml: No such file or directory"),
    ],
)
def test_what_cannot_be_used_is_said_with_place_and_remedy(tmp_path, text, environ, said):
    site(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, environ)
    assert said in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_bytes_that_are_not_utf8(tmp_path):
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: \xff")
    with pytest.raises(SettingsError, match="not UTF-8\\. Save the file as UTF-8"):
        settings(tmp_path)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(SettingsError, match="no such folder"):
        settings(tmp_path / "none")


def test_the_other_spelling_of_the_file(tmp_path):
    site(tmp_path, "site_name: Yaml", "mkdocs.yaml")
    assert settings(tmp_path).site_name == "Yaml"
    site(tmp_path, "site_name: Yml")
    assert settings(tmp_path).site_name == "Yml"
