"use strict";

// --- the canonical text ca-1 and the check of a copy, as `coded-article verify` does them

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const LIMIT = 200000;  // characters; every passage is looked up at every word, which takes seconds
const TOO_LONG = "It has more than 200,000 characters; give the article alone, or run `coded-article verify` on it.";
const SHARED_WORDS = 8;

function words(text) { return text.split(SPACE).filter(Boolean); }

function canonical(text) {
  const plain = text.replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, "").normalize("NFC");
  return words(plain.replace(/[\u2018-\u201b]/gu, "'").replace(/[\u201c-\u201f]/gu, '"')).join(" ");
}

async function hashed(text) { return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))); }
async function digest(text) { return btoa(String.fromCharCode(...await hashed(text))); }

// Only plain text is read here: what is the text of a web page, or of Markdown, the verb `verify` finds out.
function decoded(name, buffer) {
  const kind = /.(\.[^.]+)$/.exec(name)?.[1].toLowerCase() || "";
  if (/^\.(x?html?|md|markdown)$/.test(kind)) throw new Error(`Of ${kind} files this page cannot tell the text from the markup; run \`coded-article verify\` on it, or give the article's text saved as .txt.`);
  if (!["", ".txt", ".text"].includes(kind)) throw new Error(`${kind} files are not read; give the article's text saved as .txt.`);
  if (buffer.byteLength > 4 * LIMIT) throw new Error(TOO_LONG);
  const [first, second] = new Uint8Array(buffer);
  const encoding = first === 0xff && second === 0xfe ? "UTF-16LE" : first === 0xfe && second === 0xff ? "UTF-16BE" : "UTF-8";
  let text;
  try { text = new TextDecoder(encoding, { fatal: true }).decode(buffer); } catch {
    throw new Error(`It is not ${encoding} text; save your copy as UTF-8 plain text.`);
  }
  if (text.includes("\0")) throw new Error("It is binary data; save your copy as UTF-8 plain text.");
  if (!words(text).length) throw new Error("It is empty; save your copy as UTF-8 plain text.");
  if (text.length > LIMIT) throw new Error(TOO_LONG);
  return text.replaceAll("\u00ad", "");  // soft hyphens
}

// Each passage is looked up at every word start, so the segmentation of the copy and the text around it do
// not matter. Once one was found, the place that follows from it comes first, then what lies behind that place.
async function findPassages(copy, passages, progress) {
  const letters = Array.from(canonical(copy));
  const isWord = letters.map((letter) => /[\p{L}\p{N}_]/u.test(letter));
  const starts = [];
  for (let i = 0; i < letters.length; i++) if (letters[i] !== " " && !(i && isWord[i - 1])) starts.push(i);
  const found = new Map();
  let offset = null;
  for (const [number, passage] of passages.entries()) {
    const length = passage.end - passage.start;
    const wanted = Uint8Array.from(atob(passage.sha256), (letter) => letter.charCodeAt(0));
    const at = async (start) => start + length <= letters.length && (await hashed(letters.slice(start, start + length).join(""))).every((byte, i) => byte === wanted[i]);
    const likely = offset === null ? 0 : passage.start + offset;
    const behind = starts.findIndex((start) => start >= likely);
    const ordered = behind > 0 ? [...starts.slice(behind), ...starts.slice(0, behind)] : starts;
    for (let block = 0, size = 1; block < ordered.length && !found.has(passage.id); block += size, size = 2000) {
      if (block) await progress(number, block / ordered.length);
      const tried = ordered.slice(block, block + size);
      const hit = (await Promise.all(tried.map(at))).indexOf(true);
      if (hit >= 0) {
        found.set(passage.id, letters.slice(tried[hit], tried[hit] + length));
        offset = tried[hit] - passage.start;
      }
    }
  }
  return found;
}

function named(rows, ...names) { return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]]))); }

// Give for each found passage the text of its paragraph, and from where to where it is in there.
function paragraphsOf(passages, found) {
  const parts = new Map(), ends = new Map(), places = new Map();
  for (const one of [...passages].sort((a, b) => a.ordinal - b.ordinal)) {
    const key = `${one.source} ${one.paragraph}`;
    if (!parts.has(key)) parts.set(key, []);
    if (found.has(one.id)) {
      const here = parts.get(key), text = found.get(one.id).join("");
      here.push(ends.has(key) && ends.get(key) < one.start ? " " : "");
      const begins = here.reduce((length, part) => length + part.length, 0);
      here.push(text);
      places.set(one.id, { text: () => here.join(""), span: [begins, begins + text.length] });
    }
    ends.set(key, one.end);
  }
  return places;
}

