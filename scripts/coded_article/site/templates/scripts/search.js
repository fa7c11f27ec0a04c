// --- one search over all tables, in the rows as they are before anything is added to them

const MOST = 8;  // rows of a table that a search lists

// the pieces of text in a row, which no space may part there
function texts(row) {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode.data.trim());
  return found;
}

const ROWS = all(".data > tbody > tr[id]").map((row) => ({
  id: row.id,
  table: row.closest(".tab").id,
  title: titleOf(row.id) || [...row.cells].slice(1).map((cell) => (cell.querySelector(":scope > a") || cell).textContent.trim()).join(" · "),
  text: [...[row, ...all("[id]", row)].map((one) => one.id), ...texts(row)].join(" "),
}));

function sought(text) { return fold(text).split(/\s+/).filter(Boolean); }

// `text` with what was sought marked; only `around` letters before and after the first hit
function marked(text, wanted, around = Infinity) {
  const letters = Array.from(text.replace(/\s+/g, " ").trim());
  const owners = [];
  const plain = letters.map((letter, i) => { const folded = fold(letter); owners.push(...Array(folded.length).fill(i)); return folded; }).join("");
  const lit = new Set();
  for (const word of wanted) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) owners.slice(at, at + word.length).forEach((i) => lit.add(i));
  }
  const first = Math.min(letters.length, ...lit);
  let [from, to] = [Math.max(0, first - around), Math.min(letters.length, first + around)];
  while (from && from < first && letters[from - 1] !== " ") from += 1;
  while (to < letters.length && to > first && letters[to] !== " " && lit.has(to - 1) === false) to -= 1;
  const pieces = [];
  letters.slice(from, to).forEach((letter, i) => {
    const on = lit.has(from + i);
    if (!pieces.length || pieces.at(-1).on !== on) pieces.push({ on, text: "" });
    pieces.at(-1).text += letter;
  });
  return pieces.map((piece) => piece.on ? element("mark", {}, piece.text) : piece.text);
}

function startSearch() {
  const [field, section, found] = [byId("find"), byId("search"), byId("found")];
  const folded = new Map();
  const having = (wanted) => ROWS.filter((row) => {
    if (!folded.has(row)) folded.set(row, fold(row.text));
    return wanted.every((word) => folded.get(row).includes(word));
  });
  const counted = (rows) => `${rows.length || "no"} row${rows.length === 1 ? "" : "s"}`;
  const line = (row, wanted) => {
    const item = element("li", {}, link(row.id), " ", ...marked(row.title, wanted));
    if (!wanted.every((word) => fold(`${row.id} ${row.title}`).includes(word))) item.append(element("small", {}, " … ", ...marked(row.text, wanted.filter((word) => !fold(row.title).includes(word)), 60), " …"));
    return item;
  };
  const show = () => {
    const wanted = sought(field.value);
    section.hidden = !wanted.length;
    if (!wanted.length) return;
    const rows = having(wanted);
    section.querySelector("[role=status]").textContent = `${counted(rows)} with ${wanted.map((word) => `“${word}”`).join(" and ")}`;
    const clear = element("button", { type: "button" }, "Clear the search");
    clear.addEventListener("click", () => { field.value = ""; show(); remember("search", []); field.focus(); });
    found.replaceChildren(...[...new Set(rows.map((row) => row.table))].map((table) => {
      const here = rows.filter((row) => row.table === table);
      const group = element("div", {}, element("h3", {}, `${byId(`tab-${table}`).firstChild.textContent.trim()}: ${here.length}`), element("ul", {}, ...here.slice(0, MOST).map((row) => line(row, wanted))));
      if (here.length > MOST) group.append(element("p", {}, link(`${table}?${new URLSearchParams({ q: wanted.join(" ") })}`, "All of them in the table")));
      return group;
    }));
    if (!rows.length && wanted.length > 1) found.append(element("p", {}, "Each word alone: ", ...wanted.flatMap((word) => [link(`search?${new URLSearchParams({ q: word })}`, word), ` (${counted(having([word]))}) `])));
    if (!rows.length) found.append(element("p", {}, "Try fewer words, or a part of one; or go through ", link("tables", "the tables"), "."));
    found.append(element("p", {}, clear));
  };
  field.addEventListener("input", () => {
    show();
    remember("search", [["q", field.value.trim()]]);
    if (!section.hidden) section.scrollIntoView({ block: "nearest" });
  });
  STATES.set("search", (asked) => {
    field.value = asked.get("q") ?? "";
    show();
    return ["q"];
  });
}
