async function copied(text, button) {
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

function startCiting() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.cite, button.link");
    const id = button?.closest("tr")?.id;
    if (button?.matches(".cite")) copied(id ? DATA.rowCitation.replaceAll("{row}", id) : DATA.citation, button);
    else if (button) copied(id ? `${location.href.split("#")[0]}#${encodeURIComponent(id)}` : location.href, button);
  });
  for (const button of all("[data-file]")) {
    button.addEventListener("click", () => {
      const address = URL.createObjectURL(new Blob([byId(button.dataset.file).textContent], { type: "text/plain" }));
      element("a", { href: address, download: button.dataset.file }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    });
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
    const [id, state] = asked();
    const target = byId(id);
    const refused = applyState(id, state);
    const told = target || !id ? [] : [unknown(id)];
    if (refused.length) told.push(`This page cannot set ${refused.map(([key, value]) => `${key} to \u201c${value}\u201d`).join(", ")}; that part of the address was ignored.`);
    all(".hit").forEach((row) => row.classList.remove("hit"));
    lost.hidden = !told.length;
    lost.textContent = told.join(" ");
    if (!target) { if (id) lost.scrollIntoView({ block: "center" }); return; }
    target.dispatchEvent(new Event("arrive"));
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
    (target.closest("#steps") || target).scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", show);
  if (location.hash) show();
}