// Give from where to where a paragraph quotes, as the module `quotations` of the Python code does.
function quotations(text) {
  const spaced = "\u00ab\u00bb\u2039\u203a", letter = /[\p{L}\p{N}]/u, places = [];
  for (const [opening, closing] of ['""', "''", "\u00ab\u00bb", "\u00bb\u00ab", "\u2039\u203a", "\u203a\u2039", "\u300c\u300d", "\u300e\u300f"]) {
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] !== opening || (opening === "'" && letter.test(text[at - 1] || ""))) continue;
      const first = at + 1 + (spaced.includes(opening) && text[at + 1] === " " ? 1 : 0);
      if (!text[first] || ` ${STOPS}`.includes(text[first])) continue;
      const ends = [];
      for (let end = first; end < text.length && ends.length < (closing === "'" ? 5 : 1); end += 1) {
        if (text[end] !== closing || (closing === "'" && (letter.test(text[end + 1] || "") || text[end - 1] === " "))) continue;
        ends.push(spaced.includes(closing) && text[end - 1] === " " ? end - 1 : end);
      }
      const goesOn = opening === '"' || ("\u00ab\u300c\u300e".includes(opening) && !text.includes(closing));
      for (const end of ends.length || !goesOn ? ends : [text.length]) places.push([first, end]);
    }
  }
  return places;
}

const STOPS = ",.;:!?\u2026\u3002\uff0c\uff01\uff1f\uff1b\uff1a\u3001";

function isQuoted(quoted, text, [start, end]) {
  const stripped = (piece) => (STOPS.includes(piece.at(-1)) ? piece.slice(0, -1) : piece);
  const whole = /[\p{L}\p{N}]/u;
  const parted = (one, other) => !(whole.test(one) && whole.test(other || ""));
  const begins = (piece, some) => Boolean(some) && piece.startsWith(some) && parted(some.at(-1), piece[some.length]);
  const finishes = (piece, some) => {
    const bare = piece.replace(new RegExp(`[${STOPS}]+$`), "");
    return Boolean(some) && bare.endsWith(some) && parted(some[0], bare[bare.length - some.length - 1]);
  };
  const given = (piece) => {
    if (!piece) return false;
    if (quoted === piece || quoted === stripped(piece)) return true;
    if ([...piece].length <= 60 && (piece.match(/[\p{L}\p{N}]+/gu) || []).length < 8) return false;
    const [first, last] = quoted.includes(" ... ") ? [quoted.split(" ... ")[0], quoted.split(" ... ").slice(1).join(" ... ")] : [];
    return first === undefined ? begins(piece, quoted) || finishes(piece, quoted) : begins(piece, first) && finishes(piece, last);
  };
  return quotations(text).some(([first, last]) => {
    if (first >= end || start >= last) return false;
    return [[first, last], [Math.max(first, start), Math.min(last, end)]].some(([from, to]) => given(text.slice(from, to).trim()));
  });
}

