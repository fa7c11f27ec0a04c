"""The site as files: what is in them, that they come out the same, and that nothing in a cell can harm."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from coded_article import Package, load
from coded_article.cli.run import start
from coded_article.site import figures, site_files
from coded_article.site.addresses import UNPUBLISHED, Published
from coded_article.site.corpus import members
from coded_article.site.coverage import coverage
from coded_article.site.figures import FIGURES
from coded_article.site.leaves import leaves
from coded_article.site.network import TIES, Labels, network, points
from coded_article.site.pages import page
from coded_article.site.playbook import playbook
from coded_article.site.rendering import compact
from coded_article.site.rows import rows
from coded_article.site.sketch import EVENT
from coded_article.site.steps import steps
from coded_article.site.timeline import timeline
from coded_article.site.titles import Titles
from tests.changed import replace
from tests.editor import ROOT, Editor
from tests.rules.breaking import follow_first

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def package_here() -> Package:
    return load(ROOT)


@pytest.fixture(scope="module")
def site(package_here: Package) -> Mapping[str, bytes]:
    return site_files(package_here)


@pytest.fixture(scope="module")
def html(package_here: Package, site: Mapping[str, bytes]) -> str:
    """The page before it is made compact, which is easier to search."""
    return page(package_here, site)


@pytest.fixture(scope="module")
def quay() -> Package:
    return load(ROOT / "examples" / "quay")


@pytest.fixture
def bare(specimen: Editor) -> Editor:
    """The specimen with one recommendation, and two events of which one is dated; no actor is tied to another."""
    for table, kept_rows in (("events", 2), ("statements", 2), ("recommendations", 1), ("relations", 1)):
        specimen.write(table, specimen.rows(table)[: kept_rows + 1])
    kept = {"record_id", "evt-001", "evt-002", "rec-001"}
    specimen.write("involvements", [row for row in specimen.rows("involvements") if row[0] in kept])
    return specimen


class _Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of styles and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = f"{tag} {dict(attrs).get('type', '')}".strip() if tag in ("script", "style") else ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside] = self.texts.get(self._inside, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


@pytest.fixture(scope="module")
def elements(site: Mapping[str, bytes]) -> _Elements:
    return _Elements(site["index.html"].decode("utf-8"))


def test_what_is_in_a_site(site: Mapping[str, bytes], package_here: Package) -> None:
    drawn = {f"figures/{name}.{kind}" for name in figures.FIGURES for kind in ("svg", "png")}
    others = {f"embed/{name}.html" for name in figures.FIGURES} | {"index.html", "figures/alternative-text.txt"}
    actors = {f"actors/{key}.html" for key in package_here.actors["actor_id"]}
    principles = {f"principles/{code}.html" for code in package_here.recommendations["principle"]}
    data = {f"data/{name}.{kind}" for name in package_here.tables for kind in ("csv", "json")}
    assert set(site) == {*drawn, *others, *actors, *principles, *data, "share.png"}
    assert 100_000 < len(site["index.html"]) < 400_000
    assert max(len(site[path]) for path in (*actors, *principles)) < 40_000


def test_every_link_of_the_small_pages_leads_somewhere(site: Mapping[str, bytes]) -> None:
    pages = {path: _Elements(data.decode("utf-8")) for path, data in site.items() if path.endswith(".html")}
    ids = {path: {found["id"] for _, found in page.found if "id" in found} for path, page in pages.items()}
    seen = 0
    for path, page_here in pages.items():
        assert len(ids[path]) == len([1 for _, found in page_here.found if "id" in found]), path
        for tag, found in page_here.found:
            if tag != "a" or (found["href"] or "").startswith(("http", "#g-")):
                continue
            target, _, key = (found["href"] or "").partition("#")
            there = str(Path(path).parent / target).removeprefix("actors/../").removeprefix("principles/../")
            there = path if not target else there.removeprefix("embed/../")
            assert there in site, (path, found["href"])
            assert not key or there != "index.html" or path == there or key in ids[there], (path, found["href"])
            seen += path != "index.html"
    assert seen > 1_000
    linked = {found.get("href") for _, found in pages["index.html"].found}
    assert {path for path in site if path.startswith(("actors/", "principles/", "embed/"))} <= linked


def test_a_page_of_an_actor_and_one_of_a_principle_say_all_there_is(
    site: Mapping[str, bytes], package_here: Package
) -> None:
    told = _text(site["actors/act-004.html"].decode("utf-8"))
    assert "A call by Trump to Zelensky before any other (counterfactual)" in told
    assert "record elsewhere: Trump called Zelensky on 2025-02-12, after Putin." in told
    assert told.index("16 Feb 2025") < told.index("no date"), "what is dated comes first"
    assert "Donald Trump nothing addresses 1 (not done, or to come)" in told
    assert package_here.cite("act-004") in told
    every = "".join(data.decode("utf-8") for path, data in site.items() if path.startswith("actors/"))
    for table, key in (("events", "event_id"), ("statements", "statement_id")):
        involved = set(package_here.involvements["record_id"]) & set(package_here.tables[table][key])
        assert {key for key in involved if f'"../index.html#{key}"' not in every} == set()
    advice = package_here.recommendations
    for principle, own in advice.groupby("principle"):
        page_here = site[f"principles/{principle}.html"].decode("utf-8")
        assert [key for key in own["recommendation_id"] if f'<h2 id="{key}">' not in page_here] == []
    told = _text(site["principles/sequencing.html"].decode("utf-8"))
    assert "Calls for A call by Trump to Zelensky before any other (counterfactual) record elsewhere" in told


def test_the_tables_lie_beside_the_page_as_they_are_in_the_package(
    site: Mapping[str, bytes], package_here: Package
) -> None:
    for name in package_here.tables:
        path = next(
            ROOT / folder / f"{name}.csv" for folder in ("data", "seeds") if (ROOT / folder / f"{name}.csv").exists()
        )
        assert site[f"data/{name}.csv"] == path.read_bytes()
        assert len(json.loads(site[f"data/{name}.json"])) == len(package_here.tables[name])
    event = next(row for row in json.loads(site["data/events.json"]) if row["event_id"] == "evt-032")
    assert (event["polarity"], event["date_earliest"]) == ("positive", "2025-02-15")


def test_a_figure_to_embed_names_its_source(site: Mapping[str, bytes], package_here: Package) -> None:
    for name in figures.FIGURES:
        html = site[f"embed/{name}.html"].decode("utf-8")
        told = _text(html.partition("<figcaption>")[2])
        for part in (
            "Steven Pifer",
            "Coded by The package's maintainers",
            f"version {package_here.version}",
            "CC-BY-4.0",
        ):
            assert part in told, (name, part)
        assert site[f"figures/{name}.svg"].decode("utf-8").split("<title>")[1][:2_000].split("</desc>")[0] in html


def test_where_the_site_lies_is_said_only_if_it_is_known(site: Mapping[str, bytes], package_here: Package) -> None:
    assert not any(
        b'"og:' in data or b'rel="canonical"' in data for path, data in site.items() if path.endswith(".html")
    )
    assert b"issues/new" not in site["index.html"]
    assert site["share.png"][16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    published = Published(
        "https://example.org/op-ed", "https://github.com/owner/repository/", "https://example.org/docs/"
    )
    html = page(package_here, {}, published)
    found = _Elements(html).found
    told = {of["property"]: of["content"] for tag, of in found if tag == "meta" and "property" in of}
    assert ("link", {"rel": "canonical", "href": "https://example.org/op-ed/"}) in found
    assert told["og:url"] == "https://example.org/op-ed/"
    assert told["og:image"] == "https://example.org/op-ed/share.png"
    linked = json.loads(_Elements(html).texts["script application/ld+json"])
    assert ("a", {"href": "https://example.org/docs/"}) in found
    assert linked["url"] == "https://example.org/op-ed/"
    assert "https://example.org/op-ed/data/events.csv" in [one["contentUrl"] for one in linked["distribution"]]
    small = dict(leaves(package_here, {}, published))["actors/act-004.html"]
    assert '<link rel="canonical" href="https://example.org/op-ed/actors/act-004.html">' in small
    report = "https://github.com/owner/repository/issues/new?template=wrong-row.yml&amp;title=%5Bact-004%5D%20"
    assert f'<a href="{report}&amp;row=act-004%2C%20version%20{package_here.version}">' in small


@pytest.mark.parametrize(
    "url",
    ["example.org", "javascript:alert(1)", "https://", 'https://a.org/"><b>', "https://a.org/?q", "https://a.org/#b"],
)
def test_what_is_no_address_is_refused(url: str, specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--base-url", "--repository", "--documentation"):
        assert start("build", [str(specimen.root), "--site", option, url]) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"build: {option} {url}: no address of a site; give one such as")
        assert told.count("\n") == 1
    assert start("build", [str(specimen.root), "--base-url", "https://example.org"]) == 2
    assert (
        capsys.readouterr().err == "build: --base-url, --repository and --documentation go with --site; give it too\n"
    )


def test_the_policy_lets_in_the_page_s_own_style_and_script_alone(elements: _Elements) -> None:
    policy = next(
        attributes["content"] for tag, attributes in elements.found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )  # fmt: skip
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for rule, text in (("style-src", elements.texts["style"]), ("script-src", elements.texts["script"])):
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


def test_nothing_is_loaded_from_anywhere(elements: _Elements) -> None:
    for tag, attributes in elements.found:
        assert "src" not in attributes
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "link":
            assert (attributes["href"] or "").startswith("data:")
    assert "url(http" not in elements.texts["style"]
    assert "fetch(" not in elements.texts["script"]


def test_a_compact_page_has_the_same_elements(html: str) -> None:
    small = compact(html)
    assert len(small) < 0.98 * len(html)
    assert _Elements(small).found == _Elements(html).found


def test_linked_data(elements: _Elements, package_here: Package) -> None:
    told = json.loads(elements.texts["script application/ld+json"])
    raw = package_here.metadata
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert (told["name"], told["version"]) == (raw["title"], package_here.version)
    assert told["license"] == raw["licenses"][0]["path"]
    assert told["isBasedOn"][0]["author"]["name"] == "Steven Pifer"
    assert "contentUrl" not in json.dumps(told), "no file of the package lies with the page"


def test_every_record_has_an_address(elements: _Elements, package_here: Package) -> None:
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    keys = {"passages": "passage_id", "actors": "actor_id", "events": "event_id", "statements": "statement_id",
            "recommendations": "recommendation_id", "relations": "relation_id"}  # fmt: skip
    for table, key in keys.items():
        assert set(package_here.tables[table][key]) <= set(ids)


@pytest.mark.parametrize("name", figures.FIGURES)
def test_a_figure_for_papers(name: str, site: Mapping[str, bytes]) -> None:
    root = ElementTree.fromstring(site[f"figures/{name}.svg"])
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == f"{name.capitalize()}: {load(ROOT).metadata['title']}"
    assert description is not None
    assert len(description.text or "") > 100
    assert f"{name}: {description.text}" in site["figures/alternative-text.txt"].decode("utf-8")
    assert len(list(root.iter(f"{SVG}text"))) > 10
    picture = site[f"figures/{name}.png"]
    assert picture.startswith(b"\x89PNG")
    width, height = int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
    assert width > 2000
    assert height > 800


def test_the_same_bytes_again(site: Mapping[str, bytes]) -> None:
    code = (
        "import hashlib, json, sys\nfrom coded_article import load\nfrom coded_article.site import site_files\n"
        "print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in site_files(load('.')).items()}))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONHASHSEED": "77", "TZ": "Pacific/Chatham",
           "LC_ALL": "C"}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True)
    assert json.loads(done.stdout) == {name: hashlib.sha256(data).hexdigest() for name, data in site.items()}


def test_the_picture_of_the_readme_is_the_playbook(site: Mapping[str, bytes]) -> None:
    # words and signs, not bytes: another version of the library may write the same picture differently
    def drawn(svg: bytes) -> tuple[list[str | None], int]:
        root = ElementTree.fromstring(svg)
        return [one.text for one in root.iter() if one.text], len(list(root.iter(f"{SVG}path")))

    assert "(docs/playbook.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert drawn((ROOT / "docs" / "playbook.svg").read_bytes()) == drawn(site["figures/playbook.svg"])


def test_the_picture_of_the_readme_says_in_words_what_it_shows(package_here: Package) -> None:
    told = figures.contacts(package_here)
    assert f"![The playbook. {told}](docs/playbook.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "no contact with Volodymyr Zelensky (record elsewhere: Trump called Zelensky" in told


# --- what is said of it


def _text(html: str) -> str:
    """Return what a reader of a page reads, white space folded."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", re.sub("<(style|script).*?</\\1>", "", html, flags=re.S))).split())


