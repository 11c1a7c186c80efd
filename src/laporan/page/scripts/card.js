// A number asked: what it is, how it is made, which data it comes from, in words first; technical matters are folded.
(() => {
  const $ = (s, from = document) => from.querySelector(s);
  const all = (s, from = document) => [...from.querySelectorAll(s)];
  const card = $("#tanya");
  if (!("popover" in HTMLElement.prototype)) return;
  const make = (tag, text = "", attributes = {}) => {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const words = (parent, selector) => { const found = $(selector, parent); return found ? found.textContent : ""; };

  const answer = (entry) => {
    const told = [], group = entry.closest(".sel");
    const what = words(entry, ".apa");
    if (what) told.push(make("p", what, { class: "apa" }));
    const steps = all(".hitung > span", entry);
    if (steps.length) {
      const sum = make("ol", "", { class: "hitung", "aria-label": "Cara menghitung" });
      for (const step of steps) {
        const line = make("li");
        line.append(...[...step.childNodes].map((node) => node.cloneNode(true)));
        sum.append(line);
      }
      told.push(sum);
    }
    const check = $(".sisi", entry);
    if (check) {
      const side = make("p", "", { class: "sisi" });
      side.append(...[...check.childNodes].map((node) => node.cloneNode(true)));
      told.push(side);
    }
    const technical = make("dl");
    const tell = (term, ...said) => {
      const shown = make("dd");
      shown.append(...said);
      technical.append(make("dt", term), shown);
    };
    const code = words(group, "p code") + words(entry, "code");
    if (code) tell("Ekspresi", make("code", code));
    tell("Sebelum dibulatkan", words(entry, ".persis"));
    for (const link of all("a", entry)) {
      const rows = document.getElementById(link.hash.slice(1));
      const file = $("p", rows.closest(".sel"));
      const said = [...file.childNodes].map((node) => node.cloneNode(true));
      const told_of = words(rows, "span");
      if (file.hasAttribute("data-tertulis")) {
        told.push(make("p", `Tertulis di ${file.textContent.trim()}.`, { class: "dari" }));
        tell("Tertulis di", file.textContent.trim());
        tell("Kunci", told_of.replace(/^kunci /, ""));
        continue;
      }
      const many = /^[\d.]+ baris/.exec(told_of);
      const from = make("p", `Dari ${file.dataset.judul} `, { class: "dari" });
      from.append(make("span", `(${file.dataset.jenis})`, { class: "jenis" }), many ? `, ${many[0]}.` : ".", ...saving(file, rows));
      told.push(from);
      tell("Data", ...said);
      tell("Baris dipakai", told_of);
    }
    tell("Sel", make("code", words(group, "p span")));
    const more = make("details", "", { class: "teknis" });
    more.append(make("summary", "Teknis"), technical);
    more.addEventListener("toggle", place);
    return [...told, more];
  };

  // The rows behind a number: each raw file travels in the page, packed; nothing is asked of the network
  const saving = (file, rows) => {
    const packed = document.getElementById(`isi-${file.id}`);
    if (!packed || !("DecompressionStream" in window)) return [];
    const counted = file.hasAttribute("data-pribadi");
    const button = make("button", counted ? "Unduh hitungan (CSV)" : "Unduh baris (CSV)", { type: "button", class: "unduh" });
    button.addEventListener("click", async () => {
      const content = JSON.parse(await unpack(packed.textContent));
      const told = rows.id in content.sets;
      const text = !told ? "" : counted ? content.sets[rows.id] : chosen(content, content.sets[rows.id]);
      if (text) save(text, `${file.firstChild.textContent.trim().split("/").pop().split(".")[0]}-${rows.id}.csv`);
      else button.replaceWith(make("span", counted ? "Jawaban sebagian orang tidak dirinci, agar tidak menunjuk seseorang." : "Sebagian baris ini tidak ikut keluar, jadi tidak diperlihatkan yang mana.", { class: "kecil" }));
    });
    return [document.createElement("br"), button];
  };
  const unpack = (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  };
  const chosen = (content, spans) => {
    const lines = [content.head];
    for (const span of spans.split(",")) {
      const [first, last = first] = span.split("-").map(Number);
      for (let row = first; row <= last; row += 1) if (row in content.rows) lines.push(content.rows[row]);
    }
    return lines.join("\r\n");
  };
  const save = (text, name) => {
    const address = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
    make("a", "", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  let asked = null;
  const place = () => {
    card.style.cssText = "";
    if (innerWidth < 640) return;                       // small screens: a sheet, by CSS
    const at = asked.getClientRects()[0];
    const high = card.offsetHeight, broad = card.offsetWidth;
    const left = Math.max(16, Math.min(at.left - 20, innerWidth - broad - 16));
    const below = at.bottom + 8 + high < innerHeight;
    const top = below ? at.bottom + 8 : Math.max(16, at.top - high - 8);
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  };
  document.addEventListener("click", (e) => {
    const number = e.target.closest("a.angka");
    if (!number || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const entry = document.getElementById(number.hash.slice(1));
    if (!entry) return;
    e.preventDefault();
    asked = number;
    $("#tanya-judul").textContent = number.textContent;
    $("#tanya-isi").replaceChildren(...answer(entry));
    card.showPopover();
    place();
    card.focus({ preventScroll: true });
  });
  card.addEventListener("toggle", (e) => {
    if (e.newState === "closed" && asked && card.contains(document.activeElement)) asked.focus();
  });
  $("#tanya .tutup").addEventListener("click", () => { card.hidePopover(); asked.focus(); });
  addEventListener("scroll", () => {
    if (card.matches(":popover-open") && innerWidth >= 640 && !card.matches(":hover")) place();
  }, { passive: true });
  for (const a of all("a.angka")) a.setAttribute("aria-haspopup", "dialog");
})();
