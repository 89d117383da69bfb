"""Addresses and the links between them."""

from __future__ import annotations

import posixpath
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.views import page_url, relative_url
from support.properties import examples

SITE = "https://harbour.example/below/"
PART = st.text("ab.", min_size=1, max_size=3).filter(lambda part: part.strip("."))
FOLDERS = st.lists(PART, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
PAGES = st.one_of(FOLDERS, st.tuples(FOLDERS, PART).map(lambda pair: f"{pair[0]}{pair[1]}.html"))
FRAGMENTS = st.one_of(st.just(""), PART.map(lambda part: f"#{part}"))


@given(PAGES, FRAGMENTS, PAGES)
@examples(300)
def test_a_browser_that_follows_the_link_arrives(target: str, fragment: str, page: str) -> None:
    assert urljoin(SITE + page, relative_url(target + fragment, page)) == SITE + target + fragment


@given(PAGES, PAGES)
@examples(300)
def test_a_link_is_the_relative_path(target: str, page: str) -> None:
    link = relative_url(target, page)
    here = posixpath.dirname(f"/{page}")
    assert posixpath.normpath(link) == posixpath.relpath(f"/{target}", here)
    assert not link.startswith("/")


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("decisions/b/", "decisions/a/", "../b/"),
        ("", "decisions/a/", "../../"),
        ("", "", "./"),
        ("decisions/a/#why", "decisions/a/", "#why"),
        ("adr/#top", "adr/x.html", "./#top"),
        ("adr/x.html#top", "adr/x.html", "x.html#top"),
    ],
)
def test_links_are_short(target: str, page: str, link: str) -> None:
    assert relative_url(target, page) == link


@pytest.mark.parametrize(
    ("address", "with_folders", "with_files"),
    [
        ("", "", "index.html"),
        ("decisions/", "decisions/", "decisions/index.html"),
        ("improvements/#tidy", "improvements/#tidy", "improvements/index.html#tidy"),
        ("adr/x.html#top", "adr/x.html#top", "adr/x.html#top"),
        ("#top", "#top", "index.html#top"),
    ],
)
def test_page_urls(address: str, with_folders: str, with_files: str) -> None:
    assert page_url(address, directory_urls=True) == with_folders
    assert page_url(address, directory_urls=False) == with_files