async function readAgainst(copy, progress = () => {}) {
  const passages = named(DATA.passages, "id", "source", "ordinal", "start", "end", "words", "sha256", "paragraph");
  const found = await findPassages(copy, passages, progress);
  // a package may hold several articles; a copy of one says nothing about the others
  const sources = new Set(passages.filter((one) => found.has(one.id)).map((one) => one.source));
  const here = passages.filter((one) => sources.has(one.source) || !found.size);
  const ids = new Set(here.map((one) => one.id));
  const problems = [];
  const resting = new Map(here.map((one) => [one.id, new Set()]));
  const counts = { passages: [found.size, here.length] };
  const whole = new Map(passages.map((one) => [one.id, one.sha256]));
  const span = (row) => {
    const text = found.get(row.passage);
    return text && row.start >= 0 && row.start < row.end && row.end <= text.length ? text.slice(row.start, row.end).join("") : null;
  };
  const tables = {
    evidence: named(DATA.evidence, "id", "record", "passage", "start", "end", "sha256"),
    mentions: named(DATA.mentions, "id", "actor", "passage", "start", "end", "form"),
  };
  for (const [name, all] of Object.entries(tables)) {
    const rows = all.filter((row) => ids.has(row.passage));
    let bad = 0;
    for (const row of rows) {
      const text = span(row);
      if (text !== null && (name === "evidence" ? await digest(text) === (row.sha256 || whole.get(row.passage)) : text === row.form)) continue;
      bad += 1;
      if (found.has(row.passage)) problems.push([name === "evidence" ? "span-text" : "form-text", row.id, name === "evidence" ? "sha256" : "form"]);
      else for (const id of [row.id, row.record]) if (id) resting.get(row.passage).add(id);
    }
    counts[name] = [rows.length - bad, rows.length];
  }
  for (const one of here) if (!found.has(one.id)) problems.push(["passage-missing", one.id, "sha256", [...resting.get(one.id)].sort()]);
  const record = new Map(tables.evidence.map((row) => [row.record, []]));
  for (const row of tables.evidence) record.get(row.record).push(row.passage);
  const paragraphs = paragraphsOf(passages, found);
  for (const [id, quoted] of DATA.quoted) {
    const places = record.get(id) || [];
    const stands = (place) => isQuoted(quoted, paragraphs.get(place).text(), paragraphs.get(place).span);
    if (places.every((place) => found.has(place)) && !places.some(stands)) problems.push(["quoted-text", id, "quoted_words"]);
  }
  for (const one of here) if (found.has(one.id) && words(found.get(one.id).join("")).length !== one.words) problems.push(["source-text", one.id, "words"]);
  for (const source of named(DATA.sources, "id", "characters", "words", "sha256")) {
    const own = here.filter((one) => one.source === source.id);
    if (!own.length || !own.every((one) => found.has(one.id))) continue;
    const whole = own.sort((a, b) => a.ordinal - b.ordinal).map((one) => found.get(one.id).join("")).join(" ");
    const told = { characters: Array.from(whole).length, words: words(whole).length, sha256: await digest(whole) };
    for (const column of Object.keys(told)) if (told[column] !== source[column]) problems.push(["source-text", source.id, column]);
  }
  problems.push(...shared(here.filter((one) => found.has(one.id)).map((one) => found.get(one.id).join("")).join(" ")));
  return { found, counts, problems, tables };
}

// the cells of the page that share eight or more consecutive words with the article
function shared(article) {
  const plain = (text) => canonical(text).toLowerCase().match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) || [];
  const grams = (list) => list.slice(SHARED_WORDS - 1).map((_, i) => list.slice(i, i + SHARED_WORDS).join(" "));
  const all = new Set(grams(plain(article)));
  const cells = [...document.querySelectorAll(".w")].filter((cell) => grams(plain(cell.textContent)).some((gram) => all.has(gram)));
  return cells.map((cell) => ["article-words", cell.closest("[id]").id, ""]);
}

// --- the page

