// Words of a transcript are chosen with keys or the mouse; steps lead from turn to turn, hit to hit and coding to coding.
"use strict";
(() => {
  const transcript = document.getElementById("transcript");
  if (!transcript) return;
  const turns = [...transcript.querySelectorAll(".t")];
  const is_said = (turn) => !turn.classList.contains("asking") && wordsOf(turn).words.length > 0;
  const told = document.getElementById("chosen"), known = new Map();
  let here = transcript.querySelector(".here"), chosen = null;

  // Places of the server count whole characters; those of the browser count rare ones twice.
  function wordsOf(turn) {
    if (known.has(turn)) return known.get(turn);
    const pieces = [...turn.querySelectorAll(".said > span")], starts = [];
    let text = "";
    for (const piece of pieces) { starts.push(text.length); text += piece.textContent; }
    const words = [];
    let s = pieces.length ? Number(pieces[0].dataset.s) : 0, counted = 0;
    for (const found of text.matchAll(/\S+/g)) {
      const from = found.index, to = from + found[0].length;
      s += [...text.slice(counted, from)].length;
      const e = s + [...found[0]].length;
      words.push({ from, to, s, e, ends: /[.?!…]["'”’)\]]*$/.test(found[0]) });
      s = e;
      counted = to;
    }
    const all = { pieces, starts, text, words };
    known.set(turn, all);
    return all;
  }

  function placeOf(turn, offset) {
    const { pieces, starts } = wordsOf(turn);
    let at = starts.findLastIndex((start) => start <= offset);
    return [pieces[at].firstChild, offset - starts[at]];
  }

  function rangeOf(turn, first, last) {
    const { words } = wordsOf(turn), range = document.createRange();
    range.setStart(...placeOf(turn, words[first].from));
    range.setEnd(...placeOf(turn, words[last].to - 1));
    range.setEnd(range.endContainer, range.endOffset + 1);
    return range;
  }

  function settle(turn) {
    if (here) here.classList.remove("here");
    here = turn;
    here.classList.add("here");
    for (const field of document.querySelectorAll("input[name=turn]")) field.value = here.dataset.turn;
  }

  function choose(turn, anchor, focus) {
    chosen = { turn, anchor, focus };
    settle(turn);
    const { words, text } = wordsOf(turn), first = Math.min(anchor, focus), last = Math.max(anchor, focus);
    const range = rangeOf(turn, first, last), selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    if (CSS.highlights) CSS.highlights.set("chosen", new Highlight(range));
    const said = text.slice(words[first].from, words[last].to);
    told.textContent = said.length > 260 ? `${said.slice(0, 180)} … ${said.slice(-60)}` : said;
    for (const form of document.querySelectorAll(".on-words")) {
      form.elements.start.value = words[first].s;
      form.elements.end.value = words[last].e;
    }
    enable(true);
    bringIntoView(rangeOf(turn, focus, focus));
  }

  function chooseBetween(turn, start, end) {
    const { words } = wordsOf(turn);
    choose(turn, words.findIndex((word) => word.e > start), words.findLastIndex((word) => word.s < end));
  }

  function enable(can) {
    for (const button of document.querySelectorAll("#code-them, .on-words [data-key]")) button.disabled = !can;
  }

  function clear(message) {
    chosen = null;
    getSelection().removeAllRanges();
    if (CSS.highlights) CSS.highlights.delete("chosen");
    told.textContent = message || "";
    enable(false);
  }

  const covered = () => {
    const why = document.querySelector(".why");
    return getComputedStyle(why).position === "sticky" ? why.offsetHeight : 0;
  };

  function bringIntoView(range) {
    const box = range.getBoundingClientRect(), bottom = innerHeight - covered() - 40;
    if (box.top < 40) scrollBy({ top: box.top - innerHeight / 4, behavior: "instant" });
    else if (box.bottom > bottom) scrollBy({ top: box.bottom - bottom + innerHeight / 4, behavior: "instant" });
  }

  function isInView(turn) {
    const box = turn.getBoundingClientRect();
    return box.bottom > 20 && box.top < innerHeight - covered() - 20;
  }

  const current = () => (here && isInView(here) ? here : turns.find(isInView) || turns[0]);

  function go(turn) {
    settle(turn);
    turn.scrollIntoView({ block: "center", behavior: "instant" });
    turn.focus({ preventScroll: true });
    if (is_said(turn)) choose(turn, 0, 0);
    else clear();
  }

  function step(from, by, fits) {
    for (let at = turns.indexOf(from) + by; at >= 0 && at < turns.length; at += by) if (fits(turns[at])) return turns[at];
    return null;
  }

  // the caret

  function start() {
    const turn = [current()].find(is_said) || step(current(), 1, is_said) || step(current(), -1, is_said);
    if (turn) choose(turn, 0, 0);
  }

  const beginsSentence = (words, at) => at === 0 || words[at - 1].ends;

  function onward(words, at, by, extends_) {
    if (by > 0 && extends_) {
      let next = at + (at < words.length - 1 && words[at].ends ? 1 : 0);
      while (next < words.length - 1 && !words[next].ends) next += 1;
      return next;
    }
    let next = at + by;
    while (next > 0 && next < words.length && !beginsSentence(words, next)) next += by;
    return next;
  }

  function move(key, extends_) {
    const { turn, anchor, focus } = chosen, { words } = wordsOf(turn);
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[key];
    let next = key === "Home" ? 0 : key === "End" ? words.length - 1 : key === "ArrowRight" || key === "ArrowLeft" ? focus + by : onward(words, focus, by, extends_);
    if (extends_) return choose(turn, anchor, Math.max(0, Math.min(words.length - 1, next)));
    if (next >= 0 && next < words.length) return choose(turn, next, next);
    const other = step(turn, by, is_said);
    if (!other) return;
    const those = wordsOf(other).words;
    next = by > 0 ? 0 : those.length - 1;
    if (key === "ArrowUp") while (!beginsSentence(those, next)) next -= 1;
    choose(other, next, next);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    if (document.querySelector(".panel:not([hidden]), dialog[open]")) return;
    if (event.key === "Escape" && chosen) return clear();
    const goes = ["ArrowLeft", "ArrowRight"].includes(event.key);
    const chooses = (chosen && ["ArrowUp", "ArrowDown"].includes(event.key)) || (event.shiftKey && ["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key));
    if (!goes && !chooses) return;
    event.preventDefault();
    if (!chosen) start();
    else move(event.key, event.shiftKey);
  }, { capture: true });

  // the mouse

  function offsetIn(turn, node, offset) {
    const { pieces, starts, text } = wordsOf(turn);
    const at = pieces.findIndex((piece) => piece.contains(node));
    if (at >= 0) return starts[at] + (node.nodeType === Node.TEXT_NODE ? offset : offset ? pieces[at].textContent.length : 0);
    return pieces[0].compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING ? 0 : text.length;
  }

  transcript.addEventListener("pointerup", (event) => {
    const selection = getSelection();
    if (event.button || event.target.closest(".stripe") || !selection.rangeCount || !selection.anchorNode) return;
    const from = selection.anchorNode.parentElement.closest(".said");
    if (!from) return;
    const turn = from.closest(".t");
    if (!is_said(turn)) { settle(turn); return clear("What interviewers say is never coded."); }
    const range = selection.getRangeAt(0), { words } = wordsOf(turn);
    const begin = offsetIn(turn, range.startContainer, range.startOffset), end = offsetIn(turn, range.endContainer, range.endOffset);
    let first = words.findIndex((word) => word.to > begin);
    if (first < 0) first = words.length - 1;
    const last = words.findLastIndex((word) => word.from < end);
    choose(turn, first, Math.max(first, last));
  });

  // steps

  const on = (id, act) => { const button = document.getElementById(id); if (button) button.addEventListener("click", act); };
  on("next-turn", () => { const turn = step(current(), 1, () => true); if (turn) go(turn); });
  on("previous-turn", () => { const turn = step(current(), -1, () => true); if (turn) go(turn); });
  on("next-uncoded", () => {
    const turn = step(current(), 1, (one) => one.classList.contains("uncoded"));
    if (turn) go(turn);
    else clear("No turn after this one is without a code.");
  });

  const hits = [...transcript.querySelectorAll(".hit")];
  let hit = -1;
  function showHit(number) {
    if (hits[hit]) hits[hit].classList.remove("now");
    hit = (number + hits.length) % hits.length;
    const piece = hits[hit], turn = piece.closest(".t");
    piece.classList.add("now");
    document.getElementById("hit").textContent = `${hit + 1} of ${hits.length}`;
    settle(turn);
    turn.scrollIntoView({ block: "nearest", behavior: "instant" });
    let end = piece;
    while (end.nextElementSibling && end.nextElementSibling.matches(".found:not(.hit)")) end = end.nextElementSibling;
    turn.focus({ preventScroll: true });
    if (is_said(turn)) return chooseBetween(turn, Number(piece.dataset.s), Number(end.dataset.e));
    clear();
    bringIntoView(piece);
  }
  on("next-hit", () => showHit(hit + 1));
  on("previous-hit", () => showHit(hit - 1));

  // stripes

  const beside = document.getElementById("coding");
  const keyOf = (one) => [Number(one.dataset.s), -Number(one.dataset.e), one.dataset.code];
  const isAfter = (one, other) => { const at = one.findIndex((part, place) => part !== other[place]); return at >= 0 && one[at] > other[at]; };
  const stripes = [...transcript.querySelectorAll(".stripe")].sort((one, other) => (isAfter(keyOf(one), keyOf(other)) ? 1 : -1));

  function light(one, on_) {
    if (!one) return;
    const turn = turns.find((each) => each.contains(one)) || turns.findLast((each) => wordsOf(each).pieces.length && Number(wordsOf(each).pieces[0].dataset.s) <= Number(one.dataset.s));
    for (const piece of turn ? wordsOf(turn).pieces : []) {
      if (Number(piece.dataset.s) >= Number(one.dataset.s) && Number(piece.dataset.e) <= Number(one.dataset.e)) piece.classList.toggle("lit", on_);
    }
  }

  const opened = () => beside.querySelector(".opened");
  const stripeOf = (one) => one && stripes.find((stripe) => String(keyOf(stripe)) === String(keyOf(one)));
  function mark(on_) {
    light(opened(), on_);
    const stripe = stripeOf(opened());
    if (stripe) stripe.classList.toggle("opened-one", on_);
  }

  async function open(stripe) {
    const answer = await fetch(`${stripe.href}&part=coding`).catch(() => null);
    if (!answer || !answer.ok) { location.assign(stripe.href); return; }
    const content = await answer.text();
    mark(false);
    beside.innerHTML = content;
    mark(true);
    chooseBetween(stripe.closest(".t"), Number(stripe.dataset.s), Number(stripe.dataset.e));
    beside.querySelector("h2, p").focus({ preventScroll: covered() > 0 });
  }

  on("next-coding", () => {
    const from = opened() ? keyOf(opened()) : [placeNow(), -Infinity, ""];
    const stripe = stripes.find((one) => isAfter(keyOf(one), from));
    if (!stripe) return clear("There is no coding after this one.");
    stripe.closest(".t").scrollIntoView({ block: "nearest", behavior: "instant" });
    bringIntoView(stripe);
    open(stripe);
  });
  function placeNow() {
    const { words } = wordsOf(chosen ? chosen.turn : current());
    return words.length ? words[chosen ? Math.min(chosen.anchor, chosen.focus) : 0].s : 0;
  }

  transcript.addEventListener("click", (event) => {
    const stripe = event.target.closest(".stripe");
    if (!stripe || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(stripe);
  });
  for (const [name, on_] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    transcript.addEventListener(name, (event) => {
      const stripe = event.target.closest(".stripe");
      if (stripe && !stripe.classList.contains("opened-one")) light(stripe, on_);
    });
  }

  function place(turn) {
    const { pieces } = wordsOf(turn), top = turn.querySelector(".lanes").getBoundingClientRect().top;
    const boxes = [...turn.querySelectorAll(".stripe")].map((stripe) => {
      const first = pieces.find((piece) => piece.dataset.s === stripe.dataset.s), last = pieces.find((piece) => piece.dataset.e === stripe.dataset.e);
      if (!first || !last) return null;
      return [stripe, first.getClientRects()[0].top - top, [...last.getClientRects()].pop().bottom - top];
    });
    for (const box of boxes.filter(Boolean)) {
      const [stripe, from, to] = box;
      stripe.classList.add("placed");
      stripe.style.top = `${from}px`;
      stripe.style.height = `${to - from - 2}px`;
    }
  }
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) { seen.add(target); place(target); }
      else seen.delete(target);
    }
  }, { rootMargin: "50%" });
  for (const turn of turns) if (turn.querySelector(".lanes")) watch.observe(turn);
  addEventListener("resize", () => seen.forEach(place));

  // where she was

  const mine = "place in the transcript";
  document.addEventListener("submit", () => {
    if (here) sessionStorage.setItem(mine, JSON.stringify({ path: location.pathname, turn: here.id, top: here.getBoundingClientRect().top }));
  });

  function begin() {
    if (matchMedia("(max-width: 75rem)").matches) document.getElementById("choices").open = false;
    enable(false);
    mark(true);
    const kept = JSON.parse(sessionStorage.getItem(mine) || "null");
    sessionStorage.removeItem(mine);
    if (here) {
      here.scrollIntoView({ block: "center", behavior: "instant" });
      if (kept && kept.path === location.pathname && kept.turn === here.id) scrollBy({ top: here.getBoundingClientRect().top - kept.top, behavior: "instant" });
      here.focus({ preventScroll: true });
    }
    if (hits.length && !transcript.dataset.at) {
      const first = hits.findIndex((one) => !here || turns.indexOf(one.closest(".t")) >= turns.indexOf(here));
      return showHit(Math.max(0, first));
    }
    if (!here || !is_said(here)) return;
    const one = opened();
    if (one) return chooseBetween(here, Number(one.dataset.s), Number(one.dataset.e));
    const at = wordsOf(here).words.findIndex((word) => word.e > Number(transcript.dataset.at || 0));
    choose(here, Math.max(0, at), Math.max(0, at));
  }
  begin();
})();
