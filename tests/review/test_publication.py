"""What a site publishes, listed from its rendered pages: pages, names, roles, images, links, files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from forgebook.review.publication import Entry, key_of, publication
from forgebook.review.publication_frame import frame_links
from forgebook.review.publication_list import NoList, as_file, compare, from_file
from forgebook.review.publication_markdown import markdown
from forgebook.review.publication_page import contents
from support.sites import PROJECT, site_of, write

PICTURE = bytes.fromhex("89504e470d0a1a0a") + b"picture"
FILES: dict[str, Any] = {
    "records/project.yml": PROJECT,
    "records/people/ada.yml": {"title": "Ada Lindqvist", "handle": "alindq", "public_name": "A. Lindqvist"},
    "records/people/bram.yml": {"title": "Bram Okafor"},
    "records/roles/lead.yml": {"title": "Model lead", "visibility": "public", "holders": [{"person": "bram"}]},
    "records/roles/helm.yml": {
        "title": "Helm", "visibility": "public", "holders": [{"person": "ada"}, {"person": "bram"}],
    },
    "records/roles/cook.yml": {"title": "Cook", "holders": [{"person": "bram"}]},
    "records/decisions/open.yml": {
        "title": "Open thing", "status": "accepted", "decided": "2025-01-01", "visibility": "public",
        "deciders": ["ada"], "aliases": ["opened"],
        "context": "Bram Okafor asked. See [the paper](https://paper.example/a).\n\n![A chart](chart.png)",
    },
    "records/decisions/shut.yml": {"title": "Shut thing", "status": "draft", "context": "https://shut.example/"},
    "records/decisions/chart.png": PICTURE,
    "docs/about.md": "---\nvisibility: public\n---\n# About us\n\n![Us](us.png) <https://us.example/>\n",
    "docs/inside.md": "# Inside\n\nhttps://inside.example/\n",
    "docs/us.png": PICTURE,
    "docs/plan.pdf": b"%PDF",
}  # fmt: skip


def listed(root: Path, changes: Mapping[str, Any] | None = None, **more: Any) -> list[Entry]:
    write(root, {**FILES, **(changes or {})})
    return publication(site_of(root, visibility=more.pop("visibility", "public")), **more)


def of(entries: list[Entry], what: str, *names: str) -> list[Any]:
    told = [tuple(entry.get(name) for name in names) for entry in entries if entry["what"] == what]
    return [one[0] if len(names) == 1 else one for one in told]


def test_every_page_with_its_record_and_what_lets_it_show(tmp_path: Path) -> None:
    pages = {
        address: rest for address, *rest in of(listed(tmp_path), "page", "address", "title", "record", "visibility")
    }
    assert pages["decisions/open/"] == ["Open thing", "decision/open", "public"]
    assert pages["people/a.-lindqvist/"] == ["A. Lindqvist", "person/a.-lindqvist", "public name"]
    assert pages["decisions/"] == ["Decisions", None, None]
    assert not [address for address in pages if "shut" in address or "cook" in address or "bram" in address]


def test_a_page_of_partners_says_so(tmp_path: Path) -> None:
    told = {"records/decisions/shut.yml": {**FILES["records/decisions/shut.yml"], "visibility": "partner"}}
    shown = of(listed(tmp_path, told, visibility="partner"), "page", "address", "visibility")
    assert ("decisions/shut/", "partner") in shown
    assert ("decisions/open/", "public") in shown


def test_a_roadmap_item_shows_by_its_public_wording(tmp_path: Path) -> None:
    item = {"title": "Secret", "horizon": "next", "public_wording": "A pier", "public_id": "pier"}
    shown = of(listed(tmp_path, {"records/roadmap/x.yml": item}), "page", "title", "record", "visibility")
    assert ("A pier", "roadmap/pier", "public wording") in shown


def test_names_by_consent_and_names_in_words(tmp_path: Path) -> None:
    """Bram gave no public name; his name stands in a public text all the same, and nobody else would see that."""
    names = of(listed(tmp_path), "name", "name", "on", "given")
    assert ("Bram Okafor", "decisions/open/", False) in names
    assert ("A. Lindqvist", "decisions/open/", True) in names
    assert {name for name, _, _ in names} == {"Bram Okafor", "A. Lindqvist"}


def test_roles_by_which_one_person_can_be_told(tmp_path: Path) -> None:
    """The helm has two holders, the cook's role does not show."""
    assert of(listed(tmp_path), "role", "role", "address", "named") == [("role/lead", "roles/lead/", False)]