const DATA = JSON.parse(document.getElementById("data").textContent);
const TRACKS = new Map();  // what kind of record an id is
for (const row of document.querySelectorAll("#events tr[id]")) TRACKS.set(row.id, "event");
for (const row of document.querySelectorAll("#statements tr[id]")) TRACKS.set(row.id, row.dataset.k);
for (const row of document.querySelectorAll("#recommendations tr[id]")) TRACKS.set(row.id, "advice");
const byId = (id) => document.getElementById(id);
const all = (query, root = document) => [...root.querySelectorAll(query)];

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function keyOf(anchor) { return decodeURIComponent(anchor.getAttribute("href").slice(1)); }
function link(id, text) { return element("a", { href: `#${id}` }, text || id); }
function titleOf(id) {
  const title = byId(id)?.querySelector(".t")?.parentElement;
  return title ? all(":scope > .not, :scope > .t, :scope > .st", title).map((part) => part.textContent).join(" ") : "";
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

// Fold what belongs to each row, name what it leads to, and link each code to its definition.
function joinTables() {
  const cellText = (row, column) => row.cells[column].textContent.trim();
  const codes = new Map(all("#codes tr[id]").map((row) => [`${cellText(row, 2)}|${cellText(row, 3)}`, row.id]));
  for (const anchor of all('.data dd > a[href^="#"], #relations td > a')) if (TRACKS.has(keyOf(anchor))) anchor.after(` ${titleOf(keyOf(anchor))}`);
  for (const row of all(".data tr[id]")) {
    const list = row.querySelector("dl");
    const cite = element("button", { type: "button", className: "cite", textContent: "Copy citation" });
    row.cells[0].replaceChildren(link(row.id, row.cells[0].textContent));
    if (!list) { row.cells[1].append(" ", cite); continue; }
    const details = element("details", {}, element("summary", {}, "more"));
    list.replaceWith(details);
    details.append(list, cite);
  }
  for (const table of all(".data")) {
    all("th", table).forEach((head, column) => {
      if (!head.dataset.v || head.dataset.v === "vocabulary") return;
      for (const row of table.tBodies[0].rows) {
        const cell = row.cells[column];
        const id = codes.get(`${head.dataset.v}|${cellText(row, column)}`);
        if (id) cell.lastChild.replaceWith(cell.children.length ? " " : "", link(id, cell.lastChild.textContent.trim()));
      }
    });
  }
}

function startTables() {
  const tabs = all("[role=tab]");
  const choose = (tab, focus) => {
    for (const one of tabs) {
      const on = one === tab;
      one.setAttribute("aria-selected", on);
      one.tabIndex = on ? 0 : -1;
      byId(one.getAttribute("aria-controls")).hidden = !on;
    }
    if (focus) tab.focus();
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) { event.preventDefault(); choose(tabs[(i + step + tabs.length) % tabs.length], true); }
    });
  });
  choose(tabs[0]);
  for (const panel of all(".tab")) startTable(panel);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.cite");
    if (button) copyCitation(button.closest("tr")?.id, button);
  });
  return (id) => choose(byId(`tab-${id}`));
}

function startTable(panel) {
  const [filter, facet, count] = [panel.querySelector("input"), panel.querySelector("select"), panel.querySelector(".count")];
  const rows = all(".data > tbody > tr", panel);
  const texts = new Map(rows.map((row) => [row, `${row.id} ${row.textContent}`.toLowerCase()]));
  const apply = () => {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      row.hidden = !(wanted.every((word) => texts.get(row).includes(word)) && (!facet.value || row.cells[facet.dataset.column].textContent.trim() === facet.value));
    }
    count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
  };
  filter.addEventListener("input", apply);
  facet.addEventListener("change", apply);
  panel.addEventListener("reveal", () => { filter.value = facet.value = ""; apply(); });
  all("th", panel.querySelector(".data thead")).forEach((head, column) => {
    const button = element("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      all("th", panel).forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => {
        const cell = row.cells[column];
        return cell.dataset.v ?? (cell.querySelector(".t") || cell).textContent.trim();
      };
      const order = new Intl.Collator("en", { numeric: true }).compare;
      // what is missing stands last in either direction
      const sorted = [...rows].sort((a, b) => !value(a) - !value(b) || (down ? -1 : 1) * order(value(a), value(b)));
      panel.querySelector(".data tbody").append(...sorted);
    });
  });
}

async function copyCitation(id, button) {
  const text = id ? DATA.rowCitation.replaceAll("{row}", id) : DATA.citation;
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    say(`Copied: ${text}`);
    setTimeout(() => { button.textContent = label; }, 2000);
  } catch {  // the browser forbids it: show it, to be copied by hand
    button.replaceWith(element("span", { className: "w-cite" }, text));
    say(text);
  }
}

function unknown(id) {
  const [, version, other] = DATA.retired.find(([retired]) => retired === id) || [];
  if (version) return `${id} was retired in version ${version}.${other ? ` It was replaced by ${other}.` : ""}`;
  return `This page has no ${id}. It may be of another version, or of a table that is not shown here.`;
}

// open and show what the address names, wherever it is
function startAddresses(chooseTable) {
  const lost = byId("lost");
  const show = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { /* no address of ours */ }
    const target = byId(id);
    all(".hit").forEach((row) => row.classList.remove("hit"));
    lost.hidden = Boolean(target) || !id;
    if (!target) { lost.textContent = lost.hidden ? "" : unknown(id); lost.scrollIntoView({ block: "center" }); return; }
    const panel = target.closest(".tab");
    if (panel) {
      const row = target.closest("tr") || target;
      chooseTable(panel.id);
      if (row.hidden) panel.dispatchEvent(new Event("reveal"));
      row.classList.toggle("hit", row.matches("tr"));
      const details = row.querySelector("details");
      if (details) details.open = true;
    }
    const folded = target.closest("details");
    if (folded) folded.open = true;
    target.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", show);
  if (location.hash) show();
}

