// Filters the code tables while typing and copies codes; without it a form does the filtering.
"use strict";
(() => {
  const form = document.getElementById("code-filter");
  const status = document.getElementById("code-status");
  if (!form || !status) return;
  const input = form.querySelector("input");
  const tables = [...document.querySelectorAll("table.codes")];
  const bare = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

  function shown(row) {
    const wanted = input.value.trim();
    if (!wanted) return true;
    const key = bare(wanted);
    const code = bare(row.cells[0].textContent);
    return (key !== "" && code.includes(key)) ||
      row.cells[1].textContent.toLowerCase().includes(wanted.toLowerCase());
  }

  function filter() {
    let left = 0;
    for (const table of tables) {
      let here = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = !shown(row);
        if (!row.hidden) here += 1;
      }
      table.parentElement.hidden = here === 0;
      left += here;
    }
    status.textContent = left ? "" : status.dataset.none;
  }

  async function copy(table) {
    const codes = [...table.tBodies[0].rows].filter((row) => !row.hidden)
      .map((row) => row.cells[0].textContent.trim());
    await navigator.clipboard.writeText(codes.join("\n"));
    status.textContent = status.dataset.copied;
  }

  for (const table of tables) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet copy-codes";
    button.textContent = status.dataset.copy;
    button.setAttribute("aria-describedby", table.caption.id);
    button.addEventListener("click", () => copy(table));
    table.parentElement.append(button);
  }
  // What the server filtered out is not here: only a full page is filtered while typing.
  if (!new URLSearchParams(location.search).get("codes")) {
    input.addEventListener("input", filter);
    form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  }
})();
