// Give for each found passage the text of its paragraph, and from where to where it is in there.
function paragraphsOf(passages, found) {
  const parts = new Map(), ends = new Map(), places = new Map();
  for (const one of [...passages].sort((a, b) => a.ordinal - b.ordinal)) {
    const key = `${one.source} ${one.paragraph}`;
    if (!parts.has(key)) parts.set(key, []);
    if (found.has(one.id)) {
      const here = parts.get(key), text = found.get(one.id).join("");
      here.push(ends.has(key) && ends.get(key) < one.start ? " " : "");
      const begins = here.reduce((length, part) => length + part.length, 0);
      here.push(text);
      places.set(one.id, { text: () => here.join(""), span: [begins, begins + text.length] });
    }
    ends.set(key, one.end);
  }
  return places;
}

// Give from where to where a paragraph quotes, as the module `quotations` of the Python code does.
function quotations(text) {
  const spaced = "\u00ab\u00bb\u2039\u203a", letter = /[\p{L}\p{N}]/u, places = [];
  for (const [opening, closing] of ['""', "''", "\u00ab\u00bb", "\u00bb\u00ab", "\u2039\u203a", "\u203a\u2039", "\u300c\u300d", "\u300e\u300f"]) {
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] !== opening || (opening === "'" && letter.test(text[at - 1] || ""))) continue;
      const first = at + 1 + (spaced.includes(opening) && text[at + 1] === " " ? 1 : 0);
      if (!text[first] || ` ${STOPS}`.includes(text[first])) continue;
      const ends = [];
      for (let end = first; end < text.length && ends.length < (closing === "'" ? 5 : 1); end += 1) {
        if (text[end] !== closing || (closing === "'" && (letter.test(text[end + 1] || "") || text[end - 1] === " "))) continue;
        ends.push(spaced.includes(closing) && text[end - 1] === " " ? end - 1 : end);
      }
      const goesOn = opening === '"' || ("\u00ab\u300c\u300e".includes(opening) && !text.includes(closing));
      for (const end of ends.length || !goesOn ? ends : [text.length]) places.push([first, end]);
    }
  }
  return places;
}

const STOPS = ",.;:!?\u2026\u3002\uff0c\uff01\uff1f\uff1b\uff1a\u3001";

function isQuoted(quoted, text, [start, end]) {
  const stripped = (piece) => (STOPS.includes(piece.at(-1)) ? piece.slice(0, -1) : piece);
  const whole = /[\p{L}\p{N}]/u;
  const parted = (one, other) => !(whole.test(one) && whole.test(other || ""));
  const begins = (piece, some) => Boolean(some) && piece.startsWith(some) && parted(some.at(-1), piece[some.length]);
  const finishes = (piece, some) => {
    const bare = piece.replace(new RegExp(`[${STOPS}]+$`), "");
    return Boolean(some) && bare.endsWith(some) && parted(some[0], bare[bare.length - some.length - 1]);
  };
  const given = (piece) => {
    if (!piece) return false;
    if (quoted === piece || quoted === stripped(piece)) return true;
    if ([...piece].length <= 60 && (piece.match(/[\p{L}\p{N}]+/gu) || []).length < 8) return false;
    const [first, last] = quoted.includes(" ... ") ? [quoted.split(" ... ")[0], quoted.split(" ... ").slice(1).join(" ... ")] : [];
    return first === undefined ? begins(piece, quoted) || finishes(piece, quoted) : begins(piece, first) && finishes(piece, last);
  };
  return quotations(text).some(([first, last]) => {
    if (first >= end || start >= last) return false;
    return [[first, last], [Math.max(first, start), Math.min(last, end)]].some(([from, to]) => given(text.slice(from, to).trim()));
  });
}
