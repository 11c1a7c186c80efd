// Reviewing: off until it is asked for. Then each paragraph, figure and table can be commented on, each number from its card,
// and any words that are selected. Without a reviewer the page is as if none of this were there.
(() => {
  const toggle = document.querySelector("#tinjau");
  if (!toggle || !reviewPlaces) return;
  const { page, blocks, blockOf, kindOf, textOf, partsOf, quoteOf } = reviewPlaces;
  const { make, button, short, ends } = reviewPanel;
  const all = (s, from = document) => [...from.querySelectorAll(s)];
  const small = matchMedia("(max-width: 67.99rem)");
  const lit = "highlights" in CSS && { rest: new Highlight(), active: new Highlight() };
  let items = [], spots = new Map(), view = "terbuka", active = null, doing = null, selected = null, asked = null, part = null, float = null, pluses = [];

  // --- on and off ---------------------------------------------------------------------------------------------
  const begin = () => {
    part ??= build();
    document.documentElement.classList.add("meninjau");
    page.after(part.box);
    page.append(float);
    document.querySelector("#tanya .kepala")?.insertBefore(ofCard, document.querySelector("#tanya .tutup"));
    pluses = blocks().map(plus);
    items = reviewNotes.read();
    part.name.value = reviewNotes.name();
    if (lit) { CSS.highlights.set("komentar", lit.rest); CSS.highlights.set("komentar-aktif", lit.active); lit.active.priority = 1; }
    refresh();
    stand(inView());
    part.title.focus();
  };
  const end = () => {
    close(false);
    document.documentElement.classList.remove("meninjau");
    for (const gone of [part.box, float, ofCard, ...pluses]) gone.remove();
    unmark();
    pluses = [];
    spots = new Map();
    toggle.focus();
  };
  const turn = (on) => {
    toggle.setAttribute("aria-pressed", on);
    if (on) begin(); else end();
  };

  // --- the + beside each block: one stop of the tab key, arrows go from block to block -------------------------
  const holder = (block) => (block.matches("dl") ? block.querySelector("dd") : block);
  const plus = (block) => {
    const made = button("+", () => choose(reviewPlaces.ofBlock(block), block), { class: "tinjau-tambah", tabindex: "-1" });
    made.addEventListener("focus", () => stand(made));
    block.classList.add("tinjau-blok");
    holder(block).append(made);
    return made;
  };
  const plusOf = (block) => pluses.find((one) => blockOf(one) === block);
  const stand = (at) => { for (const one of pluses) one.tabIndex = one === at ? 0 : -1; };
  const inView = () => pluses.find((one) => one.getBoundingClientRect().bottom > innerHeight * 0.2) ?? pluses[0];
  const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  page.addEventListener("keydown", (event) => {
    const at = pluses.indexOf(event.target);
    if (at < 0 || !(event.key in STEPS)) return;
    event.preventDefault();
    pluses[Math.max(0, Math.min(pluses.length - 1, at + STEPS[event.key]))].focus();
  });
  let waiting = 0;
  addEventListener("scroll", () => {
    if (!pluses.length) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (!pluses.includes(document.activeElement)) stand(inView()); }, 150);
  }, { passive: true });

  // --- where comments are -----------------------------------------------------------------------------------------
  const unmark = () => {
    if (lit) { lit.rest.clear(); lit.active.clear(); }
    for (const marked of all(".berkomentar, .bertanda-komentar", page)) marked.classList.remove("berkomentar", "bertanda-komentar");
  };
  const comments = () => items.filter((item) => !reviewNotes.isReply(item));
  const place = () => {
    const before = spots, counts = new Map();              // what did not change is not looked for again
    spots = new Map(comments().map((item) => [item.id, before.get(item.id)?.target === item.target ? before.get(item.id) : { ...reviewPlaces.anchor(item), target: item.target }]));
    unmark();
    for (const item of comments().filter(reviewNotes.isOpen)) {
      const spot = spots.get(item.id);
      for (const block of new Set(spot.parts.map((part) => part.block))) counts.set(block, (counts.get(block) ?? 0) + 1);
      for (const { block, number, range } of spot.parts) {
        if (number) number.classList.add("berkomentar");
        else if (range && lit) (item.id === active ? lit.active : lit.rest).add(range);
        else if (range) block.classList.add("bertanda-komentar");
      }
    }
    for (const one of pluses) {
      const block = blockOf(one), count = counts.get(block) ?? 0;
      one.textContent = count ? String(count) : "+";
      one.classList.toggle("ada", count > 0);
      one.setAttribute("aria-label", `Komentari ${kindOf(block)}${count ? ` (${count} komentar terbuka)` : ""}: ${short(textOf(block), 50)}`);
    }
  };
  const shown = (item) => view === "semua" || (view === "lepas" ? spots.get(item.id).state === "lepas" : item["laporan:keadaan"] === view);
  const draw = () => {
    const own = comments(), order = new Map(own.map((item) => [item, reviewPlaces.order(spots.get(item.id).block)]));
    const lines = own.filter(shown).sort((a, b) => order.get(a) - order.get(b));
    part.list.replaceChildren(...lines.map((item) => reviewPanel.entry(item, spots.get(item.id), items.filter((reply) => reply.target === item.id), acts)));
    for (const line of part.list.children) line.classList.toggle("aktif", line.dataset.id === active);
    part.none.hidden = lines.length > 0;
    const open = own.filter(reviewNotes.isOpen).length, lost = own.filter((item) => spots.get(item.id).state === "lepas").length;
    const count = { terbuka: open, selesai: own.length - open, lepas: lost, semua: own.length };
    for (const one of part.views.children) {
      const key = one.dataset.lihat;
      one.setAttribute("aria-pressed", key === view);
      one.textContent = one.textContent.replace(/ \d+$/, "") + ` ${count[key]}`;
      one.hidden = key === "lepas" && !lost && view !== "lepas";
    }
    part.count.textContent = `${open} terbuka`;
    part.stored.textContent = reviewNotes.lasting
      ? "Disimpan hanya di peramban ini. Ekspor untuk mengirimkannya kepada penyusun laporan."
      : "Peramban ini tidak mengizinkan penyimpanan: komentar hilang bila halaman ditutup. Ekspor dahulu.";
  };
  const refresh = () => { place(); draw(); };
  const say = (text) => { part.news.textContent = text; };
  const keep = (said) => { reviewNotes.write(items); refresh(); say(said); };
  const change = (id, what, said) => {
    items = items.map((item) => (item.id === id ? { ...item, ...what, modified: reviewNotes.after(item) } : item));
    keep(said);
    focusOn(id);
  };
  const focusOn = (id) => (part.list.querySelector(`[data-id="${CSS.escape(id)}"] button`) ?? part.title).focus();
  const fold = (down) => { part.box.classList.toggle("buka", !down); part.sheet.setAttribute("aria-expanded", !down); };

  // --- choosing what is commented on, and writing ---------------------------------------------------------------------
  const choose = (target, block, number = null) => {
    if (doing?.move) {
      const { move } = doing;
      doing = null;
      change(move, { target }, "Komentar dipasang di tempat yang baru.");
      return;
    }
    const choices = [{ text: number ? `angka ${number.textContent}` : wholeOf(target, block), target }];
    if (!number && !isSelection(target)) choices.push(...numbersIn(block));
    write({ choices, block, about: ends(quoteOf(target), 110) });
  };
  const numbersIn = (block) => {                           // each by a name of its own: with its row, and counted where that is the same
    const times = new Map();
    return all("a.angka", block).map((number) => {
      const row = number.closest("tr")?.querySelector("th")?.textContent.trim().replace(/\s+/g, " ");
      const name = `angka ${number.textContent}${row ? `, ${short(row, 50)}` : ""}`, time = (times.get(name) ?? 0) + 1;
      times.set(name, time);
      return { text: time > 1 ? `${name} (ke-${time})` : name, target: null, number };
    });
  };
  const isSelection = (target) => partsOf(target).length > 1 || target["laporan:jenis"] === "kutipan";
  const wholeOf = (target, block) => (isSelection(target) ? "teks yang dipilih" : `seluruh ${kindOf(block)}`);
  const write = (what, item = null) => {
    doing = what;
    for (const chosen of all(".dipilih", page)) chosen.classList.remove("dipilih");
    what.block?.classList.add("dipilih");
    fold(false);
    part.form.hidden = false;
    part.about.textContent = what.about;
    part.placed.hidden = !(what.choices?.length > 1);
    part.place.replaceChildren(...(what.choices ?? []).map(({ text }, i) => make("option", text, { value: i })));
    part.tagged.hidden = Boolean(what.reply);
    part.text.value = item ? reviewNotes.textOf(item) : "";
    part.tag.value = (item && reviewNotes.tagOf(item)) || "Saran";
    part.text.focus();
    if (what.block && small.matches) what.block.scrollIntoView({ block: "start" });
  };
  const close = (focus = true) => {
    const block = doing?.block, id = doing?.edit ?? doing?.reply;
    doing = null;
    part.form.hidden = true;
    for (const chosen of all(".dipilih", page)) chosen.classList.remove("dipilih");
    if (focus && block) plusOf(block).focus({ preventScroll: true }); else if (focus) focusOn(id);
  };
  const save = () => {
    const text = part.text.value.trim(), name = part.name.value.trim();
    if (!text || !name) {
      say(text ? "Tulis nama Anda, agar penyusun tahu siapa yang bertanya." : "Komentar masih kosong.");
      (text ? part.name : part.text).focus();
      return;
    }
    reviewNotes.name(name);
    const { choices, edit, reply } = doing, tag = reply ? "" : part.tag.value;
    doing = null;
    close(false);
    if (edit) { change(edit, { body: reviewNotes.said(text, tag) }, "Komentar diubah."); return; }
    const chosen = choices?.[Number(part.place.value)];
    const item = reviewNotes.made(name, text, reply ?? chosen.target ?? reviewPlaces.ofNumber(chosen.number), tag);
    items = [...items, item];
    active = reply ?? item.id;
    if (view !== "semua") view = "terbuka";
    keep(reply ? "Jawaban disimpan." : "Komentar disimpan.");
    focusOn(active);
  };
  const show = (item) => {
    const { block, number } = spots.get(item.id);
    active = item.id;
    refresh();
    if (small.matches) fold(true);
    block.scrollIntoView({ block: "center" });
    plusOf(block).focus({ preventScroll: true });
    number?.classList.add("berkomentar");
  };

  // --- numbers from their card, words from a selection --------------------------------------------------------------------
  const ofCard = button("Komentari", () => {
    if (asked && blockOf(asked)) { document.querySelector("#tanya").hidePopover(); choose(reviewPlaces.ofNumber(asked), blockOf(asked), asked); }
  });
  document.addEventListener("click", (event) => { asked = event.target.closest?.("a.angka") ?? asked; }, true);
  document.addEventListener("selectionchange", () => {
    if (!part?.box.isConnected) return;
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const inside = range && page.contains(range.commonAncestorContainer)
      && (blockOf(range.startContainer) ?? blockOf(range.endContainer) ?? pluses.some((one) => range.intersectsNode(one)));
    selected = inside ? range.cloneRange() : null;
    part.chosen.disabled = !inside;
    float.hidden = !inside;
    if (!inside) return;
    const box = range.getBoundingClientRect();
    float.style.left = `${Math.max(8, Math.min(scrollX + box.left, scrollX + document.documentElement.clientWidth - 190))}px`;
    float.style.top = `${scrollY + box.bottom + 8}px`;
  });
  const ofSelection = () => {
    const found = selected && reviewPlaces.ofRange(selected);
    if (!found) return;
    getSelection().removeAllRanges();
    choose(found.target, found.block);
    if (found.cut && doing) say("Pilihan itu terlalu panjang untuk satu komentar: yang ditandai hanya bagian awalnya.");
  };
  document.addEventListener("keydown", (event) => {
    if (!part?.box.isConnected) return;
    if (event.key === "Escape" && doing?.move) { doing = null; say("Batal memasang ulang."); }
    else if (event.key === "Escape" && doing && part.form.contains(event.target)) close();
    else if (event.ctrlKey && event.altKey && event.key.toLowerCase() === "m") { event.preventDefault(); ofSelection(); }
  });

  // --- what the panel asks for ------------------------------------------------------------------------------------------------
  const give = () => {
    const text = JSON.stringify(reviewNotes.exported(items), null, 1);
    const address = URL.createObjectURL(new Blob([text], { type: "application/ld+json" }));
    make("a", "", { href: address, download: `komentar-${reviewNotes.REPORT.replace("/", "-")}.jsonld` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    say(`${comments().length} komentar diekspor.`);
  };
  const take = async (file) => {
    const given = reviewNotes.isTooLarge(file) || reviewNotes.open(await file.text());
    if (given.fault) { say(given.fault); return; }
    const merged = reviewNotes.merge(items, given.items);
    items = merged.items;
    const refused = [
      given.refused && `${given.refused} ditolak karena bukan komentar yang utuh`,
      merged.refused && `${merged.refused} ditolak karena id-nya sudah dipakai orang lain`,
    ];
    keep(`${[`${merged.added} baru`, `${merged.renewed} diperbarui`, ...refused].filter(Boolean).join(", ")}.`);
  };
  const acts = {
    close: () => turn(false), sheet: () => fold(part.box.classList.contains("buka")), cancel: () => close(), save, give, take, show, selection: ofSelection,
    view: (key) => { view = key; draw(); },
    turn: (item) => { const open = reviewNotes.isOpen(item); change(item.id, { "laporan:keadaan": open ? "selesai" : "terbuka" }, open ? "Komentar ditandai selesai." : "Komentar dibuka lagi."); },
    edit: (item, label) => write({ edit: item.id, about: `Mengubah komentar tentang ${label}` }, item),
    reply: (item, label) => write({ reply: item.id, about: `Menjawab komentar tentang ${label}` }),
    move: (item) => { close(false); doing = { move: item.id }; say("Pilih + di samping tempat komentar itu, atau sebuah angka. Esc membatalkan."); if (small.matches) fold(true); },
    drop: (item) => { items = items.filter((other) => other.id !== item.id && other.target !== item.id); keep("Komentar dihapus."); part.title.focus(); },
  };
  const build = () => {
    float = button("Komentari teks ini", ofSelection, { class: "tinjau-melayang", hidden: "" });
    float.addEventListener("pointerdown", (event) => event.preventDefault());
    return reviewPanel.panel(acts);
  };
  addEventListener("storage", (event) => { if (event.key === reviewNotes.KEY && pluses.length) { items = reviewNotes.read(); refresh(); } });

  toggle.hidden = false;
  toggle.addEventListener("click", () => turn(toggle.getAttribute("aria-pressed") !== "true"));
  const asAddressed = () => { if (location.hash === "#tinjauan" && !pluses.length) turn(true); };
  addEventListener("hashchange", asAddressed);
  asAddressed();
})();
