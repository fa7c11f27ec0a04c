function startNetwork() {
  const choice = byId("who");
  if (!choice) return;
  for (const record of all(".who td:last-child a")) record.after(` ${titleOf(keyOf(record))}`);
  const boxes = all(".ties input");
  const drawMatrix = startMatrix();
  const apply = () => {
    const kinds = boxes.filter((box) => box.checked).map((box) => `k-${box.value}`);
    const authors = kinds.includes("k-author");
    const who = choice.value;
    const near = new Set([who]);
    for (const tie of all("[data-s]")) {
      const on = kinds.some((kind) => tie.classList.contains(kind)) && (!who || who === tie.dataset.s || who === tie.dataset.t) && (authors || !tie.classList.contains("own"));
      if (tie.matches("tr")) tie.hidden = !on;
      else tie.classList.toggle("faint", !on);
      if (on) { near.add(tie.dataset.s); near.add(tie.dataset.t); }
    }
    for (const node of all(".node")) {
      node.classList.toggle("faint", Boolean(who) && !near.has(node.dataset.a));
      node.classList.toggle("on", node.dataset.a === who);
    }
    drawMatrix();
  };
  choice.addEventListener("change", apply);
  boxes.forEach((box) => box.addEventListener("change", apply));
  all(".node").forEach((node) => node.addEventListener("click", () => {
    choice.value = choice.value === node.dataset.a ? "" : node.dataset.a;
    apply();
  }));
}