def test_silence_is_never_drawn_as_absence(package_here: Package, quay: Package) -> None:
    for package in (package_here, quay):
        html, picture = page(package, {}), figures.svg("playbook", package)
        lost = re.search('<li class="none">(.*?)<b>', html)
        assert lost is not None
        assert lost[1] == "The article reports no contact with"
        assert f">{lost[1]}</text>" in picture
        for text in (html.partition('<section id="timeline"')[0].partition("</style>")[2], picture):
            assert not re.search(r"not among them|\bactual\b", text, re.IGNORECASE)


def test_what_is_only_announced_is_set_apart(html: str, site: Mapping[str, bytes]) -> None:
    acts = re.findall(r'<div class="(act[^"]*)"><span class="n">.*?</svg> ([a-z ]+)</span>', html)
    assert acts == [("act", "occurred"), ("act soon", "announced"), ("act soon", "announced")]
    picture = site["figures/playbook.svg"].decode("utf-8")
    boxes = re.findall(rf'<rect [^>]*stroke="{EVENT}"[^>]*stroke-dasharray="([^"]+)"', picture)
    assert boxes == ["none", "5 4", "5 4"]


def test_the_record_elsewhere_is_marked_wherever_its_event_is_shown(
    package_here: Package, html: str, site: Mapping[str, bytes]
) -> None:
    book, timed = (html.split(f'<section id="{name}"')[1].partition("</section>")[0] for name in FIGURES[:2])
    picture = " ".join(ElementTree.fromstring(site["figures/timeline.svg"]).itertext())
    events = set(package_here.events["event_id"])
    checks = [row for row in rows(package_here.external_checks) if row["agreement"] != "agrees"]
    marked = [row for row in checks if row["record_id"] in events]
    assert len(marked) > 20
    for row in marked:
        assert row["external_value"] in _text(timed)
        assert f'href="#{row["check_id"]}"' in timed
        assert row["external_value"].split()[0] in picture
        assert "record elsewhere" in html.split(f'<tr id="{row["record_id"]}">')[1].partition("<dl>")[0]
        for named in re.finditer(f'href="#{row["record_id"]}">(?!<span)', book):
            assert "record elsewhere" in book[named.end() : named.end() + 500]
    assert "record elsewhere: Trump called Zelensky on 2025-02-12, after Putin." in _text(book)


