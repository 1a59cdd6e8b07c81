// Words of a stretch, chosen with the arrow keys or the mouse; the whole stretch unless others are.
"use strict";
(() => {
  const turn = document.getElementById("words"), panel = document.getElementById("choose"), form = document.getElementById("give");
  if (!turn || !panel || !form) return;
  const all = [...turn.querySelectorAll(".w")], words = all.filter((one) => one.textContent.trim());
  let first = 0, last = words.length - 1;

  function show() {
    const isAll = first === 0 && last === words.length - 1;
    words.forEach((one, place) => one.classList.toggle("chosen", !isAll && first <= place && place <= last));
    form.querySelector("[name=start]").value = words[first].dataset.s;
    form.querySelector("[name=end]").value = words[last].dataset.e;
    const chosen = all.slice(all.indexOf(words[first]), all.indexOf(words[last]) + 1).map((one) => one.textContent).join("").trim();
    for (const told of document.querySelectorAll(".chosen-words")) told.textContent = isAll ? "the whole stretch" : chosen;
  }

  function choose(from, to) {
    first = Math.max(0, Math.min(from, to));
    last = Math.min(words.length - 1, Math.max(from, to));
    show();
  }

  document.addEventListener("keydown", (event) => {
    if (panel.hidden || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const by = event.key === "ArrowRight" ? 1 : -1;
    if (event.shiftKey) choose(Math.min(last, first + by), last);
    else choose(first, Math.max(first, last + by));
  });

  turn.addEventListener("mouseup", () => {
    const selection = window.getSelection();
    if (selection.isCollapsed) return;
    const places = words.map((one, place) => (selection.containsNode(one, true) ? place : -1)).filter((place) => place >= 0);
    if (places.length) choose(places[0], places[places.length - 1]);
  });

  panel.querySelector(".keep-words").addEventListener("click", () => window.reviewPage.close());
  panel.querySelector(".all-words").addEventListener("click", () => choose(0, words.length - 1));
})();
