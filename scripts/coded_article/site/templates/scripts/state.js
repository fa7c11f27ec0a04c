// --- what is chosen on the page, in its address: `#events?status=occurred&sort=-date`

const STATES = new Map();  // what sets the state of a part from what is asked for; it gives the keys that it took

function slug(text) { return text.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, ""); }

// the id and the state that an address names; what is no address of ours names nothing
function asked() {
  const [key, query] = location.hash.slice(1).split(/\?(.*)/s);
  let id = "";
  try { id = decodeURIComponent(key); } catch { /* no address of ours */ }
  return [id, new URLSearchParams(query || "")];
}

function remember(id, pairs) {
  const state = new URLSearchParams(pairs.filter(([, value]) => value));
  if (asked()[1].has("theme")) state.set("theme", byId("theme").querySelector("span").textContent);
  history.replaceState(null, "", `#${encodeURIComponent(id)}${state.size ? `?${state}` : ""}`);
}

// Set what an address asks for, and return what this page does not have.
function applyState(id, state) {
  const taken = state.size ? [...(STATES.get("theme")(state)), ...(STATES.get(id)?.(state) ?? [])] : [];
  return [...state].filter(([key]) => !taken.includes(key));
}

function startState() {
  for (const panel of all(".tab")) tableState(panel);
  networkState();
  const theme = byId("theme");
  theme.addEventListener("click", () => {
    const [id, state] = asked();
    state.set("theme", theme.querySelector("span").textContent);
    remember(id, [...state]);
  });
  STATES.set("theme", (state) => {
    const wanted = state.get("theme");
    if (!["auto", "light", "dark"].includes(wanted)) return [];
    if (wanted === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = wanted;
    theme.querySelector("span").textContent = wanted;
    return ["theme"];
  });
}

function tableState(panel) {
  const [filter, facet] = [panel.querySelector("input"), panel.querySelector("select")];
  const heads = all(".data thead th", panel);
  const choice = slug(heads[facet.dataset.column].textContent);
  const sorted = () => heads.find((head) => head.hasAttribute("aria-sort"));
  const order = () => sorted() ? `${sorted().getAttribute("aria-sort") === "descending" ? "-" : ""}${slug(sorted().textContent)}` : "";
  const keep = () => remember(panel.id, [["q", filter.value], [choice, slug(facet.value)], ["sort", order()]]);
  filter.addEventListener("input", (event) => { if (event.isTrusted) keep(); });
  facet.addEventListener("change", (event) => { if (event.isTrusted) keep(); });
  panel.querySelector(".data thead").addEventListener("click", (event) => { if (event.isTrusted && event.target.closest("button")) keep(); });
  STATES.set(panel.id, (state) => {
    const taken = ["q"];
    filter.value = state.get("q") ?? "";
    const option = [...facet.options].find((one) => slug(one.value) === state.get(choice));
    facet.value = option?.value ?? "";
    if (option) taken.push(choice);
    for (const [control, kind] of [[filter, "input"], [facet, "change"]]) control.dispatchEvent(new Event(kind, { bubbles: true }));
    const head = heads.find((one) => slug(one.textContent) === state.get("sort")?.replace(/^-/, ""));
    if (head) taken.push("sort");
    for (let clicks = 0; head && clicks < 2 && order() !== state.get("sort"); clicks += 1) head.querySelector("button").click();
    return taken;
  });
}

function networkState() {
  const who = byId("who");
  if (!who) return;
  const boxes = all(".ties input");
  const keep = () => remember("network", [["actor", who.value], ["hide", boxes.filter((box) => !box.checked).map((box) => box.value).join(",")]]);
  for (const control of [who, ...boxes]) control.addEventListener("change", (event) => { if (event.isTrusted) keep(); });
  for (const node of all(".node")) node.addEventListener("click", keep);
  STATES.set("network", (state) => {
    const hidden = state.get("hide")?.split(",") ?? [];
    const known = [...who.options].some((one) => one.value === state.get("actor"));
    who.value = known ? state.get("actor") : "";
    for (const box of boxes) box.checked = !hidden.includes(box.value);
    who.dispatchEvent(new Event("change"));
    return [...(known ? ["actor"] : []), ...(hidden.every((kind) => boxes.some((box) => box.value === kind)) ? ["hide"] : [])];
  });
}
