// Arrow keys move between the cells of a table, or along a list; Escape goes back; a button can lead into a field.
"use strict";
(() => {
  const table = document.querySelector("table.grid"), list = document.querySelector(".chain");
  const cells = [...document.querySelectorAll("table.grid a.cell, .chain a.link")];
  const back = document.querySelector("a[data-back]");
  const chosen = () => cells.find((one) => one === document.activeElement);
  let last = document.getElementById(location.hash.slice(1)) || cells[0];

  function find(from, key) {
    if (list) {
      const step = { ArrowDown: 1, ArrowUp: -1, Home: -cells.length, End: cells.length }[key];
      return step === undefined ? null : cells[Math.max(0, Math.min(cells.length - 1, cells.indexOf(from) + step))];
    }
    const cell = from.closest("td"), row = cell.parentElement, rows = [...table.tBodies[0].rows];
    const place = [...row.querySelectorAll("td")].indexOf(cell), up = rows.indexOf(row);
    const to = {
      ArrowLeft: [up, place - 1], ArrowRight: [up, place + 1], ArrowUp: [up - 1, place], ArrowDown: [up + 1, place],
      Home: [up, 0], End: [up, row.querySelectorAll("td").length - 1],
    }[key];
    const found = to && rows[to[0]] && rows[to[0]].querySelectorAll("td")[to[1]];
    return found ? found.querySelector("a") : to ? from : null;
  }

  for (const one of cells) one.addEventListener("focus", () => { last = one; });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && back && !document.querySelector(".panel:not([hidden])")) return back.click();
    const from = chosen(), to = from && find(from, event.key);
    if (!to) return;
    event.preventDefault();
    to.focus();
  }, true);

  const write = document.querySelector("[data-writes]");
  if (write) write.addEventListener("click", () => { if (last) location.assign(last.dataset.write); });
  for (const one of document.querySelectorAll("[data-focus]")) {
    one.addEventListener("click", () => { const field = document.querySelector(one.dataset.focus); field.focus(); field.select(); });
  }
  if (last && !document.querySelector("[autofocus]")) last.focus({ preventScroll: !location.hash });

  const opened = document.querySelector("[data-open-now]");
  if (opened) opened.click();
})();
