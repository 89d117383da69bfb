"""The cache holds data only, changes nothing but time, and may be deleted, damaged or poisoned."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.settings import SiteSettings
from forgebook.pipeline import Project, Site, load_project, make_site
from forgebook.pipeline.json_view import record_json
from forgebook.reading.cache import JsonCache
from support.loading import AS_OF, load, told
from support.properties import examples

CASES = Path(__file__).parents[1] / "cases"
FILES = {
    f"records/decisions/{path.stem}-{path.parts[-2]}{path.suffix}": path.read_text(encoding="utf-8")
    for path in sorted((CASES / "decision").glob("*/*"))
} | {"records/changes.yml": (CASES / "change/valid/list.yml").read_text(encoding="utf-8")}


def all_of(project: Project) -> tuple[list[str], list[Any]]:
    return told(project), [record_json(record, project.graph) for record in project.graph.records.values()]


def stored(folder: Path) -> Path:
    (path,) = folder.glob("records.json")
    return path


def test_from_the_cache_comes_what_comes_from_files(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    plain = all_of(load(tmp_path, FILES))
    cold = all_of(load(tmp_path, cache=cache))
    first = stored(cache).read_bytes()
    warm = all_of(load(tmp_path, cache=cache))
    assert plain == cold == warm
    assert stored(cache).read_bytes() == first


def test_the_cache_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"records/decisions/a.yml": "title: A\nstatus: draft\n"}
    load(tmp_path, files, cache=tmp_path / "cache")
    monkeypatch.setattr("forgebook.reading.files._read_fresh", lambda *a, **k: pytest.fail("read again"))
    assert load(tmp_path, cache=tmp_path / "cache").graph.records["decision/a"].title == "A"


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    load(tmp_path, {"records/decisions/a.yml": "title: A\nstatus: draft\n"}, cache=tmp_path / "cache")
    project = load(tmp_path, {"records/decisions/a.yml": "title: B\nstatus: draft\n"}, cache=tmp_path / "cache")
    assert project.graph.records["decision/a"].title == "B"


def test_one_content_in_two_kinds_is_two_entries(tmp_path: Path) -> None:
    same = "title: A\n"
    files = {"records/people/a.yml": same, "records/teams/a.yml": same, "records/decisions/a.yml": same}
    for _ in range(2):
        project = load(tmp_path, files, cache=tmp_path / "cache")
        assert set(project.graph.records) == {"person/a", "team/a"}
        assert [d.code.id for d in project.diagnostics] == ["FB202"]


def damaged(change: Callable[[bytes], bytes], root: Path) -> tuple[Any, Any]:
    cache = root / "cache"
    before = all_of(load(root, FILES, cache=cache))
    path = stored(cache)
    path.write_bytes(change(path.read_bytes()))
    return before, all_of(load(root, cache=cache))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"salt": 1}', b'{"entries": []}', b"\x80\x04."],
)
def test_a_damaged_cache_counts_as_none(content: bytes, tmp_path: Path) -> None:
    before, after = damaged(lambda _: content, tmp_path)
    assert before == after


def test_a_cache_of_another_version_counts_as_none(tmp_path: Path) -> None:
    def other_version(data: bytes) -> bytes:
        content = json.loads(data)
        entries = {key: {**entry, "drafts": []} for key, entry in content["entries"].items()}
        return json.dumps({"salt": "0:" + content["salt"].partition(":")[2], "entries": entries}).encode()

    before, after = damaged(other_version, tmp_path)
    assert before == after


def test_deleting_it_is_always_allowed(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = all_of(load(tmp_path, FILES, cache=cache))
    stored(cache).unlink()
    assert all_of(load(tmp_path, cache=cache)) == before
    for path in cache.iterdir():
        path.unlink()
    cache.rmdir()
    assert all_of(load(tmp_path, cache=cache)) == before


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands here", encoding="utf-8")
    assert load(tmp_path, FILES, cache=tmp_path / "cache").graph.records


def test_it_is_kept_out_of_version_control(tmp_path: Path) -> None:
    load(tmp_path, FILES, cache=tmp_path / "cache")
    assert (tmp_path / "cache/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_only_what_a_run_used_is_kept(tmp_path: Path) -> None:
    cache = JsonCache(tmp_path, "x", "s")
    cache.put("a", 1)
    cache.put("b", 2)
    cache.save()
    again = JsonCache(tmp_path, "x", "s")
    assert again.get("a") == 1
    again.save()
    assert JsonCache(tmp_path, "x", "s").get("b") is None
    assert list(tmp_path.glob("*.tmp")) == []


SCALARS = st.sampled_from(["accepted", "a", "<script>"])
KEYS = st.sampled_from(["drafts", "no", "list", "title", "status", "id", "supersedes"])
POISON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | SCALARS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)  # fmt: skip
TWO = {
    "records/decisions/a.yml": "title: A\nstatus: draft\n",
    "records/decisions/b.md": "# B\n\n## Status\n\nAccepted\n",
}


def poisoned(root: Path, entry: Any) -> None:
    """Read a project whose cache holds this in the place of each of its entries."""
    cache = root / "cache"
    load(root, TWO, cache=cache)
    content = json.loads(stored(cache).read_bytes())
    entries = dict.fromkeys(content["entries"], entry)
    stored(cache).write_text(json.dumps({"salt": content["salt"], "entries": entries}), encoding="utf-8")
    load(root, cache=cache)
    stored(cache).unlink()


def test_an_entry_of_another_shape_counts_as_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("poison")

    @given(POISON | st.fixed_dictionaries({"drafts": POISON, "no": POISON, "list": POISON}))
    @examples(60)
    def run(entry: Any) -> None:
        poisoned(root, entry)

    run()


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "draft",
    [
        [[], {"title": "A", "status": 5}, True],
        [[], {"title": "A", "status": ["x"]}, True],
        [[], {"title": nested(700), "status": "draft"}, False],
        [[[]], {"title": "A", "status": "draft", "number": "x"}, False],
    ],
    ids=["number", "list", "deep", "path"],
)
def test_a_poisoned_entry_brings_nothing_down(draft: Any, tmp_path: Path) -> None:
    poisoned(tmp_path, {"drafts": [draft], "no": None, "list": False})


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def site_of(root: Path) -> Site:
    settings = SiteSettings(root, root / "records", AS_OF, cache=root / "cache")
    return make_site(load_project(settings, git=False), settings)


def bodies(site: Site) -> str:
    pages = [site.body(view).html for view in site.views()]
    site.save_cache()
    return "\n".join(pages)


def in_every_text(value: Any) -> Any:
    """The same values with a script in each text that holds the word *sail*."""
    if isinstance(value, dict):
        return {key: in_every_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_every_text(inner) for inner in value]
    return f"{value} {SCRIPT}" if isinstance(value, str) and "sail" in value else value


def test_no_cache_can_bring_a_script_into_a_page(tmp_path: Path) -> None:
    files = {"records/decisions/a.yml": "title: We sail\nstatus: draft\nsummary: To sail\ncontext: A *sail* (blue).\n"}
    load(tmp_path, files, cache=tmp_path / "cache")
    clean = bodies(site_of(tmp_path))
    caches = sorted((tmp_path / "cache").glob("*.json"))
    assert len(caches) == 4  # records, stamps, converted texts, pages
    for path in caches:
        content = json.loads(path.read_text(encoding="utf-8"))
        entries = in_every_text(content["entries"])
        assert (entries != content["entries"]) == (path.name != "stamps.json")
        path.write_text(json.dumps({**content, "entries": entries}), encoding="utf-8")
    poisoned_pages = bodies(site_of(tmp_path))
    assert poisoned_pages != clean
    scripts = poisoned_pages.count("<script>"), poisoned_pages.count("<img")
    assert scripts == (clean.count("<script>"), clean.count("<img"))


@pytest.mark.parametrize("entry", [5, [], {}, {"html": 1}, True])
def test_a_converted_text_of_another_type_counts_as_none(entry: Any, tmp_path: Path) -> None:
    load(tmp_path, {"records/decisions/a.yml": "title: A\nstatus: draft\ncontext: A *sail* (blue).\n"})
    clean = bodies(site_of(tmp_path))
    (path,) = (tmp_path / "cache").glob("markdown*.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    entries = dict.fromkeys(content["entries"], entry)
    path.write_text(json.dumps({**content, "entries": entries}), encoding="utf-8")
    assert bodies(site_of(tmp_path)) == clean
