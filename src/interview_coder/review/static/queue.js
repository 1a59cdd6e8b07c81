// The borders of a suggestion, moved by words with the arrow keys.
"use strict";
(() => {
  const panel = document.getElementById("borders"), turn = document.getElementById("words");
  if (!panel || !turn) return;
  turn.scrollIntoView({ block: "nearest", behavior: "instant" });
  const all = [...turn.querySelectorAll(".w")], words = all.filter((one) => one.textContent.trim());
  const at = (place) => words.findIndex((one) => Number(one.dataset.e) > place);
  const reset = () => {
    first = at(Number(turn.dataset.start));
    last = words.findLastIndex((one) => Number(one.dataset.s) < Number(turn.dataset.end));
    show();
  };
  let first = 0, last = 0;

  function show() {
    words.forEach((one, place) => one.classList.toggle("coded", first <= place && place <= last));
    panel.querySelector("[name=start]").value = words[first].dataset.s;
    panel.querySelector("[name=end]").value = words[last].dataset.e;
    panel.querySelector(".moved").textContent = all.slice(all.indexOf(words[first]), all.indexOf(words[last]) + 1).map((one) => one.textContent).join("").trim();
  }

  panel.addEventListener("opened", reset);
  panel.addEventListener("closed", reset);
  document.addEventListener("keydown", (event) => {
    if (panel.hidden || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const by = event.key === "ArrowRight" ? 1 : -1;
    if (event.shiftKey) first = Math.min(last, Math.max(0, first + by));
    else last = Math.max(first, Math.min(words.length - 1, last + by));
    show();
  });
})();