def test_every_headline_says_what_it_counts(package_here: Package, html: str) -> None:
    told = _text(html)
    advice = package_here.recommendations
    faulted = advice[(advice["explicitness"] == "explicit") & (advice["followed"] == "no")]
    about = (ROOT / "docs" / "about.md").read_text(encoding="utf-8")
    assert f"({len(faulted)} of {len(advice)} recommendations)" in about
    assert f"{len(faulted)} explicit not followed" in told
    explicit = (advice["explicitness"] == "explicit").sum()
    assert f"By the article, {len(faulted)} of {explicit} explicit pieces of advice were not followed" in told
    assert not re.search(r"\b\d+ (not followed|not addressed|followed)", told.partition("The order of contacts")[0])
    assert "said by others, " in told
    assert " occurred, " in told


def test_the_head_says_who_coded_it_and_how_reliable_it_is(html: str, quay: Package) -> None:
    head = _text(html.partition("<nav")[0])
    assert "Coded by The package's maintainers (automated annotators" in head
    assert "3 coders coded it independently" in head
    assert re.search(r"\d+ of \d+ columns that they filled are reliable", head)
    assert "No second coding is published, so nobody can say how reliable the columns are." in page(quay, {})


def test_every_title_has_its_status_in_words(package_here: Package, html: str) -> None:
    titles = Titles(package_here)
    seen = 0
    for key, words, after in re.findall(r'<a href="#((?:evt|stm)-\d+)">([^<]*)</a>(?=(.{60}))', html):
        # a link by id gets its title from the script; in the boxes of contacts the status comes first
        if words and words != key and not after.startswith("</span>"):
            seen += 1
            assert unescape(after).startswith(f" <small>({titles[key].status}"[:50]), (key, words)
    assert seen > 60
    assert str(titles["evt-024"]) == "A call by Trump to Zelensky before any other (counterfactual)"
    assert str(titles["evt-021"]).startswith("not: ")


