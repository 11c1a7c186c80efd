// Loads the page again when there is another, and shows the reader the place where he was.
(() => {
  "use strict";
  const key = "laporan-pratinjau " + location.pathname;
  const folded = () => [...document.querySelectorAll("details")];

  // Where what can be read begins: below the mark, which stays on the screen.
  const edge = () => {
    const mark = document.getElementById("pratinjau");
    return mark ? mark.getBoundingClientRect().height : 0;
  };

  // The first thing with a name that is on the screen, and how far below the edge: what is above it may have grown.
  const place = () => {
    for (const one of document.querySelectorAll("main [id]")) {
      const box = one.getBoundingClientRect();
      if (box.height > 0 && box.bottom > edge()) return { id: one.id, top: box.top - edge() };
    }
    return null;
  };

  const remember = () => {
    const state = { place: place(), y: scrollY, open: folded().map((one) => one.open) };
    sessionStorage.setItem(key, JSON.stringify(state));
  };

  const restore = () => {
    const state = JSON.parse(sessionStorage.getItem(key) || "null");
    sessionStorage.removeItem(key);
    if (!state) return;
    folded().forEach((one, place) => { if (place in state.open) one.open = state.open[place]; });
    const there = state.place && document.getElementById(state.place.id);
    const y = there ? scrollY + there.getBoundingClientRect().top - edge() - state.place.top : state.y;
    scrollTo({ top: y, behavior: "instant" });
  };

  history.scrollRestoration = "manual";
  if (document.readyState === "complete") restore(); else addEventListener("load", restore);
  const events = new EventSource("/kejadian?versi=" + document.currentScript.dataset.version);
  events.addEventListener("baru", () => { events.close(); remember(); location.reload(); });
})();
