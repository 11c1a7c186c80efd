// Contents: open beside the text, folded above it on small screens; the section being read is marked.
// Without any script every part of the report can be read, and each number links to its entry in "Asal angka".
(() => {
  const $ = (s, from = document) => from.querySelector(s);
  const all = (s, from = document) => [...from.querySelectorAll(s)];
  document.documentElement.classList.add("js");

  const contents = $("#daftar-isi details");
  const wide = matchMedia("print, (min-width: 68rem)");
  const fold = () => { contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  contents.addEventListener("click", (e) => {
    if (e.target.closest("a") && !wide.matches) contents.open = false;
  });

  const links = new Map(all("ol a", contents).map((a) => [a.hash.slice(1), a]));
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const now = $("#daftar-isi .kini");
  const mark = () => {
    const line = innerHeight * 0.3;
    const read = heads.filter((h) => h.getBoundingClientRect().top < line).pop();
    for (const a of links.values()) a.removeAttribute("aria-current");
    const link = read && links.get(read.id);
    now.textContent = link ? link.textContent : "";
    if (!link) return;
    link.setAttribute("aria-current", "location");
    const box = $("#daftar-isi");
    if (wide.matches) {
      const at = link.offsetTop - box.clientHeight / 2;
      if (Math.abs(box.scrollTop - at) > box.clientHeight / 3) box.scrollTop = at;
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
})();
