"use strict";

const DATA = JSON.parse(document.getElementById("data").textContent);
const TRACKS = new Map();  // what kind of record an id is
for (const row of document.querySelectorAll("#events tr[id]")) TRACKS.set(row.id, "event");
for (const row of document.querySelectorAll("#statements tr[id]")) TRACKS.set(row.id, row.dataset.k);
for (const row of document.querySelectorAll("#recommendations tr[id]")) TRACKS.set(row.id, "advice");
const byId = (id) => document.getElementById(id);
const all = (query, root = document) => [...root.querySelectorAll(query)];

// letters as one may type them: without case and diacritics, and with one apostrophe
function fold(text) { return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2018-\u201b\u02bc\u2032`]/g, "'").toLowerCase(); }

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function keyOf(anchor) { return decodeURIComponent(anchor.getAttribute("href").slice(1)); }
function link(id, text) { return element("a", { href: `#${id}` }, text || id); }
function titleOf(id) {
  const title = byId(id)?.querySelector(".t")?.parentElement;
  return title ? all(":scope > .not, :scope > .t, :scope > small:not(.else)", title).map((part) => part.textContent).join(" ") : "";
}
function say(text) { byId("said").textContent = text; }

function startTheme() {
  const button = byId("theme");
  const themes = ["auto", "light", "dark"];
  const set = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.querySelector("span").textContent = theme;
    try { localStorage.setItem("theme", theme); } catch { /* a browser may keep nothing for files */ }
  };
  let kept = null;
  try { kept = localStorage.getItem("theme"); } catch { /* as above */ }
  if (themes.includes(kept)) set(kept);
  button.addEventListener("click", () => set(themes[(themes.indexOf(button.querySelector("span").textContent) + 1) % 3]));
}

// Each group of links is one stop of the Tab key; the arrow keys go from link to link through all of them.
function walk(groups, arrived = () => {}) {
  const links = groups.flat();
  for (const group of groups) {
    group.forEach((one, i) => {
      one.setAttribute("tabindex", i ? -1 : 0);
      one.addEventListener("focus", () => { group.forEach((other) => other.setAttribute("tabindex", other === one ? 0 : -1)); arrived(one); });
    });
  }
  links.forEach((one, i) => one.addEventListener("keydown", (event) => {
    const next = links[i + ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] || NaN)];
    if (next) { event.preventDefault(); next.focus(); }
  }));
}
