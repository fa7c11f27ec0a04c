// Who does what to whom as a table: no tie crosses another. Its data are the rows of the list that are shown.
function startMatrix() {
  const table = byId("matrix");
  const names = new Map();
  const ties = all(".who tr[data-s]");
  for (const tie of ties) for (const [id, cell] of [[tie.dataset.s, 0], [tie.dataset.t, 2]]) names.set(id, tie.cells[cell].textContent.trim());
  const byName = (a, b) => names.get(a).localeCompare(names.get(b), "en");
  let [key, down] = ["sum", true];
  const draw = () => {
    const cells = new Map();
    const sums = new Map();
    const add = (map, id, count) => map.set(id, (map.get(id) || 0) + count);
    for (const tie of ties.filter((one) => !one.hidden)) {
      const { s, t } = tie.dataset;
      const count = tie.cells[3].children.length;
      const does = tie.cells[1].textContent.trim();
      const short = element("b", { className: tie.className, ariaHidden: "true" }, `${does.slice(0, 2)} ${count}`);
      const undone = does.includes("(");
      if (undone) short.classList.add("undone");
      const told = element("span", { className: "hid" }, `${does} ${count}`);
      if (!cells.has(`${s} ${t}`)) cells.set(`${s} ${t}`, []);
      cells.get(`${s} ${t}`).push(short, told);
      for (const id of [s, `${s} ${t}`, `to ${t}`]) add(sums, id, count);
    }
    const value = (id) => sums.get(key === "sum" ? id : `${id} ${key}`) || 0;
    const rows = [...names.keys()].filter((id) => sums.has(id)).sort(key === "name" ? byName : (a, b) => value(b) - value(a) || byName(a, b));
    if (down === (key === "name")) rows.reverse();
    const columns = [...names.keys()].filter((id) => sums.has(`to ${id}`)).sort((a, b) => sums.get(`to ${b}`) - sums.get(`to ${a}`) || byName(a, b));
    const head = (id, text) => {
      const button = element("button", { type: "button" }, text);
      const cell = element("th", { scope: "col" }, button);
      if (id === key) cell.ariaSort = down ? "descending" : "ascending";
      button.addEventListener("click", () => {
        [key, down] = [id, id === key ? !down : id !== "name"];
        draw();
        all("thead button", table)[["name", "sum", ...columns].indexOf(id)]?.focus();
      });
      return cell;
    };
    table.tHead.replaceChildren(element("tr", {}, head("name", "Who"), head("sum", "all"), ...columns.map((id) => head(id, names.get(id)))));
    table.tBodies[0].replaceChildren(...rows.map((id) => element("tr", {}, element("th", { scope: "row" }, names.get(id)), element("td", {}, `${sums.get(id)}`), ...columns.map((to) => element("td", {}, ...(cells.get(`${id} ${to}`) || []))))));
  };
  draw();
  return draw;
}
