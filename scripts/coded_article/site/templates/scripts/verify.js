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

const INLINE = new Set(["A", "ABBR", "B", "BDI", "CITE", "CODE", "DEL", "EM", "FONT", "I", "INS", "MARK", "Q", "S", "SMALL", "SPAN", "STRONG", "SUB", "SUP", "TIME", "U", "WBR"]);

// A saved web page becomes an inert document: nothing in it runs or loads. As `verify` does, this gives the article,
// as far as the page says which part that is, and then the whole page, with and without what is raised.
function pageText(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html");
  for (const unread of all("script, style, noscript, template, svg, iframe, textarea, select", parsed)) unread.remove();
  for (const one of all("body *", parsed)) if (!INLINE.has(one.tagName)) { one.before("\n"); one.after("\n"); }
  const whole = parsed.body.textContent;
  if (whole.length > LIMIT) throw new Error(TOO_LONG);
  for (const raised of all("sup", parsed)) raised.remove();
  return [parsed.querySelector("article, [itemprop=articleBody], main, [role=main]")?.textContent, whole, parsed.body.textContent].join("\n");
}

// the encoding that the bytes begin with, or else the one that a web page says it has
function encodingOf(bytes, page) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16LE";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16BE";
  const said = page && /<meta[^>]+charset=["']?([\w-]+)/i.exec(new TextDecoder("latin1").decode(bytes.slice(0, 4096)))?.[1];
  try { return new TextDecoder(said || "UTF-8").encoding.toUpperCase(); } catch { return "UTF-8"; }
}

// What is the text of Markdown, the verb `verify` finds out.
function decoded(name, buffer) {
  const kind = /.(\.[^.]+)$/.exec(name)?.[1].toLowerCase() || "";
  const page = /^\.x?html?$/.test(kind);
  if (/^\.(md|markdown)$/.test(kind)) throw new Error(`Of ${kind} files this page cannot tell the text from the markup; run \`coded-article verify\` on it, or give the article's text saved as .txt.`);
  if (!page && !["", ".txt", ".text"].includes(kind)) throw new Error(`${kind} files are not read; give the article's text saved as .txt, or the web page saved as .html.`);
  if (buffer.byteLength > (page ? 20e6 : 4 * LIMIT)) throw new Error(TOO_LONG);
  const encoding = encodingOf(new Uint8Array(buffer), page);
  let text;
  try { text = new TextDecoder(encoding, { fatal: true }).decode(buffer); } catch {
    throw new Error(`It is not ${encoding} text; save your copy as UTF-8 plain text.`);
  }
  if (text.includes("\0")) throw new Error("It is binary data; save your copy as UTF-8 plain text.");
  if (page) text = pageText(text);
  if (!words(text).length) throw new Error("It is empty; save your copy as UTF-8 plain text.");
  if (!page && text.length > LIMIT) throw new Error(TOO_LONG);
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

// Where each row rests is said in the rows themselves; what is shown of hidden characters is turned back.
const RESTING = (() => {
  const hashes = new Map(DATA.hashes);
  const tables = { evidence: [], mentions: [] };
  for (const item of all(".data dd[id]")) {
    const kind = /(?:^|:)(evd|men)-\d+$/.exec(item.id)?.[1];
    if (!kind) continue;
    const [, start, end] = /(-?\d+)\u2013(-?\d+)/.exec(item.childNodes[1].textContent);
    const place = { id: item.id, passage: keyOf(item.firstChild), start: Number(start), end: Number(end) };
    const owner = item.closest("tr").id;
    if (kind === "evd") tables.evidence.push({ ...place, record: owner, sha256: hashes.get(item.id) });
    else tables.mentions.push({ ...place, actor: owner, form: item.querySelector("q").textContent.replace(/<U\+([0-9A-F]{4,6})>/g, (_, code) => String.fromCodePoint(parseInt(code, 16))) });
  }
  return tables;
})();

function named(rows, ...names) { return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]]))); }

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
  const tables = RESTING;
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
