// Figures and tables to take along (PNG, CSV), made of what the page holds; and an address for each heading and paragraph.
(() => {
  const $ = (s, from = document) => from.querySelector(s);
  const all = (s, from = document) => [...from.querySelectorAll(s)];
  const WIDTH = 1600;                                    // pixels of a drawing that is taken along
  const make = (tag, text, attributes) => {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const save = (blob, name) => {
    const address = URL.createObjectURL(blob);
    make("a", "", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  const said = (cell) => {
    const copy = cell.cloneNode(true);
    for (const part of all(".bagian", copy)) part.textContent = ` (${part.textContent.trim()})`;
    return copy.textContent.trim().replace(/\s+/g, " ");
  };
  const quoted = (text) => (/^[=+@\t]|^-\D/.test(text) ? `'${text}` : text).replaceAll('"', '""');
  const csv = (table) => {                               // a cell that spans rows stands in each of them
    const lines = [], open = [];
    for (const row of table.rows) {
      const line = [], cells = [...row.cells];
      for (let column = 0; cells.length || (open[column] || {}).left; column += 1) {
        if ((open[column] || {}).left) { line.push(open[column].text); open[column].left -= 1; continue; }
        const cell = cells.shift(), text = said(cell);
        open[column] = { text, left: cell.rowSpan - 1 };
        line.push(text);
        for (let more = 1; more < cell.colSpan; more += 1) { column += 1; line.push(""); }
      }
      lines.push(line.map((text) => `"${quoted(text)}"`).join(";"));
    }
    return new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" });
  };
  const png = async (drawing) => {                       // on paper's ground, with the page's own letters in it
    const copy = drawing.cloneNode(true), [, , wide, high] = copy.getAttribute("viewBox").split(/\s+/).map(Number);
    copy.removeAttribute("hidden");
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", WIDTH);
    copy.setAttribute("height", Math.round((WIDTH * high) / wide));
    const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
    style.textContent = [...document.styleSheets[0].cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText).join("");
    copy.prepend(style);
    const picture = new Image();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await picture.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: picture.width, height: picture.height });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0);
    return new Promise((done) => { canvas.toBlob(done, "image/png"); });
  };

  for (const block of all("main .blok")) {
    const shown = $("figure[id], table[id]", block), tools = $(":scope > .alat", block);
    if (!shown || !tools) continue;
    const drawing = $("svg.penuh, svg.tetap", block), table = $(":scope > .gulir table, .alat table", block);
    const title = $("figcaption b, caption b", shown), fold = make("details", "", {}), inside = make("div", "", { class: "buka" });
    const offer = (words, act) => {
      const button = make("button", words, { type: "button" });
      button.addEventListener("click", act);
      inside.append(button, " ");
    };
    if (drawing) offer("Unduh PNG", async () => save(await png(drawing), `${shown.id}.png`));
    if (table) offer("Unduh CSV", () => save(csv(table), `${shown.id}.csv`));
    if (!inside.childNodes.length) continue;
    const summary = make("summary", "Unduh", {});
    if (title) summary.append(make("span", ` ${title.textContent.replace(/\.$/, "")}`, { class: "tak-tampak" }));
    fold.append(summary, inside);
    tools.append(fold);
  }

  for (const place of all("main :is(h2, h3, h4, h5)[id], main p[id], .blok figure[id], .blok table[id]")) {
    const holder = $("figcaption, caption > span", place) || place;
    if (place.closest("summary, .sel")) continue;
    holder.append(make("a", "#", { class: "jangkar", href: `#${place.id}`, tabindex: "-1", "aria-hidden": "true" }));
  }
})();
