"""The site in a real browser: what a reader does there, that it tells what `verify` tells, and nothing else happens."""

import csv
import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, PdfMargins, expect, sync_playwright

from coded_article import Package, load
from coded_article.check.article import read_against
from coded_article.cli.run import start
from coded_article.read.descriptor import read_descriptor
from coded_article.read.tables import read_tables
from coded_article.site.addresses import UNPUBLISHED, Published
from coded_article.site.corpus import corpus_texts
from coded_article.site.figures import svg
from coded_article.site.leaves import leaves
from coded_article.site.pages import page as rendered
from coded_article.site.rendering import compact
from coded_article.site.titles import Titles
from coded_article.text.canonical import canonical
from coded_article.text.canonical import digest as python_digest
from coded_article.text.copies import read_copy
from coded_article.text.passages import find_passages
from tests.changed import replace
from tests.editor import ROOT, Editor
from tests.specimen import TEXT

ARTICLE = ROOT.parent / "shared" / "article" / "article.txt"
WIDTHS = (360, 768, 1280)
pytestmark = pytest.mark.long
FIGURES = ("playbook", "timeline", "network", "coverage")

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "these tests need Chromium; Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        # a container has no user namespaces for the sandbox and little shared memory
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        started = playwright.chromium.launch(executable_path=chromium, args=options)
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(load(ROOT), tmp_path_factory.mktemp("site"))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a site; at the end, no error stands in the console and nothing was asked for but the page itself.

    ``refused`` is what the policy may say there that it has not run.
    """
    contexts, errors, requests = [], [], []

    def opened(
        folder: Path, width: int = 1280, anchor: str = "", refused: str = "^$", path: str = "index.html", **options: Any
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                errors.append(message.text)
                if message.type in ("error", "warning") and not re.search(refused, message.text)
                else None
            ),
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(f"a dialog: {dialog.message}"))
        page.on("request", lambda request: requests.append(request.url))
        address = (folder / path).as_uri()
        page.goto(address + anchor)
        assert requests.pop(0).partition("#")[0] == address
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
    assert [url for url in requests if not url.startswith(("data:", "blob:"))] == []


def _written(package: Package, folder: Path) -> Path:
    """Write the page alone: the files of the figures, to which it only links, take longer."""
    folder.mkdir(exist_ok=True)
    drawn = {f"figures/{name}.{kind}": b"" for name in FIGURES for kind in ("svg", "png")}
    (folder / "index.html").write_text(compact(rendered(package, drawn)), encoding="utf-8")
    return folder


def _read(page: Page, name: str, data: bytes) -> str:
    """Hand a copy to the page and return what it says."""
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})
    page.wait_for_selector("#result strong")
    return page.locator("#result").inner_text()


def _told_by_page(page: Page) -> tuple[dict[str, tuple[int, int]], set[tuple[str, str]]]:
    lines = page.locator("#result ul").first.locator("li").all_inner_texts()
    counts = {}
    for line in lines:
        what, good, total = re.fullmatch(r"(\w+) (\d+) of (\d+) confirmed", line).groups()  # type: ignore[union-attr]
        counts[what] = int(good), int(total)
    problems = page.locator("#result ul").nth(1).locator("li")
    return counts, {
        (problems.nth(number).locator("b").inner_text(), problems.nth(number).locator("a").first.inner_text())
        for number in range(problems.count())
    }


def _told_by_verify(root: Path, text: str) -> tuple[dict[str, tuple[int, int]], set[tuple[str, str]]]:
    tables, _ = read_tables(read_descriptor(root)[0])
    reading = read_against(tables, text, root)
    counts = {
        "passages": (len(reading.found), reading.passages),
        "evidence": reading.evidence,
        "mentions": reading.mentions,
    }
    return counts, {(problem.code, problem.record) for problem in reading.problems}


def _without_a_paragraph(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[:1] + paragraphs[2:])


@pytest.mark.parametrize("width", WIDTHS)
def test_every_figure_is_there_and_nothing_runs_over(width: int, site: Path, visit: Open) -> None:
    page = visit(site, width)
    for name, drawn in (
        ("playbook", ".slots li:not(.none)"),
        ("playbook", ".lane .advice"),
        ("timeline", ".times li svg.strip"),
        ("timeline", ".undated li"),
        ("network", ".net .node" if width > 736 else ".who tbody tr"),
        ("coverage", ".cover a"),
    ):
        shown = page.locator(f"#{name} {drawn}")
        assert shown.count() > 2, drawn
        for number in (0, shown.count() - 1):
            box = shown.nth(number).bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) > 2
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for name in FIGURES:
        for kind in ("svg", "png"):
            link = page.locator(f'#{name} .files a[href="figures/{name}.{kind}"]')
            assert link.count() == 1


def test_the_advised_order_stands_above_what_the_article_tells(site: Path, visit: Open) -> None:
    page = visit(site)
    advised = page.locator(".advised li:not(.none) > b").all_inner_texts()
    assert advised == ["Volodymyr Zelensky", "European leaders", "Vladimir Putin"]
    assert "Leverage first" in page.locator(".advised .prior").inner_text()
    assert page.locator(".told .act > b").first.inner_text() == "Vladimir Putin"
    boxes = [page.locator(place).first.bounding_box() for place in (".advised .prior", ".advised li", ".told li")]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert len(tops) == 3


def test_filtering(site: Path, visit: Open) -> None:
    page = visit(site)
    page.get_by_role("tab", name="Events").click()
    events = page.locator("#events")
    rows = events.locator("tbody tr:visible")
    assert rows.count() == 35
    events.get_by_label("Filter").fill("SECURITY Conference appearance")
    assert [row.get_attribute("id") for row in rows.all()] == ["evt-020", "evt-021"]  # the second is part of the first
    assert events.locator(".count").inner_text() == "2 of 35"
    events.get_by_label("Filter").fill("")
    events.get_by_label("Status").select_option("Not done")
    assert rows.count() == 5
    events.get_by_label("Filter").fill("no such words")
    assert rows.count() == 0


def test_sorting(site: Path, visit: Open) -> None:
    page = visit(site)
    page.get_by_role("tab", name="Events").click()
    head = page.locator("#events thead th").nth(4)
    first = page.locator("#events tbody tr").first
    head.get_by_role("button", name="Date").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert first.get_attribute("id") == "evt-019"
    head.get_by_role("button", name="Date").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert first.get_attribute("id") == "evt-022"
    assert page.locator("#events tbody tr").last.locator("td").nth(4).inner_text() == ""  # undated ones stay last
    page.get_by_role("tab", name="Actors").click()
    page.locator("#actors").get_by_role("button", name="Mentions").click()
    page.locator("#actors").get_by_role("button", name="Mentions").click()
    counts = [int(row.get_attribute("data-v") or "") for row in page.locator("#actors td:last-child").all()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 10


def test_linking(site: Path, visit: Open) -> None:
    page = visit(site)
    page.locator('#playbook .lanes a[href="#rec-018"]').click()
    row = page.locator("#rec-018")
    expect(row).to_be_in_viewport()
    details = row.locator("details")
    assert details.get_attribute("open") is not None
    told = details.inner_text()
    assert "Criticises\nevt-029 not: Request to Congress for new military aid to Ukraine" in told
    assert "Donald Trump (initiator)" in told
    details.get_by_role("link", name="evt-029").click()
    expect(page.locator("#evt-029")).to_be_in_viewport()
    assert page.get_by_role("tab", name="Events").get_attribute("aria-selected") == "true"
    page.locator("#evt-029 details").get_by_role("link", name="psg-036").click()
    expect(page.locator("#psg-036")).to_be_in_viewport()
    page.locator('#psg-036 a[href="#evt-031"]').click()
    expect(page.locator("#evt-031")).to_be_in_viewport()
    page.locator("#evt-031 td").nth(3).get_by_role("button", name="Not done").click()
    page.locator("#explain").get_by_role("link").click()
    expect(page.locator('[id="status.not_done"]')).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#evt-031")).to_be_in_viewport()


def test_a_code_is_explained_where_it_stands_by_keyboard_too(site: Path, visit: Open) -> None:
    page = visit(site, anchor="#evt-031")
    code = page.locator("#evt-031 td").nth(3).get_by_role("button", name="Not done")
    code.focus()
    page.keyboard.press("Enter")
    explained = page.locator("#explain")
    expect(explained).to_be_visible()
    codes = load(ROOT).codes
    definition = codes[(codes["vocabulary"] == "status") & (codes["code"] == "not_done")]["definition"].item()
    assert str(definition) in explained.inner_text()
    assert "Copy" not in explained.inner_text()
    results = Axe().run(page, "#explain")
    assert results.response["violations"] == [], results.generate_report()
    page.keyboard.press("Escape")
    expect(explained).to_be_hidden()
    expect(code).to_be_focused()


def test_what_is_chosen_stands_in_the_address(site: Path, visit: Open) -> None:
    page = visit(site, anchor="#events?status=not_done&sort=-event&theme=dark")
    rows = page.locator("#events tbody tr:visible")
    assert rows.count() == 5
    assert page.locator("#events [aria-sort]").get_attribute("aria-sort") == "descending"
    assert page.get_by_role("button", name="Theme").inner_text() == "Theme: dark"
    page.locator("#events").get_by_label("Filter").fill("G7")
    page.locator("#events").get_by_role("button", name="Id").click()
    page.get_by_role("button", name="Theme").click()
    assert page.evaluate("location.hash") == "#events?q=G7&status=not_done&sort=id&theme=auto"
    page.locator("#events tbody tr:visible").locator("summary").click()
    page.locator("#events tbody tr:visible").get_by_role("button", name="Copy link").click()
    expect(page.locator("#events .link", has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (site / "index.html").as_uri() + "#evt-030"
    page.get_by_label("Show the ties of").select_option("Emmanuel Macron")
    page.get_by_role("checkbox", name="criticises").uncheck()
    chosen = page.evaluate("location.hash")
    assert chosen.startswith("#network?actor=act-007&hide=criticises")
    page.evaluate("location.hash = '#network'")
    page.evaluate("location.hash = '#network?actor=act-004'")
    expect(page.get_by_label("Show the ties of")).to_have_value("act-004")
    expect(page.get_by_role("checkbox", name="criticises")).to_be_checked()


@pytest.mark.parametrize(
    "state",
    ["#events?status=%3Cimg%20src=x%20onerror=alert(1)%3E&__proto__=1", "#network?actor=act-999&hide=x,acts",
     "#events?sort=--date&status=%F0%9F&theme=javascript:alert(1)", "#?=&%=%", "#evt-001?q=%00%E2%80%AE",
     "#search?x=1", "#step-1?constructor=2"],
)  # fmt: skip
def test_what_an_address_asks_for_in_vain_is_told(state: str, site: Path, visit: Open) -> None:
    page = visit(site, anchor=state)
    expect(page.locator("#lost")).to_contain_text("that part of the address was ignored.")
    assert page.locator("img").count() == 0


def test_one_search_finds_rows_of_all_tables(site: Path, visit: Open) -> None:
    page = visit(site)
    field, found = page.get_by_label("Search all tables"), page.locator("#found")
    field.fill("zel\u00e9nsky\u2019s PAUSE")
    expect(page.locator("#search h2")).to_contain_text("no rows")
    found.get_by_role("link", name="zelensky's").click()
    assert page.locator("#found mark").count()
    assert {text.lower() for text in page.locator("#found mark").all_inner_texts()} == {"zelensky's"}
    for query, key in (
        ("chk-020", "evt-024"),
        ("Kyiv", "act-013"),
        ("not_done", "status.not_done"),
        ("rel-026", "rel-026"),
    ):
        field.fill(query)
        expect(found.locator(f'a[href="#{key}"]').first).to_be_visible()
    assert page.evaluate("location.hash") == "#search?q=rel-026"
    field.fill("russia")
    heads = found.locator("h3").all_inner_texts()
    assert [head.partition(":")[0] for head in heads][:3] == ["Actors", "Events", "Statements"]
    assert "not: Tightening of sanctions on Russia (not done)" in found.inner_text()
    found.locator('a[href^="#events?"]').click()
    expect(page.locator("#events").get_by_label("Filter")).to_have_value("russia")
    field.fill("<b>\u202e")
    assert page.locator("#search b").count() == 0
    found.get_by_role("button", name="Clear the search").click()
    expect(page.locator("#search")).to_be_hidden()


def test_the_story_is_told_step_by_step(site: Path, visit: Open) -> None:
    page = visit(site, 360)
    shown = page.locator(".steps li:visible")
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="Next step").click()
    expect(shown).to_contain_text("What the article reports")
    shown.get_by_role("link").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#step-3 a")).to_be_focused()
    assert page.evaluate("location.hash") == "#step-3"
    expect(shown).to_contain_text("no contact with Volodymyr Zelensky and European leaders")
    lit = page.locator("#playbook .slots .none").last
    assert lit.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    page.evaluate("location.hash = '#step-5'")
    expect(shown).to_contain_text("Trump called Zelensky on 2025-02-12, after Putin.")
    page.set_viewport_size({"width": 720, "height": 900})
    page.emulate_media(media="print")
    boxes = [box for box in (step.bounding_box() for step in page.locator(".steps li").all()) if box]
    assert len(boxes) == 5
    assert len({box["y"] for box in boxes}) == 1, "in print the captions stand in a row"


def test_the_citation_can_be_saved_for_reference_managers(site: Path, visit: Open) -> None:
    page = visit(site)
    page.locator("#cite summary").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save citation.bib").click()
    assert saved.value.suggested_filename == "citation.bib"
    assert saved.value.path().read_text(encoding="utf-8").startswith("@misc{pifer-2025-ukraine-negotiations-1.1.0,")


def test_an_address_opens_its_row_even_where_the_filter_hides_it(site: Path, visit: Open) -> None:
    page = visit(site, anchor="#stm-042")
    expect(page.locator("#stm-042")).to_be_in_viewport()
    assert "never accept" in page.locator("#stm-042 details").inner_text()
    page.locator("#statements").get_by_label("Filter").fill("G8")
    assert not page.locator("#stm-042").is_visible()
    page.locator("#stm-020 details summary").click()
    page.evaluate("location.hash = '#stm-001'")
    expect(page.locator("#stm-001")).to_be_in_viewport()


def test_every_link_within_the_page_leads_somewhere(site: Path, visit: Open) -> None:
    page = visit(site)
    lost = page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')].map(keyOf)
        .filter((id) => !document.getElementById(id))"""
    )
    assert lost == []


