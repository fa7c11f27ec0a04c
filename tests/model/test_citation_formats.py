"""The citation for reference managers says what CITATION.cff says, and no text breaks out of its field."""

import json
import re

import pytest

from coded_article.model.citation_formats import citation_formats
from tests.editor import ROOT


def test_each_format_says_what_the_citation_file_says() -> None:
    metadata = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    told = citation_formats(metadata)
    (item,) = json.loads(told["citation.json"])
    released = re.search(r"date-released: (\d+)-(\d+)-(\d+)", cff)
    assert released
    assert item["issued"]["date-parts"] == [[int(part) for part in released.groups()]]
    for fact in (item["title"], item["version"], item["author"][0]["literal"], metadata["licenses"][0]["name"]):
        assert fact in cff
        for text in told.values():
            assert fact in text
    assert f"DA  - {'/'.join(released.groups())}\n" in told["citation.ris"]


@pytest.mark.parametrize("title", ["A } b, year = {1} \\x", "A\nER  - \nTY  - JOUR", "50% & #1_a~^"])
def test_no_title_breaks_out_of_its_field(title: str) -> None:
    metadata = {"name": "a", "version": "1.0.0", "title": title, "licenses": [{"name": "MIT"}]}
    told = citation_formats(metadata)
    (item,) = json.loads(told["citation.json"])
    assert item["title"] == " ".join(title.split())
    assert [line[:2] for line in told["citation.ris"].splitlines()] == ["TY", "AU", "TI", "ET", "N1", "ID", "ER"]
    depth = 0
    for mark in re.findall(r"(?<!\\)[{}]", told["citation.bib"]):
        depth += 1 if mark == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert len(told["citation.bib"].splitlines()) == 7