# --- what is drawn


def test_the_orders_of_contacts_come_from_the_rows(package: Editor) -> None:
    order = playbook(load(package.root)).orders[0]
    assert [step.who for step in order.steps] == [("Volodymyr Zelensky",), ("European leaders",), ("Vladimir Putin",)]
    assert [(prior.principle, prior.before) for prior in order.priors] == [("leverage", 2)]
    assert [[act.title.record_id for act in acts] for acts in order.told] == [["evt-023"], ["evt-015", "evt-033"]]
    assert list(order.untold) == ["Volodymyr Zelensky", "European leaders"]
    assert order.told[1][1].without == ("Ukraine",)
    package.set("recommendations", "rec-011", "step", "2")
    package.set("recommendations", "rec-013", "step", "1")
    package.set("relations", "rel-015", "predicate", "causes")
    package.delete("relations", "rel-014", "rel-037")
    order = playbook(load(package.root)).orders[0]
    assert [step.who for step in order.steps] == [("European leaders",), ("Volodymyr Zelensky",), ("Vladimir Putin",)]
    assert order.priors == ()
    assert [[act.title.record_id for act in acts] for acts in order.told] == [["evt-023"], ["evt-033"]]


def test_a_circle_in_the_order_of_events_does_not_hang(package: Editor) -> None:
    package.set("relations", "rel-010", "subject_id", "evt-015")
    package.set("relations", "rel-010", "object_id", "evt-023")
    order = playbook(load(package.root)).orders[0]
    assert {act.title.record_id for acts in order.told for act in acts} == {"evt-015", "evt-023", "evt-033"}


def test_the_lanes_hold_all_advice(package_here: Package) -> None:
    book = playbook(package_here)
    assert [lane.principle for lane in book.lanes] == [
        "overall", "premature_concessions", "inclusion", "sequencing", "leverage",
    ]  # fmt: skip
    shown = [one.recommendation_id for lane in book.lanes for one in lane.advice]
    assert sorted(shown) == sorted(package_here.recommendations["recommendation_id"])
    assert sum(book.tally.values()) == len(shown)
    conduct = {(one.recommendation_id, act.record_id) for lane in book.lanes for one in lane.advice
               for act in one.conduct}  # fmt: skip
    criticised = package_here.relations[package_here.relations["predicate"] == "criticises"]
    by_advice = criticised[criticised["subject_id"].str.startswith("rec-")]
    assert conduct == set(zip(by_advice["subject_id"], by_advice["object_id"], strict=True))


def test_advice_without_a_principle_is_drawn_with_its_conduct(bare: Editor) -> None:
    given = dict(zip(*bare.rows("recommendations"), strict=True))
    for number, (polarity, predicate, action) in enumerate(
        [("do", "criticises", "Ask Newtown"), ("do", "calls_for", "Write to Newtown"), ("do", "", "Build a ferry")], 2
    ):
        one = {"recommendation_id": f"rec-00{number}", "parent_id": "rec-001", "action": action, "polarity": polarity}
        bare.append("recommendations", "", **{**given, **one})
        if predicate:
            bare.append("relations", "", relation_id=f"rel-90{number}", subject_id=f"rec-00{number}",
                         predicate=predicate, object_id="evt-001", basis="stated", passage_id="psg-004")  # fmt: skip
    package = load(bare.root)
    (lane,) = playbook(package).lanes
    assert [(one.recommendation_id, one.depth) for one in lane.advice] == [
        ("rec-001", 0), ("rec-002", 1), ("rec-003", 1), ("rec-004", 1),
    ]  # fmt: skip
    html = page(package, {})
    drawn = {one["action"]: one["conduct"] for one in re.finditer(
        r'<td class="advice.*?>(?P<action>[\w ]+)</a>.*?<td class="conduct">(?P<conduct>.*?)\n', html, re.DOTALL
    )}  # fmt: skip
    closing = r'<a href="#evt-001">Closing of the bridge</a> <small>\(occurred\)</small>'
    assert re.fullmatch(rf"<div><span><svg.*</svg>{closing}</span></div>", drawn["Ask Newtown"])
    wanted = rf'<div class="wanted"><span><svg.*</svg>calls for: {closing}</span></div>'
    assert re.fullmatch(wanted, drawn["Write to Newtown"])
    assert drawn["Build a ferry"] == '<span class="none">none named</span>'
    told = figures.svg("playbook", package)
    assert ">calls for: Closing of the bridge (occurred)</text>" in told
    assert ">Closing of the bridge (occurred)</text>" in told


