// The comments themselves: kept in this browser, taken out and in as W3C Web Annotations. Nothing is sent anywhere.
const reviewNotes = (() => {
  if (!reviewPlaces) return null;
  const { page, MOST_PARTS } = reviewPlaces;
  const REPORT = page.dataset.laporan, KEY = `laporan-tinjauan:${REPORT}`, NAME = "laporan-tinjauan:nama";
  const CONTEXT = ["http://www.w3.org/ns/anno.jsonld", { laporan: "urn:laporan:" }];
  const LARGEST = 5_000_000, MOST = 2000;                // bytes of a file; comments in it, and places of all of them
  const LONGEST = { name: 120, text: 5000, quote: 400, id: 200 };
  const STATES = ["terbuka", "selesai"];

  let kept = [], lasting = true;
  const read = () => {
    try { const text = localStorage.getItem(KEY); return text ? taken(JSON.parse(text).items).items : []; } catch { lasting = false; return kept; }
  };
  const write = (items) => {
    kept = items;
    try { localStorage.setItem(KEY, JSON.stringify(exported(items))); lasting = true; } catch { lasting = false; }
  };
  const name = (given) => {
    try { if (given !== undefined) localStorage.setItem(NAME, given); return localStorage.getItem(NAME) ?? ""; } catch { return given ?? ""; }
  };

  const isText = (value, most) => typeof value === "string" && value.length > 0 && value.length <= most;
  const isId = (value) => typeof value === "string" && /^[!-~]{1,200}$/.test(value);
  const moment = (value) => isText(value, 40) && !Number.isNaN(Date.parse(value)) ? value : null;
  const selectors = (given) => [given].flat().filter((one) => ["TextQuoteSelector", "FragmentSelector"].includes(one?.type)).slice(0, 4).map((one) => {
    const clean = { type: one.type };
    for (const key of ["exact", "prefix", "suffix", "value", "conformsTo"]) if (typeof one[key] === "string") clean[key] = one[key].slice(0, LONGEST.quote);
    return clean;
  }).filter((one) => one.exact || one.value);
  const targets = (given) => {
    const found = [given].flat().map(place);
    if (!found.length || found.length > MOST_PARTS || found.includes(null)) return null;
    return found.length > 1 ? found : found[0];
  };
  const place = (given) => {
    const selector = selectors(given?.selector);
    if (!selector.length) return null;
    const clean = { source: "laporan.html" };
    for (const key of ["laporan:jenis", "laporan:bangunan", "laporan:sel", "laporan:angka"]) if (isText(given[key], LONGEST.id)) clean[key] = given[key];
    return { ...clean, selector };
  };
  const bodies = (given) => [given].flat().filter((one) => isText(one?.value, LONGEST.text)).slice(0, 2)
    .map((one) => body(one.value, one.purpose === "tagging" ? "tagging" : "commenting"));
  const body = (value, purpose) => (purpose === "tagging" ? { type: "TextualBody", value, purpose } : { type: "TextualBody", value, format: "text/plain", language: "id", purpose });
  // What somebody else's file holds is rebuilt from what we know: nothing else of it comes in
  const clean = (given) => {
    const reply = given?.motivation === "replying";
    const target = reply ? (isId(given.target) ? given.target : null) : targets(given?.target);
    const said = bodies(given?.body), created = moment(given?.created), who = given?.creator?.name;
    if (given?.type !== "Annotation" || !isId(given.id) || !target || !said.some((one) => one.purpose === "commenting") || !created) return null;
    const item = {
      id: given.id, type: "Annotation", motivation: reply ? "replying" : "commenting", created, modified: moment(given.modified) ?? created,
      creator: { type: "Person", name: isText(who, LONGEST.name) ? who : "Tanpa nama" }, body: said, target,
    };
    if (!reply) item["laporan:keadaan"] = STATES.includes(given["laporan:keadaan"]) ? given["laporan:keadaan"] : "terbuka";
    return item;
  };
  const taken = (items) => {
    const found = (Array.isArray(items) ? items : []).slice(0, MOST).map(clean);
    return { items: found.filter(Boolean), refused: found.filter((one) => !one).length };
  };
  const exported = (items) => ({ "@context": CONTEXT, id: `urn:laporan:${REPORT}:komentar`, type: "AnnotationPage", "laporan:laporan": REPORT, items });

  const later = (one, other) => Date.parse(one.modified) > Date.parse(other.modified);
  const isAnothers = (one, other) => one.creator.name !== other.creator.name || one.motivation !== other.motivation;
  const merge = (own, given) => {                        // by id; what was changed later counts, by whoever wrote it
    const known = new Map(own.map((item) => [item.id, item]));
    let added = 0, renewed = 0, refused = 0;
    for (const item of given) {
      const mine = known.get(item.id);
      if (mine && isAnothers(mine, item)) { refused += 1; continue; }
      if (!mine) added += 1; else if (later(item, mine)) renewed += 1; else continue;
      known.set(item.id, item);
    }
    return { items: [...known.values()], added, renewed, refused };
  };
  const isTooLarge = (file) => file.size > LARGEST && { fault: "Berkas itu lebih dari 5 MB; bukan berkas komentar." };
  const open = (text) => {                               // of a file that was exported; a message where it is none
    let given;
    try { given = JSON.parse(text); } catch { return { fault: "Berkas itu bukan JSON." }; }
    if (given?.type !== "AnnotationPage") return { fault: "Berkas itu bukan halaman anotasi (AnnotationPage)." };
    if (given["laporan:laporan"] !== REPORT) return { fault: `Komentar itu untuk laporan lain (${String(given["laporan:laporan"]).slice(0, 60)}), bukan ${REPORT}.` };
    const read = taken(given.items), places = read.items.filter((item) => item.motivation !== "replying").flatMap((item) => item.target).length;
    return places > MOST ? { fault: `Berkas itu mengomentari ${places} tempat; paling banyak ${MOST}.` } : read;
  };
  const made = (person, text, target, tag) => {
    const now = new Date().toISOString(), reply = typeof target === "string";
    const item = {
      id: `urn:uuid:${uuid()}`, type: "Annotation", motivation: reply ? "replying" : "commenting", created: now, modified: now,
      creator: { type: "Person", name: person.slice(0, LONGEST.name) }, body: said(text, tag), target,
    };
    return reply ? item : { ...item, "laporan:keadaan": "terbuka" };
  };
  const uuid = () => {                                   // randomUUID is for secure contexts, which a file may not be
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return bytes.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const said = (text, tag) => [body(text.slice(0, LONGEST.text), "commenting"), ...(tag ? [body(tag, "tagging")] : [])];
  // Later than what is known, whatever another clock said: else the change would not count
  const after = (item) => new Date(Math.max(Date.now(), Date.parse(item.modified) + 1)).toISOString();
  const textOf = (item) => item.body.find((part) => part.purpose === "commenting")?.value ?? "";
  const tagOf = (item) => item.body.find((part) => part.purpose === "tagging")?.value ?? "";

  return { KEY, REPORT, read, write, name, exported, merge, isTooLarge, open, made, said, after, textOf, tagOf, get lasting() { return lasting; }, isReply: (item) => item.motivation === "replying", isOpen: (item) => item["laporan:keadaan"] === "terbuka" };
})();
