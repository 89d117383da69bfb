"""What a site weighs in a browser: sizes alone, which no busy machine changes."""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

import pytest

from support.sites import build

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SEARCH = "search/search_index.json"
MOST = 1.2
MOST_BYTES = 60_000
OWN = re.compile(r'(?:src|href)="([^"]*assets/forgebook/[^"]+)"')
RECORDS = 300


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Site a of the benchmarks and its peer, built."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from site_a import decisions, write_peer, write_records
    finally:
        sys.path.remove(str(BENCHMARKS))
    root = tmp_path_factory.mktemp("weight")
    made = decisions(RECORDS)
    write_records(root / "ours", made)
    write_peer(root / "peer", made)
    return build(root / "ours"), build(root / "peer")


def test_the_search_index_is_no_larger_than_materials_of_the_same_text(sites: tuple[Path, Path]) -> None:
    ours, peer = ((site / SEARCH).read_bytes() for site in sites)
    assert len(ours) <= MOST * len(peer)
    told = " ".join(entry["text"] for entry in json.loads(ours)["docs"])
    assert len(told) > 1000 * RECORDS, "the texts are in it: they are of 1.5 KB and more each"
    assert len(json.loads(peer)["docs"]) > RECORDS


def test_our_assets_of_any_page_are_small(sites: tuple[Path, Path]) -> None:
    """Style sheets and scripts that a page names, for each page of the site; `tests/browser` asks about data."""
    packed = {path: len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in sites[0].glob("assets/forgebook/*")}
    weights = {}
    for page in sites[0].rglob("index.html"):
        links = set(OWN.findall(page.read_text(encoding="utf-8")))
        weights[page] = sum(packed[(page.parent / link).resolve()] for link in links)
    assert len(weights) > RECORDS
    assert min(weights.values()) > 5_000, "each page has our style sheet and our script"
    assert max(weights.values()) <= MOST_BYTES


def test_all_assets_together_are_small(sites: tuple[Path, Path]) -> None:
    """Even a page that loaded every script of ours would hold the limit."""
    files = list((sites[0] / "assets/forgebook").rglob("*.*"))
    assert len(files) >= 4
    assert sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files) <= MOST_BYTES