function startNetwork() {
  const choice = byId("who");
  if (!choice) return;
  const boxes = all(".ties input");
  const apply = () => {
    const kinds = boxes.filter((box) => box.checked).map((box) => `k-${box.value}`);
    const who = choice.value;
    const near = new Set([who]);
    for (const tie of all("[data-s]")) {
      const on = kinds.some((kind) => tie.classList.contains(kind)) && (!who || who === tie.dataset.s || who === tie.dataset.t);
      if (tie.matches("tr")) tie.hidden = !on;
      else tie.classList.toggle("faint", !on);
      if (on) { near.add(tie.dataset.s); near.add(tie.dataset.t); }
    }
    for (const node of all(".node")) {
      node.classList.toggle("faint", Boolean(who) && !near.has(node.dataset.a));
      node.classList.toggle("on", node.dataset.a === who);
    }
  };
  choice.addEventListener("change", apply);
  boxes.forEach((box) => box.addEventListener("change", apply));
  all(".node").forEach((node) => node.addEventListener("click", () => {
    choice.value = choice.value === node.dataset.a ? "" : node.dataset.a;
    apply();
  }));
}

function startCoverage() {
  const links = all(".cover a");
  const about = byId("about");
  const tell = (one) => {
    const id = keyOf(one);
    const item = byId(id);
    links.forEach((other) => other.classList.toggle("on", other === one));
    const records = all("ul a", item).map(keyOf).filter((key) => TRACKS.has(key));
    const list = element("ul", {}, ...records.map((key) => element("li", {}, link(key), ` ${titleOf(key)}`)));
    about.replaceChildren(item.querySelector(".where").cloneNode(true), list);
  };
  for (const one of links) one.addEventListener("mouseenter", () => tell(one));
  walk(links, tell);
}

// --- the reader's copy

function startCopy() {
  const [drop, file, result] = [byId("drop"), byId("file"), byId("result")];
  const tell = (kind, ...children) => {
    result.className = `panel ${kind}`;
    result.hidden = false;
    result.replaceChildren(...children);
  };
  const read = async (name, buffer) => {
    tell("", element("p", {}, `Reading ${name} …`));
    try {
      if (!globalThis.crypto?.subtle) throw new Error("This browser gives the page no SHA-256; use `coded-article verify` instead.");
      const progress = (number, share) => {
        const done = Math.floor(100 * (number + share) / DATA.passages.length);
        result.firstChild.textContent = `Looking for passage ${number + 1} of ${DATA.passages.length} in ${name} … ${done} %`;
        return new Promise((resume) => { setTimeout(resume); });  // so that the browser can draw it
      };
      const reading = await readAgainst(decoded(name, buffer), progress);
      showText(reading);
      const counts = Object.entries(reading.counts).map(([what, [good, of]]) => element("li", {}, `${what} ${good} of ${of} confirmed`));
      if (!reading.found.size) {
        tell("bad", element("p", {}, element("strong", {}, "Not this article"), `: none of its ${reading.counts.passages[1]} passages is in ${name}.`));
        return;
      }
      const verdict = reading.problems.length ? "Not confirmed" : "Confirmed";
      const faults = reading.problems.map(([code, id, column, resting]) => {
        const where = byId(id)?.querySelector(".where")?.lastChild.textContent.trim();
        const item = element("li", {}, element("b", {}, code), " ", link(id), where ? `, ${where}` : column ? `, ${column}` : "");
        if (resting) item.append("; not confirmed with it: ", resting.join(", ") || "no row");
        return item;
      });
      tell(reading.problems.length ? "bad" : "good", element("p", {}, element("strong", {}, verdict), ` (${name})`), element("ul", {}, ...counts), element("ul", {}, ...faults));
      byId("reading").open = true;
    } catch (error) {
      showText(null);
      tell("bad", element("p", {}, element("strong", {}, `${name} cannot be used`), `. ${error.message}`));
    }
  };
  const take = async (files) => { if (files.length) await read(files[0].name, await files[0].arrayBuffer()); };
  file.addEventListener("change", () => take(file.files));
  byId("check").addEventListener("click", () => read("what you pasted", new TextEncoder().encode(byId("paste").value).buffer));
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());  // a file beside the field is not opened
}

