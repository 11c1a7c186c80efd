// The panel of a review: the form, and the list of comments with what became of the places they are about.
const reviewPanel = (() => {
  if (!reviewPlaces) return null;
  const make = (tag, text = "", attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };
  const button = (text, does, attributes = {}) => {
    const made = make("button", text, { type: "button", ...attributes });
    made.addEventListener("click", () => does(made));
    return made;
  };
  const short = (text, most = 90) => (text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, "")} …` : text);
  const ends = (text, most = 90) => (text.length > most ? `${short(text, most * 0.6)} ${text.slice(-most * 0.4).replace(/^\S*\s+/, "")}` : text);
  const around = (was, now, most = 110) => {              // both from a few words ahead of where they part
    let same = 0;
    while (same < was.length && was[same] === now[same]) same += 1;
    const from = same < most / 2 ? 0 : was.lastIndexOf(" ", same - most / 4) + 1;
    return [was, now].map((text) => (from ? "… " : "") + short(text.slice(from), most));
  };
  const field = (text, control) => make("label", text, {}, control);
  const TAGS = ["Saran", "Pertanyaan", "Angka", "Bahasa", "Setuju"];
  const VIEWS = { terbuka: "Terbuka", selesai: "Selesai", lepas: "Kehilangan tempat", semua: "Semua" };
  const SAID = {
    dekat: "Teks berubah sedikit; komentar dipasang pada teks yang baru", ragu: "Teks banyak berubah; periksa letaknya",
    angka: "Angka berubah sejak dikomentari", isi: "Isinya berubah sejak dikomentari", sebagian: "Sebagian yang dikomentari tidak ada lagi", lepas: "Kehilangan tempat: yang dikomentari tidak ada lagi",
  };

  const panel = (acts) => {
    const part = {};
    part.title = make("h2", "Tinjauan", { id: "tinjauan-judul", tabindex: "-1" });
    part.count = make("span", "", { class: "jumlah-angka" });
    part.sheet = button("Daftar", acts.sheet, { class: "lipat", "aria-expanded": "false", "aria-controls": "tinjauan-isi" });
    part.news = make("p", "", { class: "kabar", role: "status" });
    part.form = form(part, acts);
    part.views = make("div", "", { class: "saring", role: "group", "aria-label": "Komentar yang ditampilkan" });
    for (const [key, text] of Object.entries(VIEWS)) part.views.append(button(text, () => acts.view(key), { "data-lihat": key, "aria-pressed": "false" }));
    part.list = make("ol", "", { class: "komentar" });
    part.none = make("p", "Belum ada komentar di sini.", { class: "kecil" });
    part.file = make("input", "", { type: "file", accept: ".json,.jsonld,application/json,application/ld+json", hidden: "", "aria-label": "Berkas komentar" });
    part.file.addEventListener("change", async () => { const [file] = part.file.files; if (file) acts.take(file); part.file.value = ""; });
    part.stored = make("p", "", { class: "kecil" });
    part.chosen = button("Komentari teks terpilih", acts.selection, { disabled: "", class: "pilihan" });
    part.chosen.addEventListener("pointerdown", (event) => event.preventDefault());
    const inside = make("div", "", { id: "tinjauan-isi" }, 
      make("p", "Pilih + di samping paragraf, gambar, atau tabel; sebuah angka; atau sepotong kalimat.", { class: "kecil" }),
      part.chosen, part.form, part.views, part.none, part.list,
      make("div", "", { class: "aksi" }, button("Ekspor", acts.give), button("Impor", () => part.file.click()), part.file), part.stored);
    const head = make("div", "", { class: "atas" }, part.title, part.count, part.sheet, button("Tutup", acts.close));
    part.box = make("aside", "", { id: "tinjauan", "aria-labelledby": "tinjauan-judul" }, head, part.news, inside);
    part.close = [...head.children].at(-1);
    return part;
  };

  const form = (part, acts) => {
    part.about = make("p", "", { class: "tentang" });
    part.place = make("select");
    part.placed = field("Tentang", part.place);
    part.text = make("textarea", "", { rows: "4", maxlength: "5000" });
    part.tag = make("select", "", {}, ...TAGS.map((tag) => make("option", tag)));
    part.tagged = field("Jenis", part.tag);
    part.name = make("input", "", { type: "text", maxlength: "120", autocomplete: "name" });
    const made = make("form", "", { "aria-label": "Tulis komentar", novalidate: "", hidden: "" },
      part.about, part.placed, field("Komentar", part.text), part.tagged, field("Nama Anda", part.name),
      make("div", "", { class: "aksi" }, make("button", "Simpan", { type: "submit" }), button("Batal", acts.cancel)));
    made.addEventListener("submit", (event) => { event.preventDefault(); acts.save(); });
    made.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) made.requestSubmit();
    });
    return made;
  };

  const day = (text) => new Date(text).toLocaleDateString("id-ID", { day: "numeric", month: "short", year: "numeric" });
  const named = (item, spot) => {
    const parts = reviewPlaces.partsOf(item.target), kind = parts[0]["laporan:jenis"], said = reviewPlaces.quoteOf(item.target);
    if (kind === "angka") return `angka ${spot.now ?? said}`;
    return kind === "kutipan" || parts.length > 1 ? `“${ends(said)}”` : `${kind ?? "bagian"} “${short(said, 70)}”`;
  };
  const signed = (item, ...more) => make("p", [reviewNotes.tagOf(item), item.creator.name, day(item.created), ...more].filter(Boolean).join(" · "), { class: "siapa" });
  const changed = (spot) => {
    const told = make("p", "", { class: "letak" }, make("strong", SAID[spot.state]));
    if (spot.now && spot.was !== spot.now) {
      const [was, now] = around(spot.was, spot.now);
      told.append(make("span", ": semula "), make("del", was), make("span", "; kini "), make("ins", now));
    } else if (spot.state === "sebagian") told.append(make("span", ": "), make("del", short(spot.was, 110)));
    return told;
  };
  const entry = (item, spot, replies, acts) => {
    const open = reviewNotes.isOpen(item), label = named(item, spot), line = make("li", "", { "data-id": item.id });
    line.classList.toggle("selesai", !open);
    line.append(spot.block ? button(label, () => acts.show(item), { class: "kutip", "aria-label": `Tunjukkan di laporan: ${label}` }) : make("p", label, { class: "kutip" }));
    line.append(make("p", reviewNotes.textOf(item), { class: "badan" }), signed(item, open ? "" : "selesai"));
    if (SAID[spot.state]) line.append(changed(spot));
    if (replies.length) {
      line.append(make("ul", "", { class: "balasan", "aria-label": "Jawaban" },
        ...replies.map((reply) => make("li", "", {}, make("p", reviewNotes.textOf(reply), { class: "badan" }), signed(reply)))));
    }
    const does = make("div", "", { class: "aksi" },
      button(open ? "Tandai selesai" : "Buka lagi", () => acts.turn(item)), button("Jawab", () => acts.reply(item, label)), button("Ubah", () => acts.edit(item, label)));
    if (["lepas", "sebagian", "ragu"].includes(spot.state)) does.append(button("Pasang ulang", () => acts.move(item)));
    does.append(button("Hapus", (pressed) => { if (pressed.dataset.yakin) acts.drop(item); else { pressed.dataset.yakin = "1"; pressed.textContent = "Yakin hapus?"; } }));
    line.append(does);
    return line;
  };
  return { panel, entry, make, button, short, ends };
})();