def test_images_and_links_of_records_and_of_hand_written_pages(tmp_path: Path) -> None:
    entries = listed(tmp_path)
    images = of(entries, "image", "image", "on", "words")
    assert ("us.png", "about/", "Us") in images
    (chart,) = [image for image, _, words in images if words == "A chart"]
    assert chart.startswith("assets/records/")
    assert (chart, "picture") in of(entries, "file", "address", "sort")
    links = of(entries, "link", "to", "on")
    assert ("https://paper.example/a", "decisions/open/") in links
    assert ("https://us.example/", "about/") in links
    assert not [link for link, _ in links if "inside" in link or "shut" in link]


def test_files_that_are_copied_and_former_addresses(tmp_path: Path) -> None:
    files = of(listed(tmp_path), "file", "address", "sort")
    for file in (("plan.pdf", "docs"), ("us.png", "docs"), ("decisions/opened/index.html", "redirect")):
        assert file in files
    assert ("browse/records.json", "data") in files
    assert not [address for address, _ in files if address.endswith(".md")]


def test_hand_written_pages_and_why_they_show(tmp_path: Path) -> None:
    project = {**PROJECT, "docs_visibility": [{"globs": ["guide/"], "visibility": "public"}]}
    changes = {
        "records/project.yml": project,
        "docs/guide/a.md": "# A guide\n",
        "docs/old.md": "visibility: public\n\nOld\n",
    }
    written = of(listed(tmp_path, changes), "written", "file", "address", "title", "by")
    assert written == [
        ("about.md", "about/", "About us", "front matter"),
        ("guide/a.md", "guide/a/", "A guide", "docs_visibility"),
        ("old.md", "old/", "old.md", "front matter"),
    ]


def test_what_mkdocs_leaves_out_is_not_listed(tmp_path: Path) -> None:
    changes = {"docs/.hidden/a.png": PICTURE, "docs/raw/b.png": PICTURE, "docs/templates/c.html": "x"}
    files = of(listed(tmp_path, changes, config={"exclude_docs": "/raw/\n"}), "file", "address")
    assert not {".hidden/a.png", "raw/b.png", "templates/c.html"} & set(files)
    assert "raw/b.png" in of(listed(tmp_path, changes), "file", "address")


def test_a_hand_written_page_takes_the_place_of_ours(tmp_path: Path) -> None:
    shown = "---\nvisibility: public\n---\n# Mine\n"
    entries = listed(tmp_path, {"docs/index.md": shown, "docs/decisions/index.md": shown})
    assert {"", "decisions/"} <= set(of(entries, "written", "address"))
    pages = of(entries, "page", "address")
    assert "overview/" in pages
    assert not {"", "decisions/"} & set(pages)


def test_a_listing_in_a_hand_written_page_is_filled(tmp_path: Path) -> None:
    page = "---\nvisibility: public\n---\n# List\n\n<!-- forgebook: roles -->\n\n<!-- forgebook: decisions -->\n"
    names = of(
        listed(
            tmp_path,
            {
                "docs/list.md": page,
                "records/decisions/open.yml": {
                    **FILES["records/decisions/open.yml"],
                    "title": "What Bram Okafor asked",
                },
            },
        ),
        "name",
        "name",
        "on",
    )
    assert ("Bram Okafor", "list/") in names


def test_the_list_is_the_same_from_build_to_build(tmp_path: Path) -> None:
    first = as_file(listed(tmp_path), "public")
    assert as_file(listed(tmp_path), "public") == first
    assert len(first.splitlines()) == len(json.loads(first)["entries"]) + 6, "a line an entry"


