// Filters by office, year and state, kept in the address (#?tahun=2017). Without a script every report is shown.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.querySelector(".saring");
  if (!form) return;
  const told = form.querySelector(".hasil");
  const fields = { unit: form.querySelector("#saring-unit"), tahun: form.querySelector("#saring-tahun"), keadaan: form.querySelector("#saring-tahap") };
  const offices = all(".kantor"), opened = new Map(offices.map((office) => [office, office.open]));
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const fits = (one) => one.dataset.tahap !== undefined
    && (!fields.tahun.value || one.dataset.tahun === fields.tahun.value)
    && (!fields.keadaan.value || (fields.keadaan.value === "usang" ? "usang" in one.dataset : one.dataset.tahap === fields.keadaan.value));
  const asked = () => Object.entries(fields).map(([key, field]) => [key, field.value.trim()]).filter(([, value]) => value);
  const show = () => {
    const words = plain(fields.unit.value).split(/\s+/), any = asked().length > 0;
    const isNamed = (one) => words.every((word) => plain(one.dataset.unit).includes(word));
    let shown = 0, total = 0;
    for (const office of offices) {
      const named = isNamed(office);
      const rows = all("tr[data-tahun]", office);
      for (const row of rows) row.hidden = !(named && fits(row));
      const left = rows.filter((row) => !row.hidden).length;
      for (const row of all(".garis-garis", office)) row.hidden = left < 2;
      office.hidden = left === 0;
      office.open = any ? left > 0 : opened.get(office);
      shown += left;
      total += rows.length;
    }
    for (const row of all(".petak tbody tr")) row.hidden = !(isNamed(row) && all("td[data-tahun]", row).some(fits));
    for (const cell of all(".petak [data-tahun]")) cell.hidden = fields.tahun.value !== "" && cell.dataset.tahun !== fields.tahun.value;
    told.textContent = any ? `${shown} dari ${total} laporan` : "";
  };
  const remember = () => {
    const address = new URLSearchParams(asked());
    try { history.replaceState(null, "", asked().length ? `#?${address}` : location.pathname + location.search); } catch { /* some browsers refuse it for files */ }
  };
  const recall = () => {
    const given = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    for (const [key, field] of Object.entries(fields)) {
      field.value = given.get(key) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    show();
  };
  const unfold = () => {
    const target = location.hash.startsWith("#unit-") && document.getElementById(location.hash.slice(1));
    if (target) target.open = true;
  };
  form.hidden = false;
  form.addEventListener("input", () => { show(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { show(); remember(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => { if (location.hash.startsWith("#unit-")) unfold(); else recall(); });
  recall();
  unfold();
})();