def test_advice_is_drawn_with_its_grounds_and_whose_they_are(specimen: Editor) -> None:
    ground = r'<div class="ground">because: <a href="#(.*?)">(.*?)</a> <small>(.*?)</small> <span>(.*?)</span>'
    assert re.findall(ground, page(load(specimen.root), {})) == [
        ("evt-002", "Newtown&#39;s vow", "(occurred)", "(implied)"),
        ("stm-003", "An opening at once would bring trust back.", "(said by The carters)", "(implied)"),
    ]


def test_what_is_ascribed_is_no_quotation(specimen: Editor) -> None:
    assert "Not said, but" not in page(load(specimen.root), {})
    for column, value in (("quotation_type", "ascribed"), ("quoted_words", ""), ("event_id", "")):
        specimen.set("statements", "stm-001", column, value)
    assert '<dt>Not said, but<dd><a href="#quotation_type.ascribed">Ascribed</a>' in page(load(specimen.root), {})


def test_package_of_an_earlier_profile_is_drawn(specimen: Editor) -> None:
    follow_first(specimen)
    html = page(load(specimen.root), {})
    assert 'id="rec-002"' in html
    assert '<div class="ground">' not in html


def test_the_timeline_is_honest_about_dates(package_here: Package) -> None:
    line = timeline(package_here)
    assert len(line.dated) + len(line.undated) == len(package_here.events)
    assert [one.ordinal for one in line.undated] == sorted(one.ordinal or 0 for one in line.undated)
    assert [one.first.year for one in line.panels] == [2014, 2025]
    told = {one.title.record_id: one for one in line.dated}
    assert (told["evt-019"].when, told["evt-019"].point) == ("2014", False)
    assert (told["evt-032"].when, told["evt-032"].basis) == ("15 to 16 Feb 2025", "relative")
    assert told["evt-021"].title.negative
    assert told["evt-022"].point
    assert all(0 <= (one.x or 0) <= 100 - one.width + 0.02 for one in line.dated)
    day = told["evt-004"].width
    assert told["evt-020"].x == pytest.approx((told["evt-004"].x or 0) + 2 * day, abs=0.05)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2025-02-12", "2025-02-13", ["12 Feb 2025", "13 Feb"]),
        ("2025-01-15", "2025-05-20", ["Feb 2025", "Apr 2025"]),
        ("1989-03-01", "1995-06-30", ["1989", "1991", "1993", "1995"]),
    ],
)
def test_ticks_suit_the_span(first: str, last: str, told: list[str], bare: Editor) -> None:
    bare.write("events", bare.rows("events")[:2])
    for column, value in (("date_earliest", first), ("date_latest", last), ("date_edtf", f"{first}/{last}")):
        bare.set("events", "evt-001", column, value)
    bare.set("events", "evt-001", "date_precision", "interval")
    (panel,) = timeline(load(bare.root)).panels
    assert [tick.label for tick in panel.ticks] == told
    assert all(0 <= tick.x <= 100 for tick in panel.ticks)


def test_the_network_is_readable_and_fixed(package_here: Package) -> None:
    drawn = network(package_here, 940, 600)
    assert drawn == network(package_here, 940, 600)
    edges = package_here.network().drop_duplicates(
        ["source_actor_id", "target_actor_id", "record_id", "kind", "valence"]
    )
    assert {tie.kind for tie in drawn.ties} == set(TIES)
    author = package_here.sources["author_id"].iloc[0]
    every = (*drawn.ties, *drawn.judgements)
    assert {tie.source_id for tie in drawn.judgements} == {author}
    assert {tie.source_id for tie in drawn.ties} == set(edges["source_actor_id"]) - {author}
    assert {record for tie in every for record in tie.records} == set(edges["record_id"])
    labels = Labels({node.actor_id: node for node in drawn.nodes})
    for tie, path in zip(drawn.ties, drawn.paths, strict=True):
        assert labels.under(path) <= {tie.source_id, tie.target_id}, "a tie runs through the label of another actor"
    for number, one in enumerate(drawn.nodes):
        assert one.width / 2 <= one.x <= 940 - one.width / 2
        assert one.height / 2 <= one.y <= 600 - one.height / 2
        for other in drawn.nodes[number + 1 :]:
            apart = abs(one.x - other.x) >= (one.width + other.width) / 2
            assert apart or abs(one.y - other.y) >= (one.height + other.height) / 2, (one.name, other.name)
    counterfactual = next(tie for tie in drawn.ties if "evt-024" in tie.records)
    assert not counterfactual.happened
    assert next(tie for tie in drawn.ties if "evt-009" in tie.records).happened
    start, *_, end = points(drawn.paths[drawn.ties.index(counterfactual)], 8)
    assert start != end


