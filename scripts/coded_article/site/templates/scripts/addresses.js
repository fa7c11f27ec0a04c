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
      if (row.hidden) panel.dispatchEvent(new CustomEvent("reveal", { detail: row }));
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
