// Returns what makes a button of each code in a row, to explain it on the spot; without popovers it stays a link.
function startCodes() {
  const explain = byId("explain");
  if (!explain.showPopover) return () => {};
  const codes = new Set(all("#codes .data tr[id]").map((row) => row.id));
  document.addEventListener("click", (event) => {  // before the popover opens
    const button = event.target.closest?.(".code");
    if (!button) return;
    const [code, definition, vocabulary, label] = [...byId(button.dataset.c).cells].map((cell) => [...cell.childNodes].filter((part) => part.nodeName !== "BUTTON").map((part) => part.textContent).join("").trim());
    const more = link(button.dataset.c, "In the table of codes");
    more.addEventListener("click", () => explain.hidePopover());
    explain.replaceChildren(element("p", {}, element("b", {}, label), ` (${vocabulary}: ${code})`), element("p", {}, definition), more);
    const box = button.getBoundingClientRect();
    explain.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 360))}px`;
    explain.style.top = box.bottom < innerHeight - 200 ? `${box.bottom + 6}px` : "auto";
    explain.style.bottom = box.bottom < innerHeight - 200 ? "auto" : `${innerHeight - box.top + 6}px`;
  }, true);
  return (row) => {
    for (const anchor of all('td > a[href*="."], dd > a[href*="."]', row)) {
      const id = keyOf(anchor);
      if (!codes.has(id) || codes.has(row.id)) continue;
      const button = element("button", { type: "button", className: "code", popoverTargetElement: explain }, anchor.textContent);
      button.dataset.c = id;
      anchor.replaceWith(button);
    }
  };
}