def test_of_very_many_actors_the_most_active_are_drawn(package_here: Package) -> None:
    many = [f"act-{number:03}" for number in range(1, 101)]
    actors = pd.DataFrame({"actor_id": many, "name": [f"Actor {one}" for one in many]}, dtype="string")
    involvements = pd.DataFrame(
        [("evt-001", one, "target") for one in many] + [("evt-004", one, "target") for one in many[:50]],
        columns=["record_id", "actor_id", "role"], dtype="string",
    )  # fmt: skip
    initiators = package_here.involvements[package_here.involvements["role"] == "initiator"]
    crowd = replace(package_here, actors=actors, involvements=pd.concat([initiators, involvements]),
                    statements=package_here.statements[:0])  # fmt: skip
    drawn = network(crowd, 940, 600)
    assert (len(drawn.nodes), drawn.actors) == (40, 100)
    assert {node.actor_id for node in drawn.nodes} <= set(many[:50])
    assert len(drawn.left_out) == 60
    assert drawn.left_out_note == "Not drawn: 60 actors with fewer records."


def test_actors_without_ties_are_told(quay: Package) -> None:
    drawn = network(quay, 940, 600)
    drawn_or_told = {key for key, _ in drawn.left_out} | {node.actor_id for node in drawn.nodes}
    assert drawn_or_told == set(quay.actors["actor_id"]) - set(quay.sources["author_id"])
    assert [name for _, name in drawn.left_out] == [
        "Carters and fishermen of Graywick", "Council of Graywick", "The province",
    ]  # fmt: skip
    told = "Not drawn: 3 actors without a tie and the judgements of the author, Bo Reed (3 records)."
    html = page(quay, {})
    assert f"8 of 12 actors. {told}" in html
    listed = html[html.rindex("Without a tie that is drawn") :].partition("</p>")[0]
    assert re.findall(r'<a href="#(act-\d+)">', listed) == [key for key, _ in drawn.left_out]
    assert told in figures.svg("network", quay)
    assert told in figures.alternative("network", quay)


def test_the_coverage_counts_every_record(package_here: Package) -> None:
    sections = coverage(package_here)
    passages = [one for section in sections for one in section.passages]
    assert [one.passage_id for one in passages] == list(package_here.passages["passage_id"])
    resting = {(one.passage_id, key) for one in passages for keys in one.records.values() for key in keys}
    assert resting == set(zip(package_here.evidence["passage_id"], package_here.evidence["record_id"], strict=True))
    assert max(one.x + one.width for one in passages) == pytest.approx(100, abs=0.01)


def test_the_article_is_retold_under_the_principle_of_each_section(package_here: Package, html: str) -> None:
    told = html.split('<section id="paraphrase"')[1].partition("</section>")[0]
    heads = [" ".join(_text(head).split()) for head in re.findall("<h3>(.*?)</h3>", told)]
    assert heads == ["Opening: Overall", "Section 1: No premature concessions", "Section 2: Inclusion",
                     "Section 3: Sequencing", "Section 4: Leverage", "Section 5"]  # fmt: skip
    titles = Titles(package_here)
    places = package_here.evidence[["passage_id", "record_id"]].drop_duplicates()
    passages = dict(re.findall(r'<li id="(psg-\d+)">(.*?)\n', told))
    for passage, record in places.itertuples(index=False):
        title = titles[record]
        line = re.search(rf'<li>(?:<b class="not">not:</b> )?<a href="#{record}".*?</small>', passages[passage])
        assert line, (passage, record)
        assert _text(line[0]) == f"{'not: ' if title.negative else ''}{title.words} ({title.status})"
    grounds = package_here.grounds()
    assert told.count("because: ") == len(grounds.drop_duplicates(["conclusion_id", "ground_id"]))


def test_the_steps_of_the_story_come_from_the_rows(package_here: Package, quay: Package, specimen: Editor) -> None:
    told = steps(package_here)
    assert [step.title for step in told] == [
        "The order that is advised", "What the article reports", "Who is left out", "Leverage: what was not done",
        "What the record elsewhere adds",
    ]  # fmt: skip
    assert told[0].caption.startswith("1. Volodymyr Zelensky, 2. European leaders, 3. Vladimir Putin. Before step 3: ")
    assert "(occurred). Then: " in told[1].caption
    assert told[3].caption.count(";") == 2
    assert f"compared with {len(package_here.external_checks)} cells" in told[4].caption
    assert [step.lit for step in steps(quay)] == ["advised", "told", "untold", "undone"]
    for table in ("recommendations", "relations", "external_checks"):
        specimen.write(table, specimen.rows(table)[:1])
    assert steps(load(specimen.root)) == ()


# --- any package, and the verb


