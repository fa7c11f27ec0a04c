// A table of very many rows is drawn by window: what lies outside of it is hidden, and neither laid out nor linked.
const WINDOW = 50;

// Returns a function that draws the rows it is given, in their order, from the window that holds the row `around`.
function startWindow(panel, rows, dress) {
  const size = panel.matches(".many") ? WINDOW : Infinity;
  const body = panel.querySelector(".data tbody");
  const dressed = new Set();
  let [found, first, drawn] = [rows, 0, rows];
  const buttons = [["Earlier rows", -1], ["Later rows", 1]].map(([name, way]) => {
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", () => { show(first + way * size); say(told.textContent); });
    return button;
  });
  const told = element("span", { className: "count" });
  const pager = element("p", { className: "tools" }, buttons[0], told, buttons[1]);
  if (size < Infinity) panel.append(pager);
  const show = (from) => {
    first = from;
    const now = found.slice(from, from + size);
    for (const row of drawn) row.hidden = true;
    for (const row of now) {
      row.hidden = false;
      if (!dressed.has(row)) { dressed.add(row); dress(row); }
    }
    body.append(...now);
    drawn = now;
    buttons[0].disabled = !from;
    buttons[1].disabled = from + size >= found.length;
    told.textContent = now.length ? `rows ${from + 1} to ${from + now.length} of ${found.length}` : "no rows";
  };
  return (wanted, around) => {
    found = wanted;
    const at = found.indexOf(around);
    show(size < Infinity && at > 0 ? at - at % size : 0);
  };
}
