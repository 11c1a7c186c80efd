// Search in the page: headings, figures, tables, and numbers with the words around them.
(() => {
  const $ = (s, from = document) => from.querySelector(s);
  const all = (s, from = document) => [...from.querySelectorAll(s)];
  const field = $("#cari"), found = $("#cari-hasil"), told = $("#cari-banyak");
  const MOST = 8;                                        // of each kind
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const key = (text) => plain(text).toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

  let known = null;
  const index = () => {
    const titles = (kind, selector) => all(selector).map((a) => ({ kind, hash: a.hash, text: plain(a.closest("li").textContent) }));
    const seen = new Set();
    const numbers = all("main a.angka").flatMap((a) => {
      const holder = a.closest("p, li, figcaption, tr, dd, caption");
      if (!holder || a.closest("#asal-angka ~ *") || seen.has(a.hash)) return [];
      seen.add(a.hash);
      const line = plain(holder.textContent), at = line.indexOf(a.textContent);
      const around = `${at > 50 ? "…" : ""}${line.slice(Math.max(0, at - 50), at + 70)}${at + 70 < line.length ? "…" : ""}`;
      return [{ kind: "Angka", number: a, hash: a.hash, text: around, own: key(a.textContent) }];
    });
    const all_of_them = [...titles("Bagian", "#daftar-isi ol a"), ...titles("Gambar", "#senarai-gambar + ol a"), ...titles("Tabel", "#senarai-tabel + ol a"), ...numbers];
    return all_of_them.map((one) => ({ ...one, words: key(one.text) }));
  };
  const fits = (one, asked) => {
    if (one.kind === "Angka" && /^[\d.,%]+$/.test(asked)) return one.own.startsWith(asked);
    return asked.split(" ").every((word) => one.words.includes(word));
  };
  const line = (one) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = one.hash;
    link.textContent = one.text;
    if (one.number) link.addEventListener("click", (e) => {
      e.preventDefault();
      for (const old of all(".ditemukan")) old.classList.remove("ditemukan");
      one.number.classList.add("ditemukan");
      const folded = one.number.closest("details:not([open])");
      if (folded) folded.open = true;
      one.number.focus();
      one.number.scrollIntoView({ block: "center" });
    });
    item.append(link);
    return item;
  };
  const look = () => {
    const asked = key(field.value);
    known ??= index();
    found.replaceChildren();
    const hits = asked.length > 1 || /\d/.test(asked) ? known.filter((one) => fits(one, asked)) : [];
    for (const kind of ["Bagian", "Gambar", "Tabel", "Angka"]) {
      const some = hits.filter((one) => one.kind === kind);
      if (!some.length) continue;
      const head = document.createElement("p"), list = document.createElement("ul");
      head.textContent = some.length > MOST ? `${kind}: ${MOST} dari ${some.length}` : kind;
      list.append(...some.slice(0, MOST).map(line));
      found.append(head, list);
    }
    told.textContent = asked ? (hits.length ? `${hits.length} ditemukan` : "Tidak ditemukan") : "";
  };
  let waiting = 0;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 120); });
  $("#pencarian").hidden = false;
})();
