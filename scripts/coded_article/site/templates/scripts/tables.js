// Fold what belongs to each row, name what it leads to, and link each code to its definition.
function joinTables() {
  const cellText = (row, column) => row.cells[column].textContent.trim();
  const codes = new Map(all("#codes tr[id]").map((row) => [`${cellText(row, 2)}|${cellText(row, 3)}`, row.id]));
  for (const anchor of all('.data dd > a[href^="#"], #relations td > a')) if (TRACKS.has(keyOf(anchor))) anchor.after(` ${titleOf(keyOf(anchor))}`);
  for (const row of all(".data tr[id]")) {
    const list = row.querySelector("dl");
    const cite = element("button", { type: "button", className: "cite", textContent: "Copy citation" });
    const address = element("button", { type: "button", className: "link", textContent: "Copy link" });
    row.cells[0].replaceChildren(link(row.id, row.cells[0].textContent));
    if (!list) { row.cells[1].append(" ", cite, " ", address); continue; }
    const details = element("details", {}, element("summary", {}, "more"));
    list.replaceWith(details);
    details.append(list, cite, " ", address);
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
  return (id) => choose(byId(`tab-${id}`));
}

function startTable(panel) {
  const [filter, facet, count] = [panel.querySelector("input"), panel.querySelector("select"), panel.querySelector(".count")];
  const rows = all(".data > tbody > tr", panel);
  const texts = new Map(rows.map((row) => [row, fold(`${row.id} ${row.textContent}`)]));
  const apply = () => {
    const wanted = sought(filter.value);
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
