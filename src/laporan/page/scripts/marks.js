// Numbers are quiet: no stop on the way of the tab key until the reader asks for their marks, which is remembered.
// With marks a paragraph or a table is one stop; within it the arrow keys move from number to number.
(() => {
  const all = (s, from = document) => [...from.querySelectorAll(s)];
  const button = document.querySelector("#tanda");
  if (!("popover" in HTMLElement.prototype)) return;
  const numbers = all("a.angka");
  const groups = new Map();
  for (const a of numbers) {
    const holder = a.closest("table") || a.closest("p, li, dd, figcaption, h2, h3, h4, h5, h6") || a;
    groups.set(holder, [...(groups.get(holder) || []), a]);
  }
  const stops = new Map([...groups.values()].flatMap((inside) => inside.map((a) => [a, inside])));
  let marked = false;
  const enter = (inside, at) => { for (const a of inside) a.tabIndex = marked && a === at ? 0 : -1; };
  const settle = () => { for (const inside of groups.values()) enter(inside, inside[0]); };

  const beside = (cell, across, down) => {              // the next cell with a number, in a row or in a column
    const row = cell.parentElement;
    const column = [...row.cells].indexOf(cell);
    for (let r = row, c = column + across; ; c += across) {
      if (down) r = down > 0 ? r.nextElementSibling : r.previousElementSibling;
      const next = r && r.cells[down ? Math.min(column, r.cells.length - 1) : c];
      if (!next) return null;
      const found = next.querySelector("a.angka");
      if (found) return found;
    }
  };
  const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  document.addEventListener("keydown", (e) => {
    const inside = stops.get(e.target);
    if (!inside || !marked || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
    const cell = e.target.closest("td, th");
    if (!cell && (inside.length === 1 || e.key === "ArrowUp" || e.key === "ArrowDown") && !e.target.closest("table")) return;
    const at = inside.indexOf(e.target);
    const step = arrows[e.key];
    let next = { Home: inside[0], End: inside[inside.length - 1] }[e.key];
    if (step) {
      const [across, down] = step;
      const close = inside[at + across + (cell ? 0 : down)];
      // a count and its share stand in one cell; a caption has no cells beside it
      next = !cell || (across && close && close.closest("td, th") === cell) ? close : beside(cell, across, down);
    }
    if (!step && !next) return;
    e.preventDefault();
    if (!next) return;
    enter(inside, next);
    next.focus();
  });
  document.addEventListener("focusin", (e) => {
    const inside = stops.get(e.target);
    if (inside) enter(inside, e.target);
  });

  const remembered = {                                   // a browser may refuse to store anything for a file
    read() { try { return localStorage.getItem("laporan-tanda") === "ya"; } catch { return false; } },
    write(on) { try { localStorage.setItem("laporan-tanda", on ? "ya" : "tidak"); } catch { /* for this visit only */ } },
  };
  const show = (on) => {
    marked = on;
    button.setAttribute("aria-pressed", on);
    document.documentElement.classList.toggle("tanda", on);
    settle();
  };
  button.hidden = false;
  button.addEventListener("click", () => { show(!marked); remembered.write(marked); });
  document.querySelector(".cara-papan").hidden = false;
  show(remembered.read());
})();
