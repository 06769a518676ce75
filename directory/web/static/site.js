"use strict";
// Everything here is extra: each page is complete without it.
(() => {
  const one = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const make = (tag, props = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...inside);
    return made;
  };
  const said = () => one("#words")?.dataset ?? {};
  const tell = (text) => { one("#news").textContent = text; };

  // What was picked before stays on this device, and works without storage too.
  const recent = {
    get(kind) {
      try { return JSON.parse(localStorage.getItem("recent-" + kind)) ?? []; } catch { return []; }
    },
    add(kind, item) {
      const kept = [item, ...this.get(kind).filter((old) => old.id !== item.id)].slice(0, 4);
      try { localStorage.setItem("recent-" + kind, JSON.stringify(kept)); } catch { /* full or forbidden */ }
    },
    forget(kind) { try { localStorage.removeItem("recent-" + kind); } catch { /* forbidden */ } },
  };

  function combobox(field) {
    const { box: kind, from = "/suggest/" } = field.dataset;
    // Names lead to a page of their own, and the console remembers nothing of its calls.
    const keeps = kind !== "who" && !field.dataset.from;
    const input = one("input:not([type=hidden])", field);
    const held = all("input[type=hidden]", field);
    const list = make("ul", { id: input.id + "-list" });
    const note = make("p", { className: "told hint", hidden: true });
    const forget = make("button", { type: "button", className: "linklike", hidden: true, textContent: said().forget });
    const box = make("div", { className: "box", hidden: true }, note, list, forget);
    const status = make("div", { className: "hush" });
    let items = [], at = -1, turn = 0, asking = null, slow = 0, waits = false;
    // Keys pressed while an answer is on its way are meant for that answer: steps, and whether to pick.
    let steps = 0, picks = false;

    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", one("label", field).textContent);
    status.setAttribute("role", "status");
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);
    input.after(box, status);

    const isOpen = () => !box.hidden;
    function open(found, heading = "") {
      items = found;
      at = -1;
      input.removeAttribute("aria-activedescendant");
      list.replaceChildren(...found.map((item, n) => {
        const line = make("li", { id: list.id + n, onclick: () => pick(n) }, item.label);
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        if (item.detail) line.append(" ", make("span", { className: "hint", textContent: item.detail }));
        return line;
      }));
      note.textContent = heading;
      note.hidden = !heading;
      list.hidden = !found.length;
      box.hidden = false;
      input.setAttribute("aria-expanded", String(found.length > 0));
    }
    function close() {
      turn++;
      waits = picks = false;
      steps = 0;
      asking?.abort();
      clearTimeout(slow);
      box.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function move(to) {
      const lines = list.children;
      if (!lines.length) return;
      lines[at]?.setAttribute("aria-selected", "false");
      at = (to % lines.length + lines.length) % lines.length;
      lines[at].setAttribute("aria-selected", "true");
      lines[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", lines[at].id);
    }
    function rest() {
      list.children[at]?.setAttribute("aria-selected", "false");
      at = -1;
      input.removeAttribute("aria-activedescendant");
    }
    function pick(n) {
      const item = items[n];
      close();
      if (item.href) { location.assign(item.href); return; }
      input.value = item.label;
      clear();
      if (item.id) held[0].value = item.id;
      if (item.id && keeps) recent.add(kind, { id: item.id, label: item.label, detail: item.detail });
      input.focus();
      tell(item.label);
      input.dispatchEvent(new Event("picked", { bubbles: true }));
    }
    const clear = () => held.forEach((hidden) => { hidden.value = ""; });
    function offer() {
      const kept = keeps ? recent.get(kind) : [];
      forget.hidden = !kept.length;
      if (kept.length) open(kept, said().recent); else close();
    }
    async function ask() {
      const text = input.value.trim(), mine = ++turn;
      asking?.abort();
      clearTimeout(slow);
      waits = picks = false;
      steps = 0;
      rest();
      if (!text) { offer(); return; }
      forget.hidden = true;
      asking = new AbortController();
      waits = true;
      slow = setTimeout(() => open([], said().loading), 300);
      try {
        const answer = await fetch(`${from}${kind}?q=` + encodeURIComponent(text.slice(0, 100)) + (field.dataset.more ?? ""), { signal: asking.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const found = (await answer.json()).suggestions;
        // An answer that was overtaken by a later key is not shown.
        if (mine !== turn) return;
        open(found, found.length ? "" : said().none);
        status.textContent = !found.length ? said().none
          : found.length === 1 ? said().one : said().many.replace("{n}", found.length);
        if (steps && found.length) {
          move(steps > 0 ? steps - 1 : steps);
          if (picks) pick(at);
        }
      } catch (error) {
        if (mine !== turn || error.name === "AbortError") return;
        open([], said().failed);
        status.textContent = said().failed;
      } finally {
        if (mine === turn) { clearTimeout(slow); waits = false; }
      }
    }

    input.addEventListener("input", (event) => {
      clear();
      if (!event.isComposing) ask();
    });
    input.addEventListener("compositionend", ask);
    input.addEventListener("click", () => { if (!input.value && !isOpen()) offer(); });
    input.addEventListener("keydown", (event) => {
      // While an input method composes, its keys are its own.
      if (event.isComposing || event.keyCode === 229) return;
      const up = event.key === "ArrowUp", down = event.key === "ArrowDown";
      if (up || down) {
        event.preventDefault();
        if (!isOpen() && !waits) { if (items.length && input.value) open(items); else ask(); }
        if (event.altKey) return;
        if (waits) steps += down ? 1 : -1;
        else if (isOpen()) move(down ? at + 1 : at < 0 ? -1 : at - 1);
      } else if (event.key === "Enter" && waits && steps) {
        event.preventDefault();
        picks = true;
      } else if (event.key === "Enter" && isOpen() && at >= 0) {
        event.preventDefault();
        pick(at);
      } else if (event.key === "Enter") {
        close();
      } else if (event.key === "Escape" && (isOpen() || input.value)) {
        event.preventDefault();
        if (isOpen() || waits) close(); else { input.value = ""; clear(); items = []; }
      } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
        rest();
      }
    });
    // A finger or a mouse on the list must not take the focus away from the field.
    box.addEventListener("pointerdown", (event) => { if (event.target !== forget) event.preventDefault(); });
    forget.addEventListener("click", () => { recent.forget(kind); close(); input.focus(); });
    field.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget !== input && !box.contains(relatedTarget)) close(); });
    if (keeps && held[0].value && input.value) recent.add(kind, { id: held[0].value, label: input.value });
  }

  function locator(button) {
    const field = button.closest(".field"), note = one("#where-note");
    if (!navigator.geolocation) { button.remove(); return; }
    button.addEventListener("click", () => {
      note.textContent = said().locating;
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        note.textContent = "";
        one("[name=place]", field).value = "";
        // Two decimals are about half a mile: near enough to search, too far to find a door.
        one("[name=lat]", field).value = coords.latitude.toFixed(2);
        one("[name=lon]", field).value = coords.longitude.toFixed(2);
        one("#where").value = said().here;
        tell(said().here);
      }, () => { note.textContent = said().denied; }, { maximumAge: 600000, timeout: 10000 });
    });
  }

  let loading = null;
  async function show(address, isNew) {
    const page = one("#results");
    const active = document.activeElement;
    const wasOpen = one("#filters")?.open;
    loading?.abort();
    const mine = loading = new AbortController();
    page?.classList.add("busy");
    tell(said().updating);
    try {
      const answer = await fetch(address, { signal: mine.signal });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!one("#results", next)) throw new Error("no results");
      if (isNew) history.pushState(null, "", answer.url);
      document.title = next.title;
      one("main").replaceChildren(...one("main", next).childNodes);
      if (wasOpen) one("#filters").open = true;
      prepare();
      again(active)?.focus();
      tell(one("#count").textContent);
    } catch (error) {
      if (error.name === "AbortError") return;
      page?.classList.remove("busy");
      if (navigator.onLine) location.assign(address); else connection();
    }
  }
  function again(old) {
    if (old?.id) return document.getElementById(old.id);
    if (!old?.name) return null;
    return one(`[name="${CSS.escape(old.name)}"][value="${CSS.escape(old.value)}"]`);
  }
  function question(form) {
    const given = [...new FormData(form)].filter(([, value]) => value);
    return form.getAttribute("action") + "?" + new URLSearchParams(given);
  }

  function connection() {
    const bar = one("#offline");
    bar.hidden = navigator.onLine;
    bar.textContent = navigator.onLine ? "" : bar.dataset.text;
  }

  function prepare() {
    all("[data-box]").forEach(combobox);
    all("#locate").forEach(locator);
    all(".print").forEach((button) => { button.hidden = false; button.onclick = () => print(); });
  }

  document.addEventListener("change", ({ target }) => {
    if (target.form?.id === "find" && target.closest(".filters, .bar")) show(question(target.form), true);
    if (target.form?.id !== "compare") return;
    const many = all("[name=npi]:checked").length > 3;
    if (many) target.checked = false;
    const note = one("#pick-note");
    if (note) note.textContent = many ? said().three : "";
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    const onMap = link.classList.contains("to-map");
    if (onMap || link.classList.contains("to-list") || link.classList.contains("pin")) {
      document.body.classList.toggle("on-map", onMap);
      if (onMap) { event.preventDefault(); one("#map .to-list").focus(); }
    }
  });
  // A card and its number on the map light up together.
  for (const [kind, isOn] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(kind, ({ target }) => {
      const card = target.closest?.(".card[id], .pin");
      if (!card) return;
      const id = card.id || card.getAttribute("href").slice(1);
      document.getElementById(id)?.classList.toggle("lit", isOn);
      one(`.pin[href="#${id}"]`)?.classList.toggle("lit", isOn);
    });
  }
  addEventListener("popstate", () => { if (one("#results") && !location.hash) show(location.href, false); });
  addEventListener("online", connection);
  addEventListener("offline", connection);
  document.documentElement.classList.add("js");
  prepare();
})();
