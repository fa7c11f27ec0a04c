"""How Sphinx makes the documentation; ``make.py`` gathers the pages."""

import json
from pathlib import Path

import coded_article
from coded_article.check.validate import validate

ROOT = Path(__file__).resolve().parents[2]
RAW = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
coded_article.check = validate  # the room can be called; what its callers mean is this function

project = "Coded Article"
author = copyright = "the package's maintainers"  # noqa: A001 # the name that Sphinx reads
release = RAW["version"]
html_title = f"Coded Article {release}"
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # the tutorial shows parts of files
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["house.css"]
html_copy_source = False
html_show_sphinx = False