def test_copying_a_citation(site: Path, visit: Open) -> None:
    page = visit(site, anchor="#evt-006")
    page.locator("#evt-006").get_by_role("button", name="Copy citation").click()
    expect(page.locator("#evt-006 .cite")).to_have_text("Copied")
    cited = page.evaluate("navigator.clipboard.readText()")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.search(r"<!-- begin citation.*?-->\n\n(.*?)\n\n", readme, re.DOTALL)
    assert told is not None
    whole = told[1].removeprefix("> ")
    assert cited == whole.replace(" [data package]", ", row evt-006 [data package]") + "#evt-006"
    page.locator("#cite").get_by_role("button", name="Copy citation").click()
    expect(page.locator("#cite .cite")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == whole


def test_the_network_shows_the_ties_of_one_actor_or_of_one_kind(site: Path, visit: Open) -> None:
    page = visit(site)
    ties = page.locator(".net .tie:not(.faint)")
    everybody = ties.count()
    page.get_by_label("Show the ties of").select_option("Emmanuel Macron")
    assert {tie.get_attribute("data-s") for tie in ties.all()} == {"act-007"}
    page.get_by_label("Show the ties of").select_option("everybody")
    page.get_by_role("checkbox", name="criticises").uncheck()
    assert 0 < ties.count() < everybody
    assert page.locator(".net .tie.k-criticises:not(.faint)").count() == 0
    page.locator('.net .node[data-a="act-004"]').click()
    assert page.get_by_label("Show the ties of").input_value() == "act-004"


def test_the_matrix_counts_the_ties_of_the_list_and_can_be_sorted(site: Path, visit: Open) -> None:
    page = visit(site)
    matrix = page.locator("#matrix")
    listed = page.locator(".who tbody tr:visible td:last-child > div").count()
    sums = "rows => rows.map((row) => Number(row.cells[1].textContent))"
    assert sum(matrix.locator("tbody tr").evaluate_all(sums)) == listed
    call = matrix.locator("tbody tr", has=page.get_by_role("rowheader", name="Donald Trump", exact=True))
    assert "addresses 2" in call.inner_text()
    assert "meets (not done, or to come) 1" in call.inner_text()
    drawn = matrix.locator("tbody tr").evaluate_all(sums)
    assert drawn == sorted(drawn, reverse=True)
    matrix.get_by_role("button", name="Who").click()
    names = matrix.locator("tbody th").all_inner_texts()
    assert names == sorted(names)
    expect(matrix.get_by_role("button", name="Who")).to_be_focused()
    matrix.get_by_role("button", name="Vladimir Putin").click()
    assert matrix.locator("tbody th").first.inner_text() == "Donald Trump"
    assert matrix.locator("thead th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert "Steven Pifer" in names
    page.get_by_role("checkbox", name="the author's judgements").uncheck()
    assert "Steven Pifer" not in matrix.locator("tbody th").all_inner_texts()
    assert page.locator(".who tr:visible", has_text="Steven Pifer").count() == 0
    page.get_by_label("Show the ties of").select_option("Emmanuel Macron")
    assert matrix.locator("tbody th").all_inner_texts() == ["Emmanuel Macron"]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    loaded = load(ROOT)
    events = pd.concat([loaded.events] * 40)
    events["event_id"] = pd.array([f"evt-{number:03}" for number in range(1, len(events) + 1)], "string")
    return _written(replace(loaded, events=events), tmp_path_factory.mktemp("large"))


def test_a_table_of_very_many_rows_is_drawn_by_window(large: Path, visit: Open) -> None:
    page = visit(large, anchor="#evt-777")
    expect(page.locator("#evt-777")).to_be_in_viewport()
    events = page.locator("#events")
    rows = events.locator("tbody > tr:visible")
    assert rows.count() == 50
    assert events.get_by_text("rows 751 to 800 of 1400").is_visible()
    events.get_by_role("button", name="Later rows").click()
    assert rows.first.get_attribute("id") == "evt-801"
    events.get_by_label("Filter").fill("Munich Security Conference appearance")
    found = events.locator(".count").first.inner_text()
    events.get_by_label("Filter").fill("")
    assert events.locator(".count").first.inner_text() == "1400 of 1400" != found
    events.get_by_role("button", name="Id").click()
    events.get_by_role("button", name="Id").click()
    assert rows.first.get_attribute("id") == "evt-1400"
    assert rows.count() == 50
    assert events.get_by_role("button", name="Earlier rows").is_disabled()
    took = page.evaluate(
        """() => { const start = performance.now(); const heads = document.querySelectorAll("#events thead button");
        heads[1].click(); document.body.offsetHeight; return performance.now() - start; }"""
    )
    assert took < 3_000, "milliseconds, on a machine that does other things; benchmarks/explorer.py measures"


def test_what_is_shown_can_be_saved(site: Path, visit: Open) -> None:
    page = visit(site)
    page.get_by_role("tab", name="Events").click()
    events = page.locator("#events")
    events.get_by_label("Status").select_option("Not done")
    saved = {}
    for kind in ("CSV", "JSON"):
        with page.expect_download() as told:
            events.get_by_role("button", name=kind).click()
        assert told.value.suggested_filename == f"events-shown.{kind.lower()}"
        saved[kind] = told.value.path().read_text(encoding="utf-8")
    rows = list(csv.DictReader(saved["CSV"].splitlines()))
    assert rows == json.loads(saved["JSON"])
    assert [row["Id"] for row in rows] == events.locator("tbody tr:visible").evaluate_all(
        "all => all.map((one) => one.id)"
    )
    assert {row["Status"] for row in rows} == {"Not done"}
    assert rows[0]["Event"].endswith("(not done)")


def test_a_fault_in_a_row_can_be_reported(tmp_path: Path, visit: Open) -> None:
    html = rendered(load(ROOT), {}, Published("", "https://github.com/owner/op-ed"))
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    page = visit(tmp_path, anchor="#evt-023")
    link = page.locator("#evt-023").get_by_role("link", name="Report this row")
    told = "?template=wrong-row.yml&title=%5Bevt-023%5D%20&row=evt-023%2C%20version%20"
    assert (link.get_attribute("href") or "").startswith(f"https://github.com/owner/op-ed/issues/new{told}")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small pages of a site, and the overview of a corpus."""
    folder = tmp_path_factory.mktemp("small")
    package = load(ROOT)
    pages = dict(leaves(package, {"timeline": svg("timeline", package)}, UNPUBLISHED))
    corpus = folder / "corpus"
    assert start("combine", [str(ROOT / "examples" / "quay"), str(ROOT), "-o", str(corpus)]) == 0
    pages |= {path: text for path, text in corpus_texts(load(corpus), UNPUBLISHED) if path == "index.html"}
    for path, text in pages.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


SMALL = ("actors/act-002.html", "principles/sequencing.html", "embed/timeline.html", "index.html")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_violation_in_the_small_pages(width: int, theme: str, small: Path, visit: Open) -> None:
    for path in SMALL:
        page = visit(small, width, path=path, color_scheme=theme)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        results = Axe().run(page)
        assert results.response["violations"] == [], (path, results.generate_report())
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", path


def test_a_passage_tells_its_records_to_mouse_and_keyboard(site: Path, visit: Open) -> None:
    page = visit(site)
    page.locator('.cover a[href="#psg-009"]').hover()
    assert "psg-009" in page.locator("#about").inner_text()
    assert "evt-004 Hegseth's assessment" in page.locator("#about").inner_text()
    page.locator('.cover a[href="#psg-009"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#about").inner_text().startswith("psg-010")
    page.keyboard.press("Enter")
    expect(page.locator("#psg-010")).to_be_in_viewport()


def test_the_keyboard_reaches_every_table(site: Path, visit: Open) -> None:
    page = visit(site)
    page.get_by_role("tab", name="Actors").focus()
    page.keyboard.press("ArrowLeft")
    assert page.get_by_role("tab", name="Codes").get_attribute("aria-selected") == "true"
    assert page.locator("#codes tbody tr:visible").count() == len(load(ROOT).codes)
    assert page.locator("#actors tbody tr:visible").count() == 0


@pytest.mark.skipif(not ARTICLE.is_file(), reason="no copy of the article lies beside the repository")
@pytest.mark.parametrize("change", [str, _without_a_paragraph], ids=["whole", "a paragraph missing"])
def test_the_real_article_is_read_as_verify_reads_it(change: Callable[[str], str], site: Path, visit: Open) -> None:
    text = change(ARTICLE.read_text(encoding="utf-8"))
    page = visit(site)
    told = _read(page, "copy.txt", text.encode())
    counts, problems = _told_by_verify(ROOT, text)
    assert _told_by_page(page) == (counts, problems)
    assert told.startswith("Not confirmed" if problems else "Confirmed")
    if change is str:
        tables = load(ROOT).tables
        assert counts == {name: (len(tables[name]),) * 2 for name in ("passages", "evidence", "mentions")}
    assert page.locator(".passages .body.lost").count() == counts["passages"][1] - counts["passages"][0]


@pytest.mark.parametrize(
    ("change", "encoding"),
    [
        (str, "utf-8"),
        (str, "utf-16"),
        (lambda text: "\ufeff" + text, "utf-16-be"),
        (_without_a_paragraph, "utf-8"),
        (
            lambda text: (
                "\ufeffMenu \U0001f600 Log in\r\n" + text.replace("\n", "\r\n").replace(" ", "\u2003 ") + "\n\nFooter"
            ),
            "utf-8",
        ),
        (lambda text: "".join(letter + "\u200b" for letter in text), "utf-8"),
        (lambda text: text.replace("neighbour", "neigh\u00adbour"), "utf-8"),
        (lambda text: text.replace("Oldtown should", "Oldtown really should"), "utf-8"),
    ],
    ids=[
        "whole",
        "UTF-16",
        "UTF-16, the other way round",
        "a paragraph missing",
        "other text around it",
        "zero-width characters",
        "soft hyphens",
        "a sentence changed",
    ],
)
def test_a_copy_is_read_as_verify_reads_it(
    change: Callable[[str], str], encoding: str, specimen: Editor, tmp_path: Path, visit: Open
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(change(TEXT), encoding=encoding, newline="")
    page = visit(_written(load(specimen.root), tmp_path / "site"))
    told = _read(page, "copy.txt", copy.read_bytes())
    counts, problems = _told_by_verify(specimen.root, read_copy(copy))
    assert _told_by_page(page) == (counts, problems)
    assert told.startswith("Not confirmed" if problems else "Confirmed")


def test_a_saved_web_page_is_read_as_verify_reads_it(specimen: Editor, tmp_path: Path, visit: Open) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT.replace("bridge", "br<b>idge</b><sup>1</sup>").split("\n\n"))
    copy = tmp_path / "copy.html"
    copy.write_text(
        f"""<!doctype html><meta charset=windows-1252><title>News</title><script>alert(1)</script><nav>Home</nav>
        <article><img src="https://example.org/x.png" onerror="alert(2)">{paragraphs}
        <iframe srcdoc="a"></iframe></article>
        <footer onclick=alert(3)>caf\u00e9</footer>""",
        encoding="cp1252",
    )
    page = visit(_written(load(specimen.root), tmp_path / "site"), refused="^Executing inline event handler violates")
    assert _read(page, "copy.html", copy.read_bytes()).startswith("Confirmed")
    assert _told_by_page(page) == _told_by_verify(specimen.root, read_copy(copy))
    assert page.locator("article, img, iframe").count() == 0


def test_faults_of_the_package_are_told_as_verify_tells_them(specimen: Editor, tmp_path: Path, visit: Open) -> None:
    first = specimen.rows("mentions")[1]
    specimen.set("mentions", first[0], "end", str(int(first[4]) - 1))
    specimen.set("evidence", "evd-001", "sha256", "0" * 64)
    specimen.set("passages", "psg-002", "words", "3")
    specimen.set("sources", "src-001", "words", "7")
    specimen.set("statements", "stm-001", "quoted_words", "never forgive")
    specimen.set("events", "evt-001", "note", "Newtown said it would never forget the insult to its carters.")
    page = visit(_written(load(specimen.root), tmp_path / "site"))
    assert _read(page, "copy.txt", TEXT.encode()).startswith("Not confirmed")
    counts, problems = _told_by_verify(specimen.root, TEXT)
    assert _told_by_page(page) == (counts, problems)
    assert {code for code, _ in problems} == {
        "form-text", "span-text", "source-text", "quoted-text", "article-words",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("other.txt", b"The quick brown fox jumps over the lazy dog; nobody closes a bridge.", "Not this article"),
        ("other.txt", b"caf\xe9", "not UTF-8 text"),
        ("other.txt", b"\xff\xfea\0b", "not UTF-16LE text"),
        ("other.txt", b"PK\0\1", "binary data"),
        ("other.txt", b" \n", "empty"),
        ("other.txt", b"word " * 40_001, "more than 200,000 characters"),
        ("saved.HTML", b"<p>The <script>alert(1)</script>", "Not this article"),
        ("saved.htm", b"<script>alert(1)</script>", "empty"),
        ("notes.md", b"# The", "run `coded-article verify` on it, or give the article's text saved as .txt"),
        ("my.article.pdf", b"%PDF", ".pdf files are not read; give the article's text saved as .txt"),
    ],
)
def test_another_text_is_refused(name: str, data: bytes, told: str, site: Path, visit: Open) -> None:
    page = visit(site)
    assert told in _read(page, name, data)
    assert page.locator("#result").get_attribute("class") == "panel bad"
    assert page.locator(".passages .body").count() == 0


def test_the_way_through_a_long_text_is_told(specimen: Editor, tmp_path: Path, visit: Open) -> None:
    page = visit(_written(load(specimen.root), tmp_path / "site"))
    page.evaluate(
        """() => { globalThis.seen = [];
        const result = document.getElementById("result");
        const observer = new MutationObserver(() => seen.push(result.textContent));
        observer.observe(result, { subtree: true, childList: true }); }"""
    )
    assert _read(page, "long.txt", b"It rained all day. " * 3_000).startswith("Not this article")
    shares = [int(one) for text in page.evaluate("seen") for one in re.findall(r"of 10 in long.txt … (\d+) %", text)]
    assert len(set(shares)) > 10
    assert shares == sorted(shares)
    assert shares[-1] > 90


def test_a_pasted_copy_is_shown_with_its_evidence_linked_both_ways(
    specimen: Editor, tmp_path: Path, visit: Open
) -> None:
    page = visit(_written(load(specimen.root), tmp_path / "site"))
    page.get_by_text("or paste it").click()
    page.get_by_label("The article's text").fill(TEXT)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#result strong")).to_have_text("Confirmed")
    assert " ".join(page.locator(".passages .body").all_inner_texts()) == canonical(TEXT)
    words = page.locator("#psg-002 .s", has_text="closed the bridge")
    assert "event" in (words.get_attribute("class") or "")
    words.click()
    chip = page.locator("#psg-002 ul a.on")
    assert chip.get_attribute("href") == "#evt-001"
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#evt-001")).to_be_in_viewport()
    page.locator("#evt-001 details").get_by_role("link", name="psg-002").first.click()
    expect(page.locator("#psg-002")).to_be_in_viewport()
    assert page.locator("#psg-002 .s.on").all_inner_texts() == ["On May 3", "closed the bridge"]
    page.locator('#psg-003 ul a[href="#stm-001"]').first.hover()
    assert "the insult" in page.locator("#psg-003 .s.on").all_inner_texts()


def test_a_copy_can_be_dropped(specimen: Editor, tmp_path: Path, visit: Open) -> None:
    page = visit(_written(load(specimen.root), tmp_path / "site"))
    dropped = page.evaluate_handle(
        "(text) => { const data = new DataTransfer(); data.items.add(new File([text], 'mine.txt')); return data; }",
        TEXT,
    )
    page.locator("#drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator("#result strong")).to_have_text("Confirmed")
    assert "mine.txt" in page.locator("#result").inner_text()


def test_ids_may_have_a_namespace(specimen: Editor, tmp_path: Path, visit: Open) -> None:
    for table in json.loads((specimen.root / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        rows = specimen.rows(table["name"])
        own = [[re.sub(r"^[a-z]{3}-[0-9]{3}$", r"finch-2024:\g<0>", cell) for cell in row] for row in rows]
        specimen.write(table["name"], own)
    page = visit(_written(load(specimen.root), tmp_path / "site"), anchor="#finch-2024:evt-001")
    expect(page.locator('[id="finch-2024:evt-001"] details')).to_have_attribute("open", "")
    page.locator('[id="finch-2024:evt-001"] details').get_by_role("link", name="finch-2024:rec-001").click()
    expect(page.locator('[id="finch-2024:rec-001"]')).to_be_in_viewport()
    assert _read(page, "copy.txt", TEXT.encode()).startswith("Confirmed")


def test_the_canonical_text_is_that_of_python(site: Path, visit: Open) -> None:
    letters = (
        "ab \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"
        "\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2065\u2066\u2069\u206a\ufeff\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab'\"e\u0301\u0323\u00e9\uac00\u1100\u1161\u11a8"
        "\U0001f600\u212b\u00df\u0130_1\u0660"
    )
    chosen = random.Random(7)
    texts = ["".join(chosen.choices(letters, k=30)) for _ in range(400)]
    page = visit(site)
    assert page.evaluate("(texts) => texts.map(canonical)", texts) == [canonical(text) for text in texts]
    wanted = "b\u00e9 \U0001f600_1 c"
    copies = [
        f"{before}{wanted}{after}"
        for before in ("", " ", "a", "_", "\u0660", "(", "\U0001f600", "\u0301")
        for after in ("", "x")
    ]
    sha256 = page.evaluate("digest", wanted)
    found = page.evaluate(
        """async ([copies, sha256, length]) => Promise.all(copies.map(async (copy) =>
        (await findPassages(copy, [{ id: "p", start: 0, end: length, sha256 }], () => {})).has("p")))""",
        [copies, sha256, len(wanted)],
    )
    assert found == [bool(find_passages(copy, [("p", len(wanted), python_digest(wanted))])) for copy in copies]
    assert {True, False} == set(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_violation_of_accessibility(width: int, theme: str, site: Path, visit: Open) -> None:
    page = visit(site, width, color_scheme=theme)
    page.evaluate(  # whatever a reader may open; a few rows of each list, as all are alike
        """() => {
            for (const tab of document.querySelectorAll(".tab")) tab.hidden = false;
            for (const list of document.querySelectorAll(".tab tbody, .plain tbody, .passages, .undated"))
                for (const row of [...list.children].slice(6)) row.remove();
            for (const details of document.querySelectorAll("details")) details.open = true;
        }"""
    )
    page.get_by_label("Search all tables").fill("russia")
    page.get_by_role("button", name="Next step").click()
    results = Axe().run(page)
    assert results.response["violations"] == [], results.generate_report()
    assert len(results.response["passes"]) > 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violation_with_a_copy_open(theme: str, specimen: Editor, tmp_path: Path, visit: Open) -> None:
    page = visit(_written(load(specimen.root), tmp_path / "site"), 360, color_scheme=theme)
    _read(page, "copy.txt", _without_a_paragraph(TEXT).encode())
    page.locator(".s").first.hover()
    results = Axe().run(page)
    assert results.response["violations"] == [], results.generate_report()


def test_the_theme_can_be_chosen(site: Path, visit: Open) -> None:
    page = visit(site, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    button = page.get_by_role("button", name="Theme")
    button.click()
    assert button.inner_text() == "Theme: light"
    light = page.evaluate(paper)
    button.click()
    assert page.evaluate(paper) == dark != light


PAPERS = {"A4": (210, 297), "Letter": (216, 279)}
MARGINS: PdfMargins = {"top": "10mm", "right": "10mm", "bottom": "10mm", "left": "10mm"}


@pytest.mark.parametrize("paper", PAPERS)
def test_in_print_the_layout_is_that_of_paper_on_white(paper: str, site: Path, visit: Open) -> None:
    across = round((PAPERS[paper][0] - 20) * 96 / 25.4)
    page = visit(site, across, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= across
    for hidden in ("nav.bar", "#codes", "#coverage", "#network .list:has(.who)"):
        assert not page.locator(hidden).is_visible(), hidden
    boxes = [page.locator(".advised li").nth(number).bounding_box() for number in range(3)]
    assert len({box["y"] for box in boxes if box}) == 1, "the steps stand side by side"
    tall = (PAPERS[paper][1] - 20) * 96 / 25.4
    for figure in (".order", ".net"):
        box = page.locator(figure).bounding_box()
        assert box
        assert box["height"] < tall, figure
        assert page.locator(figure).evaluate("node => getComputedStyle(node).breakInside") == "avoid"
    for table in (".lanes", "#network .who", ".data"):
        head = page.locator(f"{table} thead").first
        assert head.evaluate("node => getComputedStyle(node).display") == "table-header-group", table


@pytest.mark.parametrize("paper", PAPERS)
def test_the_short_print_is_a_few_pages_and_the_full_one_has_all(paper: str, site: Path, visit: Open) -> None:
    page = visit(site)
    page.evaluate("() => { globalThis.print = () => { globalThis.printed = document.documentElement.className; }; }")
    pages = []
    for name in ("Print the short version", "Print everything"):
        page.get_by_role("button", name=name).click()
        pdf = page.pdf(format=paper, margin=MARGINS, print_background=True)
        pages.append(len(re.findall(rb"/Type\s*/Page\b", pdf)))
    assert pages[0] <= 9 < 20 < pages[1], pages
    page.emulate_media(media="print")
    for shown in ("#codes", "#actors", "#network .list:has(.who)", "#coverage"):
        assert page.locator(shown).is_visible(), shown
    assert page.evaluate("printed") == "ready everything"


def test_without_javascript_figures_and_tables_stand(site: Path, visit: Open) -> None:
    page = visit(site, java_script_enabled=False)
    for name in (*FIGURES, "actors", "events", "statements", "recommendations", "relations", "codes"):
        assert page.locator(f"#{name}").is_visible(), name
    for dead in page.locator("button, input, select, textarea").all():
        assert not dead.is_visible()
    zelensky = page.locator("#act-004").inner_text()
    assert "Ukrainian President" in zelensky
    assert "Donald Trump (initiator)" in page.locator("#evt-022, #evt-023").last.inner_text()
    page.emulate_media(media="print")
    assert page.locator("#codes").is_visible(), "there is no button to ask for everything"
    assert "One predicate, so one event" in page.locator("#evt-022").inner_text()


def test_the_accessibility_tree_has_every_status(site: Path, visit: Open) -> None:
    page = visit(site, anchor="#act-004")
    titles = Titles(load(ROOT))
    tree = page.locator("#act-004").aria_snapshot()
    for key in ("evt-024", "rec-011", "stm-042"):
        assert titles[key].status in tree.partition(f'"{key}"')[2][:400], key
    for place in ("#timeline", "#network .list:has(.who)", ".lanes"):
        tree = page.locator(place).first.aria_snapshot()
        assert len(re.findall(r"\((?:occurred|announced|not done|counterfactual|ongoing|reported)\)", tree)) >= 8, place
    assert page.locator("svg:not([role], [aria-hidden], [aria-hidden] *, svg *)").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_an_address_leads_to_the_head_of_its_row(width: int, site: Path, visit: Open) -> None:
    page = visit(site, width)
    for key in ("act-002", "evt-023", "rec-001"):
        page.evaluate("(key) => { location.hash = key; }", key)
        page.wait_for_function(f"Math.abs(document.getElementById('{key}').getBoundingClientRect().top) < 200")
        expect(page.locator(f"#{key} .t")).to_be_in_viewport()


def test_every_id_that_can_be_cited_opens_or_is_told_to_be_unknown(site: Path, visit: Open) -> None:
    page = visit(site)
    package = load(ROOT)
    for table, column in (("evidence", "record_id"), ("mentions", "actor_id"), ("external_checks", "record_id")):
        row = package.tables[table].iloc[5]
        key = row.iloc[0]
        assert package.cite(key)
        page.evaluate("(key) => { location.hash = key; }", key)
        expect(page.locator(f"#{key}")).to_be_in_viewport()
        expect(page.locator(f"#{row[column]}")).to_have_class("hit")
    page.evaluate("location.hash = 'src-001'")
    expect(page.locator("#src-001")).to_be_in_viewport()
    for key in ("unt-001", "evt-999", "%F0", "<b>"):
        page.evaluate("(key) => { location.hash = key; }", key)
        if key != "%F0":
            expect(page.locator("#lost")).to_have_text(re.compile(f"^This page has no {key}\\."))
            expect(page.locator("#lost")).to_be_in_viewport()
    page.evaluate("location.hash = 'evt-001'")
    expect(page.locator("#lost")).to_be_hidden()


def test_a_retired_id_names_its_successor(package: Editor, tmp_path: Path, visit: Open) -> None:
    loaded = load(package.root)
    records = loaded.records.copy()
    gone = pd.DataFrame({"record_id": ["evt-900"], "table": ["events"], "added_in": ["1.0.0"], "retired_in": ["1.1.0"],
                         "replaced_by": ["evt-001"]}, dtype="string")  # fmt: skip
    page = visit(_written(replace(loaded, records=pd.concat([records, gone])), tmp_path), anchor="#evt-900")
    expect(page.locator("#lost")).to_have_text("evt-900 was retired in version 1.1.0. It was replaced by evt-001.")


@pytest.mark.skipif(not ARTICLE.is_file(), reason="no copy of the article lies beside the repository")
def test_the_reading_view_has_a_stop_for_each_passage_and_a_name_for_each_link(site: Path, visit: Open) -> None:
    page = visit(site)
    assert _read(page, "copy.txt", ARTICLE.read_bytes()).startswith("Confirmed")
    stops = page.locator("#paraphrase *").evaluate_all("all => all.filter((one) => one.tabIndex >= 0).length")
    assert stops <= page.locator(".passages > li").count()
    nameless = page.locator("#paraphrase a").evaluate_all(
        "links => links.filter((one) => !one.textContent.trim()).length"
    )
    assert nameless == 0
    first = page.locator(".passages ul a").first
    first.focus()
    walked = []
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        focused = page.locator(".passages a:focus")
        assert page.locator(".s.on").count(), "the words of the line are lit"
        walked.append(focused.locator("xpath=ancestor::li[@id]").get_attribute("id") or "")
    assert walked == sorted(walked)
    assert len(set(walked)) > 2, "from the last line of a passage to the first of the next"
    results = Axe().run(page, "#paraphrase")
    assert results.response["violations"] == [], results.generate_report()


def test_words_with_several_records_light_all_of_them(specimen: Editor, tmp_path: Path, visit: Open) -> None:
    page = visit(_written(load(specimen.root), tmp_path / "site"))
    _read(page, "copy.txt", TEXT.encode())
    number, several = page.locator(".s").evaluate_all(
        "all => { const at = all.findIndex((one) => one.dataset.r.includes(' ')); return [at, all[at].dataset.r]; }"
    )
    words = page.locator(".s").nth(number)
    words.click()
    lit = words.locator("xpath=ancestor::li[1]").locator("ul a.on").evaluate_all("all => all.map(keyOf)")
    assert sorted(lit) == sorted(several.split())


def test_in_forced_colours_marks_are_seen(specimen: Editor, tmp_path: Path, visit: Open) -> None:
    page = visit(_written(load(specimen.root), tmp_path / "site"), forced_colors="active")
    _read(page, "copy.txt", TEXT.encode())
    words = page.locator(".s.event").first
    assert "underline" in words.evaluate("node => getComputedStyle(node).textDecorationLine")
    words.hover()
    chip = page.locator(".passages ul a.on").first
    assert chip.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    tab = page.get_by_role("tab", selected=True)
    other = page.get_by_role("tab", selected=False).first
    background = "node => getComputedStyle(node).backgroundColor"
    assert tab.evaluate(background) != other.evaluate(background)
    results = Axe().run(page)
    assert results.response["violations"] == [], results.generate_report()


@pytest.mark.parametrize("width", [360, 740, 768, 900, 959])
def test_narrow_pages_keep_heads_and_whom_the_article_does_not_tell_of(width: int, site: Path, visit: Open) -> None:
    page = visit(site, width)
    lost = page.locator(".slots li.none:not([aria-hidden])")
    expect(lost).to_be_visible()
    assert "Volodymyr Zelensky" in lost.inner_text()
    heads = page.locator(".lanes thead th")
    if width > 736:
        for number, name in ((1, "Advice"), (2, "Followed?"), (3, "Conduct")):
            expect(heads.nth(number)).to_be_visible()
            assert heads.nth(number).inner_text().lower().startswith(name.lower())
        head, cell = heads.nth(3).bounding_box(), page.locator(".lanes .conduct").first.bounding_box()
        assert head
        assert cell
        assert abs(head["x"] - cell["x"]) < 20
    else:
        conduct = page.locator(".lanes .conduct div:not(.wanted) > span").first
        assert "criticises" in conduct.evaluate("node => getComputedStyle(node, '::before').content")


def test_hostile_cells_come_out_harmless(package: Editor, tmp_path: Path, visit: Open) -> None:
    evil = (
        """</script></style></title>--><script>alert(1)</script><img src=x onerror=alert(1)> "'` onload=alert(1) &lt;"""
    )
    loaded = load(package.root)
    for name, column in (("events", "label"), ("events", "note"), ("actors", "name"), ("statements", "proposition")):
        frame = loaded.tables[name].copy()
        frame[column] = evil + " \u202egnirts\u2066"
        changed: dict[str, Any] = {name: frame}
        loaded = replace(loaded, **changed)
    checks = loaded.external_checks.copy()
    checks["source_url"] = "javascript:alert(1)"
    metadata = {**loaded.metadata, "title": evil, "description": evil + "\u202e"}
    mentions = loaded.mentions.copy()
    mentions["form"] = evil
    loaded = replace(loaded, external_checks=checks, metadata=metadata, mentions=mentions)
    page = visit(_written(loaded, tmp_path), anchor="#evt-001")
    assert page.title() == evil
    assert page.locator("#evt-001 .t").inner_text() == evil + " <U+202E>gnirts<U+2066>"
    assert page.locator("script").count() == 3
    assert page.locator("img").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    assert page.evaluate("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.innerHTML)") is False
    assert evil in page.locator("#act-001 details").inner_text()
    page.get_by_label("Search all tables").fill("<script>")
    assert "alert(1)</script>" in page.locator("#found mark").first.locator("xpath=..").inner_text()
    page.locator("#evt-001 .code").first.click()
    assert evil[:9] in page.locator("#paraphrase").inner_text()
    assert (page.locator("script").count(), page.locator("img").count()) == (3, 0)
