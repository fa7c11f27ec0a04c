// --- the reader's copy

function startCopy() {
  const [drop, file, result] = [byId("drop"), byId("file"), byId("result")];
  const tell = (kind, ...children) => {
    result.className = `panel ${kind}`;
    result.hidden = false;
    result.replaceChildren(...children);
  };
  const read = async (name, buffer) => {
    tell("", element("p", {}, `Reading ${name} …`));
    try {
      if (!globalThis.crypto?.subtle) throw new Error("This browser gives the page no SHA-256; use `coded-article verify` instead.");
      const progress = (number, share) => {
        const done = Math.floor(100 * (number + share) / DATA.passages.length);
        result.firstChild.textContent = `Looking for passage ${number + 1} of ${DATA.passages.length} in ${name} … ${done} %`;
        return new Promise((resume) => { setTimeout(resume); });  // so that the browser can draw it
      };
      const reading = await readAgainst(decoded(name, buffer), progress);
      showText(reading);
      const counts = Object.entries(reading.counts).map(([what, [good, of]]) => element("li", {}, `${what} ${good} of ${of} confirmed`));
      if (!reading.found.size) {
        tell("bad", element("p", {}, element("strong", {}, "Not this article"), `: none of its ${reading.counts.passages[1]} passages is in ${name}.`));
        return;
      }
      const verdict = reading.problems.length ? "Not confirmed" : "Confirmed";
      const faults = reading.problems.map(([code, id, column, resting]) => {
        const where = byId(id)?.querySelector(".where")?.lastChild.textContent.trim();
        const item = element("li", {}, element("b", {}, code), " ", link(id), where ? `, ${where}` : column ? `, ${column}` : "");
        if (resting) item.append("; not confirmed with it: ", resting.join(", ") || "no row");
        return item;
      });
      tell(reading.problems.length ? "bad" : "good", element("p", {}, element("strong", {}, verdict), ` (${name}). `, link("paraphrase", "Read it beside the paraphrase")), element("ul", {}, ...counts), element("ul", {}, ...faults));
    } catch (error) {
      showText(null);
      tell("bad", element("p", {}, element("strong", {}, `${name} cannot be used`), `. ${error.message}`));
    }
  };
  const take = async (files) => { if (files.length) await read(files[0].name, await files[0].arrayBuffer()); };
  file.addEventListener("change", () => take(file.files));
  byId("check").addEventListener("click", () => read("what you pasted", new TextEncoder().encode(byId("paste").value).buffer));
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());  // a file beside the field is not opened
}

// Write the found passages into the list of passages, cut where a span begins or ends.
function showText(reading) {
  const open = Boolean(reading && reading.found.size);
  all(".passages .body").forEach((old) => old.remove());
  byId("paraphrase").classList.toggle("read", open);
  if (!open) return;
  const spans = [
    ...reading.tables.evidence.map((row) => [row.passage, row.start, row.end, row.record]),
    ...reading.tables.mentions.map((row) => [row.passage, row.start, row.end, row.actor]),
  ];
  for (const item of all(".passages > li")) {
    const text = reading.found.get(item.id);
    const body = element("p", { className: "body" });
    item.querySelector(".where").after(body);
    if (!text) {
      body.classList.add("lost");
      body.append("Not in your copy.");
      continue;
    }
    const own = spans.filter(([passage]) => passage === item.id);
    const cuts = [...new Set([0, text.length, ...own.flatMap(([, start, end]) => [start, end])])].sort((a, b) => a - b);
    cuts.slice(0, -1).forEach((cut, i) => {
      const words = text.slice(cut, cuts[i + 1]).join("");
      const ids = [...new Set(own.filter(([, start, end]) => start <= cut && end > cut).map(([, , , id]) => id))];
      if (!ids.length) { body.append(words); return; }
      const kinds = new Set(ids.map((id) => TRACKS.get(id) || "named"));
      const piece = element("span", { className: `s ${[...kinds].join(" ")}` }, words);
      piece.dataset.r = ids.join(" ");
      body.append(piece);
    });
  }
}

// words and lines point at each other, and so do table rows at words; each line gets the sign and the mark of its row
function startParaphrase() {
  for (const line of all(".passages ul > li > a")) {
    const sign = byId(keyOf(line))?.querySelector("td > .g, td > .verdict > .g");
    const mark = byId(keyOf(line))?.querySelector("td > .else");
    if (sign) line.parentElement.prepend(sign.cloneNode(true), " ");
    if (mark) (line.nextElementSibling || line).after(mark.cloneNode(true));
  }
  for (const ground of all(".passages .ground a")) ground.textContent = titleOf(keyOf(ground));
  const light = (ids, item) => {
    all(".passages .on").forEach((one) => one.classList.remove("on"));
    for (const piece of all(".s", item || document)) piece.classList.toggle("on", piece.dataset.r.split(" ").some((id) => ids.includes(id)));
    for (const chip of all(".passages ul a", item || document)) chip.classList.toggle("on", ids.includes(keyOf(chip)));
  };
  for (const kind of ["mouseover", "focusin"]) {
    byId("paraphrase").addEventListener(kind, (event) => {
      const piece = event.target.closest(".s, .passages ul a");
      if (piece) light(piece.dataset.r?.split(" ") || [keyOf(piece)], piece.dataset.r ? piece.closest(".passages > li") : null);
    });
  }
  document.addEventListener("click", (event) => {
    const piece = event.target.closest(".s");
    if (piece) {  // words may carry several records: go to the first of their lines, which lead on to the tables
      const item = piece.closest(".passages > li");
      item.querySelector("ul a.on")?.focus();
      light(piece.dataset.r.split(" "), item);
    }
    const row = event.target.closest('.data dd a[href*="psg-"]')?.closest("tr");
    if (row) light([row.id]);
  });
  // one stop for each passage, whose lines are reached by arrow keys; every word that bears a record has its line
  walk(all(".passages ul").map((list) => all("a", list)));
}
