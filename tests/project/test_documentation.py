"""The documentation is made without a warning, its links lead somewhere, and it needs nothing from elsewhere."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from coded_article.check.catalogue import RULES
from tests.editor import ROOT

pytestmark = pytest.mark.long
WHO_READS_IT = {"a": "href", "img": "src", "link": "href", "script": "src"}


class _Page(HTMLParser):
    """The ids of a page, and what it leads to, by tag."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = {""}
        self.leads: list[tuple[str, str]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        if target := given.get(WHO_READS_IT.get(tag, "")):
            self.leads.append((tag, target))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, _Page]:
    folder = tmp_path_factory.mktemp("documentation")
    command = [sys.executable, "docs/make.py", str(folder), "--explorer", "https://example.org/"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return {path: _Page(path) for path in folder.rglob("*.html")}


def _lost(pages: dict[Path, _Page]) -> Iterator[str]:
    for path, page in pages.items():
        for tag, target in page.leads:
            address = urlsplit(target)
            if address.scheme:
                if tag != "a":
                    yield f"{path.name}: takes {target} from elsewhere"
                continue
            file = (path.parent / unquote(address.path)).resolve() if address.path else path
            known = pages[file].ids if file in pages else {""}
            if not file.exists() or (tag == "a" and unquote(address.fragment) not in known):
                yield f"{path.name}: {target}"


def test_every_link_leads_somewhere_and_nothing_is_taken_from_elsewhere(pages: dict[Path, _Page]) -> None:
    assert list(_lost(pages)) == []


def test_loading_validating_and_citing_are_one_click_from_the_start(pages: dict[Path, _Page]) -> None:
    (start,) = (page for path, page in pages.items() if path.name == "index.html" and path.parent.name != "rules")
    assert {("a", f"{name}.html") for name in ("load", "validate", "cite")} <= set(start.leads)
    assert ("a", "https://example.org/") in start.leads


def test_each_rule_has_a_page_and_each_question_a_picture(pages: dict[Path, _Page]) -> None:
    made = {path.stem for path in pages if path.parent.name == "rules"}
    assert made == {*RULES, "index"}
    (questions,) = (page for path, page in pages.items() if path.name == "questions.html")
    assert sum(bool(re.fullmatch(r"_images/\d\d\.png", target)) for _, target in questions.leads) == 10
