"""Measure how long a reader waits for filter and sort in a site, from the act to the next frame that is drawn.

Each corpus is one package of that many invented events. It needs Chromium and the extras `site` and `dev`.

Examples:
  python benchmarks/explorer.py                            2,000 and 10,000 events
  python benchmarks/explorer.py --events 500 --rounds 3
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from coded_article import load
from coded_article.site.pages import page as rendered
from synthesis import Wanted, synthesise

# of every act the median of the rounds, in milliseconds
_MEASURED = """async (rounds) => {
  const panel = document.getElementById("events");
  document.getElementById("tab-events").click();
  panel.scrollIntoView();
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const filter = panel.querySelector("input[type=search]");
  const type = (words) => { filter.value = words; filter.dispatchEvent(new Event("input", { bubbles: true })); };
  const heads = [...panel.querySelectorAll(".data thead button")];
  const acts = {};
  for (const words of ["a", "777", "zzzz", ""]) acts[`filter "${words}"`] = () => type(words);
  for (const head of heads) acts[`sort ${head.textContent}`] = () => head.click();
  const told = {};
  for (const [name, act] of Object.entries(acts)) {
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      await drawn();
      const start = performance.now();
      act();
      await drawn();
      times.push(performance.now() - start);
    }
    told[name] = times.sort((a, b) => a - b)[Math.floor(rounds / 2)];
  }
  return told;
}"""


def main() -> None:
    """Print a table of the acts, a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[2_000, 10_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each act is done (default: 5)")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for events in options.events:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(300_000)
            _open(page, events, Path(folder))
            told = page.evaluate(_MEASURED, options.rounds)
            print(f"{events:,} events:", ", ".join(f"{name} {time:.0f} ms" for name, time in told.items()), flush=True)
        browser.close()


def _open(page: Page, events: int, folder: Path) -> None:
    corpus = folder / str(events)
    synthesise(Wanted(events, 1, 1, 0.0, "csv"), corpus, folder / "faults.csv")
    (corpus / "index.html").write_text(rendered(load(corpus), {}), encoding="utf-8")
    page.goto((corpus / "index.html").as_uri())


if __name__ == "__main__":
    main()
