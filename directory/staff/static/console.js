"use strict";
// The console without reloads, by keys. Each address is a whole page without this, too.
(() => {
  const one = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const form = one("#ask"), keys = one("#keys"), single = "keys" in one("#console").dataset;
  const tell = (text) => { one("#news").textContent = text; };
  const parts = (text) => new DOMParser().parseFromString(text, "text/html");
  let loading = null, looking = null, later = 0;
  // Panels of rows that were read ahead; a search or a filed answer makes them old.
  const ahead = new Map();

  async function call(address, options) {
    const answer = await fetch(address, { ...options, headers: { "X-Requested-With": "fetch" } });
    // The session has ended: the whole page leads to the login and back here.
    if (answer.status === 401) location.reload();
    if (!answer.headers.get("Content-Type")?.startsWith("text/html")) throw new Error((await answer.json()).detail);
    return answer;
  }
  function fail(error) {
    if (error.name === "AbortError") return;
    all(".busy").forEach((part) => part.classList.remove("busy"));
    const told = Object.assign(document.createElement("p"), { className: "errors", textContent: navigator.onLine ? error.message : "No connection. Nothing was sent." });
    told.setAttribute("role", "alert");
    one("#found").prepend(told);
  }
  const question = () => {
    const given = [...new FormData(form)].filter(([, value]) => value);
    return "/staff?" + new URLSearchParams(given);
  };

  async function search(address, { options = {}, isNew = true, go = false } = {}) {
    clearTimeout(later);
    loading?.abort();
    looking?.abort();
    const mine = loading = new AbortController();
    one("#found").classList.add("busy");
    try {
      const next = parts(await (await call(address, { ...options, signal: mine.signal })).text());
      // Something stands in the way, such as a second factor to set up: the whole page tells it.
      if (!one("#found", next)) { location.reload(); return; }
      ahead.clear();
      renew(next);
      const found = one("#found"), active = document.activeElement;
      const id = found.contains(active) && active.id;
      found.replaceWith(one("#found", next));
      if (isNew) history.pushState(null, "", one("#found").dataset.address);
      if (go) (one("#rows .on a") ?? one(".choose a") ?? one("#found")).focus();
      else if (id) document.getElementById(id)?.focus();
      tell([one("#found h1")?.textContent, one("#beside .verdict strong")?.textContent].filter(Boolean).join(": "));
      prepare();
    } catch (error) { fail(error); }
  }
  // What is being typed stays; every other field says what the search was taken to mean.
  function renew(next) {
    for (const fresh of all("#ask [id]", next)) {
      const old = document.getElementById(fresh.id);
      if (!old || old === document.activeElement && old.tagName === "INPUT") continue;
      // Read first: options that move over are chosen anew, one after the other.
      const { value, name } = fresh;
      if (fresh.tagName === "SELECT" || fresh.id === "c-held") old.replaceChildren(...fresh.childNodes);
      if (fresh.type === "checkbox") old.checked = fresh.checked;
      else if ("value" in old) Object.assign(old, { value, name });
    }
    limit();
  }
  // Plans are suggested of the issuer that was chosen.
  function limit() {
    const issuer = one("#c-issuer").value;
    one("[data-box=plan]").dataset.more = issuer && "&issuer=" + encodeURIComponent(issuer);
  }
  function clear(...ids) { ids.forEach((id) => { one("#" + id).value = ""; }); }

  const side = (link) => `/staff/rows/${link.dataset.npi}?` + one("#beside").dataset.query;
  const links = () => all("#rows a[data-npi]");
  const current = () => one("#rows .on a");
  function read(link) {
    const address = side(link);
    if (!ahead.has(address)) {
      const text = call(address, { signal: looking?.signal }).then((answer) => answer.text());
      text.catch(() => ahead.delete(address));
      ahead.set(address, text);
    }
    return ahead.get(address);
  }
  async function pick(link) {
    const before = current();
    before?.closest("tr").classList.remove("on");
    before?.removeAttribute("aria-current");
    link.closest("tr").classList.add("on");
    link.setAttribute("aria-current", "true");
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest" });
    try {
      const text = await read(link);
      if (current() !== link) return;
      one("#beside").replaceChildren(...parts(text).body.childNodes);
      history.replaceState(null, "", link.pathname + link.search);
      prepare();
    } catch (error) { fail(error); }
  }
  function move(by) {
    const rows = links(), at = rows.indexOf(current());
    const to = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (to) pick(to);
  }
  // The rows above and below are read before anybody asks for them.
  function prepare() {
    looking = new AbortController();
    const rows = links(), at = rows.indexOf(current());
    [rows[at + 1], rows[at - 1]].forEach((link) => { if (link) read(link).catch(() => {}); });
  }

  async function file(sent) {
    const button = one("button", sent);
    button.disabled = true;
    try {
      const answer = await call(sent.action, { method: "POST", body: new FormData(sent) });
      const next = parts(await answer.text()), filed = one("#filed", next);
      ahead.clear();
      if (!filed) { sent.replaceWith(...(one("main", next) ?? next.body).childNodes); return; }
      one(".later", sent.parentElement)?.remove();
      sent.remove();
      one("#beside").prepend(filed);
      one("#beside").scrollTop = 0;
      filed.focus();
      tell("On record: " + one(".reference", filed).textContent);
    } catch (error) { button.disabled = false; fail(error); }
  }
  function copy() {
    const card = one("#card");
    if (!card) return;
    navigator.clipboard.writeText(card.value).then(() => tell("Copied."), () => { card.closest("details").open = true; card.select(); });
    one("[data-copy]").classList.add("done");
  }

  const fields = { n: "c-who", p: "c-coverage", d: "c-day", i: "c-issuer", t: "c-network", s: "c-what", w: "c-where", g: "c-language", m: "member", r: "c-reference" };
  const acts = {
    j: () => move(1), k: () => move(-1), c: copy, "?": () => keys.showModal(),
    f: () => one("#beside #file")?.requestSubmit(),
    x: () => search("/staff").then(() => one("#c-coverage").focus()),
  };
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || keys.open) return;
    const inside = target.closest("input:not([type=checkbox]), select, textarea");
    if (key === "Escape" && inside && !one(".box:not([hidden])", inside.parentElement)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      (current() ?? one("#found")).focus();
    } else if (!inside && target.closest("#rows") && ["ArrowDown", "ArrowUp"].includes(key)) {
      event.preventDefault();
      move(key === "ArrowDown" ? 1 : -1);
    } else if (single && !inside && (Object.hasOwn(fields, key) || Object.hasOwn(acts, key))) {
      event.preventDefault();
      if (acts[key]) { acts[key](); return; }
      const field = document.getElementById(fields[key]);
      field?.focus();
      field?.select?.();
    }
  }, true);

  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent === form) { event.preventDefault(); search(question(), { go: true }); }
    else if (sent.id === "file") { event.preventDefault(); file(sent); }
    else if ("quiet" in sent.dataset) { event.preventDefault(); search(sent.action, { options: { method: "POST", body: new FormData(sent) } }); }
  });
  form.addEventListener("picked", () => search(question()));
  form.addEventListener("change", ({ target }) => {
    if (target.id === "c-issuer") { clear("c-coverage", "c-plan", "c-network"); limit(); }
    clearTimeout(later);
    // A day is typed in parts, each of which is a change.
    if (target.matches("select, [type=date], [type=checkbox]")) later = setTimeout(() => search(question()), target.type === "date" ? 300 : 0);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a, [data-copy], #help");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.id === "help") keys.showModal();
    else if (link.dataset.copy) copy();
    else if (link.dataset.npi) { event.preventDefault(); pick(link); if (innerWidth < 1000) one("#beside").scrollIntoView(); }
    else if (link.closest("#found") && link.pathname === "/staff" && !link.hash) { event.preventDefault(); search(link.href, { go: true }); }
  });
  document.addEventListener("dblclick", ({ target }) => { if (target.closest("#rows tbody")) one("#beside").focus(); });
  addEventListener("popstate", () => search(location.href, { isNew: false }));
  limit();
  prepare();
})();