def test_any_package_has_a_site(specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("build", [str(specimen.root), "--site", "--output", str(tmp_path / "out" / "there")]) == 0
    told = capsys.readouterr().out.splitlines()
    written = {str(path) for path in (tmp_path / "out" / "there").rglob("*.*")}
    assert {line.removeprefix("wrote ") for line in told if line.startswith("wrote ")} >= written
    html = (tmp_path / "out" / "there" / "index.html").read_text(encoding="utf-8")
    assert "Ask before closing" in html
    assert "Zelensky" not in html
    assert "The order of contacts" in html


def test_what_a_package_lacks_is_not_drawn(bare: Editor) -> None:
    html = page(load(bare.root), {})
    assert "The order of contacts" not in html
    assert "No record ties one actor to another." in html


def test_an_empty_package_has_one(specimen: Editor) -> None:
    for table in ("events", "statements", "recommendations", "involvements", "relations", "evidence", "mentions"):
        specimen.write(table, specimen.rows(table)[:1])
    html = site_files(load(specimen.root))["index.html"].decode("utf-8")
    for name in ("advice", "events"):
        assert f"This package holds no {name}." in html
        assert f"package holds no {name}." in figures.alternative("playbook" if name == "advice" else "timeline",
                                                                   load(specimen.root))  # fmt: skip
    assert "No record ties one actor to another." in html
    assert "dates none" not in html
    assert "pieces of advice" not in html


def test_one_is_not_told_as_several(bare: Editor) -> None:
    files = site_files(load(bare.root))
    told = files["figures/alternative-text.txt"].decode("utf-8")
    html = re.sub("<[^>]+>", "", files["index.html"].decode("utf-8").partition('<script type="application/json"')[0])
    for text in (told, html):
        assert re.findall(r"(?<![\d.-])1 (?:[a-z]+ )?(?:piece|event|actor|statement|passage|tie|record)s\b", text) == []
    assert "1 piece of advice" in html
    assert "1 recommendation (1 explicit) ·" in html
    assert "1 dated event on" in told


def test_the_default_folder(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("build", [str(specimen.root), "--site"]) == 0
    assert (specimen.root / "build" / "site" / "index.html").is_file()
    assert not list((specimen.root / "build" / "site").rglob(".*"))
    assert not (specimen.root / "docs").exists()


def test_a_picture_in_docs_is_written_anew(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    (specimen.root / "docs").mkdir()
    (specimen.root / "docs" / "coverage.svg").write_text("old", encoding="utf-8")
    assert start("build", [str(specimen.root), "--site"]) == 0
    drawn = (specimen.root / "build" / "site" / "figures" / "coverage.svg").read_bytes()
    assert [path.name for path in (specimen.root / "docs").iterdir()] == ["coverage.svg"]
    assert (specimen.root / "docs" / "coverage.svg").read_bytes() == drawn


def test_options_that_do_not_go_together_are_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("build", [str(specimen.root), "--output", "somewhere"]) == 2
    assert capsys.readouterr().err == "build: --output goes with --formats or --site; give one of them\n"
    with pytest.raises(SystemExit, match="2"):
        start("build", [str(specimen.root), "--site", "--check"])


def test_a_faulty_package_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    specimen.set("involvements", "evt-001", "actor_id", "act-009")
    specimen.rehash()
    capsys.readouterr()
    assert start("build", [str(specimen.root), "--site"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("build: nothing was written, because the package has a fault: ")
    assert "data/involvements.csv:2 evt-001 actor_id" in told
    assert told.count("\n") == 1
    assert not (specimen.root / "build").exists()


@pytest.mark.parametrize("module", ["jinja2", "networkx", "vl_convert"])
def test_a_missing_library_is_told_with_its_extra(module: str, specimen: Editor) -> None:
    code = (
        f"import sys; sys.modules[{module!r}] = None\n"
        "from coded_article.cli.run import start\n"
        f"sys.exit(start('build', [{str(specimen.root)!r}, '--site']))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    told = f"build: {module} is not installed; run `{sys.executable} -m pip install '.[site]'` in the folder of"
    assert done.stderr == f"{told} coded-article's repository\n"


def test_other_verbs_do_not_wait_for_the_libraries_of_the_site() -> None:
    code = (
        "import sys\nfrom coded_article.cli.run import start\nstart('build', ['.', '--check'])\n"
        "assert not {'jinja2', 'networkx', 'vl_convert'} & set(sys.modules)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True)


def test_a_corpus_has_an_overview_by_principle_and_pages_of_each_package(
    specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = [f"first={specimen.root}", f"quay={ROOT / 'examples' / 'quay'}"]
    assert start("combine", [*packages, "-o", str(tmp_path / "corpus")]) == 0
    corpus = load(tmp_path / "corpus")
    made = site_files(corpus, Published("https://example.org"))
    told = _text(made["index.html"].decode("utf-8"))
    assert "2 packages" in told
    assert "overall Overall" not in told
    assert re.search(r"Overall in 2 packages", told)
    assert '<link rel="canonical" href="https://example.org/">' in made["index.html"].decode("utf-8")
    for name, root in (("first", specimen.root), ("quay", ROOT / "examples" / "quay")):
        alone = load(root)
        own = next(member for row, member in members(corpus) if row["namespace"] == name)
        assert own.name == alone.name
        for table in ("actors", "events", "recommendations", "evidence", "records"):
            assert own.tables[table].equals(alone.tables[table].reindex(columns=own.tables[table].columns)), table
        html = made[f"packages/{name}/index.html"].decode("utf-8")
        assert "One of the packages of <a href=../../index.html>" in html
        assert _text(html).count("Save these") == 0
        assert f"https://example.org/packages/{name}/" in html
        assert f"packages/{name}/actors/act-001.html" in made
    for path, data in made.items():
        if path.endswith(".html"):
            for _, found in _Elements(data.decode("utf-8")).found:
                target = (found.get("href") or "").partition("#")[0]
                if target and "//" not in target and not target.startswith("data:"):
                    assert os.path.normpath(Path(path).parent / target) in made, (path, target)
    assert b"quay:evt-001" in made["data/events.csv"]


def test_a_package_in_a_corpus_keeps_its_codes_where_actors_of_two_may_be_one(tmp_path: Path) -> None:
    packages = {"a": ROOT / "examples" / "washington-1790", "b": ROOT / "examples" / "quay"}
    packages["c"] = packages["a"]
    given = [f"{name}={root}" for name, root in packages.items()]
    assert start("combine", [*given, "-o", str(tmp_path / "corpus"), "--allow-invalid"]) == 0
    corpus = load(tmp_path / "corpus")
    assert len(corpus["same_as"]) == 1
    codes = {row["namespace"]: set(member.codes["code"]) for row, member in members(corpus)}
    assert codes["a"] == codes["c"]
    assert "divinity" in codes["a"] - codes["b"]


def test_what_is_too_much_to_draw_is_left_out_and_told(package_here: Package) -> None:
    def many(name: str, key: str, prefix: str, number: int) -> pd.DataFrame:
        frame = pd.concat([package_here.tables[name]] * (number // len(package_here.tables[name]) + 1))[:number]
        return frame.assign(**{key: pd.array([f"{prefix}-{n:04}" for n in range(1, number + 1)], "string")})

    empty = ("involvements", "relations", "evidence", "external_checks")
    large = replace(
        package_here,
        events=many("events", "event_id", "evt", 1_100),
        recommendations=many("recommendations", "recommendation_id", "rec", 500).drop(columns=["step", "parent_id"]),
        passages=many("passages", "passage_id", "psg", 400),
        metadata=None,
        **{name: package_here.tables[name][:0] for name in empty},
    )
    html = page(large, {})
    told = _text(html)
    assert "1,020 events more: no more than 80 are drawn." in told
    assert re.search(r"\d+ pieces more: of each principle no more than 40 are drawn. All of them", told)
    assert re.search(r"\d+ passages more: no more than 300 are drawn.", told)
    assert html.count('class="tab many"') == 1
    assert "1,020 events more" in figures.svg("timeline", large)
    for name in ("playbook", "coverage"):
        assert re.search(r"\d+ (pieces|passages) more:", figures.svg(name, large)), name


def test_hostile_cells_come_out_harmless_in_every_file(package_here: Package, elements: _Elements) -> None:
    evil = "</script></title></desc></text><script>alert(1)</script> \"'&lt; ]]> \u202egnirts\u2066\x07"
    tables: dict[str, Any] = {}
    for name, columns in (
        ("events", ("label", "note", "place")),
        ("actors", ("name", "office")),
        ("recommendations", ("action",)),
    ):
        frame = package_here.tables[name].copy()
        for column in columns:
            frame.loc[frame.index[1:3], column] = [f"{evil} {number}" for number in (1, 2)]
        tables[name] = frame
    metadata = {**package_here.metadata, "title": evil, "description": evil, "keywords": [evil]}
    changed = replace(package_here, metadata=metadata, **tables)
    drawn = {f"{name}.svg": figures.svg(name, changed) for name in figures.FIGURES}
    drawn["index.html"] = page(changed, dict.fromkeys(drawn, b""))
    for path, text in leaves(changed, {name: drawn[f"{name}.svg"] for name in figures.FIGURES}, UNPUBLISHED):
        drawn[path] = text
        small = _Elements(text)
        assert not [tag for tag, _ in small.found if tag in ("script", "img")], path
        assert not [of for _, of in small.found if "style" in of or any(name.startswith("on") for name in of)], path
    odd = changed.actors.copy()
    odd.loc[odd.index[:3], "actor_id"] = ["../../act-001", "act-001/..", 'act-001"><b>']
    named = replace(changed, actors=odd, involvements=changed.involvements[:0], statements=changed.statements[:0],
                    mentions=changed.mentions[:0])  # fmt: skip
    paths = [path for path, _ in leaves(named, {}, UNPUBLISHED) if path.startswith("actors/")]
    assert paths == [f"actors/{key}.html" for key in odd["actor_id"][3:]]
    hostile = _Elements(drawn["index.html"])
    for tag in ("script", "style", "title", "img"):
        assert sum(one == tag for one, _ in hostile.found) == sum(one == tag for one, _ in elements.found), tag
    assert json.loads(hostile.texts["script application/ld+json"])["name"] == evil
    for name, text in drawn.items():
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", text), name
        assert "<script>alert" not in text, name
        if name.endswith(".svg"):
            root = ElementTree.fromstring(text)
            assert not list(root.iter(f"{SVG}script"))
            assert "<U+202E>gnirts" in "".join(root.itertext())


def test_the_templates_lie_within_the_package_that_is_installed() -> None:
    folder = files("coded_article.site") / "templates"
    assert {one.name for one in folder.iterdir()} >= {"index.html", "styles", "scripts", "rows"}
    ignored = subprocess.run(
        ["git", "check-ignore", *(str(path) for path in Path(str(folder)).rglob("*"))],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ignored.stdout == ""
