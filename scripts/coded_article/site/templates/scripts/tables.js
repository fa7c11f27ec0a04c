// Fold what belongs to a row, name what it leads to, and link each code to its definition, once the row is drawn.
function startRows() {
  const cellText = (row, column) => row.cells[column].textContent.trim();
  const codes = new Map(all("#codes tr[id]").map((row) => [`${cellText(row, 2)}|${cellText(row, 3)}`, row.id]));
  const explained = startCodes();
  return (row) => {
    for (const anchor of all('dd > a[href^="#"], td > a', row)) if (TRACKS.has(keyOf(anchor))) anchor.after(` ${titleOf(keyOf(anchor))}`);
    [...row.closest("table").tHead.rows[0].cells].forEach((head, column) => {
      if (!head.dataset.v || head.dataset.v === "vocabulary") return;
      const cell = row.cells[column];
      const id = codes.get(`${head.dataset.v}|${cellText(row, column)}`);
      if (id) cell.lastChild.replaceWith(cell.children.length ? " " : "", link(id, cell.lastChild.textContent.trim()));
    });
    explained(row);
    const list = row.querySelector("dl");
    const cite = element("button", { type: "button", className: "cite", textContent: "Copy citation" });
    const address = element("button", { type: "button", className: "link", textContent: "Copy link" });
    const fault = DATA.report ? [" ", element("a", { href: DATA.report.replaceAll("ROW", encodeURIComponent(row.id)), className: "fault" }, "Report this row")] : [];
    row.cells[0].replaceChildren(link(row.id, row.cells[0].textContent));
    if (!list) { row.cells[1].append(" ", cite, " ", address, ...fault); return; }
    const details = element("details", {}, element("summary", {}, "more"));
    list.replaceWith(details);
    details.append(list, cite, " ", address, ...fault);
  };
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
  const dress = startRows();
  for (const panel of all(".tab")) startTable(panel, dress);
  return (id) => choose(byId(`tab-${id}`));
}

function startTable(panel, dress) {
  const [filter, facet, count] = [panel.querySelector("input"), panel.querySelector("select"), panel.querySelector(".count")];
  let rows = all(".data > tbody > tr", panel);
  const draw = startWindow(panel, rows, dress);
  const many = panel.matches(".many");
  if (!many) draw(rows);  // so that the filter finds what a row leads to by its title
  const texts = new Map(rows.map((row) => [row, fold(`${row.id} ${row.textContent}`)]));
  if (many) draw(rows);
  let found = rows;
  const apply = (around) => {
    const wanted = sought(filter.value);
    found = rows.filter((row) => wanted.every((word) => texts.get(row).includes(word)) && (!facet.value || row.cells[facet.dataset.column].textContent.trim() === facet.value));
    draw(found, around);
    count.textContent = `${found.length} of ${rows.length}`;
  };
  filter.addEventListener("input", () => apply());
  facet.addEventListener("change", () => apply());
  panel.addEventListener("reveal", (event) => { filter.value = facet.value = ""; apply(event.detail); });
  startDownloads(panel, () => found);
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
      const values = new Map(rows.map((row) => [row, value(row)]));
      // what is missing stands last in either direction
      rows = [...rows].sort((a, b) => !values.get(a) - !values.get(b) || (down ? -1 : 1) * order(values.get(a), values.get(b)));
      apply();
    });
  });
}

// Save the rows that are shown, in the words and columns that are shown; the whole tables lie beside the page.
function startDownloads(panel, found) {
  const place = element("span", { className: "save" }, "Save these:");
  panel.querySelector(".tools").append(place);
  for (const kind of ["csv", "json"]) {
    const button = element("button", { type: "button" }, kind.toUpperCase());
    place.append(" ", button);
    button.addEventListener("click", () => {
      const heads = all(".data thead th", panel).map((head) => head.textContent.trim());
      const words = (row, column) => (column === 0 ? row.id : (column === 1 && titleOf(row.id)) || row.cells[column].textContent.trim());
      const table = found().map((row) => heads.map((_, column) => words(row, column)));
      const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const text = kind === "csv"
        ? [heads, ...table].map((cells) => `${cells.map(quoted).join(",")}\n`).join("")
        : JSON.stringify(table.map((cells) => Object.fromEntries(heads.map((head, column) => [head, cells[column]]))), null, 1);
      const url = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }));
      element("a", { href: url, download: `${panel.id}-shown.${kind}` }).click();
      say(`Saved ${table.length} rows`);
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    });
  }
}
