function startCoverage() {
  const links = all(".cover a");
  const about = byId("about");
  const tell = (one) => {
    const id = keyOf(one);
    const item = byId(id);
    links.forEach((other) => other.classList.toggle("on", other === one));
    const records = all("ul > li > a", item).map(keyOf).filter((key) => TRACKS.has(key));
    const list = element("ul", {}, ...records.map((key) => element("li", {}, link(key), ` ${titleOf(key)}`)));
    about.replaceChildren(item.querySelector(".where").cloneNode(true), list);
  };
  for (const one of links) one.addEventListener("mouseenter", () => tell(one));
  walk([links], tell);
}