def test_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    before = from_file(as_file(listed(tmp_path), "public"), "public")
    decision = {**FILES["records/decisions/open.yml"], "context": "Said anew, see https://new.example/."}
    since = compare(
        before, listed(tmp_path, {"records/decisions/open.yml": decision, "docs/new.md": FILES["docs/about.md"]})
    )
    assert {key_of(entry)[1] for entry in since.new if entry["what"] == "written"} == {("new.md",)}
    assert ("link", "https://paper.example/a") in [(entry["what"], entry.get("to")) for entry in since.gone]
    assert ("name", "Bram Okafor") in [(entry["what"], entry.get("name")) for entry in since.gone]
    assert [now["address"] for _, now in since.changed] == ["decisions/open/"]
    assert not compare(before, before).new


def test_the_report_for_sign_off(tmp_path: Path) -> None:
    entries = listed(tmp_path)
    text = markdown(entries, "public", "2025-11-20", compare(entries[1:], entries), None)
    order = [line for line in text.splitlines() if line.startswith("## ")]
    assert order[:3] == ["## Since the last list", "## Names", "## Roles that tell one person"]
    assert "- Bram Okafor: `decisions/open/`" in text.splitlines()
    assert "- Model lead (`roles/lead/`): **the holder has no public name**" in text.splitlines()
    assert "**New: 1**" in text
    assert "Nothing is new, changed or gone." in markdown(entries, "public", "x", compare(entries, entries), None)


def test_links_into_the_own_repository_are_one_line() -> None:
    entries = [
        {"what": "link", "to": f"https://git.example/a/edit/{n}", "on": "x/", "fetched": False} for n in range(3)
    ]
    text = markdown(entries, "public", "x", None, "https://git.example/a/")
    assert "- 3 links into the project's own repository, below `https://git.example/a/`" in text
    assert "edit/1" not in text


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "forgebook-publication/1"}',
     '{"format": "forgebook-publication/1", "visibility": "partner", "entries": []}',
     '{"format": "forgebook-publication/1", "visibility": "public", "entries": [{"what": "page"}]}',
     '{"format": "forgebook-publication/1", "visibility": "public", "entries": [{"what": "spell", "": 1}]}'],
)  # fmt: skip
def test_what_is_no_list(text: str) -> None:
    with pytest.raises(NoList):
        from_file(text, "public")


HTML = """<h1>Top<a class="headerlink" href="#top">¶</a></h1><p>One</p><p>two</p><img src="../img/a.png" alt="A">
<img srcset="b.png 1x, https://pictures.example/c.png 2x" src="b.png"><svg><text>drawn</text><image href="d.png"/></svg>
<a href="../other/">in</a> <a href="https://book.example/x/">in too</a> <a href="mailto:a@b.example">mail</a>
<a href="//cdn.example/x">out</a><iframe src="https://video.example/"></iframe><img src="data:image/png;base64,AAAA">
<p title="aside">x</p>"""


def test_a_page_taken_apart() -> None:
    found = contents(HTML, "guide/a/", "https://book.example")
    assert found.title == "Top"
    assert "One two" in found.words
    assert "aside" in found.words
    assert [*found.images][:4] == [
        "guide/img/a.png",
        "guide/a/b.png",
        "https://pictures.example/c.png",
        "guide/a/d.png",
    ]
    assert [*found.images][4].startswith("data:image/png ")
    assert found.links == {
        "https://pictures.example/c.png": True, "mailto:a@b.example": False, "//cdn.example/x": False,
        "https://video.example/": True,
    }  # fmt: skip


def test_links_of_the_theme() -> None:
    config = {
        "site_url": "https://book.example/", "repo_url": "https://git.example/a", "copyright": '<a href="https://law.example/">x</a>',
        "nav": [{"Home": "index.md"}, {"More": [{"Wiki": "https://wiki.example/"}]}],
        "extra": {"social": [{"icon": "x", "link": "https://chat.example/"}], "other": "https://not.example/"},
    }  # fmt: skip
    assert frame_links(config) == [
        "https://chat.example/", "https://git.example/a", "https://law.example/", "https://wiki.example/",
    ]  # fmt: skip
