// Where a comment belongs: what it points at, and where that is after the report was built again.
// Order: a number by its fact's id, never by its place; a figure or table by its label; a text by its words, in its own cell first.
// Positions and XPath are left out: after a rebuild they point confidently at the wrong sentence.
const reviewPlaces = (() => {
  const $ = (s, from = document) => from.querySelector(s);
  const all = (s, from = document) => [...from.querySelectorAll(s)];
  const page = $("#isi[data-laporan]");
  if (!page) return null;
  const AROUND = 32, LONGEST = 400, MOST_PARTS = 20;     // letters kept around a quote, and of it; places of one comment
  const SURE = 0.75, PERHAPS = 0.5;                      // likeness of words from which a changed text is taken for the same
  const MOST_LOOKED_AT = 8, FEW = 3;                     // blocks; words from which a quote is known by itself
  const SKIP = ".tinjau-tambah, .semula, .semula-isi, .tak-tampak, .jangkar, .alat, svg, script";
  const APART = "p, li, td, th, caption, figcaption, h2, h3, h4, h5, h6, dd, dt";

  const blocks = () => all(":is(p, blockquote, dl, .blok)[data-sel], :is(ul, ol)[data-sel] > li", page);
  const blockOf = (node) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    return element?.closest(":is(ul, ol)[data-sel] > li, :is(p, blockquote, dl, .blok)[data-sel]");
  };
  const cellOf = (block) => block?.closest("[data-sel]")?.dataset.sel;
  const labelOf = (block) => $(":is(figure, table)[id]", block)?.id ?? block.id;
  const kindOf = (block) => {
    if (block.matches("li")) return "butir";
    if ($("figure[id]", block)) return "gambar";
    return $("table[id]", block) ? "tabel" : "paragraf";
  };

  // The text as it is read, white space collapsed; each letter knows its node
  const readText = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [], offsets = [], letters = [];
    let held = null;
    const push = (letter, node, offset) => { letters.push(letter); nodes.push(node); offsets.push(offset); };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent.closest(SKIP)) continue;
      const own = parent.closest(APART);
      if (own !== held && letters.length && letters.at(-1) !== " ") push(" ", node, 0);
      held = own;
      for (let i = 0; i < node.data.length; i += 1) {
        const space = /\s/.test(node.data[i]);
        if (!space || (letters.length && letters.at(-1) !== " ")) push(space ? " " : node.data[i], node, i);
      }
    }
    return { text: letters.join(""), nodes, offsets };
  };
  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}.,%]*/gu) ?? [];
  let index = null;                                      // read once: the report does not change while it is open
  const reading = () => {
    index ??= blocks().map((block, place) => {
      const own = readText(block);
      const found = [...own.text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}.,%]*/gu)];
      const low = found.map((word) => word[0].toLowerCase());
      return { block, place, own, found, low, set: new Set(low), cell: cellOf(block) };
    });
    return index;
  };
  const entryOf = (block) => reading().find((entry) => entry.block === block);
  const textOf = (block) => (entryOf(block)?.own.text ?? readText(block).text).trim();
  const rangeOf = (map, start, end) => {
    const range = document.createRange();
    range.setStart(map.nodes[start], map.offsets[start]);
    range.setEnd(map.nodes[end - 1], map.offsets[end - 1] + 1);
    return range;
  };
  const placeIn = (map, range) => {                      // first and last letter of a range
    let start = map.nodes.findIndex((node, i) => range.isPointInRange(node, map.offsets[i]));
    if (start < 0) return null;
    let end = start;
    while (end < map.nodes.length && range.comparePoint(map.nodes[end], Math.min(map.offsets[end] + 1, map.nodes[end].length)) <= 0) end += 1;
    while (start < end && map.text[start] === " ") start += 1;
    while (end > start && map.text[end - 1] === " ") end -= 1;
    return end > start ? [start, end] : null;
  };

  const quote = (text, start, end) => ({
    type: "TextQuoteSelector", exact: text.slice(start, Math.min(end, start + LONGEST)),
    prefix: text.slice(Math.max(0, start - AROUND), start), suffix: text.slice(end, end + AROUND),
  });
  const target = (kind, block, selector, more = {}) => ({
    source: "laporan.html", "laporan:jenis": kind, "laporan:bangunan": page.dataset.bangunan,
    ...(cellOf(block) ? { "laporan:sel": cellOf(block) } : {}), ...more, selector,
  });
  const fragment = (id) => ({ type: "FragmentSelector", value: id, conformsTo: "http://tools.ietf.org/rfc/rfc3236" });
  const ofBlock = (block) => {
    const text = textOf(block), label = labelOf(block);
    return target(kindOf(block), block, [quote(text, 0, text.length), ...(label ? [fragment(label)] : [])]);
  };
  const ofNumber = (number) => {
    const block = blockOf(number), range = document.createRange();
    range.selectNodeContents(number);
    const map = entryOf(block)?.own ?? readText(block), at = placeIn(map, range);
    const selector = at ? quote(map.text, ...at) : { type: "TextQuoteSelector", exact: number.textContent };
    return target("angka", block, [selector, fragment(number.hash.slice(1))], { "laporan:angka": number.hash.slice(3) });
  };
  const ofRange = (range) => {                           // a target for each block that it touches, of long texts for each piece
    const parts = reading().filter(({ block }) => range.intersectsNode(block)).flatMap((entry) => partsWithin(entry, range));
    if (!parts.length) return null;
    const kept = parts.slice(0, MOST_PARTS), targets = kept.map((part) => part.target);
    return { block: kept[0].block, target: targets.length > 1 ? targets : targets[0], cut: parts.length > MOST_PARTS };
  };
  const partsWithin = ({ block, own }, range) => {       // a figure or table as a whole where all of it is meant, else its words
    const at = placeIn(own, range);
    if (!at) return [];
    if (block.matches(".blok") && at[0] === 0 && at[1] === own.text.trimEnd().length) return [{ block, target: ofBlock(block) }];
    return pieces(own.text, ...wholeWords(own.text, ...at)).map((piece) => ({ block, target: target("kutipan", block, [quote(own.text, ...piece)]) }));
  };
  const pieces = (text, from, end) => {                  // as long as a quote may be, parted between words
    const rest = end - from > LONGEST ? text.lastIndexOf(" ", from + LONGEST) : end;
    const stop = rest > from ? rest : from + LONGEST;
    return stop < end ? [[from, stop], ...pieces(text, text[stop] === " " ? stop + 1 : stop, end)] : [[from, end]];
  };

  const wholeWords = (text, from, to) => {
    let [start, end] = [from, to];
    while (start > 0 && /[\p{L}\p{N}]{2}/u.test(text.slice(start - 1, start + 1))) start -= 1;
    while (end < text.length && /[\p{L}\p{N}]{2}/u.test(text.slice(end - 1, end + 1))) end += 1;
    return [start, end];
  };

  const pairs = (list) => [...list, ...list.slice(1).map((word, i) => `${list[i]} ${word}`)];
  const likeness = (one, other) => {                     // Dice's, over words and pairs of words
    const left = new Map(), mine = pairs(one), theirs = pairs(other);
    for (const item of mine) left.set(item, (left.get(item) ?? 0) + 1);
    let common = 0;
    for (const item of theirs) if (left.get(item) > 0) { common += 1; left.set(item, left.get(item) - 1); }
    return (2 * common) / (mine.length + theirs.length || 1);
  };
  const partsOf = (target) => [target].flat();           // a comment on one place has one target, another a list
  const selectorOf = (part, type) => [part.selector].flat().find((selector) => selector.type === type);
  const wordsOf = (part) => selectorOf(part, "TextQuoteSelector")?.exact ?? "";
  const quoteOf = (target) => partsOf(target).map(wordsOf).join(" ");
  const LOST = { state: "lepas" };
  const WORST_FIRST = ["lepas", "ragu", "angka", "isi", "dekat", "tepat"];

  const anchor = (item) => {                             // of several places the worst is told, and the first that is found is shown
    const targets = partsOf(item.target), spots = targets.map(anchorPart), parts = spots.filter((spot) => spot.block);
    const worst = spots.find((spot) => spot.state === WORST_FIRST.find((state) => spots.some((one) => one.state === state)));
    if (!parts.length) return { ...LOST, parts };
    const { block, number } = parts[0];
    return worst.block ? { ...worst, block, number, parts } : { state: "sebagian", was: wordsOf(targets[spots.indexOf(worst)]), block, number, parts };
  };
  const anchorPart = (part) => {
    const kind = part["laporan:jenis"], cell = part["laporan:sel"], said = selectorOf(part, "TextQuoteSelector");
    if (kind === "angka") return ofFact(part["laporan:angka"], said?.exact ?? "");
    if (kind === "kutipan") return said ? ofQuote(said, cell) : LOST;
    const label = selectorOf(part, "FragmentSelector")?.value ?? "";
    if (kind === "gambar" || kind === "tabel") {
      const shown = reading().find(({ block }) => labelOf(block) === label);
      return shown ? compared(shown, said?.exact ?? "") : LOST;
    }
    return said ? ofText(said.exact, cell) : LOST;
  };
  const ofFact = (fact, was) => {
    const number = all("a.angka", page).find((a) => a.hash === `#a-${fact}` && blockOf(a));
    if (!number) return LOST;
    const now = number.textContent.trim();
    return { block: blockOf(number), number, state: now === was.trim() ? "tepat" : "angka", was, now };
  };
  const compared = (entry, was) => {
    const now = entry.own.text.trim().slice(0, LONGEST);
    return { block: entry.block, state: now === was ? "tepat" : "isi", was, now };
  };
  const ofText = (was, cell) => {                        // a whole paragraph, or an item of a list
    const texts = reading().filter(({ block }) => !block.matches(".blok"));
    const same = texts.filter(({ own }) => own.text.trim().slice(0, LONGEST) === was);
    const exact = same.find((entry) => entry.cell === cell) ?? same[0];
    if (exact) return { block: exact.block, state: "tepat" };
    const sought = words(was);
    const scored = texts.map((entry) => ({ entry, score: likeness(sought, words(entry.own.text.slice(0, LONGEST))) + (entry.cell === cell && cell ? 0.05 : 0) }));
    const best = scored.sort((a, b) => b.score - a.score)[0];
    if (!best || best.score < PERHAPS) return LOST;
    return { block: best.entry.block, state: best.score >= SURE ? "dekat" : "ragu", was, now: best.entry.own.text.trim().slice(0, LONGEST) };
  };
  const ofQuote = (said, cell) => {
    const spots = [], distinct = words(said.exact).length >= FEW, was = [said.prefix ?? "", said.suffix ?? ""].map(words);
    for (const entry of reading()) {
      const { text } = entry.own;
      for (let at = text.indexOf(said.exact); at >= 0; at = text.indexOf(said.exact, at + 1)) {
        const end = at + said.exact.length, sides = [text.slice(Math.max(0, at - AROUND), at), text.slice(end, end + AROUND)].map(words);
        const both = alike(was.flat(), sides.flat());
        const around = Math.max(both, ...was.map((side, i) => (side.length < FEW ? 0 : alike(side, sides[i]))));   // one side may have changed
        spots.push({ entry, at, end, around, score: both + around + (entry.cell === cell ? (around < PERHAPS ? 0.25 : 2) : 0) });
      }
    }
    const best = spots.sort((a, b) => b.score - a.score)[0];
    if (!best || (!distinct && best.around < PERHAPS)) return nearest(said.exact, cell);
    const state = distinct || best.around >= SURE ? "tepat" : "ragu";
    return { block: best.entry.block, range: rangeOf(best.entry.own, best.at, best.end), state };
  };
  const alike = (was, here) => (was.length + here.length ? likeness(was, here) : 1);
  const nearest = (was, cell) => {                       // a quote whose words changed: a run of about as many words
    const sought = words(was), wanted = new Set(sought);
    const slack = Math.max(2, Math.round(sought.length / 4)), step = Math.ceil(slack / 4), most = sought.length + slack;
    const least = Math.max(1, sought.length - step * Math.floor(slack / step));        // so that its own length is tried, too
    if (sought.length < FEW) return LOST;                // of one or two words every page has something alike
    const near = reading()
      .map((entry) => ({ entry, home: entry.cell === cell && cell ? 1 : 0, shared: [...wanted].filter((word) => entry.set.has(word)).length }))
      .filter(({ shared }) => shared * 2 >= wanted.size)
      .sort((a, b) => b.shared + b.home - a.shared - a.home).slice(0, MOST_LOOKED_AT);
    let best = { score: 0 };
    for (const { entry, home } of near) {
      const { low, found } = entry;
      for (let size = least; size <= Math.min(low.length, most); size += step) {
        for (let i = 0; i + size <= low.length; i += 1) {
          if (!wanted.has(low[i])) continue;
          const score = likeness(sought, low.slice(i, i + size)) + home * 0.05;
          if (score > best.score) best = { score, entry, start: found[i].index, end: found[i + size - 1].index + found[i + size - 1][0].length };
        }
      }
    }
    if (best.score < PERHAPS) return LOST;
    const { entry: { block, own }, start, end } = best;
    return { block, range: rangeOf(own, start, end), state: best.score >= SURE ? "dekat" : "ragu", was, now: own.text.slice(start, end) };
  };

  const order = (block) => entryOf(block)?.place ?? Infinity;
  return { page, MOST_PARTS, blocks, blockOf, kindOf, textOf, ofBlock, ofNumber, ofRange, anchor, order, partsOf, quoteOf };
})();
