(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, at = document) => [...at.querySelectorAll(selector)];
  const blocks = all(".t");
  const starts = blocks.map((block) => Number(block.dataset.s));
  const panel = document.getElementById("panel");
  const statement = document.getElementById("statement");
  const notes = all(".cards .note").map((card) => {
    const [, start, end] = card.dataset.c.match(/^c-(\d+)-(\d+)/).map(Number);
    return { card, start, end, anchor: card.dataset.c, kind: card.classList[1] };
  });
  let current = 0;
  let opener = null;
  root.classList.add("js");

  const off = (kind) => {
    const box = document.getElementById("show-" + kind);
    return Boolean(box) && !box.checked;
  };

  // Offsets count code points, JavaScript counts UTF-16 units: walk, never add.
  const point = (offset) => {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    let left = offset - starts[low];
    const walk = document.createTreeWalker(blocks[low], NodeFilter.SHOW_TEXT);
    let last = [blocks[low], 0];
    while (walk.nextNode()) {
      const text = walk.currentNode.data;
      let at = 0;
      while (left > 0 && at < text.length) {
        at += text.codePointAt(at) > 0xffff ? 2 : 1;
        left -= 1;
      }
      last = [walk.currentNode, at];
      if (left === 0) break;
    }
    return last;
  };

  const range = (start, end) => {
    const found = document.createRange();
    found.setStart(...point(start));
    found.setEnd(...point(end));
    return found;
  };

  const paint = (name, ranges) => {
    if (window.CSS && CSS.highlights && window.Highlight) {
      if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
      else CSS.highlights.delete(name);
    } else if (name === "passage") {
      const selection = getSelection();
      selection.removeAllRanges();
      if (ranges.length) selection.addRange(ranges[0]);
    }
  };

  const pieces = (number) => all('.t [data-n="' + number + '"]');

  const clear = () => {
    all(".on").forEach((piece) => piece.classList.remove("on"));
    all("[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
    paint("passage", []);
    paint("part", []);
    panel.hidden = true;
    panel.replaceChildren();
  };

  const close = () => {
    const within = panel.contains(document.activeElement);
    clear();
    if (within && opener) opener.focus({ preventScroll: true });
    opener = null;
  };

  const bring = (element) => {
    for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    // On a phone the card covers the lower half.
    const block = matchMedia("(max-width: 58rem)").matches ? "start" : "center";
    const scroll = () => element.scrollIntoView({ block });
    scroll();
    // Paragraphs out of view have only a guessed height until they were laid out once.
    if (document.querySelector(".long")) requestAnimationFrame(() => requestAnimationFrame(scroll));
  };

  const address = (start, end) => {
    try {
      history.replaceState(null, "", "#c=" + start + "-" + end);
    } catch {
      // Some browsers refuse this for files; the page works without.
    }
  };

  const button = (label, text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.title = label;
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const open = (numbers) => {
    const bar = document.createElement("div");
    bar.className = "bar";
    const count = document.createElement("span");
    count.textContent = current + " of " + notes.length;
    bar.append(count, button("Previous finding", "‹", () => step(-1)), button("Next finding", "›", () => step(1)));
    bar.append(button("Close", "×", close));
    const copies = numbers.map((number) => {
      const copy = notes[number - 1].card.cloneNode(true);
      copy.removeAttribute("id");
      return copy;
    });
    panel.replaceChildren(bar, ...copies);
    panel.hidden = false;
    panel.scrollTop = 0;
    if (getComputedStyle(panel).position === "fixed") return;
    const first = pieces(numbers[0])[0];
    const top = (first || statement).getBoundingClientRect().top - statement.getBoundingClientRect().top - 8;
    panel.style.top = Math.max(0, Math.min(top, statement.clientHeight - panel.offsetHeight)) + "px";
  };

  const select = (numbers, { scroll = false, focus = false } = {}) => {
    clear();
    current = numbers[0];
    const { start, end, card } = notes[current - 1];
    // Cards open for all findings at a place; only the innermost is lit, not what lies around it.
    numbers.filter((number) => notes[number - 1].start === start && notes[number - 1].end === end).forEach((number) => {
      pieces(number).forEach((piece) => piece.classList.add("on"));
      all('.margin a[data-n="' + number + '"]').forEach((link) => link.setAttribute("aria-current", "true"));
    });
    const parts = (card.dataset.parts || "").split(" ").filter(Boolean);
    paint("part", parts.map((part) => range(...part.split("-").map(Number))));
    const mark = document.getElementById(notes[current - 1].anchor);
    if (scroll && mark) bring(mark);
    open(numbers);
    address(start, end);
    if (focus) panel.focus({ preventScroll: true });
  };

  const passage = (start, end) => {
    const numbers = notes.flatMap((note, place) => (note.start === start && note.end === end ? [place + 1] : []));
    if (numbers.length) {
      select(numbers, { scroll: true });
      return;
    }
    clear();
    const last = starts.length ? starts[starts.length - 1] + [...blocks[blocks.length - 1].textContent].length : 0;
    if (!(start < end && end <= last)) return;
    const found = range(start, end);
    paint("passage", [found]);
    bring(found.startContainer.parentElement);
    root.dataset.passage = found.toString();
  };

  const follow = () => {
    const match = /^#c[=-](\d{1,12})-(\d{1,12})(?:-\d+)?$/.exec(location.hash);
    if (match) passage(Number(match[1]), Number(match[2]));
  };

  const inView = () => {
    const block = blocks.findIndex((each) => each.getBoundingClientRect().bottom > 60);
    const from = block < 0 ? 0 : starts[block];
    return notes.findIndex((note) => note.start >= from);
  };

  const step = (by) => {
    let place = panel.hidden && !document.querySelector(".on") ? inView() - (by > 0 ? 1 : 0) : current - 1;
    do place += by;
    while (notes[place] && off(notes[place].kind));
    if (notes[place]) select([place + 1], { scroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.dataset.n) {
      event.preventDefault();
      opener = link;
      select([Number(link.dataset.n)], { focus: event.detail === 0 });
      return;
    }
    if (link && link.getAttribute("href") === "#notes") all("#notes details").forEach((fold) => (fold.open = true));
    if (link && link.getAttribute("href") === location.hash) {
      follow();
      return;
    }
    if (link || !event.target.closest(".t") || String(getSelection())) return;
    const numbers = [];
    for (let mark = event.target.closest("[data-n]"); mark; mark = mark.parentElement.closest("[data-n]")) {
      const number = Number(mark.dataset.n);
      if (!off(notes[number - 1].kind)) numbers.push(number);
    }
    if (numbers.length) select(numbers);
    else close();
  });

  const hint = (event) => {
    all(".hint").forEach((piece) => piece.classList.remove("hint"));
    const link = event.target.closest && event.target.closest(".margin a[data-n]");
    if (link) pieces(link.dataset.n).forEach((piece) => piece.classList.add("hint"));
  };
  document.addEventListener("mouseover", hint);
  document.addEventListener("focusin", hint);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.ctrlKey || event.metaKey || event.altKey || !document.getElementById("keys").checked) return;
    if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox])")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (/^[1-9]$/.test(event.key)) {
      const box = all(".layers li").map((row) => row.querySelector("input"))[Number(event.key) - 1];
      if (box && !box.disabled) box.click();
    }
  });

  addEventListener("hashchange", follow);
  follow();
})();
