// Keys for what can be clicked: an element with data-key is pressed by that key. What data-opens names is shown or hidden.
"use strict";
(() => {
  const writing = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const opened = () => document.querySelector(".panel:not([hidden])");
  const visible = (element) => element.offsetParent !== null;

  function open(id, button) {
    const panel = document.getElementById(id), was = !panel.hidden;
    close();
    if (was) return;
    panel.hidden = false;
    if (button) button.setAttribute("aria-expanded", "true");
    const first = panel.querySelector("input:not([type=hidden]), textarea, button");
    if (first) first.focus();
    panel.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
  }

  function close() {
    const panel = opened();
    if (!panel) return;
    panel.hidden = true;
    panel.dispatchEvent(new CustomEvent("closed", { bubbles: true }));
    // not panel.id: a form gives its field of that name
    for (const button of document.querySelectorAll(`[data-opens="${panel.getAttribute("id")}"]`)) {
      button.setAttribute("aria-expanded", "false");
      button.focus();
    }
  }

  function listKeys() {
    const list = document.querySelector("#keys .keys");
    list.replaceChildren();
    for (const element of document.querySelectorAll("[data-key]")) {
      const key = document.createElement("dt"), what = document.createElement("dd"), sign = document.createElement("kbd");
      sign.textContent = element.dataset.key.toUpperCase();
      key.append(sign);
      const copy = element.cloneNode(true);
      copy.querySelectorAll("kbd").forEach((one) => one.remove());
      what.textContent = (element.closest(".panel") ? "then: " : "") + (copy.textContent.trim() || element.getAttribute("aria-label"));
      list.append(key, what);
    }
    document.getElementById("keys").showModal();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-opens], [data-shows]");
    if (!button) return;
    if (button.dataset.opens) open(button.dataset.opens, button);
    else listKeys();
  });

  document.addEventListener("keydown", (event) => {
    const panel = opened();
    if (event.key === "Escape") return close();
    if (event.key === "Enter" && event.ctrlKey && panel) { event.preventDefault(); return panel.requestSubmit(); }
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const fits = (element) => element.dataset.key === key && visible(element);
    const within = panel && [...panel.querySelectorAll("[data-key]")].find(fits);
    const target = within || [...document.querySelectorAll("[data-key]")].find((one) => !one.closest(".panel") && fits(one));
    if (!target) return;
    event.preventDefault();
    target.click();
  });

  // one press, one decision
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" && event.target.getAttribute("method") !== "post") return;
    if (event.target.dataset.sent) return event.preventDefault();
    event.target.dataset.sent = "yes";
    const button = event.submitter;
    if (button) sessionStorage.setItem("pressed", button.textContent.replace(/\s+/g, " ").trim());
  });
  window.addEventListener("load", () => {
    const pressed = sessionStorage.getItem("pressed");
    sessionStorage.removeItem("pressed");
    if (!pressed) return;
    const head = document.querySelector("[data-focus]"), last = document.querySelector(".last li");
    if (head) head.focus({ preventScroll: true });
    const said = pressed.startsWith("Undo") ? "Taken back." : last && !document.querySelector("[role=alert]") ? `Saved: ${last.textContent}` : "";
    setTimeout(() => { document.getElementById("told").textContent = said; }, 200);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((one) => delete one.dataset.sent));

  for (const select of document.querySelectorAll(".filters select, .filters [type=checkbox]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }

  for (const search of document.querySelectorAll(".picker-search")) {
    const codes = [...search.closest(".picker").querySelectorAll(".pick")];
    const mark = () => {
      const shown = codes.filter((one) => !one.hidden);
      codes.forEach((one) => one.classList.toggle("first", one === shown[0]));
    };
    search.addEventListener("input", () => {
      const words = search.value.toLowerCase().split(/\s+/);
      for (const one of codes) one.hidden = !words.every((word) => one.dataset.find.includes(word));
      mark();
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = codes.find((one) => !one.hidden);
      if (first) first.click();
    });
    mark();
  }

  window.reviewPage = { open, close };
})();