// Write the found passages into the list of passages, cut where a span begins or ends.
function showText(reading) {
  const open = Boolean(reading && reading.found.size);
  all(".passages .body").forEach((old) => old.remove());
  byId("reading").classList.toggle("read", open);
  if (!open) return;
  const spans = [
    ...reading.tables.evidence.map((row) => [row.passage, row.start, row.end, row.record]),
    ...reading.tables.mentions.map((row) => [row.passage, row.start, row.end, row.actor]),
  ];
  for (const item of all(".passages > li")) {
    const text = reading.found.get(item.id);
    const body = element("p", { className: "body" });
    item.querySelector(".where").after(body);
    if (!text) {
      body.classList.add("lost");
      body.append("Not in your copy.");
      continue;
    }
    const own = spans.filter(([passage]) => passage === item.id);
    const cuts = [...new Set([0, text.length, ...own.flatMap(([, start, end]) => [start, end])])].sort((a, b) => a - b);
    cuts.slice(0, -1).forEach((cut, i) => {
      const words = text.slice(cut, cuts[i + 1]).join("");
      const ids = [...new Set(own.filter(([, start, end]) => start <= cut && end > cut).map(([, , , id]) => id))];
      if (!ids.length) { body.append(words); return; }
      const kinds = new Set(ids.map((id) => TRACKS.get(id) || "named"));
      const piece = element("span", { className: `s ${[...kinds].join(" ")}` }, words);
      piece.dataset.r = ids.join(" ");
      body.append(piece);
    });
  }
}

// evidence and records point at each other: words at the chips of their records, chips and table rows at words
function startEvidence() {
  const light = (ids, item) => {
    all(".passages .on").forEach((one) => one.classList.remove("on"));
    for (const piece of all(".s", item || document)) piece.classList.toggle("on", piece.dataset.r.split(" ").some((id) => ids.includes(id)));
    for (const chip of all(".passages ul a", item || document)) chip.classList.toggle("on", ids.includes(keyOf(chip)));
  };
  for (const kind of ["mouseover", "focusin"]) {
    byId("reading").addEventListener(kind, (event) => {
      const piece = event.target.closest(".s, .passages ul a");
      if (piece) light(piece.dataset.r?.split(" ") || [keyOf(piece)], piece.dataset.r ? piece.closest(".passages > li") : null);
    });
  }
  document.addEventListener("click", (event) => {
    const piece = event.target.closest(".s");
    if (piece) {  // words may carry several records: go to the first of their chips, which lead on to the tables
      const item = piece.closest(".passages > li");
      item.querySelector("ul a.on")?.focus();
      light(piece.dataset.r.split(" "), item);
    }
    const row = event.target.closest('.data dd a[href*="psg-"]')?.closest("tr");
    if (row) light([row.id]);
  });
  // one stop for each passage: its chips are reached by arrow keys, and every word that bears a record has its chip
  for (const list of all(".passages ul")) walk(all("a", list));
}

function walk(links, arrived = () => {}) {
  links.forEach((one, i) => {
    one.setAttribute("tabindex", i ? -1 : 0);
    one.addEventListener("focus", () => { links.forEach((other) => other.setAttribute("tabindex", other === one ? 0 : -1)); arrived(one); });
    one.addEventListener("keydown", (event) => {
      const next = links[i + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] || NaN)];
      if (next) { event.preventDefault(); next.focus(); }
    });
  });
}

function startPrint() {
  for (const button of all("[data-print]")) {
    button.addEventListener("click", () => {
      const everything = button.dataset.print === "full";
      const folded = everything ? all("main details:not([open])") : [];
      document.documentElement.classList.toggle("everything", everything);
      for (const details of folded) details.open = true;
      print();
      for (const details of folded) details.open = false;
    });
  }
}

document.documentElement.classList.add("ready");
startTheme();
joinTables();
const chooseTable = startTables();
startNetwork();
startCoverage();
startCopy();
startEvidence();
startPrint();
startAddresses(chooseTable);
